"""Other people's applications."""

from datetime import datetime

import strawberry

from smoall.domain.access.oauth import ClientKind
from smoall.domain.access.role import Permission
from smoall.schema.building import enum, says
from smoall.schema.kernel import Node

enum(
    "Whether an application can keep a secret.",
    CONFIDENTIAL="It runs on a server of its makers, and proves itself by a secret.",
    PUBLIC="It runs on people's devices or in their browsers: PKCE alone protects it, and people are asked each time.",
)(ClientKind)


@strawberry.type(
    description="An application that this organisation registered, to act for people who allow it (OAuth 2.0)."
)
class OAuthApp(Node):
    """An application; its secret is shown when it is made, and never again."""

    id: strawberry.ID = says("Opaque id, `app_…`: the `client_id` of OAuth.")
    name: str = says("The name that people are shown when they are asked.")
    kind: ClientKind = says("Whether it can keep a secret.")
    redirect_uris: list[str] = says("Where people may be sent back to; compared character by character.")
    scopes: list[Permission] = says("All that it may ever ask for.")
    previous_secret_until: datetime | None = says("Until when the secret before the last rotation holds; null if none.")
    created_at: datetime = says("When it was registered.")
    revoked_at: datetime | None = says("When it was ended; null as long as it works.")
    version: int = says("Counts the changes.")


@strawberry.type(description="An application that you let act for you in this organisation.")
class AuthorizedApp:
    """What a person allowed, and can take back."""

    app: strawberry.ID = says("The application, `app_…`: give it to `revokeAuthorizedApp`.")
    name: str = says("Its name.")
    owner_name: str = says("The organisation that answers for it.")
    scopes: list[Permission] = says("What it may do, as far as your role may.")
    authorized_at: datetime = says("Since when.")
    last_used_at: datetime | None = says("When it last called, to five minutes; null if it never did.")
