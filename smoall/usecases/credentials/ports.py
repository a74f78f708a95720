"""What handling credentials needs from outside: randomness, a vault, WebAuthn's ceremonies, an image of a secret."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Entropy(Protocol):
    """Random bytes fit for keys."""

    def __call__(self, length: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed secret lies; it opens nowhere else."""

    table: str
    row: UUID
    field: str


class SealBroken(Exception):
    """A sealed secret does not open here: moved, altered, or closed with a key that is gone."""


class Vault(Protocol):
    """Seals secrets at rest."""

    def seal(self, secret: bytes, place: Place) -> bytes:
        """``secret``, to be opened in ``place`` only."""
        ...

    def open(self, sealed: bytes, place: Place) -> bytes:
        """What was sealed. Raises SealBroken."""
        ...

    def is_current(self, sealed: bytes) -> bool:
        """Whether the key in use sealed it; otherwise it should be sealed anew."""
        ...


class QrCodes(Protocol):
    """Draws QR codes."""

    def image_url(self, text: str) -> str:
        """The code as a ``data:`` URL of an image."""
        ...


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a device told of the key it made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]
    backed_up: bool


class CeremonyFailed(Exception):
    """A device's answer does not prove what it should; the text says why, for a test and never for a client."""


class Ceremonies(Protocol):
    """The two ceremonies of WebAuthn (W3C WebAuthn Level 3, §7), user verification always required."""

    def registration_options(
        self, challenge: bytes, *, user_id: UUID, email: str, name: str, known: Sequence[bytes]
    ) -> str:
        """What ``navigator.credentials.create`` is given, as JSON; devices that hold a ``known`` key stay out."""
        ...

    def sign_in_options(self, challenge: bytes) -> str:
        """What ``navigator.credentials.get`` is given, as JSON; the device offers the keys that it has for us."""
        ...

    def challenge_of(self, answer: str) -> bytes:
        """The challenge that an answer answers. Raises CeremonyFailed."""
        ...

    def credential_of(self, answer: str) -> bytes:
        """The id of the credential that answered. Raises CeremonyFailed."""
        ...

    def registered(self, answer: str, *, challenge: bytes) -> NewPasskey:
        """The key that was made (§7.1). Raises CeremonyFailed."""
        ...

    def signed(self, answer: str, *, challenge: bytes, public_key: bytes, user_id: UUID) -> int:
        """The signature counter that the device tells, its signature and its person verified (§7.2).

        Raises CeremonyFailed.
        """
        ...
