"""Recovery codes: ten of them, each good once in place of the authenticator app that was lost.

Eighty random bits in Crockford's base32, four groups of four. That is too much to guess even for someone who holds the
stored hashes, so that a fast hash is enough; the owner's id is hashed along, so that equal codes never show.
"""

import hashlib
from uuid import UUID

HOW_MANY = 10
CODE_BYTES = 10
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 16, 4
_MEANT = str.maketrans("ILO", "110")


def write_code(entropy: bytes) -> str:
    """The code as it is shown once: ``K7QM-0PXD-9V2A-3WTH``."""
    if len(entropy) != CODE_BYTES:
        raise ValueError(f"{CODE_BYTES} bytes of entropy")
    number = int.from_bytes(entropy)
    signs = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(signs[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def read_code(text: str) -> str | None:
    """The sixteen signs of a code as typed, small letters, blanks, dashes and look-alikes forgiven; else None."""
    signs = "".join(text.split()).replace("-", "").upper().translate(_MEANT)
    return signs if len(signs) == _LENGTH and all(sign in _ALPHABET for sign in signs) else None


def code_hash(code: str, *, owner: UUID) -> bytes:
    """Under what a code is stored. ``code`` as written or read."""
    return hashlib.sha256(b"recovery\x1f" + owner.bytes + code.replace("-", "").encode()).digest()
