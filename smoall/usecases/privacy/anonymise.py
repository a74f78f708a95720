"""Anonymise contacts: what says who they are goes everywhere but from what the law keeps (GDPR art. 4(5), 17, 17(3)).

Values are removed, never hashed. The company stays, and so does every issued document, unchanged, until its term; the
receipt names both. A company that is a natural person goes like a contact: emptied, or where something was issued to
it, kept and restricted until the law lets that go. Erasing takes a token that tells which rows a preview met: when one
has changed meanwhile, or another has come, nothing is erased.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from smoall.domain.crm.company import Company, Contact
from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.erasures import Erasure, ErasureKind
from smoall.domain.privacy.marks import Restriction
from smoall.domain.privacy.mentions import Words
from smoall.domain.privacy.receipt import Outcome, Receipt, ReceiptLine, anonymised, condensed, erased, settled
from smoall.domain.privacy.retention import FOREVER, Disposal, Reason, Record, Verdict, judge
from smoall.usecases.privacy.objection.addresses import spellings
from smoall.usecases.privacy.objection.restrict_processing import restrict_documents
from smoall.usecases.privacy.subjects.stores import ContactErasure, Copies, Handed, Met, Sought
from smoall.usecases.unit import Unit

_RECORD = Verdict(action=Disposal.KEEP, reason=Reason.CUSTOMER_RECORD, citation="GDPR art. 6(1)(f) and 17(3)")
_NOBODY = Words()
_FORGOTTEN = {"audit_payload": "trace of actions"}


@dataclass(frozen=True, slots=True)
class Preview:
    """What erasing contacts meets, and the token that stands for it."""

    sought: Sought
    met: tuple[Met, ...]
    copies: Copies
    handed: tuple[Handed, ...]
    files: int
    token: str


@dataclass(frozen=True, slots=True)
class Erased:
    """An erasure that was done; ``reason`` is without what names anybody."""

    receipt: Receipt
    downstream: tuple[Handed, ...]
    token: str
    reason: str


async def preview(
    unit: Unit, contacts: Sequence[Contact], *, traders: Sequence[Company] = (), also: Words = _NOBODY
) -> Preview:
    """What erasing these contacts, and companies that are natural persons, would meet; ``also``: what else they are
    known by."""
    ids = tuple(one.id for one in contacts)
    known = _known_by(contacts, _with(also, traders), former=await unit.subjects.former_addresses(ids))
    sought = Sought(
        ids=ids,
        traders=tuple(one.id for one in traders),
        words=await _of_nobody_else(unit, ids, known),
        all_of_it=known,
    )
    met = tuple(await unit.subjects.survey(sought))
    documents = sorted({one.document_id for one in met if one.document_id})
    return Preview(
        sought=sought,
        met=met,
        copies=await unit.subjects.copies(sought, documents),
        handed=tuple(await unit.subjects.handed_on(sought, documents)),
        files=await unit.subjects.files_of(documents),
        token=_token(met),
    )


async def anonymise(
    unit: Unit,
    contacts: Sequence[Contact],
    *,
    token: str | None,
    reason: str,
    subject: str,
    traders: Sequence[Company] = (),
    also: Words = _NOBODY,
    receipt_id: UUID | None = None,
) -> Erased:
    """Anonymise contacts, and companies that are natural persons, which the unit has locked; ``token`` None: by an act
    that already knew what it met.

    ``receipt_id``: of the receipt that was lost, when an erasure is done again, whatever holds stand by now.
    Raises Conflict PREVIEW_OUTDATED, DELIVERY_UNDER_WAY, UNDER_LEGAL_HOLD (GDPR art. 17(3)(e)).
    """
    await unit.subjects.alone()
    ids = [*(one.id for one in contacts), *(one.id for one in traders)]
    if receipt_id is None and (hold := await unit.subjects.hold_on(ids)):
        raise Conflict("UNDER_LEGAL_HOLD", hold=public_id(Kind.LEGAL_HOLD, hold))
    found = await preview(unit, contacts, traders=traders, also=also)
    if token is not None and token != found.token:
        raise Conflict("PREVIEW_OUTDATED")
    if await unit.subjects.under_way(found.sought):
        if receipt_id is None:
            raise Conflict("DELIVERY_UNDER_WAY")
        await unit.subjects.call_back(found.sought)
    await unit.subjects.erase(found.sought)
    await _outside(unit, found.copies)
    receipt = _receipt(unit, found, subject, identity=receipt_id or unit.new_id())
    why = found.sought.all_of_it.left_out_of(reason, about_them=True)
    await restrict_documents(unit, _kept_documents(found.met), why)
    await _note_traders(unit, traders, found.met, why)
    await unit.subjects.keep_erasure(
        ContactErasure(receipt=receipt, contacts=found.sought.ids, reason=why, downstream=found.handed)
    )
    await unit.erasures.note(_noted(unit, receipt, (*found.sought.ids, *found.sought.traders)))
    companies = [public_id(Kind.COMPANY, one.id) for one in traders]
    traced = {"receipt": f"rcp_{receipt.id.hex}", "contacts": _public(found.sought.ids), "companies": companies}
    unit.record("anonymiseContacts", subject, **traced)
    return Erased(receipt, found.handed, found.token, why)


def _kept_documents(met: Sequence[Met]) -> Sequence[UUID]:
    """The issued documents that go on naming them: unchanged, and restricted until their term (GDPR art. 18)."""
    return sorted({one.document_id for one in met if one.final and one.document_id})


async def _note_traders(unit: Unit, traders: Sequence[Company], met: Sequence[Met], why: str) -> None:
    """Whoever the law keeps may only be kept (GDPR art. 18)."""
    kept = {one.key for one in met if one.final}
    for one in traders:
        if str(one.id) in kept and one.restriction is None:
            await unit.objections.restrict_company(one.id, Restriction(unit.now, why))
        await unit.subjects.note_erased(one.id)


def _with(also: Words, traders: Sequence[Company]) -> Words:
    return Words(
        names=(*also.names, *(one.name for one in traders)),
        emails=(*also.emails, *(one.email for one in traders if one.email)),
        phones=(*also.phones, *(one.phone for one in traders if one.phone)),
        numbers=(*also.numbers, *(one for trader in traders for one in _numbers(trader))),
    )


def _numbers(company: Company) -> Sequence[str]:
    return [one for one in (company.enterprise_number, company.vat_number) if one]


def _known_by(contacts: Sequence[Contact], also: Words, *, former: Sequence[str]) -> Words:
    """All they are known by, addresses in every spelling and those that they had before."""
    emails = [*(one.email for one in contacts if one.email), *also.emails, *former]
    return Words(
        names=(*(one.name for one in contacts if one.name), *also.names),
        emails=tuple(form for email in emails for form in spellings(email)),
        phones=(*(one.phone for one in contacts if one.phone), *also.phones),
        numbers=also.numbers,
    )


async def _of_nobody_else(unit: Unit, ids: Sequence[UUID], known: Words) -> Words:
    """Those words that would not be found in what another contact is known by: that one's mentions stay as they are."""
    others = await unit.subjects.alike(ids, known)

    def own(words: Sequence[str], alone: Callable[[str], Words]) -> tuple[str, ...]:
        return tuple(word for word in dict.fromkeys(words) if not any(map(alone(word).found_in, others)))

    return Words(
        names=own(known.names, lambda one: Words(names=(one,))),
        emails=own(known.emails, lambda one: Words(emails=(one,))),
        phones=own(known.phones, lambda one: Words(phones=(one,))),
        numbers=known.numbers,
    )


async def _outside(unit: Unit, copies: Copies) -> None:
    key = unit.new_id().hex
    if copies.letters:
        letters = list(copies.letters)
        await unit.enqueue("erase_letters", run_key=f"letters:{key}", letters=letters)
    if files := [*copies.files, *copies.answers]:
        await unit.enqueue("erase_files", run_key=f"files:{key}", files=files)


def _noted(unit: Unit, receipt: Receipt, subjects: tuple[UUID, ...]) -> Erasure:
    return Erasure(
        id=receipt.id,
        kind=ErasureKind.CONTACTS,
        at=receipt.at,
        organisation_id=unit.actor.organisation_id,
        subjects=subjects,
        case_id=parse_id(receipt.subject, Kind.SUBJECT_REQUEST),
    )


def _receipt(unit: Unit, found: Preview, subject: str, *, identity: UUID) -> Receipt:
    policy = account_policy()
    lines = [line for one in found.met for line in _lines(unit, one)]
    lines.append(erased("letter", "mailbox", len(found.copies.letters)))
    lines.append(erased("export", "organisation_export", len(found.copies.files)))
    if found.files:
        until = [line for line in lines if line.table == "document" and line.outcome is Outcome.RETAINED]
        lines += _files(until, found.files)
    return Receipt(id=identity, subject=subject, at=unit.now, policy_version=policy.version, lines=condensed(lines))


def _lines(unit: Unit, met: Met) -> Iterator[ReceiptLine]:
    if met.dropped:
        yield erased(_FORGOTTEN.get(met.table, met.category), met.table, 1)
        return
    if met.changed:
        yield anonymised(met.category, met.table, 1)
    if met.final:
        yield settled(met.kept_as, met.table, 1, _verdict(unit, met))


def _verdict(unit: Unit, met: Met) -> Verdict:
    """A customer's record stays as one; what bears a day stays for the term of its kind."""
    if met.holding is None or met.dated is None:
        return _RECORD
    record = Record(holding=met.holding, dated=met.dated, balance_open=met.balance_open)
    return _kept(judge(record, account_policy(), on=unit.today))


def _kept(verdict: Verdict) -> Verdict:
    """What is past its term goes with the purge, not here: until then it is kept as it is."""
    if not verdict.erase:
        return verdict
    return Verdict(action=Disposal.KEEP, reason=verdict.reason, until=verdict.until, citation=verdict.citation)


def _files(documents: Sequence[ReceiptLine], count: int) -> list[ReceiptLine]:
    """The files of kept documents stay as long as the longest of these."""
    if not documents:
        return []
    longest = max(documents, key=lambda line: line.until or FOREVER)
    return [
        ReceiptLine(
            category="billing",
            table="document_file",
            outcome=Outcome.RETAINED,
            count=count,
            until=longest.until,
            reason=longest.reason,
            citation=longest.citation,
        )
    ]


def _token(met: Sequence[Met]) -> str:
    """It tells rows and their versions, of all but copies, and nothing of what is in them."""
    rows = sorted(f"{one.table}:{one.key}:{one.version}" for one in met if not one.copy)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _public(ids: Sequence[UUID]) -> list[str]:
    return [public_id(Kind.CONTACT, one) for one in ids]
