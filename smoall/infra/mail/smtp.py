"""Letters over SMTP (RFC 5321): one connection per letter, and never a wrong claim about what became of it.

A reply code is certain knowledge: 4xx is Unavailable, 5xx is Rejected. Silence or a broken connection is an outage as
long as the letter's own bytes have not been offered, and Unconfirmed from then on.
"""

import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime
from uuid import UUID

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from smoall.domain.invoicing.delivery import Lookup, Unknown
from smoall.domain.kernel.errors import DomainError, Unavailable
from smoall.infra.mail.message import build_message, message_id
from smoall.infra.mail.smtp_config import Security, SmtpConfig
from smoall.usecases.mail import Letter, MailAddress, Receipt, Rejected, Unconfirmed

QUIT_SECONDS = 2
LONGEST_REASON = 200
CREDENTIALS_REFUSED = {530, 534, 535, 538}  # RFC 4954: the installation's mistake, not the letter's


class SmtpMail:
    """A :class:`~smoall.usecases.mail.Mail` that hands letters to one SMTP server.

    ``tls`` replaces the system's certificate authorities, for a server with a private one.
    """

    def __init__(
        self,
        config: SmtpConfig,
        *,
        mail_from: MailAddress,
        clock: Callable[[], datetime],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._config = config
        self._mail_from = mail_from
        self._clock = clock
        self._tls = tls

    async def send(self, letter: Letter) -> Receipt:
        """Hand the letter over; the receipt is the server's 250 after the last byte. Raises as the port says."""
        message = build_message(letter, mail_from=self._mail_from, sent_at=self._clock())
        async with self._session() as client:
            await self._address(client, letter.recipient, len(message))
            await _hand_over(client, message)
        return Receipt(message_id(letter.delivery_id, self._mail_from))

    async def find(self, delivery_id: UUID, *, since: datetime) -> Lookup:  # noqa: ARG002  the port names them
        """Unknown, always: SMTP has no question for this."""
        return Unknown()

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[SMTP]:
        client = self._client()
        try:
            with _as_outage():
                await client.connect()
            yield client
            # The receipt is in hand: a server that will not say goodbye must not turn it into a failure.
            with suppress(SMTPException, OSError):
                await client.quit(timeout=QUIT_SECONDS)
        finally:
            client.close()

    def _client(self) -> SMTP:
        config = self._config
        return SMTP(
            hostname=config.host,
            port=config.port,
            username=config.user,
            password=config.password,
            local_hostname=self._mail_from.domain,  # the machine's own name is nobody's business
            timeout=config.timeout_seconds,
            use_tls=config.security is Security.TLS,
            start_tls=config.security is Security.STARTTLS,
            tls_context=self._tls,
        )

    async def _address(self, client: SMTP, recipient: MailAddress, size: int) -> None:
        with _as_refusal():
            options = [f"SIZE={size}"] if client.supports_extension("size") else []
            await client.mail(self._mail_from.value, options=options)
            await client.rcpt(recipient.value)


async def reach(config: SmtpConfig) -> str | None:
    """Connect, encrypt and sign in as a letter would, then leave; what went wrong, None when nothing did."""
    mail = SmtpMail(config, mail_from=MailAddress("doctor@localhost"), clock=lambda: datetime.now(UTC))
    try:
        async with mail._session():
            return None
    except Unavailable as outage:
        return outage.values["reason"]


async def _hand_over(client: SMTP, message: bytes) -> None:
    try:
        await client.data(message)
    except SMTPResponseException as reply:
        raise _refusal(reply) or Unconfirmed() from reply
    except (SMTPException, OSError) as error:
        raise Unconfirmed from error


@contextmanager
def _as_outage() -> Iterator[None]:
    """Everything that fails before the letter is mentioned concerns the installation, not the letter: retry later.

    That includes wrong credentials and certificates: the letters wait until somebody has put them right.
    """
    try:
        yield
    except (SMTPException, OSError) as error:
        raise _outage(error) from error


@contextmanager
def _as_refusal() -> Iterator[None]:
    """Replies to MAIL and RCPT concern this letter; anything else is an outage."""
    try:
        yield
    except SMTPResponseException as reply:
        raise _refusal(reply) or _outage(reply) from reply
    except (SMTPException, OSError) as error:
        raise _outage(error) from error


def _refusal(reply: SMTPResponseException) -> DomainError | None:
    if 400 <= reply.code <= 499 or reply.code in CREDENTIALS_REFUSED:
        return _outage(reply)
    return Rejected(_reason(reply)) if 500 <= reply.code <= 599 else None


def _outage(error: SMTPException | OSError) -> Unavailable:
    return Unavailable("MAIL_UNAVAILABLE", reason=_reason(error))


def _reason(error: SMTPException | OSError) -> str:
    said = f"{error.code} {error.message}" if isinstance(error, SMTPResponseException) else type(error).__name__
    flat = "".join(character if character.isprintable() else " " for character in said)
    return " ".join(flat.split())[:LONGEST_REASON]
