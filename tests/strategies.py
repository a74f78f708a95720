"""Hypothesis strategies for documents that may be issued: all eight VAT categories, four languages, odd texts."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from smoall.domain.invoicing.document import Content, Discount, DocumentKind, IssuedDocument
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.mentions import mentions_for
from smoall.domain.invoicing.vat import EXEMPTIONS, Vat, VatCategory
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party
from tests import builders

# Invented companies abroad, with right check digits.
FOREIGN_VAT_NUMBERS = {
    "FR": "FR05999990005",
    "DE": "DE199900001",
    "NL": "NL999900006B01",
    "LU": "LU99990074",
    "IT": "IT99999000013",
    "SE": "SE559999000801",
    "DK": "DK99990007",
    "FI": "FI99990007",
    "PL": "PL9999900009",
    "AT": "ATU99990000",
    "PT": "PT599990007",
    "GR": "EL999990009",
}
OUTSIDE_EU_VAT_NUMBERS = {"NO": "NO999990002MVA", "CH": "CHE999990009MWST", "GB": "GB999999973", "US": None}
UNITS = ("C62", "HUR", "DAY", "MON", "KGM", "MTR", "XPP", "MTK", "LTR")

_ODD = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("&<>\"'#]\n\t\r\x00\x0b\ufffe🧾é€")), max_size=40
)
_LONG = st.integers(1, 400).map(lambda count: "Pose & finition <soignée> " * count)


def texts() -> st.SearchStrategy[str]:
    """A text that says something, among characters that XML must escape or cannot hold."""
    return st.one_of(_ODD, _LONG).map(lambda text: f"Art{text}")


def decimals(low: str, high: str, *, places: int) -> st.SearchStrategy[Decimal]:
    """Decimals of at most so many places."""
    return st.decimals(Decimal(low), Decimal(high), places=places, allow_nan=False, allow_infinity=False)


def vats(category: VatCategory) -> st.SearchStrategy[Vat]:
    """A category with a rate it may have."""
    rates = ("21", "12", "6") if category is VatCategory.STANDARD else ("0",)
    return st.sampled_from(rates).map(lambda rate: Vat(category, Decimal(rate)))


@st.composite
def lines(draw: st.DrawFn, categories: tuple[VatCategory, ...], *, credit: bool = False) -> tuple[Line, ...]:
    """One to thirty lines of these categories, the first of the first; credit notes may take what is left of a line."""
    count = draw(st.integers(1, 30))
    wanted = [categories[0], *(draw(st.sampled_from(categories)) for _ in range(count - 1))]
    return tuple(
        Line(
            position=position,
            description=draw(texts()),
            quantity=draw(decimals("-50", "5000", places=draw(st.integers(0, 3)))),
            unit=draw(st.sampled_from(UNITS)),
            unit_price=draw(decimals("-20", "9000", places=draw(st.integers(0, 4)))),
            vat=draw(vats(category)),
            discount_percent=draw(st.one_of(st.just(Decimal(0)), decimals("0", "100", places=2))),
            credited_before=draw(decimals("0", "40", places=2)) if credit else Decimal(0),
        )
        for position, category in enumerate(wanted, start=1)
    )


@st.composite
def discounts(draw: st.DrawFn, among: tuple[Line, ...]) -> tuple[Discount, ...]:
    """Up to three document discounts, each by percentage or by amount, on what the lines have."""
    used = tuple(dict.fromkeys(line.vat for line in among))
    return tuple(
        Discount(
            reason=draw(texts()),
            vat=draw(st.sampled_from(used)),
            percent=draw(decimals("0.01", "100", places=2)) if by_percent else None,
            amount=None if by_percent else draw(decimals("0.01", "500", places=2)),
        )
        for by_percent in draw(st.lists(st.booleans(), max_size=3))
    )


def remainders(among: tuple[Line, ...]) -> st.SearchStrategy[tuple[tuple[Vat, Decimal], ...]]:
    """A cent more or less of VAT for some of the rates that bear any."""
    rated = sorted({line.vat for line in among if line.vat.rate})
    cents = st.sampled_from((Decimal("-0.01"), Decimal("0.01")))
    if not rated:
        return st.just(())
    return st.dictionaries(st.sampled_from(rated), cents).map(lambda found: tuple(sorted(found.items())))


def companions(category: VatCategory) -> tuple[VatCategory, ...]:
    """The category with those that may stand beside it: O stands alone, and there is one kind of E at a time."""
    if category is VatCategory.OUTSIDE_SCOPE:
        return (category,)
    if category in (VatCategory.INTRA_COMMUNITY, VatCategory.EXPORT):
        return (category, VatCategory.ZERO)
    return (category, VatCategory.STANDARD, VatCategory.ZERO)


@st.composite
def contents(draw: st.DrawFn, category: VatCategory) -> Content:
    """What a person may write with lines of that category."""
    kind = draw(st.sampled_from(DocumentKind))
    items = draw(lines(companions(category), credit=kind is DocumentKind.CREDIT_NOTE))
    delivered = category is VatCategory.INTRA_COMMUNITY or draw(st.booleans())
    return Content(
        kind=kind,
        lines=items,
        discounts=draw(discounts(items)),
        currency=draw(st.sampled_from(("EUR", "EUR", "EUR", "USD", "CHF"))),
        language=draw(st.sampled_from(Language)),
        payment_term_days=draw(st.integers(0, 90)),
        buyer_reference=draw(st.none() | texts()),
        note=draw(st.none() | texts() | st.just("#abc# c'est noté")),
        delivered_on=date(2026, 11, 20) if delivered else None,
        delivery_country=draw(st.sampled_from(("FR", "DE", "NL"))) if delivered else None,
        exemption=draw(st.none() | st.sampled_from(sorted(EXEMPTIONS))) if category is VatCategory.EXEMPT else None,
        vat_remainders=draw(remainders(items)) if kind is DocumentKind.CREDIT_NOTE else (),
    )


def companies_abroad(numbers: dict[str, str | None] | dict[str, str]) -> st.SearchStrategy[Party]:
    """A buyer in one of these countries, under its VAT number there."""
    return st.sampled_from(sorted(numbers)).map(lambda country: builders.foreign_buyer(country, numbers[country]))


@st.composite
def buyers(draw: st.DrawFn, category: VatCategory) -> Party:
    """A buyer to whom the category may be charged."""
    abroad = companies_abroad(FOREIGN_VAT_NUMBERS)
    if category is VatCategory.INTRA_COMMUNITY:
        return draw(abroad)
    if category is VatCategory.EXPORT:
        return draw(companies_abroad(OUTSIDE_EU_VAT_NUMBERS))
    belgian = builders.buyer(name=draw(texts()), contact_name=draw(st.none() | texts()))
    if category is VatCategory.REVERSE_CHARGE:
        return draw(st.just(belgian) | abroad)
    person = builders.buyer(enterprise_number=None, vat_number=None, email=draw(st.none() | st.just("an@post.example")))
    return draw(st.sampled_from((belgian, belgian, builders.buyer(enterprise_number=None), person)) | abroad)


@st.composite
def sellers(draw: st.DrawFn, category: VatCategory) -> Party:
    """A Belgian seller, of whom whatever is optional may be missing."""
    exempt = category in (VatCategory.EXEMPT, VatCategory.SMALL_ENTERPRISE)
    keeps = builders.seller()
    return builders.seller(
        vat_number=None if exempt and draw(st.booleans()) else keeps.vat_number,
        iban=draw(st.sampled_from((keeps.iban, keeps.iban, None))),
        bic=draw(st.sampled_from((keeps.bic, None))),
        phone=draw(st.sampled_from((keeps.phone, None))),
        legal_form=draw(st.sampled_from(("SRL", "SA", "ASBL & Cie", None))),
        register=draw(st.sampled_from(("RPM Bruxelles", "RPR Gent", None))),
    )


@st.composite
def issued_documents(draw: st.DrawFn, *, category: VatCategory | None = None) -> IssuedDocument:
    """An issued invoice or credit note of any category, or of the one that is named."""
    chosen = category or draw(st.sampled_from(VatCategory))
    what = draw(contents(chosen))
    buyer = draw(buyers(chosen))
    return builders.issued_document(
        what, seller=draw(sellers(chosen)), buyer=buyer, mentions=mentions_for(what, buyer=buyer)
    )
