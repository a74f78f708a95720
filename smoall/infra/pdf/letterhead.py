"""Who writes to whom: the seller at the top and in the footer, the buyer in the envelope's window."""

import re

from smoall.domain.invoicing.document import IssuedDocument
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.party import Party
from smoall.infra.pdf import formats
from smoall.infra.pdf.labels import Labels

# Only pictures, and only within the page itself: a logo that is anything else is replaced by the seller's name.
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)


def logo(seller: Party) -> str:
    """The seller's picture as a ``data:`` URL; empty when there is none, and the name is printed large instead."""
    url = seller.logo
    return "".join(formats.clean(url).split()) if url and _PICTURE.match(url) else ""


def sender(seller: Party) -> tuple[str, ...]:
    """The lines under the seller's name."""
    lines = (seller.address.street, _place(seller.address), seller.email, seller.phone)
    return tuple(line for line in map(formats.one_line, lines) if line)


def addressee(document: IssuedDocument) -> tuple[str, ...]:
    """The lines in the envelope's window: nothing but the address, and no country code (rules of the Belgian post)."""
    buyer = document.buyer
    lines = [buyer.name, buyer.contact_name or "", *buyer.address.street.splitlines(), _place(buyer.address)]
    if buyer.address.country != document.seller.address.country:
        lines.append(formats.country(buyer.address.country, language=document.content.language))
    return tuple(line for line in map(formats.one_line, lines) if line)


def footer(seller: Party, labels: Labels) -> tuple[tuple[str, ...], ...]:
    """Who the seller is, in law and in fact (Code of companies, art. 2:20): on every page."""
    enterprise, vat = seller.enterprise_number, seller.vat_number
    identity = (
        formats.one_line(seller.full_name),
        f"{labels['enterprise_number']} {formats.enterprise_number(enterprise)}" if enterprise else "",
        f"{labels['vat']} {formats.vat_number(vat)}" if vat else "",
        formats.one_line(seller.register),
    )
    reach = (
        f"{formats.one_line(seller.address.street)}, {_place(seller.address)}",
        formats.one_line(seller.email),
        f"{labels['phone']} {formats.one_line(seller.phone)}" if seller.phone else "",
        f"{labels['iban']} {formats.iban(seller.iban)}" if seller.iban else "",
    )
    return tuple(tuple(filter(None, line)) for line in (identity, reach))


def _place(address: Address) -> str:
    return formats.one_line(f"{address.postal_code} {address.city}")
