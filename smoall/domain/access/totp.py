"""Time-based one-time passwords (RFC 6238, HMAC-SHA-1, six digits, thirty seconds), each accepted once.

SHA-1, six digits and thirty seconds are what every authenticator app understands; HMAC-SHA-1 is not broken by
collisions. A code is good in its own step and in one step to either side (RFC 6238 §5.2), for clocks differ.
"""

import base64
import hashlib
import hmac
import struct
from datetime import UTC, datetime, timedelta

STEP = timedelta(seconds=30)
DIGITS = 6
STEPS_ASIDE = 1
SECRET_BYTES = 20  # as long as the hash (RFC 4226 §4, R6)
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def counter_at(moment: datetime) -> int:
    """How many steps of thirty seconds lie between the epoch and ``moment``."""
    return (moment - _EPOCH) // STEP


def code_at(secret: bytes, counter: int) -> str:
    """The code of one step (RFC 4226 §5.3)."""
    digest = hmac.digest(secret, struct.pack(">Q", counter), hashlib.sha1)
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def accepted_counter(secret: bytes, code: str, *, now: datetime, last_used: int | None) -> int | None:
    """The step that ``code`` belongs to; None when it is wrong, too old, too early, or of a step used before.

    Keep the answer as ``last_used``: neither that code nor an earlier one is accepted again (RFC 6238 §5.2).
    Every step is compared, so that the time taken tells nothing.
    """
    here = counter_at(now)
    found = None
    for counter in range(here - STEPS_ASIDE, here + STEPS_ASIDE + 1):
        fits = hmac.compare_digest(code_at(secret, counter).encode(), code.encode())
        if fits and (last_used is None or counter > last_used):
            found = counter
    return found


def clean_code(text: str) -> str:
    """A code as typed, without the blanks that apps show between its halves."""
    return "".join(text.split())


def is_totp_code(text: str) -> bool:
    """Whether ``text`` has the form of such a code; anything else may be a recovery code."""
    return len(text) == DIGITS and text.isascii() and text.isdigit()


def as_base32(secret: bytes) -> str:
    """The secret as it is typed into an app that cannot read the image (RFC 4648 §6)."""
    return base64.b32encode(secret).decode().rstrip("=")


def otpauth_uri(secret: bytes, *, account: str, issuer: str) -> str:
    """The address inside the QR code (key URI format of authenticator apps)."""
    return (
        f"otpauth://totp/{_escaped(issuer)}:{_escaped(account)}?secret={as_base32(secret)}&issuer={_escaped(issuer)}"
        f"&algorithm=SHA1&digits={DIGITS}&period={STEP.seconds}"
    )


def _escaped(text: str) -> str:
    """A text inside an address (RFC 3986 §2.1), so that no name can end it or add to it."""
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in text.encode())
