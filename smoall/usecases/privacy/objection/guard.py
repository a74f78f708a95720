"""What an objection or a restriction stops, wherever it would begin (GDPR art. 18(2), 21(3))."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from smoall.domain.crm.company import Company, Contact
from smoall.domain.kernel.errors import Conflict
from smoall.domain.privacy.marks import Opposition, ensure_unopposed, ensure_unrestricted
from smoall.usecases.privacy.objection.addresses import plain_address
from smoall.usecases.unit import Unit


def ensure_changeable(*found: Company | Contact) -> None:
    """Raise Conflict PROCESSING_RESTRICTED when one of the records may only be kept, COMPANY_ANONYMISED when nothing is
    left of the person that a company was."""
    for one in found:
        if isinstance(one, Company) and not one.name:
            raise Conflict("COMPANY_ANONYMISED")
        ensure_unrestricted(one.restriction)


async def ensure_reachable(unit: Unit, addresses: Iterable[str | None], *, duty: str | None = None) -> None:
    """Raise Conflict PROCESSING_OPPOSED or PROCESSING_RESTRICTED when the owner of one of the addresses objected, or
    their record is restricted. ``duty`` lets a legal duty pass."""
    known = [address for address in addresses if address]
    if not known:
        return
    ensure_unopposed(await unit.objections.opposed(known), duty=duty)
    ensure_unrestricted(await unit.objections.restricted(known), duty=duty)


async def ensure_way_to_reach(
    unit: Unit, before: Company | Contact, after: Company | Contact, *, opposition: Opposition | None
) -> None:
    """Raise Conflict PROCESSING_OPPOSED when a record under an ``opposition`` would get another address or number, or
    any record the address of somebody who objected; taking one away, and spelling it otherwise, stays possible."""
    if after.phone and after.phone != before.phone:
        ensure_unopposed(opposition)
    if after.email is None or (before.email and plain_address(before.email) == plain_address(after.email)):
        return
    ensure_unopposed(opposition)
    await ensure_reachable(unit, [after.email])


async def ensure_not_again(unit: Unit, company: Company, *, before: Company | None = None) -> None:
    """Raise Conflict PROCESSING_OPPOSED when another record with a number that the company did not have ``before``
    objected: who objected does not come back as somebody new."""
    known = (before.enterprise_number, before.vat_number) if before else ()
    if numbers := [one for one in (company.enterprise_number, company.vat_number) if one and one not in known]:
        ensure_unopposed(await unit.objections.opposed_as(numbers, but=company.id))


async def ensure_may_draft(unit: Unit, customer: Company, *, duty: str | None = None) -> None:
    """Raise Conflict PROCESSING_OPPOSED for a prospect who objected, PROCESSING_RESTRICTED for a restricted customer.

    Who was invoiced before may be invoiced again, and whoever is for a legal ``duty``: what was delivered must be
    invoiced (VAT Code art. 53 § 2).
    """
    ensure_changeable(customer)
    if customer.opposition and not duty and await unit.objections.is_prospect(customer.id):
        ensure_unopposed(customer.opposition)


async def ensure_document_changeable(unit: Unit, document_id: UUID, *, duty: str | None = None) -> None:
    """Raise Conflict PROCESSING_RESTRICTED when the document may only be kept."""
    ensure_unrestricted(await unit.objections.restriction_of(document_id), duty=duty)


async def ensure_may_send(
    unit: Unit, customer: Company | None, document_id: UUID, recipients: Sequence[str], *, duty: str | None
) -> None:
    """Raise Conflict PROCESSING_OPPOSED or PROCESSING_RESTRICTED when the customer, the document or a recipient's
    owner stands against it, unless it is a legal ``duty``."""
    if customer:
        ensure_unopposed(customer.opposition, duty=duty)
        ensure_unrestricted(customer.restriction, duty=duty)
    await ensure_document_changeable(unit, document_id, duty=duty)
    await ensure_reachable(unit, recipients, duty=duty)
