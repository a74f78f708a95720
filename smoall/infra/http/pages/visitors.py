"""Who looks at a page, by cookie, and whether a form that comes back is one that we gave them."""

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from starlette.requests import Request

from smoall.usecases.access.cookie import NAME, VISIT, kept
from smoall.usecases.reading import Reader

Authenticate: TypeAlias = Callable[[str], Awaitable[Reader | None]]

# What a browser says of where a request comes from (Fetch Metadata); with no-referrer it tells no Origin of a form.
_OWN = ("same-origin", "none", "")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at a page: signed in when ``reader`` is there. ``secret`` is the cookie that their forms hang on."""

    reader: Reader | None
    token: str | None
    secret: str
    is_new: bool = False

    @property
    def csrf(self) -> str:
        """What a form carries: only we can derive it from the cookie, and only for this cookie."""
        return hmac.new(self.secret.encode(), b"smoall page form", hashlib.sha256).hexdigest()

    def gave(self, csrf: str) -> bool:
        """Whether a form that came back is one of theirs."""
        return not self.is_new and hmac.compare_digest(self.csrf.encode(), csrf.encode("utf-8", "replace"))


class Visitors:
    """Tells who looks; only a person's own session counts, never the token of a key or an application."""

    def __init__(self, authenticate: Authenticate) -> None:
        self._authenticate = authenticate

    async def __call__(self, request: Request) -> Visitor:
        """The visitor; a new one gets a secret of their own, to be set with the page."""
        header = "; ".join(request.headers.getlist("cookie"))
        token = kept(header, name=NAME)
        reader = await self._authenticate(token) if token else None
        if token and reader and reader.scopes is None:
            return Visitor(reader, token, token)
        visit = kept(header, name=VISIT)
        if visit:
            return Visitor(None, None, visit)
        return Visitor(None, None, secrets.token_urlsafe(32), is_new=True)


def is_from_here(request: Request) -> bool:
    """Whether a posted form can come from a page of ours, by what the browser tells; the form's own secret decides."""
    if request.headers.get("sec-fetch-site", "") not in _OWN:
        return False
    origin = request.headers.get("origin", "null")
    return origin == "null" or origin.partition("://")[2] == request.headers.get("host", "")
