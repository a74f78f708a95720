"""What stands against issuing: parties, numbers, delivery, regime, dates."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from smoall.domain.invoicing.check import check_issue
from smoall.domain.invoicing.document import Content, DocumentKind
from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.errors import Invalid, Severity, refuse_fatal
from tests.builders import ISSUED_ON, buyer, content, foreign_buyer, line, seller

TODAY = ISSUED_ON
Found = tuple[str, str, str | None]


def found(what: Content, *, severity: Severity = Severity.FATAL, **changes: Any) -> list[Found]:
    given: dict[str, Any] = {
        "seller": seller(), "buyer": buyer(), "issued_on": TODAY, "today": TODAY, "last_issued_on": None,
    }  # fmt: skip
    findings = check_issue(what, **(given | changes))
    return [(one.code, one.path, one.rule_id) for one in findings if one.severity is severity]


def of(category: VatCategory, **changes: Any) -> Content:
    return content(line(vat=Vat(category)), **changes)


def test_a_sound_invoice_has_no_findings() -> None:
    assert found(content()) == []
    assert found(content(), severity=Severity.WARNING) == []


def test_an_empty_invoice_is_refused() -> None:
    assert found(replace(content(), lines=())) == [("LINES_MISSING", "lines", "BR-16")]


def test_two_lines_of_one_position_are_refused() -> None:
    assert [one[0] for one in found(content(line(), line()))] == ["LINE_POSITION_DOUBLE"] * 2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"seller": seller(name=" ")}, ("SELLER_NAME_MISSING", "organisation", "BR-06")),
        ({"seller": seller(address=Address("", "1000", "B"))}, ("SELLER_ADDRESS_INCOMPLETE", "organisation", "BR-08")),
        ({"seller": seller(address=Address("a", "1", "B", ""))}, ("SELLER_COUNTRY_MISSING", "organisation", "BR-09")),
        (
            {"seller": seller(enterprise_number=None)},
            ("SELLER_ENTERPRISE_NUMBER_MISSING", "organisation", "BR-CO-26"),
        ),
        ({"seller": seller(vat_number=None)}, ("SELLER_VAT_NUMBER_MISSING", "lines[0].vat", "BR-S-02")),
        ({"buyer": buyer(name="")}, ("BUYER_NAME_MISSING", "customer", "BR-07")),
        ({"buyer": buyer(address=Address("a", "", "B"))}, ("BUYER_ADDRESS_INCOMPLETE", "customer", "BR-10")),
        ({"buyer": buyer(address=Address("a", "1", "B", "ZZ"))}, ("BUYER_COUNTRY_MISSING", "customer", "BR-11")),
        ({"issued_on": TODAY + timedelta(1)}, ("ISSUE_DATE_IN_FUTURE", "issuedOn", None)),
        ({"issued_on": date.max}, ("ISSUE_DATE_IN_FUTURE", "issuedOn", None)),
        ({"issued_on": date.min}, ("ISSUE_DATE_TOO_OLD", "issuedOn", None)),
        ({"last_issued_on": TODAY + timedelta(1)}, ("ISSUE_DATE_BEFORE_LAST", "issuedOn", None)),
        ({"small_enterprise": True}, ("SMALL_ENTERPRISE_CHARGES_VAT", "lines[0].vat", None)),
    ],
)
def test_what_is_missing_is_found(changes: dict[str, Any], expected: Found) -> None:
    assert found(content(), **changes) == [expected]


def test_several_documents_may_be_issued_on_one_day() -> None:
    assert found(content(), last_issued_on=TODAY) == []


def test_the_last_date_of_the_journal_is_named() -> None:
    last = TODAY + timedelta(3)
    findings = check_issue(content(), seller=seller(), buyer=buyer(), issued_on=TODAY, today=last, last_issued_on=last)
    assert [finding.values for finding in findings] == [{"last": last.isoformat()}]


@pytest.mark.parametrize(
    ("category", "changes", "expected"),
    [
        (
            VatCategory.ZERO,
            {"seller": seller(vat_number=None)},
            ("SELLER_VAT_NUMBER_MISSING", "lines[0].vat", "BR-Z-02"),
        ),
        (
            VatCategory.EXEMPT,
            {"seller": seller(vat_number=None, enterprise_number=None)},
            ("SELLER_VAT_NUMBER_MISSING", "lines[0].vat", "BR-E-02"),
        ),
        (
            VatCategory.REVERSE_CHARGE,
            {"buyer": buyer(vat_number=None, enterprise_number=None)},
            ("BUYER_VAT_NUMBER_MISSING", "lines[0].vat", "BR-AE-02"),
        ),
        (
            VatCategory.EXPORT,
            {"seller": seller(vat_number=None)},
            ("SELLER_VAT_NUMBER_MISSING", "lines[0].vat", "BR-G-02"),
        ),
        (VatCategory.SMALL_ENTERPRISE, {"small_enterprise": False}, ("NOT_SMALL_ENTERPRISE", "lines[0].vat", None)),
    ],
)
def test_each_category_asks_for_its_numbers(category: VatCategory, changes: dict[str, Any], expected: Found) -> None:
    assert expected in found(of(category), **changes)


@pytest.mark.parametrize("category", [VatCategory.EXEMPT, VatCategory.SMALL_ENTERPRISE, VatCategory.OUTSIDE_SCOPE])
def test_exempt_work_needs_no_vat_number(category: VatCategory) -> None:
    assert found(of(category), seller=seller(vat_number=None)) == []


def test_an_intra_community_supply_states_its_delivery_and_a_foreign_number() -> None:
    supply = of(VatCategory.INTRA_COMMUNITY)
    assert found(supply, buyer=foreign_buyer(vat_number=None)) == [
        ("BUYER_VAT_NUMBER_MISSING", "lines[0].vat", "BR-IC-02"),
        ("DELIVERY_DATE_MISSING", "deliveredOn", "BR-IC-11"),
        ("DELIVERY_COUNTRY_MISSING", "deliveryCountry", "BR-IC-12"),
    ]
    assert found(replace(supply, delivered_on=TODAY, delivery_country="BE"), buyer=buyer()) == [
        ("BUYER_VAT_NUMBER_NOT_FOREIGN", "lines[0].vat", None),
        ("DELIVERY_COUNTRY_NOT_EU", "deliveryCountry", None),
    ]
    assert found(replace(supply, delivered_on=TODAY, delivery_country="FR"), buyer=foreign_buyer()) == []
    northern = foreign_buyer("GB", "XI999999973")
    assert found(replace(supply, delivered_on=TODAY, delivery_country="GB"), buyer=northern) == []


def test_a_delivery_date_out_of_this_world_is_refused() -> None:
    for day in (date.min, date.max):
        assert [one[0] for one in found(content(delivered_on=day))] == ["DELIVERY_DATE_OUT_OF_RANGE"]


@pytest.mark.parametrize(
    ("what", "changes", "code"),
    [
        (content(), {"issued_on": TODAY - timedelta(61)}, "ISSUE_DATE_OLD"),
        (content(delivered_on=date(2026, 10, 20)), {}, "ISSUED_LATE"),
        (content(), {"seller": seller(iban=None)}, "SELLER_IBAN_MISSING"),
        (content(), {"buyer": buyer(enterprise_number=None)}, "BUYER_ENTERPRISE_NUMBER_MISSING"),
        (of(VatCategory.REVERSE_CHARGE), {"buyer": buyer(vat_number=None)}, "BUYER_VAT_NUMBER_MISSING"),
        (of(VatCategory.EXPORT), {"buyer": foreign_buyer()}, "EXPORT_INSIDE_EU"),
        (content(exemption="VATEX-EU-132"), {}, "EXEMPTION_WITHOUT_LINES"),
    ],
)
def test_what_a_person_should_read_does_not_stop_the_act(what: Content, changes: dict[str, Any], code: str) -> None:
    assert found(what, **changes) == []
    assert [one[0] for one in found(what, severity=Severity.WARNING, **changes)] == [code]


def test_an_invoice_of_the_fifteenth_is_in_time() -> None:
    timely = content(delivered_on=date(2026, 10, 1))
    assert found(timely, severity=Severity.WARNING, issued_on=date(2026, 11, 15)) == []


def test_a_credit_note_follows_its_invoice_from_before_a_change_of_scheme() -> None:
    note = content(kind=DocumentKind.CREDIT_NOTE, payment_term_days=0)
    assert found(note, small_enterprise=True) == []


def test_one_fatal_finding_refuses_with_all_of_them() -> None:
    findings = check_issue(
        content(), seller=seller(iban=None), buyer=buyer(name=""), issued_on=TODAY, today=TODAY, last_issued_on=None
    )
    with pytest.raises(Invalid) as refused:
        refuse_fatal(findings)
    assert [one.code for one in refused.value.findings] == ["SELLER_IBAN_MISSING", "BUYER_NAME_MISSING"]
