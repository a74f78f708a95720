"""What an application asks for when it sends a person to us (RFC 6749 §4.1.1, RFC 7636 §4.3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from smoall.domain.access.oauth import (
    LONGEST_STATE,
    RedirectUri,
    is_challenge,
    matching_redirect,
    read_scopes,
)
from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Invalid, NotFound, Unparsable
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.usecases.oauth.refusal import OAuthError, Refusal
from smoall.usecases.oauth.stores import OAuthApp
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks, and where the answer may go: both proven, so that errors may be told there."""

    app: OAuthApp
    redirect: RedirectUri
    state: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A sound request."""

    scopes: frozenset[Permission]
    challenge: str


async def find_client(unit: Unit, given: Mapping[str, str]) -> Client:
    """The application and the address to answer at.

    Raises NotFound OAUTH_APP_UNKNOWN, Unparsable REDIRECT_URI_UNREGISTERED: a person is told of both on our own page,
    for an address that nobody registered must not be followed (RFC 6749 §4.1.2.1, RFC 9700 §4.11).
    """
    identity = parse_id(given.get("client_id", ""), Kind.OAUTH_APP)
    app = await unit.oauth.app(identity) if identity else None
    if app is None or app.revoked_at is not None:
        raise NotFound("OAUTH_APP_UNKNOWN")
    redirect = matching_redirect(app.redirect_uris, given.get("redirect_uri", ""))
    if redirect is None:
        raise Unparsable("REDIRECT_URI_UNREGISTERED")
    state = given.get("state")
    return Client(app, redirect, state if state and is_state(state) else None)


def read_request(client: Client, given: Mapping[str, str], repeated: frozenset[str]) -> Asked | Refusal:
    """What is asked, or what is wrong with it. A request without PKCE is refused: nothing can be downgraded."""
    if repeated:
        return _bad(f"{min(repeated)} is given more than once.")
    if given.get("state") and client.state is None:
        return _bad(f"state has at most {LONGEST_STATE} printable ASCII characters.")
    if "request" in given or "request_uri" in given:
        return _bad("Request objects are not supported.")
    if given.get("response_type") != "code":
        return Refusal(OAuthError.UNSUPPORTED_RESPONSE_TYPE, "response_type is code.")
    if given.get("response_mode", "query") != "query":
        return _bad("response_mode is query.")
    challenge = given.get("code_challenge", "")
    if given.get("code_challenge_method") != "S256" or not is_challenge(challenge):
        return _bad("PKCE is required: code_challenge with code_challenge_method S256 (RFC 7636).")
    scopes = _scopes(client.app, given.get("scope", ""))
    return scopes if isinstance(scopes, Refusal) else Asked(scopes, challenge)


def is_state(text: str) -> bool:
    """Whether it can be passed through as it is (RFC 6749 appendix A.5)."""
    return len(text) <= LONGEST_STATE and text.isascii() and text.isprintable()


def _scopes(app: OAuthApp, text: str) -> frozenset[Permission] | Refusal:
    try:
        scopes = read_scopes(text)
    except Invalid:
        return Refusal(OAuthError.INVALID_SCOPE, "scope names permissions, separated by spaces.")
    if not scopes <= app.scopes:
        return Refusal(OAuthError.INVALID_SCOPE, "scope goes beyond what the application registered.")
    return scopes


def _bad(description: str) -> Refusal:
    return Refusal(OAuthError.INVALID_REQUEST, description)
