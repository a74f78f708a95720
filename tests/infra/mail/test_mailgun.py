"""Letters through Mailgun, over a real socket: what is known of each afterwards is true, whatever breaks."""

import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest

from smoall.domain.invoicing.delivery import NotSent, Sent
from smoall.domain.kernel.errors import Unavailable
from smoall.infra.mail.mailgun import EU, MailgunConfig, MailgunMail, reach
from smoall.sandbox.mailgun import DOMAIN, KEY, Kept, MailgunStandIn
from smoall.usecases.mail import Attachment, MailAddress, Rejected, Unconfirmed
from tests.infra.mail.letters import DELIVERY, MAIL_FROM, MESSAGE_ID, letter
from tests.standins.kit import Fault, running

SEND = f"/v3/{DOMAIN}/messages.mime"
TENANT = UUID(int=7)
AGO = timedelta(hours=1)


@pytest.fixture
async def mailgun() -> AsyncIterator[MailgunStandIn]:
    async with running(MailgunStandIn()) as standin:
        yield standin


def client(standin: MailgunStandIn, **changes: Any) -> MailgunMail:
    values: dict[str, Any] = {"domain": DOMAIN, "api_key": KEY, "base_url": standin.url, "answer_seconds": 5.0}
    return MailgunMail(MailgunConfig(**(values | changes)), mail_from=MAIL_FROM, clock=lambda: datetime.now(UTC))


def since() -> datetime:
    return datetime.now(UTC) - AGO


def test_europe_is_where_letters_go_by_default() -> None:
    assert MailgunConfig(domain="x", api_key="y").base_url == EU == "https://api.eu.mailgun.net"


def test_the_key_is_not_shown() -> None:
    assert "s3cret" not in repr(MailgunConfig(domain="x", api_key="s3cret"))


async def test_hands_a_letter_over(mailgun: MailgunStandIn) -> None:
    receipt = await client(mailgun).send(replace(letter(), tenant=TENANT))
    (taken,) = mailgun.kept
    assert receipt.provider_id == taken.message_id == MESSAGE_ID
    assert taken.recipient == "boekhouding@inkt.example"
    assert taken.tags == ["invoice"]
    assert taken.variables == {"delivery": DELIVERY.hex, "tenant": TENANT.hex}
    assert taken.options == {"tag": "invoice", "tracking": "no", "tracking-clicks": "no", "tracking-opens": "no"}
    message = taken.message
    assert message["To"] == "boekhouding@inkt.example"
    assert message["Message-ID"] == f"<{MESSAGE_ID}>"
    assert message["Reply-To"] == "facturation@menuiserie.example"
    files = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    assert files == {one.name: one.content for one in letter().attachments}
    assert isinstance(message, EmailMessage)


async def test_one_recipient_per_message_is_all_there_is(mailgun: MailgunStandIn) -> None:
    await client(mailgun).send(letter())
    assert mailgun.log[0].body.count(b'name="to"') == 1
    assert b'name="cc"' not in mailgun.log[0].body


@pytest.mark.parametrize("status", [401, 402, 403, 404, 408, 429, 500, 503])
async def test_the_installations_trouble_keeps_the_letter_waiting(mailgun: MailgunStandIn, status: int) -> None:
    mailgun.faults.plan(Fault.STATUS, "POST", SEND, status=status)
    with pytest.raises(Unavailable):
        await client(mailgun).send(letter())
    assert mailgun.kept == []


async def test_retry_after_is_passed_on(mailgun: MailgunStandIn) -> None:
    mailgun.faults.plan(Fault.STATUS, "POST", SEND, status=429, retry_after=90)
    with pytest.raises(Unavailable) as outage:
        await client(mailgun).send(letter())
    assert outage.value.values == {"reason": "429", "retry_after": "90"}


@pytest.mark.parametrize("status", [502, 504])
async def test_a_gateway_that_lost_sight_of_it_leaves_doubt(mailgun: MailgunStandIn, status: int) -> None:
    mailgun.faults.plan(Fault.STATUS, "POST", SEND, status=status)
    with pytest.raises(Unconfirmed):
        await client(mailgun).send(letter())


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.COMMIT_THEN_DROP, Fault.BAD_JSON, Fault.HANG, Fault.SLOW_BODY])
async def test_silence_leaves_doubt(mailgun: MailgunStandIn, fault: Fault) -> None:
    mailgun.faults.plan(fault, "POST", SEND)
    with pytest.raises(Unconfirmed):
        await client(mailgun, answer_seconds=0.3).send(letter())


async def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        standin = MailgunStandIn()
        standin.url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(Unavailable):
            await client(standin).send(letter())


async def test_a_refused_letter_is_refused_for_good_and_the_reason_holds_no_address(mailgun: MailgunStandIn) -> None:
    body = b'{"message": "\'to\' parameter boekhouding@inkt.example is not a valid address.\\r\\n"}'
    mailgun.faults.plan(Fault.STATUS, "POST", SEND, status=400, body=body)
    with pytest.raises(Rejected) as refusal:
        await client(mailgun).send(letter())
    assert refusal.value.reason == "400 'to' parameter … is not a valid address."


async def test_a_wrong_key_or_a_domain_of_another_region_is_no_refusal_of_the_letter(mailgun: MailgunStandIn) -> None:
    for changes in ({"api_key": "wrong"}, {"domain": "elsewhere.example"}):
        with pytest.raises(Unavailable):
            await client(mailgun, **changes).send(letter())
    assert mailgun.kept == []


async def test_a_letter_that_is_too_large_is_not_even_offered(mailgun: MailgunStandIn) -> None:
    large = Attachment("large.pdf", "application/pdf", bytes(19 * 1024 * 1024))
    with pytest.raises(Rejected):
        await client(mailgun).send(letter(attachments=(large,)))
    assert mailgun.log == []


@pytest.mark.parametrize("subject", ["a\r\nBcc: x@y.example", "=?utf-8?q?a=0ABcc:x?="])
async def test_a_letter_that_cannot_be_written_safely_never_leaves(mailgun: MailgunStandIn, subject: str) -> None:
    with pytest.raises(Rejected):
        await client(mailgun).send(letter(subject=subject))
    assert mailgun.log == []


async def test_finds_what_was_taken(mailgun: MailgunStandIn) -> None:
    mailgun.faults.plan(Fault.COMMIT_THEN_DROP, "POST", SEND)
    with pytest.raises(Unconfirmed):
        await client(mailgun).send(letter())
    assert await client(mailgun).find(DELIVERY, since=since()) == Sent(MESSAGE_ID)


async def test_knows_what_was_not_taken(mailgun: MailgunStandIn) -> None:
    await client(mailgun).send(letter(delivery_id=UUID(int=5)))
    assert await client(mailgun).find(DELIVERY, since=since()) == NotSent()


async def test_finds_a_letter_by_our_variable_where_mailgun_gave_an_id_of_its_own(mailgun: MailgunStandIn) -> None:
    for number in range(700):  # behind two pages of others
        mailgun._happen(kept(UUID(int=number + 10)), "accepted")
    mailgun._happen(kept(DELIVERY), "accepted")
    assert await client(mailgun).find(DELIVERY, since=since()) == Sent(f"{DELIVERY.hex}@mailgun")


def kept(identity: UUID) -> Kept:
    """A message under an id of Mailgun's own."""
    return Kept("k", f"{identity.hex}@mailgun", "a@b.example", b"", [], {"delivery": identity.hex}, {})


async def test_it_is_too_early_to_say_that_a_letter_never_left(mailgun: MailgunStandIn) -> None:
    mailgun.lag = timedelta(minutes=4)
    await client(mailgun).send(letter())
    mail = client(mailgun)
    with pytest.raises(Unavailable) as early:
        await mail.find(DELIVERY, since=datetime.now(UTC) - timedelta(minutes=1))
    assert early.value.values == {"retry_after": "300"}
    mailgun.clock.advance(timedelta(minutes=5))
    assert await mail.find(DELIVERY, since=since()) == Sent(MESSAGE_ID)


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.BAD_JSON, Fault.HANG])
async def test_a_question_without_an_answer_is_asked_later(mailgun: MailgunStandIn, fault: Fault) -> None:
    mailgun.faults.plan(fault, "GET", "/v3/*")
    with pytest.raises(Unavailable):
        await client(mailgun, answer_seconds=0.3).find(DELIVERY, since=since())


async def test_the_next_page_is_followed_to_the_host_that_was_asked_only(mailgun: MailgunStandIn) -> None:
    body = b'{"items": [{"event": "accepted"}], "paging": {"next": "http://169.254.169.254/latest"}}'
    mailgun.faults.plan(Fault.STATUS, "GET", "/v3/*", status=200, body=body)
    with pytest.raises(Unavailable):
        await client(mailgun).find(DELIVERY, since=since())


async def test_lets_a_mailbox_be_written_to_again(mailgun: MailgunStandIn) -> None:
    await client(mailgun).send(letter(recipient=MailAddress("bounce@inkt.example")))
    assert "bounce@inkt.example" in mailgun.suppressed["bounces"]
    for _ in range(2):
        await client(mailgun).forget(MailAddress("bounce@inkt.example"))
    assert mailgun.suppressed["bounces"] == {}


async def test_the_stand_in_stores_what_it_took_until_it_is_deleted(mailgun: MailgunStandIn) -> None:
    mail = client(mailgun)
    await mail.send(letter())
    path = mailgun.events[0]["storage"]["url"].removeprefix(mailgun.url)
    assert (await mail._caller.call("GET", path)).success
    assert (await mail._caller.call("DELETE", path)).success
    assert (await mail._caller.call("GET", path)).status == 404


async def test_the_doctor_knows_whether_it_lets_us_in(mailgun: MailgunStandIn) -> None:
    assert await reach(MailgunConfig(DOMAIN, KEY, base_url=mailgun.url)) is None
    assert await reach(MailgunConfig(DOMAIN, "wrong", base_url=mailgun.url)) == "401"
