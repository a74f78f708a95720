"""Session tokens: 256 random bits, stored only as SHA-256, so that a stolen database opens nothing."""

import hashlib
import secrets

PREFIX = "smo_"


class RandomTokens:
    """Makes tokens."""

    def make(self) -> tuple[str, bytes]:
        """A fresh token and the hash under which it is stored."""
        token = PREFIX + secrets.token_urlsafe(32)
        return token, hash_of_token(token)


def hash_of_token(token: str) -> bytes:
    """SHA-256: random 256 bits need no slow hash."""
    return hashlib.sha256(token.encode()).digest()
