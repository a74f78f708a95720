"""The mailbox that comes with Smoall: one ``.eml`` file per delivery, for a machine that has no mail server.

The file's name is the delivery's id, and it appears whole or not at all; so a delivery is exactly once here, whatever
dies and however often it is tried.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import UUID

from smoall.domain.invoicing.delivery import Lookup, NotSent, Sent
from smoall.domain.kernel.errors import NotFound, Unavailable
from smoall.infra.files.atomic import remove_abandoned, write_once
from smoall.infra.mail.message import build_message, message_id
from smoall.usecases.mail import Letter, MailAddress, Receipt, StoredAttachment, StoredLetter


class LocalMailbox:
    """A :class:`~smoall.usecases.mail.Mail` and :class:`~smoall.usecases.mail.Mailbox` in one folder."""

    def __init__(self, folder: Path, *, mail_from: MailAddress, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._mail_from = mail_from
        self._clock = clock

    async def send(self, letter: Letter) -> Receipt:
        """Write the letter down, unless it is there already. Raises Rejected, and Unavailable when the disk refuses."""
        message = build_message(letter, mail_from=self._mail_from, sent_at=self._clock())
        try:
            await asyncio.to_thread(write_once, self._path(letter.delivery_id), message)
        except OSError as error:
            raise Unavailable("MAIL_UNAVAILABLE", reason=error.strerror or type(error).__name__) from error
        return Receipt(message_id(letter.delivery_id, self._mail_from))

    async def find(self, delivery_id: UUID, *, since: datetime) -> Lookup:  # noqa: ARG002  the port names it
        """Sent when the file is there, NotSent otherwise; never Unknown."""
        there = await asyncio.to_thread(self._path(delivery_id).exists)
        return Sent(message_id(delivery_id, self._mail_from)) if there else NotSent()

    async def read(self, delivery_id: UUID) -> StoredLetter:
        """The letter as its recipient would see it. Raises NotFound ``LETTER_NOT_FOUND``."""
        try:
            content = await asyncio.to_thread(self._path(delivery_id).read_bytes)
        except FileNotFoundError:
            raise NotFound("LETTER_NOT_FOUND") from None
        return _parsed(delivery_id, content)

    async def erase(self, delivery_id: UUID) -> bool:
        """Remove the letter with all that is in it, for erasure and retention; False when there was none.

        Only for a settled delivery: one that is still ATTEMPTING would look as if it had never been sent.
        """
        try:
            await asyncio.to_thread(self._path(delivery_id).unlink)
        except FileNotFoundError:
            return False
        return True

    async def clean(self) -> int:
        """Delete what crashed writers left behind (at start); answer how many files."""
        return await asyncio.to_thread(remove_abandoned, self._folder)

    def _path(self, delivery_id: UUID) -> Path:
        return self._folder / f"{delivery_id}.eml"


def _parsed(delivery_id: UUID, content: bytes) -> StoredLetter:
    message = message_from_bytes(content, _class=EmailMessage, policy=modern)
    return StoredLetter(
        delivery_id=delivery_id,
        sender=_header(message, "From"),
        recipient=_header(message, "To"),
        subject=_header(message, "Subject"),
        sent_at=parsedate_to_datetime(_header(message, "Date")),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        attachments=tuple(_stored(part) for part in message.iter_attachments()),
    )


def _header(message: EmailMessage, name: str) -> str:
    # Not message[name]: on Python 3.11 that leaves a space where two encoded words of one long name meet.
    return str(make_header(decode_header(dict(message.raw_items())[name])))


def _body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def _stored(part: EmailMessage) -> StoredAttachment:
    content = part.get_payload(decode=True)
    size = len(content) if isinstance(content, bytes) else 0
    return StoredAttachment(part.get_filename() or "", part.get_content_type(), size)
