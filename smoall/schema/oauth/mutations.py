"""Registering applications, and taking back what they may do."""

import strawberry

from smoall.domain.access.oauth import ClientKind
from smoall.domain.access.role import Permission
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.kernel import maybe
from smoall.schema.oauth.types import OAuthApp
from smoall.schema.performing import Answer, perform, perform_secret
from smoall.usecases.oauth.authorized_apps import revoke_authorized_app
from smoall.usecases.oauth.details import AppDetails
from smoall.usecases.oauth.register_app import register_app
from smoall.usecases.oauth.update_app import AppChange, revoke_app, rotate_secret, update_app

_URIS = (
    "Where people may be sent back to, 1 to 10: https, or http on 127.0.0.1 or [::1] with any port. No fragment, no"
    " wildcard; compared character by character."
)


@strawberry.input(description="An application to register.")
class RegisterOAuthAppInput:
    """An application as typed."""

    name: str = says("The name that people will be shown.")
    redirect_uris: list[str] = says(_URIS)
    scopes: list[Permission] = says("All that it may ever ask for; never `MANAGE_OWN_ACCOUNT`.")
    kind: ClientKind = says("Whether it can keep a secret.", default=ClientKind.CONFIDENTIAL)


@strawberry.type(description="The application was registered.")
class RegisterOAuthAppPayload:
    """The new application."""

    app: OAuthApp = says("The application; its `id` is the `client_id`.")
    client_secret: str | None = says("Its secret, shown this once; null for a public one.")


@strawberry.input(description="What to change of an application: absent fields stay.")
class UpdateOAuthAppInput:
    """A change of an application."""

    app: strawberry.ID = says("The application.")
    name: str | None = says("The name that people will be shown.", default=strawberry.UNSET)
    redirect_uris: list[str] | None = says(_URIS, default=strawberry.UNSET)
    scopes: list[Permission] | None = says("All that it may ever ask for.", default=strawberry.UNSET)
    expected_version: int | None = says("The version you know; another one answers STALE.", default=None)


@strawberry.type(description="The application was changed.")
class UpdateOAuthAppPayload:
    """The changed application."""

    app: OAuthApp = says("The application.")


@strawberry.input(description="The application to end.")
class RevokeOAuthAppInput:
    """An application."""

    app: strawberry.ID = says("The application.")


@strawberry.type(description="The application is ended: all its tokens are dead, for everybody.")
class RevokeOAuthAppPayload:
    """The ended application."""

    app: OAuthApp = says("The application.")


@strawberry.input(description="The application that needs a new secret.")
class RotateOAuthAppSecretInput:
    """An application, and how long its secret of now still holds."""

    app: strawberry.ID = says("The application.")
    overlap_hours: int = says(
        "For how many hours the secret of now holds beside the new one: 0 (at once dead) to 168.", default=24
    )


@strawberry.type(description="The application has a new secret.")
class RotateOAuthAppSecretPayload:
    """The application and its new secret."""

    app: OAuthApp = says("The application.")
    client_secret: str | None = says("The new secret, shown this once.")


@strawberry.input(description="The application that may no longer act for you.")
class RevokeAuthorizedAppInput:
    """An application."""

    app: strawberry.ID = says("The application: `authorizedApps { app }`.")


@strawberry.type(description="The application may no longer act for you in this organisation.")
class RevokeAuthorizedAppPayload:
    """It is taken back."""

    revoked: bool = says("True: its tokens are dead.")


RegisterOAuthAppResult = result(RegisterOAuthAppPayload, "What came of registering an application.")
UpdateOAuthAppResult = result(UpdateOAuthAppPayload, "What came of changing an application.")
RevokeOAuthAppResult = result(RevokeOAuthAppPayload, "What came of ending an application.")
RotateOAuthAppSecretResult = result(RotateOAuthAppSecretPayload, "What came of changing an application's secret.")
RevokeAuthorizedAppResult = result(RevokeAuthorizedAppPayload, "What came of taking back what an application may do.")


async def register_oauth_app(info: Info, input: RegisterOAuthAppInput) -> Answer:
    """Register an application."""
    details = AppDetails(input.name, input.redirect_uris, input.scopes)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        made = await register_app(unit, details, kind=input.kind, secrets=info.context.services.secrets)
        return {"app": made.app.id, "clientSecret": made.secret}

    return await perform_secret(info, act)


async def update_oauth_app(info: Info, input: UpdateOAuthAppInput) -> Answer:
    """Change an application."""
    change = AppChange(
        name=maybe(input.name, required=True),
        redirect_uris=maybe(input.redirect_uris, required=True),
        scopes=maybe(input.scopes, required=True),
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        identity = parse_id(input.app, Kind.OAUTH_APP)
        return {"app": (await update_app(unit, identity, change, expected_version=input.expected_version)).id}

    return await perform(info, act)


async def revoke_oauth_app(info: Info, input: RevokeOAuthAppInput) -> Answer:
    """End an application."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"app": await revoke_app(unit, parse_id(input.app, Kind.OAUTH_APP))}

    return await perform(info, act)


async def rotate_oauth_app_secret(info: Info, input: RotateOAuthAppSecretInput) -> Answer:
    """Give an application a new secret."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        made = await rotate_secret(
            unit,
            parse_id(input.app, Kind.OAUTH_APP),
            overlap_hours=input.overlap_hours,
            secrets=info.context.services.secrets,
        )
        return {"app": made.app.id, "clientSecret": made.secret}

    return await perform_secret(info, act)


async def revoke_authorized_app_(info: Info, input: RevokeAuthorizedAppInput) -> Answer:
    """Take back what an application may do."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        await revoke_authorized_app(unit, parse_id(input.app, Kind.OAUTH_APP))
        return {"revoked": True}

    return await perform(info, act)
