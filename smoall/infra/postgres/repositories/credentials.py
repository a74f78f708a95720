"""Second factors, passkeys and their challenges, API keys."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from smoall.domain.access.api_key import ApiKey, prefix_of
from smoall.domain.access.passkey import Passkey
from smoall.domain.access.role import Permission
from smoall.domain.kernel.language import Language
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.statements import fetch, insert, insert_all, update
from smoall.usecases.credentials.stores import Challenge, ChallengePurpose, Factor, Owner

_OWNER = "SELECT id, email, name, language, password_hash FROM user_account WHERE "
_PASSKEY = "SELECT id, user_id, credential_id, public_key, sign_count, name, transports, backed_up FROM passkey WHERE "
_ENROL = """
INSERT INTO second_factor (user_id, secret_sealed, created_at) VALUES ($1, $2, $3)
ON CONFLICT (user_id) DO UPDATE SET secret_sealed = excluded.secret_sealed, created_at = excluded.created_at
WHERE second_factor.confirmed_at IS NULL
"""


class PostgresCredentials:
    """The store of second factors and passkeys."""

    def __init__(self, link: Link, now: datetime) -> None:
        self._link = link
        self._now = now

    async def owner(self, user_id: UUID) -> Owner | None:
        """One person."""
        return _owner(await self._link.row(_OWNER + "id = $1", user_id))

    async def owner_by_email(self, email: str) -> Owner | None:
        """The person with this address."""
        return _owner(await self._link.row(_OWNER + "email = $1", email))

    async def rehash(self, owner: Owner, password_hash: str) -> None:
        """The same password under another hash, unless it was changed meanwhile."""
        await update(
            self._link,
            tables.user_account,
            {"password_hash": password_hash},
            id=owner.id,
            password_hash=owner.password_hash,
        )

    async def factor(self, user_id: UUID, *, lock: bool = False) -> Factor | None:
        """The person's authenticator app, confirmed or not."""
        wanted = "SELECT user_id, secret_sealed, created_at, confirmed_at, last_counter FROM second_factor"
        row = await self._link.row(f"{wanted} WHERE user_id = $1{' FOR UPDATE' if lock else ''}", user_id)
        return Factor(**dict(row)) if row else None

    async def enrol(self, user_id: UUID, secret_sealed: bytes) -> None:
        """A new app that waits for its first code; an earlier one that still waits is forgotten."""
        await self._link.row(_ENROL, user_id, secret_sealed, self._now)

    async def confirm(self, user_id: UUID, *, counter: int) -> None:
        """The app has shown its first code."""
        shown = {"confirmed_at": self._now, "last_counter": counter}
        await update(self._link, tables.second_factor, shown, user_id=user_id)

    async def use_counter(self, user_id: UUID, *, counter: int, secret_sealed: bytes) -> None:
        """The last step whose code was accepted, and the secret as it is sealed now."""
        used = {"last_counter": counter, "secret_sealed": secret_sealed}
        await update(self._link, tables.second_factor, used, user_id=user_id)

    async def sealed_after(self, user_id: UUID | None, *, limit: int) -> Sequence[UUID]:
        """Whose secrets are sealed, in the order of ids, those after ``user_id``."""
        rows = await self._link.rows(
            "SELECT user_id FROM second_factor WHERE $1::uuid IS NULL OR user_id > $1 ORDER BY user_id LIMIT $2",
            user_id,
            limit,
        )
        return [row["user_id"] for row in rows]

    async def reseal(self, user_id: UUID, secret_sealed: bytes) -> None:
        """The same secret, sealed with another key."""
        await update(self._link, tables.second_factor, {"secret_sealed": secret_sealed}, user_id=user_id)

    async def drop_factor(self, user_id: UUID) -> None:
        """No authenticator app any more, and no recovery codes."""
        await self._link.row("DELETE FROM second_factor WHERE user_id = $1", user_id)
        await self._link.row("DELETE FROM recovery_code WHERE user_id = $1", user_id)

    async def drop_all(self, user_id: UUID) -> None:
        """No passkey, no authenticator app, no recovery code, no challenge that waits for an answer."""
        for table in ("challenge", "passkey", "second_factor", "recovery_code"):
            await self._link.row(f"DELETE FROM {table} WHERE user_id = $1", user_id)

    async def keep_recovery_codes(self, user_id: UUID, hashes: Sequence[bytes]) -> None:
        """These recovery codes and no others."""
        await self._link.row("DELETE FROM recovery_code WHERE user_id = $1", user_id)
        rows = [{"user_id": user_id, "code_hash": one, "created_at": self._now} for one in hashes]
        await insert_all(self._link, tables.recovery_code, rows)

    async def use_recovery_code(self, user_id: UUID, code_hash: bytes) -> bool:
        """Use a code up; False when there is no such code, or no more."""
        row = await self._link.row(
            "UPDATE recovery_code SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL"
            " RETURNING user_id",
            user_id,
            code_hash,
            self._now,
        )
        return row is not None

    async def passkeys(self, user_id: UUID) -> Sequence[Passkey]:
        """The person's passkeys, the oldest first; the person is locked until the unit ends."""
        await self._link.row("SELECT FROM user_account WHERE id = $1 FOR UPDATE", user_id)
        return [_passkey(row) for row in await self._link.rows(_PASSKEY + "user_id = $1 ORDER BY id", user_id)]

    async def passkey(self, credential_id: bytes) -> Passkey | None:
        """The passkey that a device names, locked."""
        row = await self._link.row(_PASSKEY + "credential_id = $1 FOR UPDATE", credential_id)
        return _passkey(row) if row else None

    async def add_passkey(self, passkey: Passkey) -> bool:
        """A new passkey; False when that credential is registered already, whoever it belongs to."""
        row = await self._link.row(
            "INSERT INTO passkey (id, user_id, credential_id, public_key, sign_count, name, transports, backed_up,"
            " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id",
            passkey.id,
            passkey.user_id,
            passkey.credential_id,
            passkey.public_key,
            passkey.sign_count,
            passkey.name,
            passkey.transports,
            passkey.backed_up,
            self._now,
        )
        return row is not None

    async def use_passkey(self, passkey: Passkey, *, sign_count: int) -> None:
        """The passkey signed; its counter stands there now."""
        await update(self._link, tables.passkey, {"sign_count": sign_count, "used_at": self._now}, id=passkey.id)

    async def remove_passkey(self, identity: UUID, *, user_id: UUID) -> bool:
        """The passkey is gone; False when the person has none of that id."""
        sql = "DELETE FROM passkey WHERE id = $1 AND user_id = $2 RETURNING id"
        return await self._link.row(sql, identity, user_id) is not None

    async def keep_challenge(
        self, digest: bytes, purpose: ChallengePurpose, *, user_id: UUID | None, expires_at: datetime
    ) -> None:
        """A challenge that can be answered once, until ``expires_at``."""
        await insert(
            self._link,
            tables.challenge,
            challenge_hash=digest,
            purpose=purpose,
            user_id=user_id,
            created_at=self._now,
            expires_at=expires_at,
        )

    async def take_challenge(self, digest: bytes, purpose: ChallengePurpose) -> Challenge | None:
        """Use a challenge up; None when it is unknown, over, used, or made for something else."""
        row = await self._link.row(
            "DELETE FROM challenge WHERE challenge_hash = $1 AND purpose = $2 AND expires_at > $3 RETURNING user_id",
            digest,
            purpose,
            self._now,
        )
        return Challenge(row["user_id"]) if row else None


class PostgresApiKeys:
    """The store of the organisation's API keys."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def get(self, identity: UUID) -> ApiKey | None:
        """One key, locked."""
        row = await fetch(self._link, tables.api_key, lock=True, organisation_id=self._organisation_id, id=identity)
        return _api_key(row) if row else None

    async def count_live(self) -> int:
        """How many open something now. The organisation is locked until the unit ends."""
        await self._link.row("SELECT FROM organisation WHERE organisation_id = $1 FOR UPDATE", self._organisation_id)
        live = "SELECT count(*) FROM api_key WHERE organisation_id = $1 AND revoked_at IS NULL AND expires_at > $2"
        found: int = await self._link.value(live, self._organisation_id, self._now)
        return found

    async def add(self, key: ApiKey) -> None:
        """A new key."""
        await insert(
            self._link,
            tables.api_key,
            organisation_id=self._organisation_id,
            id=key.id,
            name=key.name,
            prefix=prefix_of(key.id),
            scopes=sorted(key.scopes),
            created_by=key.created_by,
            created_at=self._now,
            expires_at=key.expires_at,
        )

    async def end(self, identity: UUID, *, at: datetime) -> None:
        """The key, and what finds it, end at ``at`` if they do not end before."""
        await self._link.row(
            "UPDATE api_key SET expires_at = least(expires_at, $3) WHERE organisation_id = $1 AND id = $2",
            self._organisation_id,
            identity,
            at,
        )
        await self._link.row(
            "UPDATE session SET expires_at = least(expires_at, $2), ends_at = least(ends_at, $2) WHERE api_key_id = $1",
            identity,
            at,
        )

    async def revoke(self, identity: UUID) -> None:
        """The key, and what finds it, end now for good."""
        gone = {"revoked_at": self._now}
        await update(self._link, tables.api_key, gone, organisation_id=self._organisation_id, id=identity)
        await update(self._link, tables.session, gone, api_key_id=identity)


def _owner(row: Any) -> Owner | None:
    return Owner(**{**dict(row), "language": Language(row["language"])}) if row else None


def _passkey(row: Any) -> Passkey:
    return Passkey(**{**dict(row), "transports": tuple(row["transports"])})


def _api_key(row: Any) -> ApiKey:
    return ApiKey(
        id=row["id"],
        name=row["name"],
        scopes=frozenset(map(Permission, row["scopes"])),
        expires_at=row["expires_at"],
        created_by=row["created_by"],
        revoked_at=row["revoked_at"],
    )
