"""Invoices within the limits, as a person could write them."""

from decimal import Decimal

from hypothesis import strategies as st

from smoall.domain.invoicing.document import Content, Discount, DocumentKind, IssuedDocument
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.vat import Vat, VatCategory
from tests.builders import issued_document

VATS = (*(Vat(VatCategory.STANDARD, Decimal(rate)) for rate in (21, 12, 6)), Vat(VatCategory.ZERO))


def numbers(low: str, high: str, *, places: int) -> st.SearchStrategy[Decimal]:
    """Decimals of at most so many places."""
    return st.decimals(Decimal(low), Decimal(high), places=places, allow_nan=False, allow_infinity=False)


@st.composite
def lines(draw: st.DrawFn, *, most: int = 6, returns: bool = False) -> tuple[Line, ...]:
    """Lines of one to two VAT rates; with ``returns``, some have a negative quantity."""
    vats = draw(st.lists(st.sampled_from(VATS), min_size=1, max_size=2, unique=True))
    low = "-20" if returns else "0.001"
    return tuple(
        Line(
            position=position,
            description="Travail",
            quantity=draw(numbers(low, "200", places=3).filter(bool)),
            unit="HUR",
            unit_price=draw(numbers("0", "300", places=draw(st.integers(0, 4)))),
            vat=draw(st.sampled_from(vats)),
            discount_percent=draw(
                st.sampled_from((Decimal(0), Decimal(0), Decimal("12.5"), Decimal(33), Decimal(100)))
            ),
        )
        for position in range(1, draw(st.integers(1, most)) + 1)
    )


@st.composite
def contents(draw: st.DrawFn, *, returns: bool = False) -> Content:
    """An invoice's content with up to three document discounts."""
    written = draw(lines(returns=returns))
    discounts = tuple(
        Discount("Remise", draw(st.sampled_from(written)).vat, percent=draw(numbers("0.01", "33", places=2)))
        for _ in range(draw(st.integers(0, 3)))
    )
    return Content(DocumentKind.INVOICE, written, discounts)


def invoices(*, returns: bool = False) -> st.SearchStrategy[IssuedDocument]:
    """An issued invoice whose total is not below zero."""
    return contents(returns=returns).filter(lambda what: what.totals.gross >= 0).map(issued_document)
