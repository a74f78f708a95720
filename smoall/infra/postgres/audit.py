"""The stored audit chain: one per organisation, its head locked while an entry is added."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from smoall.domain.audit import GENESIS, SEPARATOR, ChainWalk, Mark, commit_to, is_committed, written_moment
from smoall.domain.organisations.house import NOBODY
from smoall.domain.privacy.certificate import ChainHead, SignedHead
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.identity import new_id

_APPEND = """
WITH head AS (
    UPDATE audit_head h SET sequence = h.sequence + 1, hash = sha256(h.hash || convert_to(
        concat_ws($9, $1::uuid, h.sequence + 1, $10::text, $4::text, $5::text, a.id, $6::text),
        'UTF8') || $7)
    FROM audit_actor a WHERE h.organisation_id = $1 AND a.organisation_id = $1 AND a.user_id = $2
    RETURNING h.sequence, h.hash, a.id AS actor_id
),
payload AS (
    INSERT INTO audit_payload (organisation_id, sequence, salt, payload) SELECT $1, sequence, $8, $11 FROM head
),
entry AS (
    INSERT INTO audit_entry (organisation_id, sequence, at, action, object_id, actor_id, request_id, commitment, hash)
    SELECT $1, sequence, $3, $4, $5, actor_id, $6, $7, hash FROM head RETURNING sequence
)
SELECT sequence, (SELECT count(pg_notify('invoice_changed', subject)) FROM unnest($12::text[]) subject) FROM entry
"""
_PSEUDONYM = """
INSERT INTO audit_actor (organisation_id, id, user_id) VALUES ($1, $2, $3)
ON CONFLICT (organisation_id, user_id) DO NOTHING
"""
_TELL = "SELECT count(pg_notify('invoice_changed', subject)) FROM unnest($1::text[]) subject"
_CHAIN = """
SELECT e.sequence, convert_to(concat_ws($3, e.organisation_id, e.sequence,
    to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.action, e.object_id, e.actor_id,
    e.request_id), 'UTF8') || e.commitment AS bound, e.hash, p.salt, p.payload
FROM audit_entry e LEFT JOIN audit_payload p ON p.organisation_id = $1 AND p.sequence = e.sequence
    AND p.sequence > $2 AND p.sequence <= $2 + 4000
WHERE e.organisation_id = $1 AND e.sequence > $2 AND e.sequence <= $2 + 4000 ORDER BY e.sequence
"""
_KEEP_HEAD = """
INSERT INTO signed_head (organisation_id, sequence, hash, at, signature) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (organisation_id, sequence) DO NOTHING RETURNING sequence
"""
_SIGNED = """
SELECT sequence, hash, at, signature FROM signed_head WHERE organisation_id = $1 ORDER BY sequence DESC LIMIT $2
"""
_MARKS = "SELECT sequence, hash FROM signed_head WHERE organisation_id = $1"


async def append(
    link: Link,
    *,
    organisation_id: UUID,
    user_id: UUID,
    at: datetime,
    request_id: str,
    action: str,
    object_id: str,
    payload: Mapping[str, Any],
    changed: Sequence[UUID],
) -> None:
    """Add an entry to the organisation's chain, and tell whoever watches the ``changed`` invoices.

    The head stays locked until the unit ends, so append last.
    One statement, for all of an organisation waits behind that lock: Postgres writes the bytes of ``AuditEntry.meta``
    and the link of ``hash_of``; :func:`verify` holds both against the domain's.
    """
    salt, body = secrets.token_bytes(32), orjson.dumps(payload, default=str)
    if user_id == NOBODY:
        await link.row(_PSEUDONYM, organisation_id, new_id(), user_id)
    appended = await link.value(
        _APPEND,
        organisation_id,
        user_id,
        at,
        action,
        object_id,
        request_id,
        commit_to(body, salt=salt),
        salt,
        SEPARATOR,
        written_moment(at),
        body,
        _subjects(organisation_id, changed),
    )
    if appended is None:
        raise LookupError("the actor has no pseudonym in this organisation")


async def tell_watchers(link: Link, organisation_id: UUID, changed: Sequence[UUID]) -> None:
    """Tell whoever watches these invoices, at the commit."""
    await link.value(_TELL, _subjects(organisation_id, changed))


def _subjects(organisation_id: UUID, changed: Sequence[UUID]) -> list[str]:
    return [f"{organisation_id.hex} {invoice_id.hex}" for invoice_id in changed]


async def keep_head(link: Link, signed: SignedHead) -> bool:
    """Keep a signed head; False when that one is kept already."""
    head = signed.head
    kept = await link.value(_KEEP_HEAD, head.organisation_id, head.sequence, head.hash, signed.at, signed.signature)
    return kept is not None


async def signed_heads(link: Link, organisation_id: UUID, *, limit: int) -> list[SignedHead]:
    """The heads that were signed, the latest first."""
    rows = await link.rows(_SIGNED, organisation_id, limit)
    return [
        SignedHead(
            head=ChainHead(organisation_id=organisation_id, sequence=row["sequence"], hash=row["hash"]),
            at=row["at"],
            signature=row["signature"],
        )
        for row in rows
    ]


async def verify(link: Link, organisation_id: UUID, *, since: Mark | None = None) -> tuple[int, bytes, int | None]:
    """Walk the organisation's chain: how many entries, the hash of the last, and the first that does not fit.

    A payload that is still there must be what its entry committed to; the last hash must be the chain's head, and
    every signed head and ``since`` must lie on its way. It is walked in slices, so that a long chain neither fills the
    memory nor holds up the loop. Postgres writes the bytes of ``AuditEntry.meta``, as when it appends.
    """
    head = await link.row("SELECT sequence, hash FROM audit_head WHERE organisation_id = $1", organisation_id)
    known = (head["sequence"], head["hash"]) if head else (0, GENESIS)
    marks = [Mark(row["sequence"], row["hash"]) for row in await link.rows(_MARKS, organisation_id)]
    walk = ChainWalk([*marks, *([since] if since else ())])
    while rows := await link.rows(_CHAIN, organisation_id, walk.length, SEPARATOR):
        for sequence, bound, stored, salt, payload in rows:
            intact = is_committed(bound, payload=payload, salt=salt)
            if not (intact and walk.follows(sequence, bound, stored)):
                return walk.length, walk.last, walk.length + 1
        await asyncio.sleep(0)
    broken = walk.missed if (walk.length, walk.last) == known else walk.length + 1
    return walk.length, walk.last, broken if walk.differs is None else walk.differs
