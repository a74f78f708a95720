"""Applications, grants, codes, refresh tokens: found by id or by hash, before any organisation is known."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from smoall.domain.access.oauth import ClientKind, RedirectUri, scopes_in_order
from smoall.domain.access.role import Permission, Role
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.statements import insert, update
from smoall.usecases.oauth.stores import (
    AccessToken,
    AuthorizedApp,
    Code,
    Grant,
    OAuthApp,
    Opening,
    RefreshToken,
)


class PostgresOAuth:
    """The store of OAuth."""

    def __init__(self, link: Link, now: datetime) -> None:
        self._link = link
        self._now = now

    async def app(self, identity: UUID, *, lock: bool = False) -> OAuthApp | None:
        """One application, whoever owns it."""
        row = await self._link.row(f"SELECT * FROM oauth_app WHERE id = $1{_locked(lock)}", identity)
        return _app(row) if row else None

    async def apps_of(self, organisation_id: UUID) -> int:
        """How many applications an organisation has that are not revoked."""
        query = "SELECT count(*) FROM oauth_app WHERE organisation_id = $1 AND revoked_at IS NULL"
        return int(await self._link.value(query, organisation_id))

    async def add_app(self, app: OAuthApp) -> None:
        """A new application."""
        keys = {"id": app.id, "organisation_id": app.organisation_id, "created_at": self._now}
        await insert(self._link, tables.oauth_app, **keys, **_columns(app))

    async def replace_app(self, app: OAuthApp) -> None:
        """The application with other values; its version goes up by one."""
        await update(self._link, tables.oauth_app, {**_columns(app), "version": app.version + 1}, id=app.id)

    async def revoke_app(self, identity: UUID) -> None:
        """The application, all grants of it and all access tokens end now."""
        await self._link.row("UPDATE oauth_app SET revoked_at = $2 WHERE id = $1", identity, self._now)
        await self._revoke("app_id = $1", identity)

    async def email_of(self, user_id: UUID) -> str:
        """The address that a person signs in with."""
        return str(await self._link.value("SELECT email FROM user_account WHERE id = $1", user_id))

    async def openings(self, user_id: UUID) -> Sequence[Opening]:
        """The organisations a person is a member of, the oldest membership first."""
        await self._link.value("SELECT set_config('app.user', $1, true)", str(user_id))
        rows = await self._link.rows(_OPENINGS, user_id)
        return [Opening(row["organisation_id"], row["name"], Role(row["role"])) for row in rows]

    async def allowed_before(self, app_id: UUID, user_id: UUID, organisation_id: UUID) -> frozenset[Permission] | None:
        """The scopes of the latest grant that holds; None without one."""
        found = await self._link.value(_ALLOWED, app_id, user_id, organisation_id)
        return None if found is None else _scopes(found)

    async def add_grant(self, grant: Grant) -> None:
        """A new grant."""
        await insert(
            self._link,
            tables.oauth_grant,
            id=grant.id,
            app_id=grant.app_id,
            user_id=grant.user_id,
            organisation_id=grant.organisation_id,
            scopes=scopes_in_order(grant.scopes),
            created_at=self._now,
        )

    async def grant(self, identity: UUID, *, lock: bool = False) -> Grant | None:
        """One grant."""
        row = await self._link.row(f"SELECT {_GRANT} FROM oauth_grant WHERE id = $1{_locked(lock)}", identity)
        return Grant(**{**row, "scopes": _scopes(row["scopes"])}) if row else None

    async def revoke_grant(self, identity: UUID) -> None:
        """The grant and every access token of it end now."""
        await self._revoke("id = $1", identity)

    async def revoke_grants(self, app_id: UUID, user_id: UUID, organisation_id: UUID) -> int:
        """The same for all grants of one application by one person in one organisation; how many held."""
        where = "app_id = $1 AND user_id = $2 AND organisation_id = $3"
        return await self._revoke(where, app_id, user_id, organisation_id)

    async def _revoke(self, where: str, *values: UUID) -> int:
        """Two statements: the second sees the tokens of whoever held a grant while the first waited for it."""
        revoked = await self._link.rows(
            f"UPDATE oauth_grant SET revoked_at = ${len(values) + 1} WHERE {where} AND revoked_at IS NULL RETURNING id",
            *values,
            self._now,
        )
        await self._link.row(_END_TOKENS, [row["id"] for row in revoked], self._now)
        return len(revoked)

    async def authorized(self, user_id: UUID, organisation_id: UUID) -> Sequence[AuthorizedApp]:
        """The applications that a person let act in an organisation, by name."""
        rows = await self._link.rows(_AUTHORIZED, user_id, organisation_id, self._now)
        return [AuthorizedApp(**{**row, "scopes": _scopes(row["scopes"])}) for row in rows]

    async def add_code(self, code: Code) -> None:
        """A new authorization code."""
        await insert(
            self._link,
            tables.oauth_code,
            code_hash=code.code_hash,
            grant_id=code.grant_id,
            redirect_uri=code.redirect_uri,
            challenge=code.challenge,
            created_at=self._now,
            expires_at=code.expires_at,
        )

    async def code(self, code_hash: bytes) -> Code | None:
        """One code, locked."""
        row = await self._link.row(f"SELECT {_CODE} FROM oauth_code WHERE code_hash = $1 FOR UPDATE", code_hash)
        return Code(**row) if row else None

    async def use_code(self, code_hash: bytes) -> None:
        """The code is used up."""
        await update(self._link, tables.oauth_code, {"used_at": self._now}, code_hash=code_hash)

    async def add_refresh(self, token: RefreshToken) -> None:
        """A new refresh token."""
        await insert(
            self._link,
            tables.oauth_refresh,
            token_hash=token.token_hash,
            grant_id=token.grant_id,
            created_at=self._now,
            expires_at=token.expires_at,
        )

    async def refresh(self, token_hash: bytes) -> RefreshToken | None:
        """One refresh token, locked."""
        row = await self._link.row(f"SELECT {_REFRESH} FROM oauth_refresh WHERE token_hash = $1 FOR UPDATE", token_hash)
        return RefreshToken(**row) if row else None

    async def rotate_refresh(self, token_hash: bytes) -> None:
        """The refresh token was exchanged for the next."""
        await update(self._link, tables.oauth_refresh, {"rotated_at": self._now}, token_hash=token_hash)

    async def access(self, token_hash: bytes) -> AccessToken | None:
        """What an access token opens; None when it opens nothing now."""
        row = await self._link.row(_ACCESS, token_hash, self._now)
        return AccessToken(**{**row, "scopes": _scopes(row["scopes"])}) if row else None


def _locked(lock: bool) -> str:
    return " FOR UPDATE" if lock else ""


def _scopes(names: Sequence[str]) -> frozenset[Permission]:
    """Stored names as permissions; one that a later version no longer knows opens nothing."""
    return frozenset(Permission(name) for name in names if name in Permission.__members__)


def _app(row: asyncpg.Record) -> OAuthApp:
    return OAuthApp(
        id=row["id"],
        organisation_id=row["organisation_id"],
        name=row["name"],
        owner_name=row["owner_name"],
        kind=ClientKind(row["kind"]),
        redirect_uris=tuple(RedirectUri(text) for text in row["redirect_uris"]),
        scopes=_scopes(row["scopes"]),
        secret_hash=row["secret_hash"],
        previous_secret_hash=row["previous_secret_hash"],
        previous_until=row["previous_until"],
        revoked_at=row["revoked_at"],
        version=row["version"],
    )


def _columns(app: OAuthApp) -> dict[str, Any]:
    return {
        "name": app.name,
        "owner_name": app.owner_name,
        "kind": app.kind,
        "redirect_uris": [uri.text for uri in app.redirect_uris],
        "scopes": list(scopes_in_order(app.scopes)),
        "secret_hash": app.secret_hash,
        "previous_secret_hash": app.previous_secret_hash,
        "previous_until": app.previous_until,
    }


_GRANT = "id, app_id, user_id, organisation_id, scopes, revoked_at"
_CODE = "code_hash, grant_id, redirect_uri, challenge, expires_at, used_at"
_REFRESH = "token_hash, grant_id, expires_at, rotated_at"
_OPENINGS = """
SELECT m.organisation_id, o.name, m.role FROM membership m JOIN organisation o USING (organisation_id)
WHERE m.user_id = $1 ORDER BY m.created_at, m.organisation_id
"""
_ALLOWED = """
SELECT scopes FROM oauth_grant WHERE app_id = $1 AND user_id = $2 AND organisation_id = $3 AND revoked_at IS NULL
ORDER BY created_at DESC, id DESC LIMIT 1
"""
_END_TOKENS = "UPDATE session SET revoked_at = $2 WHERE oauth_grant_id = ANY ($1) AND revoked_at IS NULL"
# A grant is held while something of it can still be used: a code, or a refresh token.
_AUTHORIZED = """
WITH held AS (
    SELECT g.id, g.app_id, g.scopes, g.created_at FROM oauth_grant g
    WHERE g.user_id = $1 AND g.organisation_id = $2 AND g.revoked_at IS NULL AND (
        EXISTS (SELECT FROM oauth_refresh r WHERE r.grant_id = g.id AND r.rotated_at IS NULL AND r.expires_at > $3)
        OR EXISTS (SELECT FROM oauth_code c WHERE c.grant_id = g.id AND c.used_at IS NULL AND c.expires_at > $3))
)
SELECT a.id AS app_id, a.name, a.owner_name,
    array(SELECT DISTINCT scope FROM held h, unnest(h.scopes) scope WHERE h.app_id = a.id) AS scopes,
    (SELECT min(h.created_at) FROM held h WHERE h.app_id = a.id) AS authorized_at,
    (SELECT max(s.seen_at) FROM session s JOIN held h ON h.id = s.oauth_grant_id WHERE h.app_id = a.id) AS last_used_at
FROM oauth_app a WHERE a.id IN (SELECT app_id FROM held) ORDER BY a.name, a.id
"""
_ACCESS = """
SELECT g.id AS grant_id, g.app_id, s.user_id, s.organisation_id, s.scopes, s.created_at, s.expires_at
FROM session s JOIN oauth_grant g ON g.id = s.oauth_grant_id
WHERE s.token_hash = $1 AND s.kind = 'OAUTH' AND s.revoked_at IS NULL AND s.expires_at > $2 AND g.revoked_at IS NULL
"""
