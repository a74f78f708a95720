"""Queries that are computed rather than read: the mailbox, the audits, the terms."""

import hashlib
import re
from datetime import date
from typing import Annotated, Any

import strawberry

from smoall.domain.access.role import Permission
from smoall.domain.audit import Mark
from smoall.domain.kernel.errors import Invalid, NotFound
from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.certificate import head_content
from smoall.schema.context import Info
from smoall.schema.failures import failure
from smoall.schema.operations.types import AuditHeadInput
from smoall.schema.performing import asked, shown
from smoall.schema.reach import ensure_granted
from smoall.schema.rooting import read_node
from smoall.schema.texts import message
from smoall.usecases.gate import require
from smoall.usecases.mail import StoredLetter
from smoall.usecases.privacy.export_trail import trail_stretch

LETTERS = 100
HEADS = 100
MOST_NODES = 100


async def node(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],
) -> Any:
    """The object of any id."""
    return await read_node(info, id)


async def nodes(
    info: Info, ids: Annotated[list[strawberry.ID], strawberry.argument(description="Their ids, 100 at most.")]
) -> Any:
    """The objects of several ids."""
    if len(ids) > MOST_NODES:
        raise failure("BAD_USER_INPUT", f"Ask for at most {MOST_NODES} ids at a time.")
    return [await read_node(info, identity) for identity in ids]


async def mailbox(
    info: Info,
    first: Annotated[int, strawberry.argument(description="How many letters: 1 to 100.")] = 25,
) -> Any:
    """The organisation's letters in the embedded mailbox and the reader's own, the latest first.

    Letters of Smoall itself hold links that open an account: they are shown to whom they are addressed, and never to
    a key or an application.
    """
    request = info.context
    request.signed_in()
    box = request.services.mailbox
    if box is None:
        return []
    limit = max(0, min(first, LETTERS))
    async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
        require(unit, Permission.READ)
        kinds = dict.fromkeys(await unit.deliveries.sent(limit=limit), Kind.DELIVERY)
        if Permission.MANAGE_OWN_ACCOUNT in unit.actor.permissions:
            kinds |= dict.fromkeys(await unit.messages.sent_to(unit.actor.user_id, limit=limit), Kind.MESSAGE)
    letters = []
    for identity, kind in kinds.items():
        try:
            letters.append(_letter(await box.read(identity), kind))
        except NotFound:
            continue
    letters.sort(key=lambda letter: letter["sentAt"], reverse=True)
    return shown(asked(info, "MailboxLetter"), letters[:limit])


def _letter(letter: StoredLetter, kind: Kind) -> dict[str, Any]:
    attachments = [{"name": one.name, "mediaType": one.media_type, "size": one.size} for one in letter.attachments]
    return {
        "id": public_id(kind, letter.delivery_id),
        "recipient": letter.recipient,
        "subject": letter.subject,
        "text": letter.text,
        "sentAt": letter.sent_at,
        "attachments": attachments,
    }


async def numbering_audit(
    info: Info,
    journal: Annotated[strawberry.ID, strawberry.argument(description="The journal.")],
    fiscal_year: Annotated[int, strawberry.argument(description="The fiscal year, by the year in which it starts.")],
) -> Any:
    """Count a journal's numbers."""
    request = info.context
    request.signed_in()
    identity = parse_id(journal, Kind.JOURNAL)
    async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
        require(unit, Permission.READ)
        count = await unit.documents.count_numbers(identity, fiscal_year) if identity else None
    if count is None:
        raise failure("BAD_USER_INPUT", "There is no journal of this id.", reason="JOURNAL_NOT_FOUND")
    return shown(
        asked(info, "NumberingAudit"),
        {
            "journal": count.journal,
            "fiscalYear": fiscal_year,
            "count": count.report.count,
            "first": count.first,
            "last": count.last,
            "missing": count.report.missing,
            "doubled": count.report.doubled,
            "outOfOrder": count.out_of_order,
            "isGapless": count.report.gapless and not count.out_of_order,
        },
    )


async def audit_trail_export(
    info: Info,
    from_: Annotated[
        date | None, strawberry.argument(name="from", description="From this day on; from the start without one.")
    ] = None,
    to: Annotated[date | None, strawberry.argument(description="To the end of this day; to now without one.")] = None,
) -> Any:
    """The trail as a file."""
    request, services = info.context, info.context.services
    reader = request.signed_in()
    ensure_granted(frozenset({Permission.READ_AUDIT}), reader.permissions)
    try:
        async with services.units.begin(request.actor, request_id=request.request_id) as unit:
            stretch = await trail_stretch(unit, from_, to)
    except Invalid as refused:
        code = refused.findings[0].code
        raise failure("BAD_USER_INPUT", message(code, {}, request.language), reason=code) from refused
    file = services.private_download(reader.organisation_id, f"trail-{from_ or ''}_{to or ''}/jsonl")
    answer = {
        "entries": stretch.entries,
        "first": stretch.first,
        "last": stretch.last,
        "download": {"url": file.url, "expiresAt": file.expires_at},
    }
    return shown(asked(info, "AuditTrailExport"), answer)


async def audit_heads(
    info: Info, first: Annotated[int, strawberry.argument(description="How many: 1 to 100.")] = 25
) -> Any:
    """The signed heads of the organisation's chain."""
    request = info.context
    request.signed_in()
    async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
        require(unit, Permission.READ_AUDIT)
        found = await unit.signed_heads(limit=max(0, min(first, HEADS)))
    papers = request.services.papers
    heads = [
        {
            "sequence": one.head.sequence,
            "hash": one.head.hash.hex(),
            "at": one.at,
            "signature": one.signature.hex(),
            "paper": papers.paper(head_content(one.head, at=one.at), one.signature).decode(),
        }
        for one in found
    ]
    return shown(asked(info, "SignedAuditHead"), heads)


async def verify_audit_trail(
    info: Info,
    since: Annotated[
        AuditHeadInput | None,
        strawberry.argument(description="A head that you kept: the trail must still go through it."),
    ] = None,
) -> Any:
    """Walk the organisation's chain."""
    request = info.context
    request.signed_in()
    mark = _mark(since) if since else None
    async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
        require(unit, Permission.READ_AUDIT)
        entries, head, broken = await unit.verify_trail(mark)
    return shown(
        asked(info, "AuditVerification"),
        {"isIntact": broken is None, "entries": entries, "brokenAt": broken, "head": head.hex()},
    )


def _mark(kept: AuditHeadInput) -> Mark:
    if kept.sequence < 1 or not re.fullmatch(r"[0-9a-fA-F]{64}", kept.hash):
        raise failure(
            "BAD_USER_INPUT", "A head is a number from 1 and 64 hexadecimal digits.", reason="HEAD_UNREADABLE"
        )
    return Mark(kept.sequence, bytes.fromhex(kept.hash))


async def terms_of_service(
    info: Info,
    language: Annotated[Language, strawberry.argument(description="The language of the text.")] = Language.EN,
) -> Any:
    """The terms in force."""
    terms = info.context.services.terms
    text = terms.texts[language]
    digest = hashlib.sha256(text.encode()).hexdigest()
    return shown(asked(info, "TermsOfService"), {"version": terms.version, "text": text, "textSha256": digest})
