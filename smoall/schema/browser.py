"""Requests that a browser signs with its cookie, and how to tell ours from those that another site made it send.

A browser adds the cookie by itself, whoever made it ask. So a request that has no better proof must show one that
another site cannot make it send without asking first (Fetch, CORS preflight): a header of ours, or an Origin that is
this host's or one of the allowed ones. Forms and ``text/plain`` have neither.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from smoall.schema.guard import BadBody
from smoall.usecases.access.cookie import kept

HEADER = b"x-smoall-csrf"


class Origins:
    """Where pages that may call come from: this host, and the allowed origins."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = frozenset(allowed)

    def include(self, origin: str, *, host: str) -> bool:
        """Whether a page of ``origin`` may call the server that was reached as ``host``."""
        try:
            return origin in self._allowed or (bool(host) and urlsplit(origin).netloc == host)
        except ValueError:
            return False

    def token_of(self, headers: Mapping[bytes, bytes]) -> tuple[str, bool]:
        """The token that signs a request, and whether a cookie brought it; empty when nothing does.

        An Authorization header goes before the cookie. Raises BadBody 403 for a cookie without proof.
        """
        authorization = headers.get(b"authorization", b"").decode("latin-1")
        if authorization:
            scheme, _, token = authorization.partition(" ")
            return (token.strip() if scheme.lower() == "bearer" else ""), False
        token = kept(headers.get(b"cookie", b"").decode("latin-1")) or ""
        if not token:
            return "", False
        origin, host = headers.get(b"origin", b"").decode("latin-1"), headers.get(b"host", b"").decode("latin-1")
        if headers.get(HEADER) != b"1" and not (origin and self.include(origin, host=host)):
            raise BadBody(
                "A request signed by a cookie sends X-Smoall-CSRF: 1, or comes from a page of ours.", status=403
            )
        return token, True
