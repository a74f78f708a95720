"""The stored audit chain: one per organisation, its head locked while an entry is added."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from smoall.domain.audit import AuditEntry, commit_to, hash_of
from smoall.infra.postgres.database import Link

_HEAD = """
SELECT h.sequence, h.hash, a.id AS actor_id FROM audit_head h JOIN audit_actor a USING (organisation_id)
WHERE h.organisation_id = $1 AND a.user_id = $2 FOR UPDATE OF h
"""
_APPEND = """
WITH head AS (UPDATE audit_head SET sequence = $2, hash = $9 WHERE organisation_id = $1),
payload AS (INSERT INTO audit_payload (organisation_id, sequence, salt, payload) VALUES ($1, $2, $10, $11))
INSERT INTO audit_entry (organisation_id, sequence, at, action, object_id, actor_id, request_id, commitment, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_CHAIN = """
SELECT organisation_id, sequence, at, action, object_id, actor_id, request_id, commitment, hash FROM audit_entry
WHERE organisation_id = $1 AND sequence > $2 ORDER BY sequence LIMIT 5000
"""


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
) -> None:
    """Add an entry to the organisation's chain. The head stays locked until the unit ends, so append last."""
    head = await link.row(_HEAD, organisation_id, user_id)
    if head is None:
        raise LookupError("the actor has no pseudonym in this organisation")
    salt, body = secrets.token_bytes(32), orjson.dumps(payload, default=str)
    entry = AuditEntry(
        organisation_id=organisation_id,
        sequence=head["sequence"] + 1,
        at=at,
        action=action,
        object_id=object_id,
        actor_id=head["actor_id"],
        request_id=request_id,
        commitment=commit_to(body, salt=salt),
    )
    link_hash = hash_of(entry, previous=head["hash"])
    await link.row(
        _APPEND,
        entry.organisation_id,
        entry.sequence,
        entry.at,
        entry.action,
        entry.object_id,
        entry.actor_id,
        entry.request_id,
        entry.commitment,
        link_hash,
        salt,
        body,
    )


async def chain(link: Link, organisation_id: UUID) -> list[tuple[AuditEntry, bytes]]:
    """The organisation's whole chain with the stored hashes, in order."""
    found: list[tuple[AuditEntry, bytes]] = []
    last = 0
    while rows := await link.rows(_CHAIN, organisation_id, last):
        for row in rows:
            values = dict(row)
            stored = values.pop("hash")
            found.append((AuditEntry(**values), stored))
        last = found[-1][0].sequence
    return found
