"""Law: whatever its parts, what is credited ends at the invoice, to the cent, and never passes it."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from smoall.domain.invoicing.check import check_draft
from smoall.domain.invoicing.credit import Credited, decide_credit
from smoall.domain.invoicing.document import Content, CreditedInvoice, IssuedDocument
from smoall.domain.invoicing.issue import decide_issue
from smoall.domain.invoicing.vat import Vat
from smoall.domain.kernel.errors import Invalid
from smoall.domain.kernel.money import percent_of
from smoall.domain.peppol.bis3 import write_ubl
from smoall.infra.peppol.rules import OfficialRules
from tests.properties.invoices import invoices

CENT = Decimal("0.01")
RULES = OfficialRules()
Sums = dict[str, Decimal]


def sums(notes: list[Content]) -> tuple[Sums, dict[Vat, tuple[Decimal, Decimal]]]:
    totals = [note.totals for note in notes]
    names = ("lines", "discounts", "net", "vat", "gross")
    groups: dict[Vat, tuple[Decimal, Decimal]] = {}
    for group in (group for one in totals for group in one.by_vat):
        base, amount = groups.get(group.vat, (Decimal(0), Decimal(0)))
        groups[group.vat] = base + group.base, amount + group.amount
    return {name: sum((getattr(one, name) for one in totals), Decimal(0)) for name in names}, groups


def whole(original: IssuedDocument) -> tuple[Sums, dict[Vat, tuple[Decimal, Decimal]]]:
    return sums([original.content])


def credit_in_parts(original: IssuedDocument, chance: st.DataObject, *, parts: int) -> list[Content]:
    """Some partial credit notes, then one for the rest; parts that are refused leave no trace."""
    notes: list[Content] = []
    for _ in range(parts):
        earlier = Credited.by(notes)
        left = [line for line in original.content.lines if line.quantity != earlier.of(line)]
        if not left:
            break
        chosen = chance.draw(st.lists(st.sampled_from(left), min_size=1, unique=True))
        share = st.sampled_from([Decimal(quarter) / 4 for quarter in (1, 2, 3, 4)])
        wanted = [(line.position, (line.quantity - earlier.of(line)) * chance.draw(share)) for line in chosen]
        fine = [(position, quantity.quantize(Decimal("0.000001"))) for position, quantity in wanted]
        try:
            notes.append(decide_credit(original, earlier=earlier, reason="r", lines=[one for one in fine if one[1]]))
        except Invalid:
            continue
    if any(line.quantity != Credited.by(notes).of(line) for line in original.content.lines):
        notes.append(decide_credit(original, earlier=Credited.by(notes), reason="r"))
    return notes


@given(invoices(returns=True))
@settings(max_examples=150, deadline=None)
def test_crediting_all_at_once_is_the_invoice(original: IssuedDocument) -> None:
    note = decide_credit(original, earlier=Credited({}), reason="r")
    assert sums([note]) == whole(original)
    assert note.vat_remainders == ()


@given(invoices(returns=True), st.data(), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_the_parts_add_up_to_the_invoice(original: IssuedDocument, chance: st.DataObject, parts: int) -> None:
    assert sums(credit_in_parts(original, chance, parts=parts)) == whole(original)


@given(invoices(returns=True), st.data(), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_the_parts_never_pass_the_invoice(original: IssuedDocument, chance: st.DataObject, parts: int) -> None:
    notes = credit_in_parts(original, chance, parts=parts)
    for count in range(len(notes) + 1):
        assert 0 <= sum((note.totals.gross for note in notes[:count]), Decimal(0)) <= original.totals.gross
    assert all(note.totals.gross >= 0 for note in notes)


@given(invoices(), st.data(), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_without_returns_no_part_is_refused_and_each_is_a_sound_document(
    original: IssuedDocument, chance: st.DataObject, parts: int
) -> None:
    notes = credit_in_parts(original, chance, parts=parts)
    for note in notes:
        assert check_draft(note) == ()
        assert all(group.base >= 0 and group.amount >= 0 for group in note.totals.by_vat)
        assert all(amount > 0 for amount in note.totals.discount_amounts)


@given(invoices(returns=True), st.data(), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_no_figure_strays_by_more_than_a_cent(original: IssuedDocument, chance: st.DataObject, parts: int) -> None:
    for note in credit_in_parts(original, chance, parts=parts):
        for group in note.totals.by_vat:
            assert abs(group.amount - percent_of(group.base, group.vat.rate)) <= CENT
        for line in note.lines:
            # PEPPOL-EN16931-R120 and R040 tolerate two cents between an amount and its product.
            assert abs(line.full - line.quantity * line.unit_price) <= CENT
            assert abs(line.discount - line.full * line.discount_percent / 100) <= 2 * CENT


@given(invoices(returns=True), st.data())
@settings(max_examples=25, deadline=None)
def test_every_part_is_accepted_by_the_official_rules(original: IssuedDocument, chance: st.DataObject) -> None:
    for note in credit_in_parts(original, chance, parts=2):
        issued = decide_issue(
            note,
            number="C-2026-0001",
            issued_on=original.issued_on,
            seller=original.seller,
            buyer=original.buyer,
            credited=CreditedInvoice(original.number, original.issued_on),
        )
        assert RULES.check_all(write_ubl(issued)) == ()
