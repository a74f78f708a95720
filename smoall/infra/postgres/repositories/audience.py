"""The audience's members, and the jobs that keep it in line."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from smoall.domain.organisations.house import HOUSE, NOBODY
from smoall.infra.postgres import outbox
from smoall.infra.postgres.database import SET_ORGANISATION, Link
from smoall.infra.postgres.identity import new_id
from smoall.usecases.access.audience_store import Reader

_MEMBER = "SELECT member_id FROM audience_member WHERE user_id = $1"
_WHO = "SELECT user_id FROM audience_member WHERE member_id = $1"
_KEEP = """
INSERT INTO audience_member (user_id, member_id, provider, since) VALUES ($1, $2, $3, $4)
ON CONFLICT (user_id) DO UPDATE SET member_id = excluded.member_id, provider = excluded.provider,
    since = CASE WHEN audience_member.member_id = excluded.member_id THEN audience_member.since ELSE excluded.since END
"""
_BID_FAREWELL = """
WITH leaving AS (DELETE FROM audience_member WHERE user_id = $1 RETURNING member_id, provider)
INSERT INTO audience_farewell (id, member_id, provider, since)
SELECT $2::uuid, member_id, provider, $3::timestamptz FROM leaving RETURNING 1"""
_LEAVING = "SELECT member_id FROM audience_farewell WHERE id = $1"
_GONE = "DELETE FROM audience_farewell WHERE id = $1"
_MATTERS = """
SELECT EXISTS (SELECT FROM audience_member WHERE user_id = $1)
    OR coalesce((SELECT given FROM consent WHERE user_id = $1 AND subject = 'MARKETING'
        ORDER BY at DESC, id DESC LIMIT 1), false)"""

_READERS = """
SELECT u.id, u.email, u.language FROM user_account u
WHERE u.erased_at IS NULL AND u.email_verified_at IS NOT NULL
    AND (SELECT c.given FROM consent c WHERE c.user_id = u.id AND c.subject = 'MARKETING'
        ORDER BY c.at DESC, c.id DESC LIMIT 1)
    AND NOT ($1 AND EXISTS (SELECT FROM audience_member m WHERE m.user_id = u.id))
ORDER BY u.email LIMIT $2"""


class PostgresAudience:
    """The store of members; it belongs to no organisation."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def member(self, user_id: UUID) -> str | None:
        """The person's id at the provider."""
        found: str | None = await self._link.value(_MEMBER, user_id)
        return found

    async def who(self, member_id: str) -> UUID | None:
        """Whose id that is."""
        found: UUID | None = await self._link.value(_WHO, member_id)
        return found

    async def keep(self, user_id: UUID, member_id: str, *, provider: str) -> None:
        """The person is about to be told of."""
        await self._link.row(_KEEP, user_id, member_id, provider, self._now)

    async def leaving(self, farewell_id: UUID) -> str | None:
        """The provider's id of somebody who is to be erased there."""
        found: str | None = await self._link.value(_LEAVING, farewell_id)
        return found

    async def gone(self, farewell_id: UUID) -> None:
        """The provider has erased them."""
        await self._link.row(_GONE, farewell_id)

    async def readers(self, *, untold: bool, limit: int) -> Sequence[Reader]:
        """Who consents to news now, at an address they verified."""
        rows = await self._link.rows(_READERS, untold, limit)
        return [Reader(UUID(int=row["id"].int), row["email"], row["language"]) for row in rows]

    async def ask_sync(self, user_id: UUID) -> None:
        """Bring the person's place in line, in a job."""
        if await self._link.value(_MATTERS, user_id):
            await self._ask("sync_audience", f"sync_audience:{user_id.hex}:{new_id().hex}", user_id=user_id)

    async def ask_erasure(self, user_id: UUID) -> UUID | None:
        """Have the person erased at the provider, in a job, whose id it is."""
        farewell = new_id()
        if not await self._link.value(_BID_FAREWELL, user_id, farewell, self._now):
            return None
        await self._ask("erase_from_audience", f"erase_from_audience:{farewell.hex}", farewell_id=farewell)
        return farewell

    async def _ask(self, job: str, run_key: str, **arguments: UUID) -> None:
        """A job of Smoall's own, whichever organisation the person acts for just now."""
        await self._link.value(SET_ORGANISATION, str(HOUSE))
        await outbox.enqueue(
            self._link,
            organisation_id=HOUSE,
            job=job,
            run_key=run_key,
            arguments={**arguments, "requested_by": NOBODY},
            now=self._now,
        )
        own = "" if self._organisation_id == NOBODY else str(self._organisation_id)
        await self._link.value(SET_ORGANISATION, own)
