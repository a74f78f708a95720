"""Signed addresses of downloads: a key per organisation and expiry, so that the master key never leaves the process."""

import hashlib
import hmac
from datetime import UTC, datetime
from uuid import UUID

from smoall.usecases.privacy.download import Download
from smoall.usecases.reading import Signing

LASTS = 15 * 60
STEP = 60


class Signer:
    """Derives keys from the master key. An address lasts fifteen minutes, to the next full minute."""

    def __init__(self, master_key: bytes, base_url: str) -> None:
        self._key = hmac.digest(master_key, b"smoall downloads", "sha256")
        self._base_url = base_url
        self._made: dict[UUID, Signing] = {}

    def signing(self, organisation_id: UUID) -> Signing:
        """What a statement needs to sign addresses now."""
        now = datetime.now(UTC).timestamp()
        found = self._made.get(organisation_id)
        if found is None or found.expires_at.timestamp() - now < LASTS - STEP:
            expires = (int(now) // STEP + 1) * STEP + LASTS - STEP
            if len(self._made) > 1000:
                self._made.clear()
            moment = datetime.fromtimestamp(expires, UTC)
            found = Signing(self._base_url, self._derive(organisation_id, expires), moment)
            self._made[organisation_id] = found
        return found

    def address(self, organisation_id: UUID, subject: str) -> Download:
        """The address at which ``subject`` (``usr_…/data``) is fetched, signed as those are that statements make."""
        signing = self.signing(organisation_id)
        expires = int(signing.expires_at.timestamp())
        signature = _mac(signing.key, subject)
        url = f"{signing.base_url}/private/{organisation_id.hex}/{subject}?expires={expires}&signature={signature}"
        return Download(url, signing.expires_at)

    def accepts(self, *, organisation_id: UUID, subject: str, expires: int, signature: str) -> bool:
        """Whether the signature of ``subject`` (``inv_…/pdf``) is ours and still holds."""
        if not 0 <= expires - datetime.now(UTC).timestamp() <= LASTS + STEP:
            return False
        key = self._derive(organisation_id, expires)
        return hmac.compare_digest(_mac(key, subject).encode(), signature.encode())

    def _derive(self, organisation_id: UUID, expires: int) -> bytes:
        return hmac.digest(self._key, f"{organisation_id.hex}/{expires}".encode(), "sha256")


def _mac(key: bytes, subject: str) -> str:
    return hashlib.sha256(key + hashlib.sha256(key + subject.encode()).digest()).hexdigest()
