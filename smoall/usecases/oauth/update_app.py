"""Change an application, end it, give it a new secret: for the organisation that answers for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from smoall.domain.access.oauth import ClientKind
from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, NotFound, Unparsable
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.changes import ABSENT, Maybe
from smoall.usecases.changes import given as or_current
from smoall.usecases.gate import require
from smoall.usecases.oauth.details import AppDetails, read_app
from smoall.usecases.oauth.register_app import Registered
from smoall.usecases.oauth.stores import OAuthApp
from smoall.usecases.ports import Secrets
from smoall.usecases.unit import Unit
from smoall.usecases.versions import expect_version

LONGEST_OVERLAP_HOURS = 7 * 24


@dataclass(frozen=True, slots=True)
class AppChange:
    """What to change; absent fields stay."""

    name: Maybe[str] = ABSENT
    redirect_uris: Maybe[Sequence[str]] = ABSENT
    scopes: Maybe[Sequence[Permission]] = ABSENT


async def update_app(unit: Unit, app_id: UUID | None, change: AppChange, *, expected_version: int | None) -> OAuthApp:
    """Save the change; grants that were given keep their own scopes until they are asked for anew.

    Raises Forbidden, NotFound OAUTH_APP_UNKNOWN, Conflict STALE, Invalid with every finding.
    """
    app = await _own(unit, app_id)
    expect_version(expected_version, app.version)
    details = AppDetails(
        name=or_current(change.name, app.name),
        redirect_uris=or_current(change.redirect_uris, [uri.text for uri in app.redirect_uris]),
        scopes=or_current(change.scopes, sorted(app.scopes)),
    )
    checked = read_app(details)
    changed = replace(
        app,
        name=checked.name,
        owner_name=(await unit.organisations.get()).name,
        redirect_uris=checked.redirect_uris,
        scopes=checked.scopes,
    )
    await unit.oauth.replace_app(changed)
    unit.record("updateOAuthApp", public_id(Kind.OAUTH_APP, app.id))
    return replace(changed, version=app.version + 1)


async def revoke_app(unit: Unit, app_id: UUID | None) -> UUID:
    """The application, and all that anybody ever let it do, end now. Raises Forbidden, NotFound OAUTH_APP_UNKNOWN."""
    app = await _own(unit, app_id)
    await unit.oauth.revoke_app(app.id)
    unit.record("revokeOAuthApp", public_id(Kind.OAUTH_APP, app.id))
    return app.id


async def rotate_secret(unit: Unit, app_id: UUID | None, *, overlap_hours: int, secrets: Secrets) -> Registered:
    """A new secret; the one before holds for ``overlap_hours`` more, none older does.

    Raises Forbidden, NotFound OAUTH_APP_UNKNOWN, Conflict OAUTH_APP_PUBLIC for one that has no secret, Unparsable
    OVERLAP_RANGE.
    """
    app = await _own(unit, app_id)
    if app.kind is ClientKind.PUBLIC:
        raise Conflict("OAUTH_APP_PUBLIC")
    if not 0 <= overlap_hours <= LONGEST_OVERLAP_HOURS:
        raise Unparsable("OVERLAP_RANGE", most=str(LONGEST_OVERLAP_HOURS))
    secret, digest = secrets.client_secret()
    rotated = replace(
        app,
        secret_hash=digest,
        previous_secret_hash=app.secret_hash if overlap_hours else None,
        previous_until=unit.now + timedelta(hours=overlap_hours) if overlap_hours else None,
    )
    await unit.oauth.replace_app(rotated)
    unit.record("rotateOAuthAppSecret", public_id(Kind.OAUTH_APP, app.id))
    return Registered(replace(rotated, version=app.version + 1), secret)


async def _own(unit: Unit, app_id: UUID | None) -> OAuthApp:
    require(unit, Permission.MANAGE_API_KEYS)
    app = await unit.oauth.app(app_id, lock=True) if app_id else None
    if app is None or app.organisation_id != unit.actor.organisation_id or app.revoked_at is not None:
        raise NotFound("OAUTH_APP_UNKNOWN")
    return app
