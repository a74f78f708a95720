"""Fingerprints of mail addresses: HMAC-SHA-256 under a key of the installation.

A plain hash of an address is as good as the address to whoever can list addresses; this one needs the key.
"""

import hmac


class KeyedFingerprints:
    """A :class:`~smoall.usecases.ports.Fingerprints` from the master key."""

    def __init__(self, master_key: bytes, *, purpose: str = "suppressed addresses") -> None:
        self._key = hmac.digest(master_key, f"smoall {purpose}".encode(), "sha256")

    def __call__(self, address: str) -> bytes:
        """The address's fingerprint."""
        return hmac.digest(self._key, address.strip().lower().encode(), "sha256")
