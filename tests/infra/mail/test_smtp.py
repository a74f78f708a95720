"""Letters over SMTP, against a real server on loopback: what is known of a letter after every kind of failure."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from typing import Any

import pytest

from smoall.domain.invoicing.delivery import Unknown
from smoall.domain.kernel.errors import Unavailable
from smoall.infra.mail import smtp
from smoall.infra.mail.message import build_message
from smoall.infra.mail.smtp import SmtpMail
from smoall.infra.mail.smtp_config import Security, SmtpConfig
from smoall.usecases.mail import ADVERTISING, Mail, Receipt, Rejected, Unconfirmed
from tests.infra.mail.letters import DELIVERY, MAIL_FROM, MESSAGE_ID, SENT_AT, clock, letter
from tests.standins.smtp import Break, SmtpStandIn, Stage
from tests.standins.tls import loopback_tls


def client(port: int, *, tls: ssl.SSLContext | None = None, **changes: Any) -> Mail:
    values: dict[str, Any] = {"host": "127.0.0.1", "port": port, "security": Security.NONE, "timeout_seconds": 2}
    return SmtpMail(SmtpConfig(**(values | changes)), mail_from=MAIL_FROM, clock=clock, tls=tls)


@pytest.fixture
async def server() -> AsyncIterator[SmtpStandIn]:
    async with SmtpStandIn() as standin:
        yield standin


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return loopback_tls(tmp_path_factory.mktemp("tls"))


async def test_hands_the_letter_over_to_its_one_recipient(server: SmtpStandIn) -> None:
    assert await client(server.port).send(letter()) == Receipt(MESSAGE_ID)
    (kept,) = server.received
    assert (kept.sender, kept.recipients) == ("invoices@smoall.example", ("boekhouding@inkt.example",))
    assert kept.content == build_message(letter(), mail_from=MAIL_FROM, sent_at=SENT_AT)
    assert kept.message["Message-ID"] == f"<{MESSAGE_ID}>"
    assert server.hellos == ["smoall.example"]


async def test_a_way_to_object_with_one_click_arrives_as_mail_programs_read_it(server: SmtpStandIn) -> None:
    link = "https://app.smoall.example/o/AAAAAAAAAAAAAAAAAAAAAA.smo_token"
    await client(server.port).send(letter(tag=ADVERTISING, one_click=link, subject="Nos nouveautés"))
    (kept,) = server.received
    assert kept.message["List-Unsubscribe"] == f"<{link}>"
    assert kept.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


async def test_a_letter_that_is_no_advertising_has_no_such_way(server: SmtpStandIn) -> None:
    await client(server.port).send(letter())
    assert "List-Unsubscribe" not in server.received[0].message
    assert "List-Unsubscribe-Post" not in server.received[0].message


async def test_lines_that_begin_with_a_dot_arrive(server: SmtpStandIn) -> None:
    await client(server.port).send(letter(text=".\n..\n.end\n"))
    plain = server.received[0].message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content() == ".\r\n..\r\n.end\r\n"


async def test_cannot_be_asked_afterwards(server: SmtpStandIn) -> None:
    mail = client(server.port)
    await mail.send(letter())
    assert await mail.find(DELIVERY, since=SENT_AT) == Unknown()


@pytest.mark.parametrize("stage", [Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.END, Stage.BODY])
async def test_a_connection_that_breaks_is_told_by_what_it_leaves_open(server: SmtpStandIn, stage: Stage) -> None:
    server.fail(stage, Break.DROP)
    expected = Unavailable if stage in {Stage.MAIL, Stage.RCPT} else Unconfirmed
    with pytest.raises(expected):
        await client(server.port).send(letter())
    assert server.received == []


async def test_a_letter_that_was_taken_before_the_connection_broke_is_unconfirmed(server: SmtpStandIn) -> None:
    server.fail(Stage.ACCEPTED, Break.DROP)
    with pytest.raises(Unconfirmed) as doubt:
        await client(server.port).send(letter())
    assert len(server.received) == 1
    assert not isinstance(doubt.value, Unavailable)


@pytest.mark.parametrize("stage", [Stage.RCPT, Stage.ACCEPTED])
async def test_a_server_that_falls_silent_is_left_in_time(server: SmtpStandIn, stage: Stage) -> None:
    server.fail(stage, Break.HANG)
    expected = Unavailable if stage is Stage.RCPT else Unconfirmed
    async with asyncio.timeout(3):
        with pytest.raises(expected):
            await client(server.port, timeout_seconds=1).send(letter())


@pytest.mark.parametrize("act", [Break.DROP, Break.HANG, "500 no"])
async def test_a_receipt_in_hand_stays_one_whatever_the_goodbye(
    server: SmtpStandIn, monkeypatch: pytest.MonkeyPatch, act: Break | str
) -> None:
    monkeypatch.setattr(smtp, "QUIT_SECONDS", 0.1)
    server.fail(Stage.QUIT, act)
    assert await client(server.port).send(letter()) == Receipt(MESSAGE_ID)
    assert len(server.received) == 1


@pytest.mark.parametrize("stage", [Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.END])
@pytest.mark.parametrize("reply", ["451 4.3.0 try again", "421 4.7.0 too busy", "452 4.2.2 mailbox full"])
async def test_a_4xx_reply_is_an_outage(server: SmtpStandIn, stage: Stage, reply: str) -> None:
    server.fail(stage, reply)
    with pytest.raises(Unavailable) as outage:
        await client(server.port).send(letter())
    assert outage.value.values == {"reason": reply}
    assert server.received == []


@pytest.mark.parametrize("stage", [Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.END])
async def test_a_5xx_reply_is_final(server: SmtpStandIn, stage: Stage) -> None:
    server.fail(stage, "550 5.1.1 nobody of that name")
    with pytest.raises(Rejected) as refusal:
        await client(server.port).send(letter())
    assert refusal.value.reason == "550 5.1.1 nobody of that name"
    assert server.received == []


async def test_refused_credentials_at_mail_are_not_the_letters_fault(server: SmtpStandIn) -> None:
    server.fail(Stage.MAIL, "530 5.7.0 Authentication required")
    with pytest.raises(Unavailable):
        await client(server.port).send(letter())


async def test_a_senseless_reply_after_the_letter_is_no_knowledge(server: SmtpStandIn) -> None:
    server.fail(Stage.ACCEPTED, "??? hello")
    with pytest.raises(Unconfirmed):
        await client(server.port).send(letter())


async def test_a_reason_is_one_short_printable_line(server: SmtpStandIn) -> None:
    server.fail(Stage.RCPT, "550-first\x07\r\n550 second " + "x" * 400)
    with pytest.raises(Rejected) as refusal:
        await client(server.port).send(letter())
    assert refusal.value.reason.startswith("550 first second xxx")
    assert len(refusal.value.reason) == 200


async def test_the_next_letter_goes_after_a_failure(server: SmtpStandIn) -> None:
    server.fail(Stage.RCPT, "451 later")
    mail = client(server.port)
    with pytest.raises(Unavailable):
        await mail.send(letter())
    assert await mail.send(letter()) == Receipt(MESSAGE_ID)
    assert (len(server.received), server.connections) == (1, 2)


async def test_many_letters_at_once(server: SmtpStandIn) -> None:
    mail = client(server.port)
    await asyncio.gather(*(mail.send(letter(subject=f"Facture {number}")) for number in range(20)))
    assert sorted(kept.message["Subject"] for kept in server.received) == sorted(f"Facture {n}" for n in range(20))


async def test_a_letter_that_cannot_be_written_safely_never_reaches_the_server(server: SmtpStandIn) -> None:
    with pytest.raises(Rejected):
        await client(server.port).send(letter(subject="a\r\nBcc: x@y.example"))
    assert server.connections == 0


async def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(Unavailable):
            await client(unused.getsockname()[1]).send(letter())


async def test_nobody_greets() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as listening:
        with pytest.raises(Unavailable):
            await client(listening.sockets[0].getsockname()[1], timeout_seconds=1).send(letter())


async def test_somebody_else_answers() -> None:
    async def web(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(web, "127.0.0.1", 0) as listening:
        with pytest.raises(Unavailable):
            await client(listening.sockets[0].getsockname()[1]).send(letter())


async def test_signs_in() -> None:
    async with SmtpStandIn(user="jan", password="s3cret") as server:
        await client(server.port, user="jan", password="s3cret").send(letter())
        assert [kept.user for kept in server.received] == ["jan"]


@pytest.mark.parametrize("credentials", [{"user": "jan", "password": "wrong"}, {}])
async def test_wrong_credentials_keep_the_letters_waiting(credentials: dict[str, Any]) -> None:
    async with SmtpStandIn(user="jan", password="s3cret") as server:
        with pytest.raises(Unavailable) as outage:
            await client(server.port, **credentials).send(letter())
        assert server.received == []
    assert "wrong" not in str(outage.value.values)


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_encrypts(security: Security, certificates: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    ours, theirs = certificates
    implicit = security is Security.TLS
    async with SmtpStandIn(user="jan", password="s3cret", tls=ours, implicit=implicit) as server:
        mail = client(server.port, tls=theirs, security=security, user="jan", password="s3cret")
        await mail.send(letter())
        assert [(kept.encrypted, kept.user) for kept in server.received] == [(True, "jan")]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_an_unknown_certificate_is_not_trusted(
    security: Security, certificates: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    async with SmtpStandIn(tls=certificates[0], implicit=security is Security.TLS) as server:
        with pytest.raises(Unavailable):
            await client(server.port, security=security).send(letter())
        assert server.received == []


async def test_a_server_without_starttls_gets_nothing_in_clear(server: SmtpStandIn) -> None:
    with pytest.raises(Unavailable):
        await client(server.port, security=Security.STARTTLS).send(letter())
    assert server.received == []
