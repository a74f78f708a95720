"""What the use cases of credentials load and save."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from smoall.domain.access.api_key import ApiKey
from smoall.domain.access.passkey import Passkey
from smoall.domain.kernel.language import Language
from smoall.usecases.credentials.ports import Place


class CredentialChange(StrEnum):
    """What a person is told of by letter, in the words of its template."""

    TOTP_ENABLED = "TOTP_ENABLED"
    TOTP_DISABLED = "TOTP_DISABLED"
    RECOVERY_CODES_MADE = "RECOVERY_CODES_MADE"
    RECOVERY_CODE_USED = "RECOVERY_CODE_USED"
    PASSKEY_ADDED = "PASSKEY_ADDED"
    PASSKEY_REMOVED = "PASSKEY_REMOVED"
    PASSKEY_COPIED = "PASSKEY_COPIED"
    ADDRESS_CLAIMED = "ADDRESS_CLAIMED"


class ChallengePurpose(StrEnum):
    """What a challenge was made for; it is good for nothing else."""

    REGISTER = "REGISTER"
    SIGN_IN = "SIGN_IN"


@dataclass(frozen=True, slots=True)
class Owner:
    """A person, as far as their credentials are concerned."""

    id: UUID
    email: str
    name: str
    language: Language
    password_hash: str


@dataclass(frozen=True, slots=True)
class Factor:
    """A person's authenticator app: its secret sealed, the last step whose code was accepted."""

    user_id: UUID
    secret_sealed: bytes
    created_at: datetime
    confirmed_at: datetime | None = None
    last_counter: int | None = None

    @property
    def place(self) -> Place:
        """Where its secret opens."""
        return factor_place(self.user_id)


def factor_place(user_id: UUID) -> Place:
    """Where the secret of a person's authenticator app lies."""
    return Place("second_factor", user_id, "secret_sealed")


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge that was answered: for whom it was made, if anybody was known then."""

    user_id: UUID | None


class Credentials(Protocol):
    """Second factors and passkeys of people."""

    async def owner(self, user_id: UUID) -> Owner | None:
        """One person."""
        ...

    async def owner_by_email(self, email: str) -> Owner | None:
        """The person with this address."""
        ...

    async def rehash(self, owner: Owner, password_hash: str) -> None:
        """The same password under another hash, unless it was changed meanwhile."""
        ...

    async def factor(self, user_id: UUID, *, lock: bool = False) -> Factor | None:
        """The person's authenticator app, confirmed or not."""
        ...

    async def enrol(self, user_id: UUID, secret_sealed: bytes) -> None:
        """A new app that waits for its first code; an earlier one that still waits is forgotten."""
        ...

    async def confirm(self, user_id: UUID, *, counter: int) -> None:
        """The app has shown its first code."""
        ...

    async def use_counter(self, user_id: UUID, *, counter: int, secret_sealed: bytes) -> None:
        """The last step whose code was accepted, and the secret as it is sealed now."""
        ...

    async def sealed_after(self, user_id: UUID | None, *, limit: int) -> Sequence[UUID]:
        """Whose secrets are sealed, in the order of ids, those after ``user_id``."""
        ...

    async def reseal(self, user_id: UUID, secret_sealed: bytes) -> None:
        """The same secret, sealed with another key."""
        ...

    async def drop_factor(self, user_id: UUID) -> None:
        """No authenticator app any more, and no recovery codes."""
        ...

    async def drop_all(self, user_id: UUID) -> None:
        """No passkey, no authenticator app, no recovery code, no challenge that waits for an answer."""
        ...

    async def keep_recovery_codes(self, user_id: UUID, hashes: Sequence[bytes]) -> None:
        """These recovery codes and no others."""
        ...

    async def use_recovery_code(self, user_id: UUID, code_hash: bytes) -> bool:
        """Use a code up; False when there is no such code, or no more."""
        ...

    async def passkeys(self, user_id: UUID) -> Sequence[Passkey]:
        """The person's passkeys, the oldest first; the person is locked until the unit ends."""
        ...

    async def passkey(self, credential_id: bytes) -> Passkey | None:
        """The passkey that a device names, locked."""
        ...

    async def add_passkey(self, passkey: Passkey) -> bool:
        """A new passkey; False when that credential is registered already, whoever it belongs to."""
        ...

    async def use_passkey(self, passkey: Passkey, *, sign_count: int) -> None:
        """The passkey signed; its counter stands there now."""
        ...

    async def remove_passkey(self, identity: UUID, *, user_id: UUID) -> bool:
        """The passkey is gone; False when the person has none of that id."""
        ...

    async def keep_challenge(
        self, digest: bytes, purpose: ChallengePurpose, *, user_id: UUID | None, expires_at: datetime
    ) -> None:
        """A challenge that can be answered once, until ``expires_at``."""
        ...

    async def take_challenge(self, digest: bytes, purpose: ChallengePurpose) -> Challenge | None:
        """Use a challenge up; None when it is unknown, over, used, or made for something else."""
        ...


class ApiKeys(Protocol):
    """The API keys of the unit's organisation."""

    async def get(self, identity: UUID) -> ApiKey | None:
        """One key, locked."""
        ...

    async def count_live(self) -> int:
        """How many open something now. The organisation's keys are locked until the unit ends."""
        ...

    async def add(self, key: ApiKey) -> None:
        """A new key; what finds it is opened beside it."""
        ...

    async def end(self, identity: UUID, *, at: datetime) -> None:
        """The key, and what finds it, end at ``at`` if they do not end before."""
        ...

    async def revoke(self, identity: UUID) -> None:
        """The key, and what finds it, end now for good."""
        ...
