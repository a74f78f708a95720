"""Letters of Smoall itself to a person: asked for in the transaction that gives the reason, written and sent by a job.

The secret in a letter's link is made when the letter is composed; only its hash is ever stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from smoall.domain.access.message import LinkPurpose, MessageKind
from smoall.domain.invoicing.delivery import DeliveryState
from smoall.domain.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Message:
    """One letter to one person. ``words`` fill the template and hold no secret.

    ``link`` asks for a link that works once, on behalf of ``subject_id``: the person, the invitation, the change of
    address it is about.
    """

    id: UUID
    kind: MessageKind
    language: Language
    recipient: str
    name: str
    user_id: UUID | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    link: LinkPurpose | None = None
    subject_id: UUID | None = None
    state: DeliveryState = DeliveryState.QUEUED
    attempts: int = 0
    failure: str | None = None
    provider_id: str | None = None
    attempted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """The address of a link that works once, and until when."""

    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Redeemed:
    """A link that was followed: for whom, and what it is about."""

    user_id: UUID | None
    subject_id: UUID


class Messages(Protocol):
    """Letters, and the links in them."""

    async def post(self, message: Message) -> None:
        """Ask for a letter; a job (``message:<id>``) writes and sends it after the commit."""
        ...

    async def get(self, identity: UUID, *, lock: bool = False) -> Message | None:
        """One letter."""
        ...

    async def replace(self, message: Message, *, sent_at: datetime | None = None) -> None:
        """The letter in another state."""
        ...

    async def sent_to(self, user_id: UUID, *, limit: int) -> Sequence[UUID]:
        """The latest letters that were handed over to the address that the person's account has now."""
        ...

    async def keep_link(
        self, token_hash: bytes, purpose: LinkPurpose, *, user_id: UUID | None, subject_id: UUID
    ) -> None:
        """A link that works until its purpose's time is over."""
        ...

    async def redeem(self, token_hash: bytes, purpose: LinkPurpose) -> Redeemed | None:
        """Use a link up; None when it is unknown, over, used before, or made for something else."""
        ...

    async def look_at(self, token_hash: bytes, purpose: LinkPurpose) -> Redeemed | None:
        """What a link is for, without using it up."""
        ...

    async def void_links(self, purpose: LinkPurpose, subject_id: UUID) -> None:
        """Earlier links of that purpose and subject no longer work."""
        ...
