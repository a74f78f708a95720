"""Fingerprints of mail addresses: HMAC-SHA-256 under a key of the installation.

A plain hash of an address is as good as the address to whoever can list addresses; this one needs the key.
"""

import hmac
from collections.abc import Sequence
from uuid import UUID


class KeyedFingerprints:
    """A :class:`~smoall.usecases.ports.Fingerprints` from the master key."""

    def __init__(self, master_key: bytes, *, purpose: str = "suppressed addresses") -> None:
        self._key = hmac.digest(master_key, f"smoall {purpose}".encode(), "sha256")

    def __call__(self, address: str) -> bytes:
        """The address's fingerprint."""
        return hmac.digest(self._key, address.strip().lower().encode(), "sha256")


class OrganisationFingerprints:
    """Fingerprints under a key of each organisation: what one lists tells another nothing.

    After the master key was changed an address is also known by what former keys made of it.
    """

    def __init__(self, master_key: bytes, *, former: Sequence[bytes] = ()) -> None:
        self._keys = tuple(hmac.digest(key, b"smoall opposed addresses", "sha256") for key in (master_key, *former))

    def __call__(self, organisation_id: UUID, address: str) -> tuple[bytes, ...]:
        """The fingerprints of the address, today's first."""
        own = (hmac.digest(key, organisation_id.bytes, "sha256") for key in self._keys)
        return tuple(hmac.digest(key, address.encode(), "sha256") for key in own)
