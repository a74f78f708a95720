"""The secrets of OAuth: 256 random bits each, told apart by their beginning, stored only as SHA-256."""

import hashlib
import secrets

CLIENT_SECRET, CODE, REFRESH = "smcs_", "smac_", "smrt_"


class OAuthSecrets:
    """Makes client secrets, authorization codes and refresh tokens."""

    def client_secret(self) -> tuple[str, bytes]:
        """The secret of a confidential application and its hash."""
        return self._make(CLIENT_SECRET)

    def code(self) -> tuple[str, bytes]:
        """An authorization code and its hash."""
        return self._make(CODE)

    def refresh_token(self) -> tuple[str, bytes]:
        """A refresh token and its hash."""
        return self._make(REFRESH)

    def hash_of(self, text: str) -> bytes:
        """The hash of whatever was sent: SHA-256, for random 256 bits need no slow one."""
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()

    def _make(self, prefix: str) -> tuple[str, bytes]:
        made = prefix + secrets.token_urlsafe(32)
        return made, self.hash_of(made)
