"""Mailgun's events: only signed, recent, single ones are taken, and what they say is asked again before it counts."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from smoall.domain.access.message import LinkPurpose, MessageKind
from smoall.domain.invoicing.delivery import DeliveryState, SuppressionReason
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.infra.mail.mailgun_webhooks import MailgunWebhooks
from smoall.infra.postgres.identity import new_id
from smoall.sandbox.mailgun import SIGNING_KEY, MailgunStandIn
from smoall.usecases.messages import Message
from smoall.usecases.operations.hints import Arrival, Forged, Stale
from tests.harness.api import Api, Json
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.standins.kit import Fault, Manner, running

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
DELIVERY, TENANT = UUID(int=1), UUID(int=2)


@dataclass(frozen=True, slots=True)
class Post:
    """A house whose letters go to a Mailgun, which tells it what became of them."""

    house: RunningHouse
    mailgun: MailgunStandIn

    async def deliver(self, manner: Manner = Manner()) -> list[int]:  # noqa: B008  frozen
        """Let the events come in, and do what follows."""
        assert self.mailgun.sender
        self.mailgun.sender.url = f"{self.house.house.settings.base_url}/webhooks/mailgun"
        statuses = await self.mailgun.sender.deliver(manner)
        await self.house.queue.drain(HOUSE)
        return statuses

    async def send_invoice(self, api: Api, to: str) -> str:
        """An invoice on its way; the delivery's id."""
        sent = await api.do("sendInvoice", {"invoice": (await api.issued())["id"], "to": [to]})
        await self.house.queue.drain(api.organisation_id)
        delivery: str = sent["deliveries"][0]["id"]
        return delivery

    async def delivery(self, api: Api, identity: str) -> Json:
        """What the API shows of it."""
        query = "query ($id: ID!) { node(id: $id) { ... on Delivery { state failure } } }"
        shown: Json = (await api.ask(query, id=identity))["node"]
        return shown

    async def suppression(self, address: str) -> SuppressionReason | None:
        """Why the mailbox is not written to."""
        services = self.house.house.services
        async with services.units.begin(None, request_id="test") as unit:
            return await unit.suppressions.reason(services.fingerprint(address))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def post(databases: Databases) -> AsyncIterator[Post]:
    async with running(MailgunStandIn()) as mailgun:
        settings = {name.removeprefix("SMOALL_").lower(): value for name, value in mailgun.settings().items()}
        settings["mailgun_settle_seconds"] = 0  # type: ignore[assignment]
        with databases.copy() as where:
            async with running_house(where, admin=databases.admin(where), **settings) as house:
                yield Post(house, mailgun)


@pytest_asyncio.fixture(loop_scope="session")
async def sender(post: Post) -> Api:
    return await Api.registered(post.house.http)


async def test_delivered(post: Post, sender: Api) -> None:
    identity = await post.send_invoice(sender, "jan@inkt.example")
    assert await post.delivery(sender, identity) == {"state": "SENT", "failure": None}
    assert set(await post.deliver()) == {200}
    assert await post.delivery(sender, identity) == {"state": "DELIVERED", "failure": None}
    assert await post.suppression("jan@inkt.example") is None


async def test_bounced_and_never_written_to_again(post: Post, sender: Api) -> None:
    identity = await post.send_invoice(sender, "bounce1@inkt.example")
    await post.deliver()
    assert await post.delivery(sender, identity) == {"state": "BOUNCED", "failure": "BOUNCED"}
    assert await post.suppression("bounce1@inkt.example") is SuppressionReason.BOUNCED
    before = len(post.mailgun.kept)
    again = await post.send_invoice(sender, "Bounce1@inkt.example")
    assert await post.delivery(sender, again) == {"state": "FAILED", "failure": "RECIPIENT_SUPPRESSED"}
    assert len(post.mailgun.kept) == before


async def test_the_list_holds_no_address(post: Post, sender: Api) -> None:
    await post.send_invoice(sender, "bounce2@inkt.example")
    await post.deliver()
    rows = await post.house.truth("SELECT * FROM suppression")
    assert rows
    assert "bounce2" not in repr([dict(row) for row in rows])
    inbox = await post.house.truth("SELECT * FROM inbox WHERE provider = 'mailgun'")
    assert inbox
    assert "bounce2" not in repr([dict(row) for row in inbox])


async def test_who_complains_received_it_and_is_not_written_to_again(post: Post, sender: Api) -> None:
    identity = await post.send_invoice(sender, "complain1@inkt.example")
    await post.deliver(Manner(shuffled=True, times=3))
    assert await post.delivery(sender, identity) == {"state": "DELIVERED", "failure": "COMPLAINED"}
    assert await post.suppression("complain1@inkt.example") is SuppressionReason.COMPLAINED
    refusal = await sender.refusal("liftSuppression", {"delivery": identity})
    assert refusal["code"] == "SUPPRESSED_BY_OWNER"
    assert await post.suppression("complain1@inkt.example") is SuppressionReason.COMPLAINED


async def test_a_delay_is_no_failure(post: Post, sender: Api) -> None:
    identity = await post.send_invoice(sender, "defer1@inkt.example")
    await post.deliver()
    assert (await post.delivery(sender, identity))["state"] == "DELIVERED"


async def test_a_letter_of_smoall_itself_is_followed_too(post: Post) -> None:
    words = {"organisation": "Menuiserie du Canal"}
    message = Message(new_id(), MessageKind.ROLE_CHANGED, Language.NL, "bounce3@inkt.example", "Jan", words=words)
    async with post.house.house.services.units.begin(None, request_id="test") as unit:
        await unit.messages.post(message)
        await unit.commit()
    await post.house.queue.drain(HOUSE)
    await post.deliver()
    (row,) = await post.house.truth("SELECT state, failure, sent_at FROM message WHERE id = $1", message.id)
    assert (row["state"], row["failure"]) == (DeliveryState.BOUNCED, "BOUNCED")
    assert row["sent_at"] is not None
    assert await post.suppression("bounce3@inkt.example") is SuppressionReason.BOUNCED


async def test_a_mailbox_that_was_put_right_is_written_to_again(post: Post, sender: Api) -> None:
    identity = await post.send_invoice(sender, "bounce4@inkt.example")
    await post.deliver()
    await sender.do("liftSuppression", {"delivery": identity})
    await post.house.queue.drain(sender.organisation_id)
    assert await post.suppression("bounce4@inkt.example") is None
    assert "bounce4@inkt.example" not in post.mailgun.suppressed["bounces"]
    assert (await sender.refusal("liftSuppression", {"delivery": identity}))["code"] == "NOT_SUPPRESSED"
    post.mailgun.fates["bounce4@inkt.example"] = "deliver"
    again = await post.send_invoice(sender, "bounce4@inkt.example")
    await post.deliver()
    assert (await post.delivery(sender, again))["state"] == "DELIVERED"


async def test_nobody_is_locked_out_by_a_mailbox_that_bounced_once(post: Post) -> None:
    """A letter that the person asks for is tried again a day later; when it arrives, the mailbox works again."""
    address = "bounce8@inkt.example"
    asked: dict[str, Any] = {"link": LinkPurpose.RESET_PASSWORD, "subject_id": new_id()}

    async def write(kind: MessageKind, **more: Any) -> str:
        words = {"organisation": "Menuiserie du Canal"}
        message = Message(new_id(), kind, Language.NL, address, "Jan", words=words, **more)
        async with post.house.house.services.units.begin(None, request_id="test") as unit:
            await unit.messages.post(message)
            await unit.commit()
        await post.house.queue.drain(HOUSE)
        await post.deliver()
        (row,) = await post.house.truth("SELECT state FROM message WHERE id = $1", message.id)
        state: str = row["state"]
        return state

    assert await write(MessageKind.RESET_PASSWORD, **asked) == "BOUNCED"
    post.mailgun.fates[address] = "deliver"
    assert await write(MessageKind.RESET_PASSWORD, **asked) == "FAILED"
    fingerprint = post.house.house.services.fingerprint(address)
    await post.house.truth(
        "UPDATE suppression SET since = since - interval '1 day' WHERE address_hmac = $1 RETURNING 1", fingerprint
    )
    assert await write(MessageKind.ROLE_CHANGED) == "FAILED"
    assert await write(MessageKind.RESET_PASSWORD, **asked) == "DELIVERED"
    assert await post.suppression(address) is None
    assert await write(MessageKind.ROLE_CHANGED) == "DELIVERED"


async def test_somebody_elses_delivery_names_no_mailbox(post: Post, sender: Api) -> None:
    identity = await post.send_invoice(sender, "bounce5@inkt.example")
    await post.deliver()
    stranger = await Api.registered(post.house.http)
    assert (await stranger.refusal("liftSuppression", {"delivery": identity}))["code"] == "DELIVERY_NOT_FOUND"
    assert await post.suppression("bounce5@inkt.example") is SuppressionReason.BOUNCED


async def test_the_body_is_not_signed_so_it_is_not_believed(post: Post, sender: Api) -> None:
    """Somebody with one good signature writes the event beside it: the events API is asked, and knows better."""
    identity = await post.send_invoice(sender, "jan2@inkt.example")
    assert post.mailgun.sender
    post.mailgun.sender.waiting.clear()
    event = next(one for one in post.mailgun.events if one["recipient"] == "jan2@inkt.example")
    lie = {**event, "event": "failed", "severity": "permanent", "reason": "bounce"}
    post.mailgun.sender.add(json.dumps(lie).encode())
    assert await post.deliver() == [200]
    assert (await post.delivery(sender, identity))["state"] == "DELIVERED"
    assert await post.suppression("jan2@inkt.example") is None


async def test_a_token_is_good_once(post: Post, sender: Api) -> None:
    await post.send_invoice(sender, "jan3@inkt.example")
    assert post.mailgun.sender
    body, headers = post.mailgun._signed(post.mailgun.sender.waiting[-1], datetime.now(UTC))
    post.mailgun.sender.waiting.clear()
    url = f"{post.house.house.settings.base_url}/webhooks/mailgun"
    count = "SELECT count(*) AS n FROM inbox WHERE provider = 'mailgun'"
    before = (await post.house.truth(count))[0]["n"]
    async with httpx.AsyncClient() as http:
        answers = [await http.post(url, content=body, headers=dict(headers)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert (await post.house.truth(count))[0]["n"] == before + 1
    await post.house.queue.drain(HOUSE)


@pytest.mark.parametrize("manner", [Manner(stale=True), Manner(forged=True)], ids=["stale", "forged"])
async def test_what_is_not_proved_leaves_no_trace(post: Post, sender: Api, manner: Manner) -> None:
    identity = await post.send_invoice(sender, "bounce6@inkt.example")
    await post.house.queue.drain()
    counts = await post.house.counts()
    assert set(await post.deliver(manner)) == {400}
    assert await post.house.counts() == counts
    assert (await post.delivery(sender, identity))["state"] == "SENT"
    assert post.mailgun.sender
    post.mailgun.sender.undelivered.clear()
    post.mailgun.suppressed["bounces"].clear()


async def test_an_outage_of_its_api_puts_the_question_off(post: Post, sender: Api) -> None:
    identity = await post.send_invoice(sender, "bounce7@inkt.example")
    post.mailgun.faults.plan(Fault.STATUS, "GET", "/v3/*/events", status=503)
    assert post.mailgun.sender
    post.mailgun.sender.url = f"{post.house.house.settings.base_url}/webhooks/mailgun"
    await post.mailgun.sender.deliver()
    jobs = await post.house.queue.take(HOUSE)
    ran = [await post.house.queue.run(job) for job in jobs]
    assert [job.later for job in ran].count(True) == 1
    assert (await post.delivery(sender, identity))["state"] in ("SENT", "BOUNCED")
    for job in jobs:
        await post.house.queue.run(job)
    assert (await post.delivery(sender, identity))["state"] == "BOUNCED"


def arrival(told: Any, *, now: datetime = NOW) -> Arrival:
    return Arrival(json.dumps(told).encode() if not isinstance(told, bytes) else told, {}, {}, now)


def signed(at: datetime = NOW, **event: Any) -> Json:
    data = {
        "event": "delivered",
        "user-variables": {"delivery": DELIVERY.hex, "tenant": TENANT.hex},
        "message": {"headers": {"message-id": "x@y"}},
        **event,
    }
    body, _ = MailgunStandIn()._signed(json.dumps(data).encode(), at)
    found: Json = json.loads(body)
    return found


def test_a_hint_holds_our_ids_and_nothing_else() -> None:
    told = signed(recipient="jan@inkt.example")
    hint = MailgunWebhooks(SIGNING_KEY).read(arrival(told))
    assert hint is not None
    assert hint.event_id == told["signature"]["token"]
    assert hint.subjects == {"delivery": DELIVERY.hex, "tenant": TENANT.hex}


@pytest.mark.parametrize(
    "event",
    [
        {"event": "opened"},
        {"event": "accepted"},
        {"event": "failed", "severity": "temporary"},
        {"user-variables": {}},
        {"user-variables": {"delivery": "x"}},
        {"user-variables": "x"},
    ],
)
def test_what_ends_nothing_or_is_not_ours_is_passed_over(event: Json) -> None:
    assert MailgunWebhooks(SIGNING_KEY).read(arrival(signed(**event))) is None


@pytest.mark.parametrize("age", [timedelta(minutes=16), timedelta(minutes=-16)])
def test_a_signature_lasts_a_quarter_of_an_hour(age: timedelta) -> None:
    with pytest.raises(Stale):
        MailgunWebhooks(SIGNING_KEY).read(arrival(signed(), now=NOW + age))


def _changed(**parts: Any) -> Json:
    told = signed()
    return {**told, "signature": {**told["signature"], **parts}}


def _moved() -> Json:
    """A digit moved from the token's start to the time's end: the same text is signed."""
    told = signed()["signature"]
    return {"signature": {**told, "timestamp": told["timestamp"] + told["token"][0], "token": told["token"][1:]}}


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"[" * 5000,
        b"\xff\xfe",
        [],
        {},
        {"signature": None},
        {"signature": []},
        _changed(signature="0" * 64),
        _changed(signature=None),
        _changed(token="short"),
        _changed(token="é" * 50),
        _changed(timestamp="soon"),
        _changed(timestamp="1" * 50),
    ],
)
def test_what_is_not_signed_is_forged(told: Any) -> None:
    with pytest.raises(Forged):
        MailgunWebhooks(SIGNING_KEY).read(arrival(told))


def test_another_key_is_forged() -> None:
    with pytest.raises(Forged):
        MailgunWebhooks("another").read(arrival(signed()))


def test_a_digit_that_moved_between_time_and_token_opens_nothing() -> None:
    with pytest.raises((Forged, Stale)):
        MailgunWebhooks(SIGNING_KEY).read(arrival(_moved()))


SEND = "/v3/*/messages.mime"


@pytest.mark.parametrize("fault", [Fault.COMMIT_THEN_DROP, Fault.DROP, Fault.BAD_JSON])
async def test_a_letter_whose_fate_is_in_doubt_is_looked_up_and_arrives_once(
    post: Post, sender: Api, fault: Fault
) -> None:
    address = f"doubt-{fault.lower().replace('_', '-')}@inkt.example"
    sent = await sender.do("sendInvoice", {"invoice": (await sender.issued())["id"], "to": [address]})
    identity = sent["deliveries"][0]["id"]
    post.mailgun.faults.plan(fault, "POST", SEND)
    jobs = await post.house.queue.take(sender.organisation_id)
    ran = [await post.house.queue.run(job) for job in jobs]
    assert [job.later for job in ran].count(True) == 1
    assert (await post.delivery(sender, identity))["state"] == "ATTEMPTING"

    for job in jobs:
        await post.house.queue.run(job)

    assert (await post.delivery(sender, identity))["state"] == "SENT"
    assert [kept.recipient for kept in post.mailgun.kept].count(address) == 1


async def test_an_outage_leaves_the_letter_waiting(post: Post, sender: Api) -> None:
    sent = await sender.do("sendInvoice", {"invoice": (await sender.issued())["id"], "to": ["later@inkt.example"]})
    identity = sent["deliveries"][0]["id"]
    post.mailgun.faults.plan(Fault.STATUS, "POST", SEND, status=429, retry_after=120)
    jobs = await post.house.queue.take(sender.organisation_id)
    ran = [await post.house.queue.run(job) for job in jobs]
    assert [job.later for job in ran].count(True) == 1
    assert await post.delivery(sender, identity) == {"state": "QUEUED", "failure": "MAIL_UNAVAILABLE"}
    for job in jobs:
        await post.house.queue.run(job)
    assert await post.delivery(sender, identity) == {"state": "SENT", "failure": None}
