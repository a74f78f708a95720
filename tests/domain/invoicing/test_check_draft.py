"""What a draft may not hold: each bad input gives its code at its path, and nothing ever raises."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from smoall.domain.invoicing.check import check_draft
from smoall.domain.invoicing.content_input import clean_content
from smoall.domain.invoicing.document import Content, Discount
from smoall.domain.invoicing.vat import Vat, VatCategory
from tests.builders import STANDARD, content, line


def found(what: Content) -> list[tuple[str, str, str | None]]:
    return [(finding.code, finding.path, finding.rule_id) for finding in check_draft(what)]


def test_a_sound_draft_has_no_findings() -> None:
    assert check_draft(content()) == ()


def test_a_draft_may_still_be_empty() -> None:
    assert check_draft(replace(content(), lines=())) == ()


@pytest.mark.parametrize(
    ("changes", "code", "field", "rule"),
    [
        ({"quantity": Decimal(0)}, "QUANTITY_ZERO", "quantity", None),
        ({"quantity": Decimal("1E+9")}, "QUANTITY_OUT_OF_RANGE", "quantity", None),
        ({"quantity": Decimal("-1E+999999")}, "QUANTITY_OUT_OF_RANGE", "quantity", None),
        ({"quantity": Decimal("NaN")}, "QUANTITY_OUT_OF_RANGE", "quantity", None),
        ({"quantity": Decimal("sNaN")}, "QUANTITY_OUT_OF_RANGE", "quantity", None),
        ({"quantity": Decimal("Infinity")}, "QUANTITY_OUT_OF_RANGE", "quantity", None),
        ({"quantity": Decimal("1.0000001")}, "QUANTITY_DECIMALS", "quantity", None),
        ({"unit_price": Decimal("-0.01")}, "UNIT_PRICE_NEGATIVE", "unitPrice", "BR-27"),
        ({"unit_price": Decimal("1E-7")}, "UNIT_PRICE_DECIMALS", "unitPrice", None),
        ({"unit_price": Decimal("1E-999999")}, "UNIT_PRICE_DECIMALS", "unitPrice", None),
        ({"unit_price": Decimal(10**9)}, "UNIT_PRICE_OUT_OF_RANGE", "unitPrice", None),
        ({"discount_percent": Decimal("100.01")}, "PERCENT_OUT_OF_RANGE", "discountPercent", None),
        ({"discount_percent": Decimal(-1)}, "PERCENT_OUT_OF_RANGE", "discountPercent", None),
        ({"discount_percent": Decimal("1.00001")}, "PERCENT_DECIMALS", "discountPercent", None),
        ({"unit": "uur"}, "UNIT_UNKNOWN", "unit", "BR-CL-23"),
        ({"description": " \u200b"}, "TEXT_REQUIRED", "description", None),
        ({"description": "a\x00b"}, "TEXT_CHARACTER", "description", None),
        ({"description": "a\ud800b"}, "TEXT_CHARACTER", "description", None),
        ({"description": "x" * 1001}, "TEXT_TOO_LONG", "description", None),
        ({"vat": Vat(VatCategory.STANDARD, Decimal(19))}, "VAT_RATE_NOT_BELGIAN", "vat.rate", None),
        ({"vat": Vat(VatCategory.STANDARD)}, "VAT_RATE_NOT_BELGIAN", "vat.rate", "BR-S-05"),
        ({"vat": Vat(VatCategory.STANDARD, Decimal("sNaN"))}, "VAT_RATE_NOT_BELGIAN", "vat.rate", "BR-S-05"),
        ({"vat": Vat(VatCategory.ZERO, Decimal(21))}, "VAT_RATE_NOT_ZERO", "vat.rate", "BR-Z-05"),
        ({"vat": Vat(VatCategory.EXEMPT, Decimal(6))}, "VAT_RATE_NOT_ZERO", "vat.rate", "BR-E-05"),
        ({"vat": Vat(VatCategory.SMALL_ENTERPRISE, Decimal(6))}, "VAT_RATE_NOT_ZERO", "vat.rate", "BR-E-05"),
        ({"vat": Vat(VatCategory.REVERSE_CHARGE, Decimal(21))}, "VAT_RATE_NOT_ZERO", "vat.rate", "BR-AE-05"),
        ({"vat": Vat(VatCategory.INTRA_COMMUNITY, Decimal(21))}, "VAT_RATE_NOT_ZERO", "vat.rate", "BR-IC-05"),
        ({"vat": Vat(VatCategory.EXPORT, Decimal(21))}, "VAT_RATE_NOT_ZERO", "vat.rate", "BR-G-05"),
    ],
)
def test_a_bad_line_is_found_at_its_field(changes: dict[str, Any], code: str, field: str, rule: str | None) -> None:
    assert found(content(line(), line(2, **changes))) == [(code, f"lines[1].{field}", rule)]


@pytest.mark.parametrize(
    ("discount", "code", "path"),
    [
        (Discount("r", STANDARD), "DISCOUNT_PERCENT_OR_AMOUNT", "discounts[0]"),
        (Discount("r", STANDARD, Decimal(5), Decimal(5)), "DISCOUNT_PERCENT_OR_AMOUNT", "discounts[0]"),
        (Discount("r", STANDARD, percent=Decimal(101)), "PERCENT_OUT_OF_RANGE", "discounts[0].percent"),
        (Discount("r", STANDARD, percent=Decimal(0)), "DISCOUNT_ZERO", "discounts[0].percent"),
        (Discount("r", STANDARD, amount=Decimal(0)), "DISCOUNT_ZERO", "discounts[0].amount"),
        (Discount("r", STANDARD, amount=Decimal(-1)), "DISCOUNT_OUT_OF_RANGE", "discounts[0].amount"),
        (Discount("r", STANDARD, amount=Decimal("NaN")), "DISCOUNT_OUT_OF_RANGE", "discounts[0].amount"),
        (Discount("r", STANDARD, amount=Decimal("1.005")), "AMOUNT_DECIMALS", "discounts[0].amount"),
        (Discount("r", STANDARD, amount=Decimal("212.51")), "DISCOUNT_EXCEEDS_BASE", "discounts[0]"),
        (
            Discount("r", Vat(VatCategory.STANDARD, Decimal(6)), Decimal(5)),
            "DISCOUNT_WITHOUT_LINES",
            "discounts[0].vat",
        ),
        (Discount("", STANDARD, percent=Decimal(5)), "TEXT_REQUIRED", "discounts[0].reason"),
    ],
)
def test_a_bad_discount_is_found(discount: Discount, code: str, path: str) -> None:
    assert [(finding[0], finding[1]) for finding in found(content(discounts=(discount,)))] == [(code, path)]


def test_discounts_share_what_they_reduce() -> None:
    both = (Discount("a", STANDARD, percent=Decimal(60)), Discount("b", STANDARD, percent=Decimal(60)))
    [finding] = check_draft(content(discounts=both))
    assert (finding.code, finding.path, finding.values) == ("DISCOUNT_EXCEEDS_BASE", "discounts[1]", {"base": "85.00"})


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"currency": "USD"}, "CURRENCY_NOT_SUPPORTED", "currency"),
        ({"currency": "EURO"}, "CURRENCY_UNKNOWN", "currency"),
        ({"payment_term_days": 366}, "PAYMENT_TERM_OUT_OF_RANGE", "paymentTermDays"),
        ({"payment_term_days": -1}, "PAYMENT_TERM_OUT_OF_RANGE", "paymentTermDays"),
        ({"note": "a\x00"}, "TEXT_CHARACTER", "note"),
        ({"buyer_reference": "a\nb"}, "TEXT_CHARACTER", "buyerReference"),
        ({"delivery_country": "Belgique"}, "COUNTRY_UNKNOWN", "deliveryCountry"),
        ({"exemption": "VATEX-EU-AE"}, "EXEMPTION_UNKNOWN", "exemptionReason"),
    ],
)
def test_a_bad_field_of_the_document_is_found(changes: dict[str, Any], code: str, path: str) -> None:
    assert (code, path) in [(finding[0], finding[1]) for finding in found(content(**changes))]


def test_every_finding_is_given_at_once() -> None:
    bad = content(line(quantity=Decimal(0), unit="uur"), line(2, unit_price=Decimal(-1)), currency="BTC")
    assert {code for code, _, _ in found(bad)} == {
        "QUANTITY_ZERO", "UNIT_UNKNOWN", "UNIT_PRICE_NEGATIVE", "CURRENCY_UNKNOWN",
    }  # fmt: skip


def test_ten_thousand_lines_are_one_finding() -> None:
    [finding] = check_draft(content(*(line(at, quantity=Decimal("NaN")) for at in range(10_000))))
    assert (finding.code, finding.path, finding.values) == (
        "TOO_MANY_LINES", "lines", {"count": "10000", "limit": "1000"},
    )  # fmt: skip


def test_absurd_products_are_refused_before_they_reach_a_column() -> None:
    huge = content(line(quantity=Decimal(999999999), unit_price=Decimal(999999999)))
    assert {code for code, _, _ in found(huge)} == {"LINE_AMOUNT_TOO_HIGH", "AMOUNT_TOO_HIGH"}


def test_a_negative_invoice_is_a_credit_note() -> None:
    assert found(content(line(quantity=Decimal(-1)))) == [("TOTAL_NEGATIVE", "lines", None)]


def test_outside_scope_stands_alone_and_exemptions_do_not_mix() -> None:
    mixed = content(line(vat=Vat(VatCategory.OUTSIDE_SCOPE)), line(2))
    assert found(mixed) == [("OUTSIDE_SCOPE_NOT_ALONE", "lines[0].vat.category", "BR-O-12")]
    exempt = content(line(vat=Vat(VatCategory.EXEMPT)), line(2, vat=Vat(VatCategory.SMALL_ENTERPRISE)))
    assert found(exempt) == [("EXEMPTIONS_MIXED", "lines[1].vat.category", "BR-E-01")]


def test_outside_scope_has_no_rate() -> None:
    rated = content(line(vat=Vat(VatCategory.OUTSIDE_SCOPE, Decimal(21))))
    assert found(rated) == [("VAT_RATE_NOT_ZERO", "lines[0].vat.rate", "BR-O-05")]


def test_content_is_stored_clean() -> None:
    typed = content(
        line(description="  Cafe\u0301\r\nnoir ", unit="hur", quantity=Decimal("1E+2"), unit_price=Decimal("8.500")),
        currency="eur", note="  ", buyer_reference=" PO-17 ", delivery_country="fr",
    )  # fmt: skip
    cleaned, findings = clean_content(typed)
    assert findings == ()
    first = cleaned.lines[0]
    assert (first.description, first.unit, str(first.quantity), str(first.unit_price)) == (
        "Café\nnoir", "HUR", "100", "8.5",
    )  # fmt: skip
    assert (cleaned.currency, cleaned.note, cleaned.buyer_reference, cleaned.delivery_country) == (
        "EUR", None, "PO-17", "FR",
    )  # fmt: skip


def test_a_national_number_is_a_warning_at_its_place() -> None:
    draft = content(line(description="Soins, patient 85.07.30-033.28"), note="85073003328")
    told = [(each.code, each.path, each.fatal) for each in check_draft(draft)]
    assert told == [
        ("NATIONAL_NUMBER_IN_TEXT", "note", False),
        ("NATIONAL_NUMBER_IN_TEXT", "lines[0].description", False),
    ]
