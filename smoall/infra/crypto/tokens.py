"""Session tokens: 256 random bits, stored only as SHA-256, so that a stolen database opens nothing."""

import hashlib
import secrets

from smoall.domain.access import api_key

PREFIX = "smo_"
LONGEST = 100


class RandomTokens:
    """Makes tokens."""

    def make(self) -> tuple[str, bytes]:
        """A fresh token and the hash under which it is stored."""
        token = PREFIX + secrets.token_urlsafe(32)
        return token, hash_of_token(token)

    def digest(self, token: str) -> bytes:
        """The hash under which a token would be stored."""
        return hash_of_token(token)


def hash_of_token(token: str) -> bytes:
    """SHA-256: random 256 bits need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def is_token(text: str) -> bool:
    """Whether ``text`` can be one of ours: anything else is refused without asking the database."""
    if text.startswith(api_key.PREFIX):
        return api_key.is_well_formed(text)
    return text.startswith(PREFIX) and len(text) <= LONGEST
