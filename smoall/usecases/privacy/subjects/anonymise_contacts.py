"""Anonymise the contacts that somebody names, or all of a company; the company stays (register sheet B1), unless it is
a natural person itself: then it goes too."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.crm.company import Company, Contact
from smoall.domain.kernel.errors import Finding, Invalid, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.domain.kernel.text import clean_text
from smoall.domain.privacy.marks import ensure_unrestricted
from smoall.usecases.gate import require
from smoall.usecases.privacy.anonymise import Erased, anonymise
from smoall.usecases.privacy.subjects.traders import may_be_erased, traders_among
from smoall.usecases.unit import Unit

MOST = 500
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymising:
    """Whom: contacts by public id, or a company. ``token`` of a preview; ``dry``: this is the preview."""

    contacts: Sequence[str] | None
    company: str | None
    token: str | None
    reason: str
    dry: bool


@dataclass(frozen=True, slots=True)
class Anonymised:
    """What was done, and for whom."""

    erased: Erased
    contacts: tuple[UUID, ...]
    company: UUID


async def anonymise_contacts(unit: Unit, given: Anonymising) -> Anonymised:
    """Anonymise them; whoever is anonymised already stays so, and the receipt says nothing of them.

    Raises Forbidden, NotFound, Invalid, Conflict PREVIEW_OUTDATED, DELIVERY_UNDER_WAY, or PROCESSING_RESTRICTED: who
    had their data kept (art. 18(1)) has it erased by their own request only.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    reason = _checked(given)
    await unit.subjects.alone()
    named = await _company(unit, given)
    contacts = await unit.subjects.contacts_of(named.id) if named else await _contacts(unit, given)
    traders = [named] if named and may_be_erased(named) else await traders_among(unit, contacts)
    company = named.id if named else contacts[0].company_id
    await _ensure_unrestricted(unit, contacts, named)
    ids = tuple(one.id for one in contacts)
    subject = public_id(Kind.CONTACT, ids[0]) if len(ids) == 1 and not traders else public_id(Kind.COMPANY, company)
    token = None if given.dry else given.token
    erased = await anonymise(unit, contacts, traders=traders, token=token, reason=reason, subject=subject)
    return Anonymised(erased, ids, company)


async def _ensure_unrestricted(unit: Unit, contacts: Sequence[Contact], named: Company | None) -> None:
    """What an erasure restricted by itself does not stand against another."""
    companies = [await unit.companies.get(identity) for identity in {one.company_id for one in contacts}]
    for record in (*contacts, *companies, named):
        if record and record.name and not (isinstance(record, Company) and record.erased_at):
            ensure_unrestricted(record.restriction)


def _checked(given: Anonymising) -> str:
    findings: list[Finding] = []
    reason = collect(findings, "reason", clean_text, given.reason, max_length=LONGEST_REASON)
    if bool(given.contacts) == (given.company is not None):
        findings.append(Finding("SUBJECT_MISSING"))
    if given.contacts and len(given.contacts) > MOST:
        findings.append(Finding("TOO_MANY_CONTACTS", "contacts", values={"limit": str(MOST)}))
    if not given.dry and not given.token:
        findings.append(Finding("PREVIEW_TOKEN_MISSING", "previewToken"))
    refuse_fatal(findings)
    if reason is None:
        raise Invalid(tuple(findings))
    return reason


async def _company(unit: Unit, given: Anonymising) -> Company | None:
    if given.company is None:
        return None
    company_id = parse_id(given.company, Kind.COMPANY)
    company = await unit.companies.get(company_id, lock=True) if company_id else None
    if company is None:
        raise NotFound("COMPANY_NOT_FOUND")
    return company


async def _contacts(unit: Unit, given: Anonymising) -> Sequence[Contact]:
    wanted = {parse_id(one, Kind.CONTACT) for one in given.contacts or ()}
    contacts = await unit.subjects.contacts([one for one in wanted if one])
    if len(contacts) != len(wanted):
        raise NotFound("CONTACT_NOT_FOUND")
    return contacts
