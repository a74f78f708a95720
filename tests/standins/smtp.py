"""A real SMTP server on loopback that can be told to refuse, hang or break the connection at any stage."""

import asyncio
import ssl
import warnings
from collections import deque
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from enum import StrEnum
from types import TracebackType
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class Stage(StrEnum):
    """Where a fault strikes, in the order of the conversation."""

    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    """the command, before 354"""
    BODY = "BODY"
    """after 354, before the letter is read: only a Break makes sense here"""
    END = "END"
    """the letter is read, and not kept"""
    ACCEPTED = "ACCEPTED"
    """the letter is kept, its receipt not yet given"""
    QUIT = "QUIT"
    """the receipt is given"""


class Break(StrEnum):
    """What is done to the connection instead of a reply."""

    DROP = "DROP"
    HANG = "HANG"


@dataclass(frozen=True, slots=True)
class Received:
    """One letter that the server kept."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    encrypted: bool
    user: str | None

    @property
    def message(self) -> EmailMessage:
        """The letter parsed."""
        return message_from_bytes(self.content, _class=EmailMessage, policy=modern)


class SmtpStandIn:
    """``async with SmtpStandIn() as server``: listens on ``server.port``, keeps letters in ``server.received``.

    ``user`` and ``password`` demand AUTH. ``tls`` offers STARTTLS, or encrypts from the start with ``implicit``.
    """

    def __init__(
        self,
        *,
        user: str | None = None,
        password: str | None = None,
        tls: ssl.SSLContext | None = None,
        implicit: bool = False,
    ) -> None:
        self.received: list[Received] = []
        self.connections = 0
        self.hellos: list[str] = []
        self._credentials = (user, password) if user else None
        self._tls = tls
        self._implicit = implicit
        self._faults: deque[tuple[Stage, str | Break]] = deque()
        self._server: asyncio.Server | None = None

    def fail(self, stage: Stage, act: str | Break) -> None:
        """Let the next conversation that reaches ``stage`` get this reply, or lose its connection; in order."""
        self._faults.append((stage, act))

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def __aenter__(self) -> "SmtpStandIn":
        loop = asyncio.get_running_loop()
        implicit = self._tls if self._implicit else None
        self._server = await loop.create_server(self._conversation, "127.0.0.1", 0, ssl=implicit)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    def plans(self, stage: Stage) -> bool:
        """Whether the next fault strikes at this stage."""
        return bool(self._faults) and self._faults[0][0] is stage

    async def meet(self, stage: Stage, conversation: SMTP) -> str | None:
        """The reply that a fault planned for this stage, if any; a broken connection never comes back from here."""
        if not self.plans(stage):
            return None
        act = self._faults.popleft()[1]
        if act is Break.DROP:
            assert isinstance(conversation.transport, asyncio.WriteTransport)
            conversation.transport.abort()
        if isinstance(act, Break):
            await asyncio.Event().wait()  # until the connection's end cancels the conversation
        return act

    def keep(self, envelope: Envelope, session: Session) -> None:
        """Take the letter in."""
        assert isinstance(envelope.content, bytes)
        assert envelope.mail_from is not None
        auth: Any = session.auth_data
        login = auth.login.decode() if isinstance(auth, LoginPassword) else None
        encrypted = session.ssl is not None or self._implicit
        self.received.append(Received(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content, encrypted, login))

    def _conversation(self) -> SMTP:
        self.connections += 1
        with warnings.catch_warnings(action="ignore"):  # it warns of passwords in clear, which here are the test
            return _Conversation(
                self,
                hostname="standin.test",
                tls_context=None if self._implicit else self._tls,
                authenticator=self._authenticate,
                auth_required=self._credentials is not None,
                auth_require_tls=False,
            )

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: Any
    ) -> AuthResult:
        known = isinstance(login, LoginPassword) and self._credentials is not None
        right = known and (login.login.decode(), login.password.decode()) == self._credentials
        return AuthResult(success=right, handled=False, auth_data=login if right else None)


class _Conversation(SMTP):
    def __init__(self, standin: SmtpStandIn, **options: Any) -> None:
        super().__init__(_Desk(standin), **options)
        self._standin = standin

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  the library calls it so
        if reply := await self._standin.meet(Stage.DATA, self):
            await self.push(reply)
            return
        if self._standin.plans(Stage.BODY):
            await self.push("354 go on")
            await self._standin.meet(Stage.BODY, self)
        await super().smtp_DATA(arg)


class _Desk:
    """The library's handler: it asks for a fault before each reply."""

    def __init__(self, standin: SmtpStandIn) -> None:
        self._standin = standin

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self._standin.hellos.append(hostname)
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if reply := await self._standin.meet(Stage.MAIL, server):
            return reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if reply := await self._standin.meet(Stage.RCPT, server):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return await self._standin.meet(Stage.QUIT, server) or "221 Bye"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if reply := await self._standin.meet(Stage.END, server):
            return reply
        self._standin.keep(envelope, session)
        return await self._standin.meet(Stage.ACCEPTED, server) or "250 2.0.0 kept"
