"""What can be asked and done about other people's applications."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.building import does, says
from smoall.schema.oauth import mutations, queries
from smoall.schema.oauth.types import AuthorizedApp, OAuthApp


@strawberry.type(description="Reading about other people's applications.")
class OAuthQueries:
    """Root fields of queries."""

    oauth_apps: list[OAuthApp] = says("The applications that this organisation registered, by name.")
    authorized_apps: list[AuthorizedApp] = strawberry.field(
        resolver=queries.authorized_apps_,
        description="The applications that you let act for you in this organisation, by name.",
    )


@strawberry.type(description="Acts on other people's applications.")
class OAuthMutations:
    """Root fields of mutations."""

    register_o_auth_app = does(
        mutations.register_oauth_app,
        mutations.RegisterOAuthAppResult,
        "Register an application that other people can let act for them (OAuth 2.0, authorization code with PKCE).",
        needs=Permission.MANAGE_API_KEYS,
        replayed=False,
    )
    update_o_auth_app = does(
        mutations.update_oauth_app,
        mutations.UpdateOAuthAppResult,
        "Change an application. What people allowed before keeps its own scopes.",
        needs=Permission.MANAGE_API_KEYS,
    )
    rotate_o_auth_app_secret = does(
        mutations.rotate_oauth_app_secret,
        mutations.RotateOAuthAppSecretResult,
        "Give an application a new secret; the one of now holds for a while beside it.",
        needs=Permission.MANAGE_API_KEYS,
        replayed=False,
    )
    revoke_o_auth_app = does(
        mutations.revoke_oauth_app,
        mutations.RevokeOAuthAppResult,
        "End an application, and at once everything that anybody let it do.",
        needs=Permission.MANAGE_API_KEYS,
    )
    revoke_authorized_app = does(
        mutations.revoke_authorized_app_,
        mutations.RevokeAuthorizedAppResult,
        "Take back what an application may do for you in this organisation; its tokens are dead at once.",
        needs=Permission.MANAGE_OWN_ACCOUNT,
    )
