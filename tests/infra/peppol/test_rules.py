"""The rules asked at run time find what all the rules find."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mockeinvoice.ubl import parse_tree

from smoall.domain.invoicing.document import Discount, IssuedDocument
from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.errors import Finding, Severity
from smoall.domain.peppol.bis3 import write_ubl
from smoall.infra.peppol.rules import OfficialRules
from smoall.infra.peppol.terms import read_terms
from tests import builders, oracle, strategies
from tests.domain.peppol.cases import CASES
from tests.infra.peppol.damage import DAMAGES

RULES = OfficialRules()
FEW = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def fatal(findings: tuple[Finding, ...]) -> set[str | None]:
    return {finding.rule_id for finding in findings if finding.fatal}


def discounted() -> IssuedDocument:
    """Two lines, the second of which is discounted once more with the whole document."""
    lines = (builders.line(), builders.line(2, discount_percent=Decimal(10)))
    off = Discount("Fidélité", builders.STANDARD, percent=Decimal(5))
    return builders.issued_document(builders.content(*lines, discounts=(off,)))


def agreed(ubl: bytes) -> bool:
    """Ask the few rules and all of them, require one verdict, and say whether anything was found."""
    few, everything = RULES.check(ubl), RULES.check_all(ubl)
    assert bool(few) == bool(everything)
    assert bool(fatal(few)) == bool(fatal(everything))
    assert {finding.rule_id for finding in few} <= {finding.rule_id for finding in everything}
    return bool(everything)


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_few_rules_and_all_rules_agree_on_damaged_documents(damage: str) -> None:
    @FEW
    @given(strategies.issued_documents())
    def law(document: IssuedDocument) -> None:
        agreed(write_ubl(DAMAGES[damage](document)))

    law()


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_every_damage_is_found_in_some_golden_case(damage: str) -> None:
    found = [agreed(write_ubl(DAMAGES[damage](document))) for document in CASES.values()]
    assert any(found)


@settings(FEW, max_examples=60)
@given(strategies.issued_documents(), st.booleans())
def test_our_reader_and_the_library_s_read_the_same_terms(document: IssuedDocument, with_pdf: bool) -> None:
    ubl = write_ubl(document, pdf=b"%PDF-1.7" if with_pdf else None)
    assert read_terms(ubl)[0] == parse_tree(ubl)[0]


@pytest.mark.parametrize(
    ("damage", "rule", "path"),
    [
        ("no number", "BR-02", ""),
        ("unknown currency", "BR-CL-04", "currency"),
        ("former currency", "PEPPOL-EN16931-CL007", "currency"),
        ("no lines", "BR-16", "lines"),
        ("no description", "BR-25", "lines[0].description"),
        ("unknown unit", "BR-CL-23", "lines[0].unit"),
        ("standard at nought", "BR-S-05", "lines[0].vat.rate"),
        ("seller without name", "BR-06", "organisation"),
        ("seller nowhere", "BR-08", "organisation"),
        ("seller without country", "BR-09", "organisation"),
        ("seller without any number", "BR-S-02", "organisation"),
        ("blank account", "BR-61", "organisation"),
        ("buyer without name", "BR-07", "customer"),
        ("buyer nowhere", "BR-10", "customer"),
        ("buyer in no country", "BR-CL-14", "customer"),
        ("buyer with an impossible Swedish number", "PEPPOL-COMMON-R049", "customer"),
        ("lines off", "BR-CO-10", ""),
        ("discounts off", "BR-CO-11", ""),
        ("net off", "BR-CO-13", ""),
        ("VAT off", "BR-CO-14", ""),
        ("gross off", "BR-CO-15", ""),
        ("no breakdown", "BR-CO-18", "lines"),
        ("base off", "BR-S-08", "lines"),
        ("breakdown's VAT off", "BR-CO-17", "lines"),
        ("discount amounts off", "PEPPOL-EN16931-R040", "discounts[0]"),
        ("mixed with outside scope", "BR-O-12", "lines[0].vat.category"),
    ],
)
def test_a_planted_error_is_found_under_its_published_id_and_at_its_field(damage: str, rule: str, path: str) -> None:
    ubl = write_ubl(DAMAGES[damage](discounted()))
    found = {finding.rule_id: finding for finding in RULES.check(ubl)}
    assert rule in found
    assert (found[rule].code, found[rule].path) == ("RULE", path)
    assert found[rule].values["text"]
    assert rule in {finding.rule_id for finding in RULES.check_all(ubl)}


@pytest.mark.parametrize(
    ("category", "rule", "path"),
    [
        (VatCategory.REVERSE_CHARGE, "BR-AE-02", "customer"),
        (VatCategory.INTRA_COMMUNITY, "BR-IC-02", "customer"),
        (VatCategory.INTRA_COMMUNITY, "BR-IC-11", "deliveredOn"),
        (VatCategory.INTRA_COMMUNITY, "BR-IC-12", "deliveryCountry"),
    ],
)
def test_a_category_s_own_demands_point_at_the_field_that_is_missing(
    category: VatCategory, rule: str, path: str
) -> None:
    content = builders.content(builders.line(vat=Vat(category)))
    person = builders.buyer(enterprise_number=None, vat_number=None)
    found = {
        finding.rule_id: finding for finding in RULES.check(write_ubl(builders.issued_document(content, buyer=person)))
    }
    assert found[rule].path == path


def test_an_exemption_of_another_category_is_found() -> None:
    content = builders.content(builders.line(vat=Vat(VatCategory.EXEMPT)), exemption="VATEX-EU-AE")
    findings = RULES.check(write_ubl(builders.issued_document(content)))
    assert [(finding.rule_id, finding.path) for finding in findings] == [("PEPPOL-EN16931-P0107", "exemptionReason")]


def test_an_impossible_dutch_number_is_a_warning() -> None:
    document = builders.issued_document(buyer=builders.foreign_buyer("NL", "NL12"))
    findings = RULES.check(write_ubl(document))
    assert {finding.rule_id for finding in findings} == {"PEPPOL-COMMON-R056-1", "PEPPOL-COMMON-R056-2"}
    assert {finding.severity for finding in findings} == {Severity.WARNING}


def test_a_category_under_another_tax_scheme_is_found_as_the_official_stylesheet_finds_it() -> None:
    ubl = write_ubl(builders.issued_document())
    before, mark, after = ubl.rpartition(b"<cac:TaxScheme><cbc:ID>VAT")
    spoiled = before + mark.replace(b"VAT", b"GST") + after
    assert any(failure.startswith("BR-CO-04 ") for failure in oracle.official_failures(spoiled))
    assert fatal(RULES.check_all(spoiled)) == {"BR-CO-04"}


def test_two_categories_on_a_discount_are_no_finding_as_they_are_none_officially() -> None:
    ubl = write_ubl(discounted())
    start, end = ubl.index(b"<cac:TaxCategory>"), ubl.index(b"</cac:TaxCategory>") + len(b"</cac:TaxCategory>")
    doubled = ubl[:end] + ubl[start:end] + ubl[end:]
    assert oracle.schema_errors(doubled) == []
    assert RULES.check_all(doubled) == ()


def test_what_is_no_invoice_is_refused_with_one_finding() -> None:
    assert [finding.code for finding in RULES.check_all(b"<!DOCTYPE x><x/>")] == ["UBL_REFUSED"]
    assert [finding.code for finding in RULES.check_all(b"<x/>")] == ["UBL_REFUSED"]


def test_a_seller_abroad_is_asked_the_rules_of_its_own_country() -> None:
    abroad = DAMAGES["seller abroad"](builders.issued_document())
    ubl = write_ubl(replace(abroad, seller=replace(abroad.seller, vat_number="SE123")))
    assert RULES.check(ubl) == RULES.check_all(ubl)
    assert "SE-R-001" in fatal(RULES.check(ubl))
