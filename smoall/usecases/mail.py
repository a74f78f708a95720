"""What the use cases need of mail: send one letter to one person, and ask later whether it went.

Errors of :meth:`Mail.send`, by what is known about the letter afterwards:

    Unavailable   nothing was taken; the same call may succeed later
    Rejected      nothing was taken, and never will be
    Unconfirmed   it may have been taken: ask :meth:`Mail.find` before anything is sent again
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

import idna

from smoall.domain.invoicing.delivery import DeliveryState, Lookup, SuppressionReason
from smoall.domain.kernel.errors import DomainError, Unparsable
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.text import email_address

LONGEST_LOCAL, LONGEST_ADDRESS = 64, 254
ADVERTISING = "advertising"

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


class Rejected(DomainError):
    """The letter is refused for good: by the provider (a 5xx reply) or because it cannot be written down safely."""

    def __init__(self, reason: str) -> None:
        super().__init__("MAIL_REJECTED", reason=reason)
        self.reason = reason


class Unconfirmed(DomainError):
    """The connection broke between the letter and its receipt: it may have been taken, or not.

    Deliberately no Unavailable, so that nothing that retries outages ever sends such a letter again unasked.
    """

    def __init__(self) -> None:
        super().__init__("MAIL_UNCONFIRMED")


@dataclass(frozen=True, slots=True)
class MailAddress:
    """One plain address, ``name@domain``, in the ASCII in which it travels (RFC 5321); cannot be built otherwise.

    Quoted local parts, comments, display names, lists, address literals and encoded words (``=?``) are refused with
    Unparsable ``EMAIL_INVALID``.
    """

    value: str

    def __post_init__(self) -> None:
        local, _, domain = self.value.rpartition("@")
        sound = len(local) <= LONGEST_LOCAL and len(self.value) <= LONGEST_ADDRESS and "=?" not in local
        if not (sound and _LOCAL.fullmatch(local) and all(map(_LABEL.fullmatch, domain.split(".")))):
            raise Unparsable("EMAIL_INVALID")

    @property
    def domain(self) -> str:
        """What stands behind the at sign."""
        return self.value.rpartition("@")[2]

    @classmethod
    def parse(cls, text: str) -> "MailAddress":
        """A person's address as :func:`email_address` accepts it, its domain encoded: ``straße.example`` → punycode.

        The encoding is IDNA 2008: the older one would make ``strasse`` of ``straße``, which is somebody else's.
        """
        local, _, domain = email_address(text).rpartition("@")
        try:
            return cls(f"{local}@{domain if domain.isascii() else idna.encode(domain, uts46=True).decode('ascii')}")
        except UnicodeError:
            raise Unparsable("EMAIL_INVALID") from None

    @classmethod
    def of_sender(cls, text: str) -> "MailAddress":
        """The address in ``Smoall <smoall@localhost>`` or on its own; the installation's, so a bare host will do."""
        bracketed = re.search(r"<([^<>]*)>\s*$", text)
        return cls(bracketed[1] if bracketed else text.strip())


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with a letter; ``media_type`` such as ``application/pdf``."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person. ``delivery_id`` names it at the provider: the same id is the same letter.

    ``sender`` is the name shown; the address behind it is the installation's own, answers go to ``reply_to``. ``tag``
    says what kind of letter it is, for a provider's own figures; it holds nothing of the person. ``tenant`` is the
    organisation whose document travels; None for Smoall's own letters. ``one_click`` is the address at which a mail
    program objects for its reader (RFC 8058): no letter tagged ADVERTISING can be built without one.
    """

    delivery_id: UUID
    sender: str
    reply_to: MailAddress | None
    recipient: MailAddress
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
    language: Language = Language.FR
    tag: str = "invoice"
    tenant: UUID | None = None
    one_click: str | None = None

    def __post_init__(self) -> None:
        if self.tag == ADVERTISING and not self.one_click:
            raise ValueError("advertising carries a way to object to it")


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider took the letter, under this id of its own."""

    provider_id: str


class Mail(Protocol):
    """A way to send letters."""

    async def send(self, letter: Letter) -> Receipt:
        """Hand the letter over; raises Unavailable, Rejected or Unconfirmed (see above)."""

    async def find(self, delivery_id: UUID, *, since: datetime) -> Lookup:
        """What became of an attempt made at ``since``: Sent, NotSent or Unknown.

        Raises Unavailable when nobody answers, or it is too early to tell.
        """


@dataclass(frozen=True, slots=True)
class MailReport:
    """What a provider knows of a letter it took: DELIVERED, BOUNCED or nothing yet, and whether its mailbox is one
    that must not be written to again."""

    state: DeliveryState | None
    suppress: SuppressionReason | None


class MailReports(Protocol):
    """A provider that follows letters after it took them."""

    @property
    def name(self) -> str:
        """The provider's."""
        ...

    async def report(self, provider_id: str) -> MailReport:
        """What became of the letter under the provider's own id. Raises Unavailable when nobody answers."""
        ...

    async def forget(self, address: MailAddress) -> None:
        """Let the provider write to the mailbox again after a bounce. Raises Unavailable."""
        ...


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    """What a mailbox tells of a file in a letter; ``size`` in bytes."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredLetter:
    """A letter read back from a mailbox; ``sender`` and ``recipient`` as their headers show them."""

    delivery_id: UUID
    sender: str
    recipient: str
    subject: str
    sent_at: datetime
    text: str
    html: str
    attachments: tuple[StoredAttachment, ...]


class Mailbox(Protocol):
    """Letters that can be read again: the mailbox that stands in for a mail server on a bare machine."""

    async def read(self, delivery_id: UUID) -> StoredLetter:
        """The letter of that delivery. Raises NotFound ``LETTER_NOT_FOUND``."""
