"""Register an application that will act for others."""

from dataclasses import dataclass

from smoall.domain.access.oauth import ClientKind
from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.gate import require
from smoall.usecases.oauth.details import AppDetails, read_app
from smoall.usecases.oauth.stores import OAuthApp
from smoall.usecases.ports import Secrets
from smoall.usecases.unit import Unit

MOST_APPS = 50


@dataclass(frozen=True, slots=True)
class Registered:
    """The application, and its secret where it can keep one: shown this once."""

    app: OAuthApp
    secret: str | None


async def register_app(unit: Unit, given: AppDetails, *, kind: ClientKind, secrets: Secrets) -> Registered:
    """Save it under the actor's organisation, which answers for it.

    Raises Forbidden, Invalid with every finding, Conflict OAUTH_APPS_TOO_MANY.
    """
    require(unit, Permission.MANAGE_API_KEYS)
    checked = read_app(given)
    if await unit.oauth.apps_of(unit.actor.organisation_id) >= MOST_APPS:
        raise Conflict("OAUTH_APPS_TOO_MANY", most=str(MOST_APPS))
    secret, digest = secrets.client_secret() if kind is ClientKind.CONFIDENTIAL else (None, None)
    app = OAuthApp(
        id=unit.new_id(),
        organisation_id=unit.actor.organisation_id,
        name=checked.name,
        owner_name=(await unit.organisations.get()).name,
        kind=kind,
        redirect_uris=checked.redirect_uris,
        scopes=checked.scopes,
        secret_hash=digest,
    )
    await unit.oauth.add_app(app)
    unit.record("registerOAuthApp", public_id(Kind.OAUTH_APP, app.id))
    return Registered(app, secret)
