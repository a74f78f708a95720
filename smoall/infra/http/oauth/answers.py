"""What the endpoints answer, in the protocol's own words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from smoall.domain.access.oauth import written_scopes
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.oauth.introspect_token import Active
from smoall.usecases.oauth.refusal import OAuthError, Refusal
from smoall.usecases.oauth.stores import OAuthApp
from smoall.usecases.oauth.tokens import Issued


def issued(found: Issued, *, now: datetime) -> Mapping[str, Any]:
    """Tokens (RFC 6749 §5.1)."""
    return {
        "access_token": found.access_token,
        "token_type": "Bearer",
        "expires_in": int((found.expires_at - now).total_seconds()),
        "refresh_token": found.refresh_token,
        "scope": written_scopes(found.scopes),
    }


def active(found: Active | None, app: OAuthApp, *, issuer: str) -> Mapping[str, Any]:
    """What a token opens (RFC 7662 §2.2); ``organisation`` is ours."""
    if found is None:
        return {"active": False}
    told = {
        "active": True,
        "client_id": public_id(Kind.OAUTH_APP, app.id),
        "sub": public_id(Kind.USER, found.user_id),
        "organisation": public_id(Kind.ORGANISATION, found.organisation_id),
        "scope": written_scopes(found.scopes),
        "exp": int(found.expires_at.timestamp()),
        "iss": issuer,
    }
    if found.issued_at is not None:
        told["iat"] = int(found.issued_at.timestamp())
    if found.token_type is not None:
        told["token_type"] = found.token_type
    return told


def refusal_of(found: Refusal) -> tuple[int, Mapping[str, Any]]:
    """A refusal with its status (RFC 6749 §5.2)."""
    status = 401 if found.error is OAuthError.INVALID_CLIENT else 400
    if found.error is OAuthError.TEMPORARILY_UNAVAILABLE:
        status = 429 if found.until else 503
    return status, {"error": found.error.value, "error_description": found.description}
