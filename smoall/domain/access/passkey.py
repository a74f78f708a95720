"""Passkeys (W3C WebAuthn Level 3): a key pair in a person's device; only its public half is kept here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

MOST = 20
CHALLENGE_BYTES = 32
CHALLENGE_LASTS = timedelta(minutes=5)
LONGEST_ANSWER = 20_000
"""Characters of what a browser answers; an attestation of one key takes about one thousand."""


@dataclass(frozen=True, slots=True)
class Passkey:
    """One registered key."""

    id: UUID
    user_id: UUID
    credential_id: bytes
    public_key: bytes
    sign_count: int
    name: str
    transports: tuple[str, ...] = ()
    backed_up: bool = False


def has_gone_back(stored: int, told: int) -> bool:
    """Whether the signature counter says that somebody holds a copy of the key (WebAuthn §6.1.1).

    A counter that is zero on both sides is not kept: so do passkeys that are synchronised between devices.
    """
    return (stored > 0 or told > 0) and told <= stored


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """``wanted``, with a number behind it when the person calls another key so already."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted} {number}"
    return name
