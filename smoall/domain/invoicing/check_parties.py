"""Whether seller and buyer can stand on an issued document (EN 16931 BG-4, BG-7)."""

from collections.abc import Iterator

from smoall.domain.invoicing.document import Content, DocumentKind
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.countries import COUNTRIES
from smoall.domain.kernel.errors import Finding, Severity
from smoall.domain.kernel.party import Party


def check_seller(seller: Party, *, content: Content) -> Iterator[Finding]:
    """The seller has a name (BR-06), an address with its country (BR-08, BR-09) and an enterprise number.

    That number is its identifier (BR-CO-26) and its address in Peppol (PEPPOL-EN16931-R020). Without an account the
    customer cannot pay by transfer (BR-50): a warning.
    """
    if not seller.name.strip():
        yield Finding("SELLER_NAME_MISSING", "organisation", "BR-06")
    yield from _address(
        seller.address,
        path="organisation",
        incomplete=("SELLER_ADDRESS_INCOMPLETE", "BR-08"),
        nowhere=("SELLER_COUNTRY_MISSING", "BR-09"),
    )
    if not seller.enterprise_number:
        yield Finding("SELLER_ENTERPRISE_NUMBER_MISSING", "organisation", "BR-CO-26")
    if not seller.iban and content.kind is DocumentKind.INVOICE:
        yield Finding("SELLER_IBAN_MISSING", "organisation", "BR-50", Severity.WARNING)


def check_buyer(buyer: Party) -> Iterator[Finding]:
    """The buyer has a name (BR-07) and an address with its country (BR-10, BR-11).

    Belgian businesses receive structured invoices by their enterprise number; a Belgian buyer without any number is
    taken for a private person, with a warning.
    """
    if not buyer.name.strip():
        yield Finding("BUYER_NAME_MISSING", "customer", "BR-07")
    yield from _address(
        buyer.address,
        path="customer",
        incomplete=("BUYER_ADDRESS_INCOMPLETE", "BR-10"),
        nowhere=("BUYER_COUNTRY_MISSING", "BR-11"),
    )
    if buyer.address.country == "BE" and not buyer.enterprise_number:
        yield Finding("BUYER_ENTERPRISE_NUMBER_MISSING", "customer", severity=Severity.WARNING)


def _address(
    address: Address, *, path: str, incomplete: tuple[str, str], nowhere: tuple[str, str]
) -> Iterator[Finding]:
    if not all(part.strip() for part in (address.street, address.postal_code, address.city)):
        yield Finding(incomplete[0], path, incomplete[1])
    if address.country not in COUNTRIES:
        yield Finding(nowhere[0], path, nowhere[1])
