"""The server's description of itself (RFC 8414), and where its parts are."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from smoall.domain.access.oauth import scopes_in_order
from smoall.domain.access.role import GRANTABLE
from smoall.domain.kernel.language import Language

AUTHORIZE, TOKEN, REVOKE, INTROSPECT = "/oauth/authorize", "/oauth/token", "/oauth/revoke", "/oauth/introspect"
METADATA = "/.well-known/oauth-authorization-server"
_BY_SECRET = ["client_secret_basic", "client_secret_post"]


def metadata(issuer: str) -> Callable[[Request], object]:
    """The route of the description; it never changes while the process runs."""
    described = description(issuer)

    async def answer(_request: Request) -> Response:
        headers = {"cache-control": "public, max-age=3600", "access-control-allow-origin": "*"}
        return JSONResponse(described, headers={**headers, "x-content-type-options": "nosniff"})

    return answer


def description(issuer: str) -> dict[str, Any]:
    """What an application can find out by itself. ``iss`` in answers: RFC 9207."""
    return {
        "issuer": issuer,
        "authorization_endpoint": issuer + AUTHORIZE,
        "token_endpoint": issuer + TOKEN,
        "revocation_endpoint": issuer + REVOKE,
        "introspection_endpoint": issuer + INTROSPECT,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": [*_BY_SECRET, "none"],
        "revocation_endpoint_auth_methods_supported": [*_BY_SECRET, "none"],
        "introspection_endpoint_auth_methods_supported": _BY_SECRET,
        "scopes_supported": [str(scope) for scope in scopes_in_order(GRANTABLE)],
        "ui_locales_supported": [language.lower() for language in Language],
        "authorization_response_iss_parameter_supported": True,
    }
