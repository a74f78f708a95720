"""Accounts, sessions, consents, failed attempts: what belongs to no organisation."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from smoall.domain.access.role import Role
from smoall.domain.access.throttle import Attempts
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.identity import new_id
from smoall.infra.postgres.statements import insert
from smoall.usecases.access.stores import Account, Credential


class PostgresPeople:
    """The store of people."""

    def __init__(self, link: Link, organisation_id: UUID | None, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def by_email(self, email: str) -> Account | None:
        """The account with this address."""
        row = await self._link.row(
            "SELECT id, email, name, password_hash, language FROM user_account WHERE email = $1", email
        )
        return Account(**dict(row)) if row else None

    async def add(self, account: Account, *, source: str, source_detail: str | None = None) -> bool:
        """A new account; False when the address is taken."""
        row = await self._link.row(
            "INSERT INTO user_account (id, email, name, password_hash, language, source, created_at,"
            " source_detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (email) DO NOTHING RETURNING id",
            account.id,
            account.email,
            account.name,
            account.password_hash,
            account.language,
            source,
            self._now,
            source_detail,
        )
        return row is not None

    async def join(self, user_id: UUID, role: Role) -> None:
        """The person becomes a member of the unit's organisation, in its trail under one pseudonym for all times."""
        await insert(
            self._link,
            tables.membership,
            organisation_id=self._organisation_id,
            user_id=user_id,
            role=role,
            created_at=self._now,
        )
        await self._link.row(_PSEUDONYM, self._organisation_id, new_id(), user_id)

    async def memberships(self, user_id: UUID) -> Sequence[tuple[UUID, Role]]:
        """The person's organisations, the oldest membership first."""
        await self._link.value("SELECT set_config('app.user', $1, true)", str(user_id))
        rows = await self._link.rows(
            "SELECT organisation_id, role FROM membership WHERE user_id = $1 ORDER BY created_at, organisation_id",
            user_id,
        )
        return [(row["organisation_id"], Role(row["role"])) for row in rows]

    async def open_session(self, credential: Credential) -> None:
        """A credential under the hash of its token."""
        actor = credential.actor
        await insert(
            self._link,
            tables.session,
            token_hash=credential.token_hash,
            id=credential.id,
            kind=credential.kind,
            user_id=actor.user_id,
            organisation_id=actor.organisation_id,
            role=actor.role,
            scopes=None if actor.scopes is None else sorted(actor.scopes),
            method=credential.method,
            created_at=self._now,
            seen_at=self._now,
            expires_at=credential.expires_at,
            ends_at=credential.ends_at,
            remote_address=credential.remote_address,
            user_agent=credential.user_agent,
            api_key_id=credential.api_key_id,
            oauth_grant_id=credential.oauth_grant_id,
        )

    async def end_session(self, token_hash: bytes) -> None:
        """The session no longer holds."""
        await self._link.row(
            "UPDATE session SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL", token_hash, self._now
        )

    async def count_attempt(self, subject: bytes, *, window: timedelta) -> Attempts:
        """One more attempt of a subject, counted at once; a window that is over starts anew."""
        row = await self._link.row(_COUNT, subject, self._now, self._now - window)
        assert row is not None
        return Attempts(row["failures"], row["since"])

    async def forgive_attempt(self, subject: bytes) -> None:
        """Take one attempt back: it was no guess."""
        await self._link.row("UPDATE throttle SET failures = failures - 1 WHERE subject = $1 AND failures > 0", subject)


_PSEUDONYM = """
INSERT INTO audit_actor (organisation_id, id, user_id) VALUES ($1, $2, $3)
ON CONFLICT (organisation_id, user_id) DO NOTHING
"""
_COUNT = """
INSERT INTO throttle AS t (subject, failures, since) VALUES ($1, 1, $2)
ON CONFLICT (subject) DO UPDATE SET
    failures = CASE WHEN t.since <= $3 THEN 1 ELSE t.failures + 1 END,
    since = CASE WHEN t.since <= $3 THEN excluded.since ELSE t.since END
RETURNING failures, since
"""
