"""How a program says which application it is: by header, in the form, or by name alone (RFC 6749 §2.3.1)."""

import base64
import binascii
from urllib.parse import unquote_plus

from starlette.requests import Request

from smoall.infra.http.forms import Form
from smoall.usecases.oauth.client import Credentials
from smoall.usecases.oauth.refusal import OAuthError, Refusal

_LONGEST = 2000


def credentials_of(request: Request, form: Form) -> Credentials | Refusal:
    """What is said; one way at a time."""
    header = request.headers.get("authorization")
    named = form.values.get("client_id")
    secret = form.values.get("client_secret")
    if header is None:
        if named is None:
            return Refusal(OAuthError.INVALID_CLIENT, "Say which client you are: by HTTP Basic, or client_id.")
        return Credentials(named, secret)
    if secret is not None:
        return Refusal(OAuthError.INVALID_REQUEST, "Authenticate the client one way, not two.")
    found = _basic(header)
    if found is None:
        return Refusal(OAuthError.INVALID_CLIENT, "The Authorization header is not HTTP Basic of an id and a secret.")
    if named is not None and named != found.client_id:
        return Refusal(OAuthError.INVALID_REQUEST, "client_id is another than in the Authorization header.")
    return found


def _basic(header: str) -> Credentials | None:
    """The two parts, each form-encoded before they were joined."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic" or len(encoded) > _LONGEST:
        return None
    try:
        identity, colon, secret = base64.b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
        found = unquote_plus(identity, errors="strict"), unquote_plus(secret, errors="strict")
    except (binascii.Error, ValueError):
        return None
    return Credentials(*found) if colon and found[0] and found[1] else None
