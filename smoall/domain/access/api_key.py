"""API keys: ``smk_live_<id>_<secret>_<checksum>``, recognised by scanners and refused without a look-up when mistyped.

Every part is base62 of fixed width, big-endian, padded with ``0``: the id is the key's UUID (22 characters), the secret
32 random bytes (43), the checksum CRC-32 (IEEE 802.3, as in zlib) of all that stands before its underscore (6). The
checksum proves nothing: it tells a mistyped or invented key from one worth looking up.
"""

import hmac
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from smoall.domain.access.role import GRANTABLE, Permission, Role, permissions_of
from smoall.domain.kernel.errors import Finding

PREFIX = "smk_live_"
SECRET_BYTES = 32
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ID_WIDTH, _SECRET_WIDTH, _CHECKSUM_WIDTH = 22, 43, 6
PATTERN = re.compile(
    rf"{PREFIX}([0-9A-Za-z]{{{_ID_WIDTH}}})_([0-9A-Za-z]{{{_SECRET_WIDTH}}})_([0-9A-Za-z]{{{_CHECKSUM_WIDTH}}})"
)
"""What a secret scanner looks for."""

LASTS = timedelta(days=90)
LASTS_AT_MOST = timedelta(days=366)
OVERLAP = timedelta(hours=24)
OVERLAP_AT_MOST = timedelta(days=7)
MOST_LIVE = 50


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key as it is kept: what it is called and may do, and until when; never its secret."""

    id: UUID
    name: str
    scopes: frozenset[Permission]
    expires_at: datetime
    created_by: UUID
    revoked_at: datetime | None = None

    def is_live(self, now: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and now < self.expires_at


def write_key(identity: UUID, *, secret: bytes) -> str:
    """The key as it is shown once. ``secret`` is 32 bytes from a source fit for keys."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"{SECRET_BYTES} bytes of secret")
    body = f"{prefix_of(identity)}_{_base62(int.from_bytes(secret), _SECRET_WIDTH)}"
    return f"{body}_{_checksum(body)}"


def prefix_of(identity: UUID) -> str:
    """What may be shown of a key for good: it names the key and opens nothing."""
    return f"{PREFIX}{_base62(identity.int, _ID_WIDTH)}"


def is_well_formed(text: str) -> bool:
    """Whether ``text`` has the form of a key and its own checksum; says nothing about whether such a key exists."""
    found = PATTERN.fullmatch(text)
    if found is None:
        return False
    body, _, checksum = text.rpartition("_")
    return hmac.compare_digest(checksum, _checksum(body))


def check_scopes(asked: Iterable[Permission], *, role: Role, scopes: frozenset[Permission] | None) -> list[Finding]:
    """What is wrong with the scopes of a new key: at least one, none a person keeps, none that its maker lacks.

    ``scopes`` are those of the credential that makes it, None for a person's session.
    """
    wanted = frozenset(asked)
    beyond = wanted - (permissions_of(role, scopes) & GRANTABLE)
    if not wanted:
        return [Finding("SCOPES_EMPTY", "scopes")]
    return [Finding("SCOPE_NOT_YOURS", "scopes", values={"scope": scope.value}) for scope in sorted(beyond)]


def check_expiry(expires_at: datetime, *, now: datetime) -> list[Finding]:
    """A key ends after now and within 366 days."""
    if now < expires_at <= now + LASTS_AT_MOST:
        return []
    latest = (now + LASTS_AT_MOST).date().isoformat()
    return [Finding("KEY_EXPIRY", "expiresAt", values={"latest": latest})]


def _base62(number: int, width: int) -> str:
    signs = []
    for _ in range(width):
        number, rest = divmod(number, len(_ALPHABET))
        signs.append(_ALPHABET[rest])
    return "".join(reversed(signs))


def _checksum(body: str) -> str:
    return _base62(zlib.crc32(body.encode()), _CHECKSUM_WIDTH)
