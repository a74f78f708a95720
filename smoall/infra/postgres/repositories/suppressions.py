"""The list of mailboxes that are not written to."""

from datetime import datetime

from smoall.domain.invoicing.delivery import SuppressionReason
from smoall.infra.postgres.database import Link
from smoall.usecases.suppressions import Suppressed

_GET = "SELECT reason, since FROM suppression WHERE address_hmac = $1"
_ADD = """
INSERT INTO suppression (address_hmac, reason, provider, since) VALUES ($1, $2, $3, $4)
ON CONFLICT (address_hmac) DO UPDATE
    SET reason = excluded.reason, provider = excluded.provider, since = excluded.since
    WHERE excluded.reason = 'COMPLAINED' OR suppression.reason <> 'COMPLAINED'"""
_LIFT = "DELETE FROM suppression WHERE address_hmac = $1 RETURNING 1"


class PostgresSuppressions:
    """The list; it belongs to no organisation."""

    def __init__(self, link: Link, now: datetime) -> None:
        self._link = link
        self._now = now

    async def get(self, fingerprint: bytes) -> Suppressed | None:
        """The mailbox's entry."""
        row = await self._link.row(_GET, fingerprint)
        return Suppressed(SuppressionReason(row["reason"]), row["since"]) if row else None

    async def reason(self, fingerprint: bytes) -> SuppressionReason | None:
        """Why that mailbox is on the list."""
        found = await self.get(fingerprint)
        return found.reason if found else None

    async def add(self, fingerprint: bytes, reason: SuppressionReason, *, provider: str) -> None:
        """Put it on the list."""
        await self._link.row(_ADD, fingerprint, reason, provider, self._now)

    async def lift(self, fingerprint: bytes) -> bool:
        """Take it off the list."""
        return await self._link.value(_LIFT, fingerprint) is not None
