"""Idempotency keys: the answer to a request is remembered with its effect, in the same transaction, for a day."""

from datetime import datetime
from uuid import UUID

from smoall.infra.postgres.database import Link
from smoall.usecases.unit import AnswerErased, KeyReused

_CLAIM = """
INSERT INTO idempotency (organisation_id, key, field, request_sha256, created_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (organisation_id, key, field) DO NOTHING RETURNING key
"""
_KNOWN = "SELECT request_sha256, answer FROM idempotency WHERE organisation_id = $1 AND key = $2 AND field = $3"
_REMEMBER = "UPDATE idempotency SET answer = $4 WHERE organisation_id = $1 AND key = $2 AND field = $3"
_OTHER = """
SELECT EXISTS (SELECT FROM idempotency WHERE organisation_id = $1 AND key = $2 AND request_sha256 <> $3)
"""
FORGET = "DELETE FROM idempotency WHERE created_at < now() - interval '24 hours'"


async def claim(
    link: Link, *, organisation_id: UUID, key: str, field: str, request_sha256: bytes, now: datetime
) -> bytes | None:
    """The stored answer, or None when the key is this transaction's now. Another transaction that holds it is awaited.

    Raises KeyReused when the key came with another request, AnswerErased when an erasure emptied what was remembered:
    what was done once is not done again for it.
    """
    if await link.value(_OTHER, organisation_id, key, request_sha256):
        raise KeyReused(key)
    if await link.row(_CLAIM, organisation_id, key, field, request_sha256, now):
        return None
    known = await link.row(_KNOWN, organisation_id, key, field)
    if known is None or known["request_sha256"] != request_sha256:
        raise KeyReused(key)
    if not known["answer"]:
        raise AnswerErased(key)
    answer: bytes = known["answer"]
    return answer


async def remember(link: Link, *, organisation_id: UUID, key: str, field: str, answer: bytes) -> None:
    """Keep the answer under the key."""
    await link.row(_REMEMBER, organisation_id, key, field, answer)
