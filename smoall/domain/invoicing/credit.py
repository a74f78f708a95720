"""Crediting: the mirror of an issued invoice, whole or in parts, that ends at the invoice's totals to the cent.

Every amount of a credit note is a difference of two states of the invoice: what it would come to for the quantities
credited up to and including this note, less the same for those credited before. Differences telescope: whatever the
order and size of the parts, the nets, discounts, bases and VAT of all credit notes add up to the invoice's own, and the
balance ends at 0.00. Each rounded figure strays by at most one cent from its product, which EN 16931 allows (BR-CO-17
tolerates less than one euro, PEPPOL-EN16931-R120 and R040 two cents). Carrying all remainders to the last note
would not: a thousand parts could gather five euros of VAT there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from smoall.domain.invoicing.document import Content, Discount, DocumentKind, IssuedDocument
from smoall.domain.invoicing.limits import FACTOR_DECIMALS, REASON_LENGTH
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.vat import Vat
from smoall.domain.kernel.errors import Finding, refuse_fatal
from smoall.domain.kernel.money import ZERO, decimals, percent_of, plain, share

NOTHING = Decimal(0)
CreditedLine = tuple[int, Decimal]


@dataclass(frozen=True, slots=True)
class Credited:
    """How much of each line, by its position on the invoice, earlier credit notes took."""

    quantities: Mapping[int, Decimal]

    @classmethod
    def by(cls, notes: Sequence[Content]) -> "Credited":
        """Summed over the contents of the invoice's issued credit notes, whose lines keep the invoice's positions."""
        quantities: dict[int, Decimal] = {}
        for line in (line for note in notes for line in note.lines):
            quantities[line.position] = quantities.get(line.position, NOTHING) + line.quantity
        return cls(quantities)

    def of(self, line: Line) -> Decimal:
        """The quantity of this line that is already credited."""
        return self.quantities.get(line.position, NOTHING)


def decide_credit(
    original: IssuedDocument,
    *,
    earlier: Credited,
    reason: str,
    lines: Sequence[CreditedLine] | None = None,
) -> Content:
    """The content of a credit note on ``original``: all that is left of it, or ``lines`` as (position, quantity).

    Quantities have the sign of the invoice line. ``reason`` (cleaned) becomes the note. Raises Invalid with every
    finding: NOTHING_LEFT_TO_CREDIT, LINE_UNKNOWN, LINE_TWICE, CREDIT_QUANTITY_…, and CREDIT_TOO_HIGH or CREDIT_NEGATIVE
    where lines below zero would make the parts exceed the whole. Issue it dated not before the invoice.
    """
    taken = _all_left(original, earlier=earlier) if lines is None else dict(_wanted(original, earlier, lines))
    credited = tuple(_credit_line(line, taken, earlier) for line in original.content.lines if taken.get(line.position))
    if not credited:
        refuse_fatal([Finding("NOTHING_LEFT_TO_CREDIT", "" if lines is None else "lines")])
    before, after = _State.of(original, earlier, {}), _State.of(original, earlier, taken)
    content = replace(
        original.content,
        kind=DocumentKind.CREDIT_NOTE,
        lines=credited,
        discounts=tuple(_discounts(original, before, after)),
        payment_term_days=0,
        note=reason,
        vat_remainders=(),
    )
    content = replace(content, vat_remainders=tuple(_remainders(content, before, after)))
    refuse_fatal(tuple(_overdrawn(original, content, before, after, lines=lines)))
    return content


@dataclass(frozen=True, slots=True)
class _State:
    """What the invoice would come to, per VAT category and rate, if only the credited quantities stood on it."""

    discounts: Mapping[Vat, Decimal]
    vat: Mapping[Vat, Decimal]
    gross: Decimal

    @classmethod
    def of(cls, original: IssuedDocument, earlier: Credited, taken: Mapping[int, Decimal]) -> "_State":
        discounts: dict[Vat, Decimal] = {}
        vat: dict[Vat, Decimal] = {}
        gross = ZERO
        for group in original.totals.by_vat:
            lines = [line for line in original.content.lines if line.vat == group.vat]
            parts = [replace(line, quantity=earlier.of(line) + taken.get(line.position, NOTHING)) for line in lines]
            # By size, not by sign: a share of lines that partly cancel out would run beyond the discount and back.
            weight, whole = sum((abs(part.net) for part in parts), ZERO), sum((abs(line.net) for line in lines), ZERO)
            discounts[group.vat] = share(_discounted(original, group.vat), weight, whole)
            base = sum((part.net for part in parts), ZERO) - discounts[group.vat]
            vat[group.vat] = percent_of(base, group.vat.rate)
            gross += base + vat[group.vat]
        return cls(discounts, vat, gross)


def _discounted(original: IssuedDocument, vat: Vat) -> Decimal:
    pairs = zip(original.content.discounts, original.totals.discount_amounts, strict=True)
    return sum((amount for discount, amount in pairs if discount.vat == vat), ZERO)


def _all_left(original: IssuedDocument, *, earlier: Credited) -> dict[int, Decimal]:
    return {line.position: plain(line.quantity - earlier.of(line)) for line in original.content.lines}


def _wanted(original: IssuedDocument, earlier: Credited, lines: Sequence[CreditedLine]) -> dict[int, Decimal]:
    known = {line.position: line for line in original.content.lines}
    findings: list[Finding] = []
    taken: dict[int, Decimal] = {}
    for at, (position, quantity) in enumerate(lines):
        path, line = f"lines[{at}]", known.get(position)
        if line is None:
            findings.append(Finding("LINE_UNKNOWN", f"{path}.position", values={"position": str(position)}))
        elif position in taken:
            findings.append(Finding("LINE_TWICE", f"{path}.position", values={"position": str(position)}))
        else:
            findings.extend(_quantity(quantity, line=line, left=line.quantity - earlier.of(line), path=path))
            taken[position] = quantity
    refuse_fatal(findings)
    return taken


def _quantity(quantity: Decimal, *, line: Line, left: Decimal, path: str) -> Iterator[Finding]:
    path = f"{path}.quantity"
    if not quantity.is_finite() or quantity.is_zero() or (quantity < 0) != (line.quantity < 0):
        yield Finding("CREDIT_QUANTITY_SIGN", path, values={"left": str(plain(left))})
    elif abs(quantity) > abs(left):
        yield Finding("CREDIT_QUANTITY_TOO_HIGH", path, values={"left": str(plain(left))})
    elif decimals(quantity) > FACTOR_DECIMALS:
        yield Finding("QUANTITY_DECIMALS", path, values={"limit": str(FACTOR_DECIMALS)})


def _credit_line(line: Line, taken: Mapping[int, Decimal], earlier: Credited) -> Line:
    return replace(line, quantity=taken[line.position], credited_before=plain(earlier.of(line)))


def _discounts(original: IssuedDocument, before: _State, after: _State) -> Iterator[Discount]:
    """One discount per VAT group: taken one by one, two halves of a cent could exceed the cent that they reduce."""
    for vat, total in after.discounts.items():
        amount = total - before.discounts[vat]
        if amount:
            reasons = dict.fromkeys(discount.reason for discount in original.content.discounts if discount.vat == vat)
            yield Discount(" + ".join(reasons)[:REASON_LENGTH], vat, amount=amount)


def _remainders(content: Content, before: _State, after: _State) -> Iterator[tuple[Vat, Decimal]]:
    for group in content.totals.by_vat:
        remainder = after.vat[group.vat] - before.vat[group.vat] - group.amount
        if remainder:
            yield group.vat, remainder


def _overdrawn(
    original: IssuedDocument, content: Content, before: _State, after: _State, *, lines: Sequence[CreditedLine] | None
) -> Iterator[Finding]:
    path = "" if lines is None else "lines"
    if content.totals.gross < 0:
        yield Finding("CREDIT_NEGATIVE", path, values={"gross": str(content.totals.gross)})
    if after.gross > original.totals.gross:
        yield Finding("CREDIT_TOO_HIGH", path, values={"left": str(original.totals.gross - before.gross)})
