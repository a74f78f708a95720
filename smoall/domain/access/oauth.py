"""Letting somebody else's application act: OAuth 2.0 as the security best practice wants it (RFC 9700).

Only the authorization code with PKCE (S256) is spoken, and only to redirect addresses that were registered. A scope is
the name of a permission, the same word in every layer: ``READ DRAFT_INVOICES``.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from smoall.domain.access.role import GRANTABLE, Permission
from smoall.domain.kernel.errors import Unparsable

CODE_LASTS = timedelta(seconds=60)
"""RFC 6749 §4.1.2 allows ten minutes; a browser needs a second."""
ACCESS_LASTS = timedelta(hours=1)
REFRESH_IDLE = timedelta(days=60)
"""A refresh token that is not used for so long ends; each use answers a new one, so an application at work goes on."""

MOST_REDIRECTS = 10
LONGEST_REDIRECT = 500
LONGEST_STATE = 1000
LONGEST_SCOPE = 600

_SCHEME_HTTPS, _SCHEME_HTTP = "https", "http"
_LOOPBACK = frozenset({"127.0.0.1", "[::1]"})
_URI = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[::1\])(?P<port>:[1-9][0-9]{0,4})?"
    r"(?P<path>/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?(?P<query>\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?"
)
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_SCOPE_TOKEN = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class ClientKind(StrEnum):
    """Whether an application can keep a secret (RFC 6749 §2.1)."""

    CONFIDENTIAL = "CONFIDENTIAL"
    PUBLIC = "PUBLIC"


@dataclass(frozen=True, slots=True)
class RedirectUri:
    """An address that answers may go to: https, or http on the machine's own loopback address (RFC 8252 §7.3).

    Written the one way it will be compared: host in lower case, no user, no fragment, no wildcard, no dot segments,
    nothing outside printable ASCII. ``localhost`` is refused, for it need not be this machine (RFC 8252 §8.3).
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> "RedirectUri":
        """The address. Raises Unparsable REDIRECT_URI_INVALID."""
        found = _URI.fullmatch(text) if len(text) <= LONGEST_REDIRECT else None
        if found is None or not _is_sound(found):
            raise Unparsable("REDIRECT_URI_INVALID")
        return cls(text)

    @property
    def is_loopback(self) -> bool:
        """Whether it stays on the person's own machine."""
        return self._parts["scheme"] == _SCHEME_HTTP

    @property
    def origin(self) -> str:
        """Scheme, host and port: where the browser will go."""
        parts = self._parts
        return f"{parts['scheme']}://{parts['host']}{parts['port'] or ''}"

    @property
    def policy_source(self) -> str:
        """The same as a source of a Content-Security-Policy, which cannot name an IPv6 address (CSP 3 §2.3.1)."""
        return "http:" if self.host == "[::1]" else self.origin

    @property
    def host(self) -> str:
        """What a person is shown."""
        return self._parts["host"]

    def accepts(self, asked: str) -> bool:
        """Whether ``asked`` is this address: character by character, except the port of a loopback address."""
        if asked == self.text:
            return True
        if not self.is_loopback:
            return False
        try:
            return RedirectUri.parse(asked)._without_port == self._without_port
        except Unparsable:
            return False

    @property
    def _without_port(self) -> tuple[str, ...]:
        parts = self._parts
        return tuple(parts[name] or "" for name in ("scheme", "host", "path", "query"))

    @property
    def _parts(self) -> dict[str, str]:
        found = _URI.fullmatch(self.text)
        assert found is not None
        return found.groupdict()

    def __str__(self) -> str:
        return self.text


def _is_sound(found: re.Match[str]) -> bool:
    scheme, host, port, path = found["scheme"], found["host"], found["port"], found["path"] or ""
    labels = host.split(".")
    named = host in _LOOPBACK or (len(labels) > 1 and all(_is_label(label) for label in labels))
    numeric = labels[-1].isdigit()
    secure = scheme == _SCHEME_HTTPS and not numeric and host not in _LOOPBACK
    fits = not port or int(port[1:]) < 65536
    straight = not {".", "..", "%2e", "%2e%2e", ".%2e", "%2e."} & set(path.lower().split("/"))
    whole = not _ESCAPE.search(path + (found["query"] or ""))
    return named and fits and straight and whole and (secure or (scheme == _SCHEME_HTTP and host in _LOOPBACK))


def _is_label(label: str) -> bool:
    return 0 < len(label) <= 63 and not label.startswith("-") and not label.endswith("-")


def matching_redirect(registered: Iterable[RedirectUri], asked: str) -> RedirectUri | None:
    """The address to answer at, as it was asked for; None when none of the registered ones accepts it."""
    return RedirectUri(asked) if any(uri.accepts(asked) for uri in registered) else None


def read_scopes(text: str) -> frozenset[Permission]:
    """The permissions that a ``scope`` parameter names, in any order (RFC 6749 §3.3).

    Raises Unparsable SCOPE_UNKNOWN for a word that names none that can be granted, SCOPE_REQUIRED for no word at all.
    """
    words = text.split(" ") if len(text) <= LONGEST_SCOPE else [""]
    found = set()
    for word in filter(None, words):
        if not _SCOPE_TOKEN.fullmatch(word) or word not in Permission.__members__ or Permission(word) not in GRANTABLE:
            raise Unparsable("SCOPE_UNKNOWN", scope=word[:40] if word.isprintable() else "…")
        found.add(Permission(word))
    if not found:
        raise Unparsable("SCOPE_REQUIRED")
    return frozenset(found)


def written_scopes(scopes: Iterable[Permission]) -> str:
    """Scopes as a ``scope`` parameter, in the order in which permissions are declared."""
    return " ".join(scopes_in_order(scopes))


def scopes_in_order(scopes: Iterable[Permission]) -> Sequence[Permission]:
    """Scopes in the order in which permissions are declared: reading first."""
    given = frozenset(scopes)
    return [permission for permission in Permission if permission in given]


def is_challenge(text: str) -> bool:
    """Whether it can be the S256 challenge of a verifier: 32 bytes in base64url without padding (RFC 7636 §4.2)."""
    if not _CHALLENGE.fullmatch(text):
        return False
    try:
        return base64.urlsafe_b64encode(base64.urlsafe_b64decode(text + "=")).rstrip(b"=") == text.encode()
    except (binascii.Error, ValueError):
        return False


def challenge_of(verifier: str) -> str:
    """The S256 challenge of a verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode("ascii")


def proves(verifier: str, *, challenge: str) -> bool:
    """Whether the verifier is the one the challenge was made of (RFC 7636 §4.6); never raises."""
    if not _VERIFIER.fullmatch(verifier):
        return False
    return hmac.compare_digest(challenge_of(verifier).encode(), challenge.encode())


def may_skip_consent(
    kind: ClientKind, redirect: RedirectUri, *, asked: frozenset[Permission], allowed: frozenset[Permission] | None
) -> bool:
    """Whether the person need not be asked again: the same scopes are allowed, and the application is who it says.

    A public client, or one that listens on a loopback address, could be anybody (RFC 8252 §8.6): it is always asked.
    """
    return kind is ClientKind.CONFIDENTIAL and not redirect.is_loopback and asked == allowed


def access_until(now: datetime) -> datetime:
    """When an access token that is made now ends."""
    return now + ACCESS_LASTS


def refresh_until(now: datetime) -> datetime:
    """When a refresh token that is made now ends if it is not used."""
    return now + REFRESH_IDLE
