"""Crediting: the mirror of an invoice, what may be credited and what is refused."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from smoall.domain.invoicing.credit import Credited, decide_credit
from smoall.domain.invoicing.document import Content, Discount, DocumentKind, IssuedDocument
from smoall.domain.kernel.errors import Invalid
from tests.builders import STANDARD, content, issued_document, line

NOTHING = Credited({})


def refused(
    original: IssuedDocument, lines: Sequence[tuple[int, Decimal]] | None, *notes: Content
) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as error:
        decide_credit(original, earlier=Credited.by(notes), reason="r", lines=lines)
    return [(finding.code, finding.path) for finding in error.value.findings]


def test_crediting_all_mirrors_the_invoice() -> None:
    discount = Discount("Fidélité", STANDARD, percent=Decimal(5))
    original = issued_document(content(line(discount_percent=Decimal(10)), line(2), discounts=(discount,)))
    note = decide_credit(original, earlier=NOTHING, reason="Retour")
    assert (note.kind, note.note, note.payment_term_days) == (DocumentKind.CREDIT_NOTE, "Retour", 0)
    assert note.totals.by_vat == original.totals.by_vat
    assert (note.totals.lines, note.totals.discounts, note.totals.gross) == (
        original.totals.lines, original.totals.discounts, original.totals.gross,
    )  # fmt: skip
    assert [one.position for one in note.lines] == [1, 2]
    assert note.vat_remainders == ()


def test_three_thirds_make_the_whole() -> None:
    # 3 × 3.335 = 10.01 (rounded up); a third of that is no number of cents, nor is its VAT of 2.10.
    original = issued_document(content(line(quantity=Decimal(3), unit_price=Decimal("3.335"))))
    notes: list[Content] = []
    for _ in range(3):
        notes.append(decide_credit(original, earlier=Credited.by(notes), reason="r", lines=[(1, Decimal(1))]))
    assert [note.totals.net for note in notes] == [Decimal("3.34"), Decimal("3.33"), Decimal("3.34")]
    assert [note.totals.vat for note in notes] == [Decimal("0.70"), Decimal("0.70"), Decimal("0.70")]
    assert sum(note.totals.gross for note in notes) == original.totals.gross == Decimal("12.11")


def test_a_thousand_parts_of_less_than_a_cent_make_the_whole() -> None:
    original = issued_document(content(line(quantity=Decimal(1000), unit_price=Decimal("0.004"))))
    notes: list[Content] = []
    for _ in range(1000):
        notes.append(decide_credit(original, earlier=Credited.by(notes[-1:]), reason="r", lines=[(1, Decimal(1))]))
        # What earlier notes took is handed on by the last one's line, so that the test stays linear.
        last = notes[-1].lines[0]
        notes[-1] = content(line(quantity=last.credited_before + last.quantity), note=str(notes[-1].totals.gross))
    assert sum(Decimal(note.note or "0") for note in notes) == original.totals.gross == Decimal("4.84")


def test_the_rest_is_what_the_parts_left() -> None:
    original = issued_document(content(line(), line(2)))
    part = decide_credit(original, earlier=NOTHING, reason="r", lines=[(2, Decimal("1.5"))])
    rest = decide_credit(original, earlier=Credited.by([part]), reason="r")
    assert [(one.position, one.quantity, one.credited_before) for one in rest.lines] == [
        (1, Decimal("2.5"), Decimal(0)), (2, Decimal(1), Decimal("1.5")),
    ]  # fmt: skip
    assert part.totals.gross + rest.totals.gross == original.totals.gross


def test_a_deduction_is_credited_with_its_sign() -> None:
    original = issued_document(content(line(), line(2, quantity=Decimal(-1))))
    note = decide_credit(original, earlier=NOTHING, reason="r")
    assert note.totals.gross == original.totals.gross
    assert note.lines[1].quantity == Decimal(-1)


def test_what_cannot_be_credited_is_refused_with_every_finding() -> None:
    original = issued_document(content(line(), line(2, quantity=Decimal(-1)), line(3)))
    lines = [(9, Decimal(1)), (1, Decimal("2.6")), (1, Decimal(1)), (2, Decimal(1)), (3, Decimal("0.0000001"))]
    assert refused(original, lines) == [
        ("LINE_UNKNOWN", "lines[0].position"),
        ("CREDIT_QUANTITY_TOO_HIGH", "lines[1].quantity"),
        ("LINE_TWICE", "lines[2].position"),
        ("CREDIT_QUANTITY_SIGN", "lines[3].quantity"),
        ("QUANTITY_DECIMALS", "lines[4].quantity"),
    ]


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN", "sNaN", "Infinity"])
def test_a_quantity_that_is_none_is_refused(quantity: str) -> None:
    assert refused(issued_document(), [(1, Decimal(quantity))]) == [("CREDIT_QUANTITY_SIGN", "lines[0].quantity")]


def test_nothing_is_credited_twice() -> None:
    original = issued_document()
    whole = decide_credit(original, earlier=NOTHING, reason="r")
    assert refused(original, None, whole) == [("NOTHING_LEFT_TO_CREDIT", "")]
    assert refused(original, [(1, Decimal(1))], whole) == [("CREDIT_QUANTITY_TOO_HIGH", "lines[0].quantity")]
    assert refused(original, []) == [("NOTHING_LEFT_TO_CREDIT", "lines")]


def test_the_parts_never_exceed_the_whole() -> None:
    # 212.50 less a deduction of 170.00: the first line alone is more than the invoice.
    original = issued_document(content(line(), line(2, quantity=Decimal(-2))))
    assert refused(original, [(1, Decimal("2.5"))]) == [("CREDIT_TOO_HIGH", "lines")]
    assert refused(original, [(2, Decimal(-1))]) == [("CREDIT_NEGATIVE", "lines")]
