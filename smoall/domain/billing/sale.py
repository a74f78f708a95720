"""Smoall's own sales: the VAT of an electronic service to a subscriber, and the content of its invoice."""

from collections.abc import Sequence
from decimal import Decimal

from smoall.domain.billing.charge import Charge
from smoall.domain.billing.line_texts import COLLECTED, describe
from smoall.domain.invoicing.document import Content, DocumentKind
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.countries import EU_COUNTRIES
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party

BELGIAN = Vat(VatCategory.STANDARD, Decimal(21))
PAYMENT_TERM_DAYS = 14


def vat_of_sale(buyer: Party) -> Vat:
    """Where the service takes place decides (Directive 2006/112/EC, VAT Code art. 21):

    in Belgium for a Belgian subscriber: 21 %; in another member state for one that is identified for VAT there (art.
    44): the customer owes it (art. 196), REVERSE_CHARGE; without such a number 21 % as for a consumer (art. 45, and 58
    with 59c below its threshold); outside the Union (art. 44, 59): OUTSIDE_SCOPE. A number of Northern Ireland (XI)
    is one for goods only and does not count. An address is only typed in: whoever shows a Belgian number and none of
    another member state is taxed in Belgium wherever it says they are.
    """
    country, prefix = buyer.address.country, (buyer.vat_number or "")[:2]
    if country != "BE" and country in EU_COUNTRIES and prefix in EU_COUNTRIES - {"BE"} | {"EL"}:
        return Vat(VatCategory.REVERSE_CHARGE)
    is_belgian = prefix == "BE" or buyer.enterprise_number is not None
    if country not in EU_COUNTRIES and not is_belgian:
        return Vat(VatCategory.OUTSIDE_SCOPE)
    return BELGIAN


def invoice_content(charges: Sequence[Charge], *, buyer: Party, reference: str, language: Language) -> Content:
    """The lines of an invoice, in the subscriber's language: the amounts of the charges, to the cent.

    ``reference`` is the subscription's id, by which the subscriber's own system knows what the invoice is for (BT-10).
    """
    vat = vat_of_sale(buyer)
    lines = tuple(
        Line(
            position=position,
            description=describe(charge, language),
            quantity=Decimal(charge.quantity),
            unit="MON" if charge.whole else "C62",
            unit_price=charge.unit_price,
            vat=vat,
        )
        for position, charge in enumerate(charges, start=1)
    )
    return Content(
        DocumentKind.INVOICE,
        lines,
        language=language,
        payment_term_days=PAYMENT_TERM_DAYS,
        buyer_reference=reference,
        note=COLLECTED[language],
    )
