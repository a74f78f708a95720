"""Smoall's own letters: asked for with the act, written by a job, their link's secret stored nowhere."""

import asyncio
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from typing import Any
from uuid import UUID

import pytest

from smoall.domain.access.message import LinkPurpose, MessageKind
from smoall.domain.invoicing.delivery import DeliveryState, SuppressionReason
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.infra.crypto.fingerprints import KeyedFingerprints
from smoall.infra.crypto.master_key import master_key
from smoall.infra.crypto.tokens import hash_of_token
from smoall.infra.postgres.identity import new_id
from smoall.usecases.messages import Message
from tests.harness.acts import ACTS
from tests.harness.api import Api
from tests.harness.house import RunningHouse

WORDS = {"organisation": "Menuiserie du Canal"}


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests run all that waits: beside others they would do the others' work as well."""
    return house_apart


async def post(house: RunningHouse, kind: MessageKind = MessageKind.ROLE_CHANGED, **changes: Any) -> Message:
    """Ask for a letter, in a transaction of nobody in particular."""
    values: dict[str, Any] = {"recipient": "anne@menuiserie.example", "name": "Anne Lambert", "words": WORDS}
    message = Message(new_id(), kind, Language.FR, **(values | changes))
    async with house.house.services.units.begin(None, request_id="test") as unit:
        await unit.messages.post(message)
        await unit.commit()
    return message


async def stored(house: RunningHouse, message: Message) -> Any:
    """The message's row."""
    (row,) = await house.truth("SELECT * FROM message WHERE id = $1", message.id)
    return row


def letter(house: RunningHouse, identity: UUID) -> EmailMessage | None:
    """The letter in the mailbox."""
    path = house.home / "mailbox" / f"{identity}.eml"
    return message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=modern) if path.exists() else None


def text_of(house: RunningHouse, identity: UUID) -> str:
    found = letter(house, identity)
    assert found is not None
    body = found.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def token_in(text: str) -> str:
    found = re.search(r"\?token=(\S+)", text)
    assert found is not None
    return found[1]


async def test_a_letter_is_written_to_its_person_and_noted(house: RunningHouse) -> None:
    message = await post(house)
    await house.queue.drain(HOUSE)
    row = await stored(house, message)
    assert (row["state"], row["attempts"], row["failure"]) == (DeliveryState.SENT, 1, None)
    assert row["sent_at"] is not None
    assert row["provider_id"].startswith(str(message.id))
    found = letter(house, message.id)
    assert found is not None
    assert found["To"] == "anne@menuiserie.example"
    assert "Menuiserie du Canal" in found["Subject"]


async def test_an_act_that_is_not_committed_writes_no_letter(house: RunningHouse) -> None:
    async with house.house.services.units.begin(None, request_id="test") as unit:
        await unit.messages.post(Message(new_id(), MessageKind.ROLE_CHANGED, Language.FR, "a@b.example", "A"))
    assert await house.queue.take(HOUSE) == []


async def test_a_link_opens_once_and_its_secret_is_stored_nowhere(house: RunningHouse) -> None:
    person = new_id()
    message = await post(
        house, MessageKind.RESET_PASSWORD, link=LinkPurpose.RESET_PASSWORD, user_id=person, subject_id=person
    )
    await house.queue.drain(HOUSE)
    text = text_of(house, message.id)
    token = token_in(text)
    assert f"{house.house.settings.base_url}/account/reset?token={token}" in text

    rows = await house.truth("SELECT m.*, t.* FROM message m, one_time_token t WHERE m.id = $1", message.id)
    assert rows
    assert token not in repr([dict(row) for row in rows])
    assert all(token.encode() not in bytes(row["token_hash"]) for row in rows)

    async with house.house.services.units.begin(None, request_id="test") as unit:
        other = await unit.messages.redeem(hash_of_token(token), LinkPurpose.VERIFY_EMAIL)
        found = await unit.messages.redeem(hash_of_token(token), LinkPurpose.RESET_PASSWORD)
        again = await unit.messages.redeem(hash_of_token(token), LinkPurpose.RESET_PASSWORD)
        await unit.commit()
    assert (other, again) == (None, None)
    assert found is not None
    assert (found.user_id, found.subject_id) == (person, person)


async def test_a_letter_whose_attempt_was_cut_off_is_looked_up_before_it_is_written_again(house: RunningHouse) -> None:
    message = await post(house, MessageKind.VERIFY_EMAIL, link=LinkPurpose.VERIFY_EMAIL, subject_id=new_id())
    (job,) = await house.queue.take(HOUSE)
    await house.queue.run(job)
    first = text_of(house, message.id)
    await house.truth("UPDATE message SET state = 'ATTEMPTING' WHERE id = $1 RETURNING 1", message.id)
    await house.truth("UPDATE job_run SET state = 'QUEUED' WHERE run_key = $1 RETURNING 1", f"message:{message.id.hex}")

    await house.queue.run(job)

    row = await stored(house, message)
    assert (row["state"], row["attempts"]) == (DeliveryState.SENT, 1)
    assert text_of(house, message.id) == first


async def test_the_link_of_the_attempt_that_counts_is_the_one_that_works(house: RunningHouse) -> None:
    subject = new_id()
    message = await post(house, MessageKind.VERIFY_EMAIL, link=LinkPurpose.VERIFY_EMAIL, subject_id=subject)
    (job,) = await house.queue.take(HOUSE)
    await house.queue.run(job)
    (house.home / "mailbox" / f"{message.id}.eml").unlink()
    await house.truth("UPDATE message SET state = 'ATTEMPTING' WHERE id = $1 RETURNING 1", message.id)
    await house.truth("UPDATE job_run SET state = 'QUEUED' WHERE run_key = $1 RETURNING 1", f"message:{message.id.hex}")

    await house.queue.run(job)

    row = await stored(house, message)
    assert (row["state"], row["attempts"]) == (DeliveryState.SENT, 2)
    links = await house.truth("SELECT used_at FROM one_time_token WHERE subject_id = $1", subject)
    assert sorted(link["used_at"] is None for link in links) == [False, True]
    async with house.house.services.units.begin(None, request_id="test") as unit:
        token = token_in(text_of(house, message.id))
        assert await unit.messages.look_at(hash_of_token(token), LinkPurpose.VERIFY_EMAIL)


async def test_five_runs_at_once_are_one_letter(house: RunningHouse) -> None:
    message = await post(house)
    (job,) = await house.queue.take(HOUSE)
    await asyncio.gather(*(house.queue.run(job) for _ in range(5)))
    assert (await stored(house, message))["attempts"] == 1


@pytest.mark.parametrize("address", ["bounced@inkt.example", "Bounced@Inkt.Example"])
async def test_a_suppressed_mailbox_is_not_written_to(house: RunningHouse, address: str) -> None:
    fingerprint = KeyedFingerprints(master_key(house.home))
    async with house.house.services.units.begin(None, request_id="test") as unit:
        await unit.suppressions.add(fingerprint("bounced@inkt.example"), SuppressionReason.BOUNCED, provider="test")
        await unit.commit()
    message = await post(house, recipient=address)
    await house.queue.drain(HOUSE)
    row = await stored(house, message)
    assert (row["state"], row["failure"], row["attempts"]) == (DeliveryState.FAILED, "RECIPIENT_SUPPRESSED", 0)
    assert letter(house, message.id) is None


async def test_a_suppressed_customer_is_not_sent_an_invoice(house: RunningHouse, api: Api) -> None:
    fingerprint = KeyedFingerprints(master_key(house.home))
    async with house.house.services.units.begin(None, request_id="test") as unit:
        await unit.suppressions.add(fingerprint("gone@inkt.example"), SuppressionReason.COMPLAINED, provider="test")
        await unit.commit()
    invoice = (await api.issued())["id"]
    await api.do("sendInvoice", {"invoice": invoice, "to": ["gone@inkt.example"]})
    await house.queue.drain(api.organisation_id)
    query = "query ($id: ID!) { invoice(id: $id) { deliveries { nodes { state failure } } } }"
    seen = await api.ask(query, id=invoice)
    assert seen["invoice"]["deliveries"]["nodes"] == [{"state": "FAILED", "failure": "RECIPIENT_SUPPRESSED"}]
    assert (await api.ask("{ mailbox { recipient } }"))["mailbox"] == []


async def test_the_list_holds_no_address(house: RunningHouse) -> None:
    fingerprint = KeyedFingerprints(master_key(house.home))
    assert fingerprint("Jan@Inkt.Example") == fingerprint(" jan@inkt.example")
    assert fingerprint("jan@inkt.example") != KeyedFingerprints(bytes(32))("jan@inkt.example")
    async with house.house.services.units.begin(None, request_id="test") as unit:
        await unit.suppressions.add(fingerprint("x@inkt.example"), SuppressionReason.BOUNCED, provider="test")
        await unit.suppressions.add(fingerprint("x@inkt.example"), SuppressionReason.COMPLAINED, provider="test")
        await unit.suppressions.add(fingerprint("x@inkt.example"), SuppressionReason.BOUNCED, provider="test")
        assert await unit.suppressions.reason(fingerprint("x@inkt.example")) is SuppressionReason.COMPLAINED
        assert await unit.suppressions.lift(fingerprint("x@inkt.example"))
        assert not await unit.suppressions.lift(fingerprint("x@inkt.example"))


MAILBOX = "{ mailbox(first: 10) { id recipient subject text } }"


async def test_a_person_finds_their_own_letters_in_the_mailbox_and_nobody_elses(
    house: RunningHouse, api: Api, other: Api
) -> None:
    subject = new_id()
    asked = {"link": LinkPurpose.RESET_PASSWORD, "subject_id": subject}
    mine = await post(house, MessageKind.RESET_PASSWORD, recipient=api.email, **asked)
    await post(house, MessageKind.RESET_PASSWORD, recipient="somebody@inkt.example", **asked)
    await house.queue.drain()

    found = (await api.ask(MAILBOX))["mailbox"]
    letters = [one for one in found if one["id"] == f"msg_{mine.id.hex}"]
    assert [one["recipient"] for one in letters] == [api.email]
    assert "/account/reset?token=" in letters[0]["text"]
    assert {one["recipient"] for one in found} == {api.email}
    assert f"msg_{mine.id.hex}" not in [one["id"] for one in (await other.ask(MAILBOX))["mailbox"]]


async def test_a_letter_to_an_address_that_is_not_the_persons_yet_is_not_shown(house: RunningHouse, api: Api) -> None:
    person = (await api.ask("{ viewer { user { id } } }"))["viewer"]["user"]["id"]
    await post(
        house,
        MessageKind.CONFIRM_EMAIL_NEW,
        recipient="victim@inkt.example",
        words={"old": api.email, "new": "victim@inkt.example"},
        link=LinkPurpose.CONFIRM_EMAIL_NEW,
        user_id=UUID(hex=person.removeprefix("usr_")),
        subject_id=new_id(),
    )
    await house.queue.drain()
    assert "victim@inkt.example" not in [one["recipient"] for one in (await api.ask(MAILBOX))["mailbox"]]


@pytest.mark.parametrize("mutation", sorted(ACTS))
async def test_every_letter_that_a_mutation_asks_for_can_be_written(
    house: RunningHouse, api: Api, mutation: str
) -> None:
    given = await ACTS[mutation](house, api)
    before = {row["id"] for row in await house.truth("SELECT id FROM message")}
    await api.act(mutation, given)
    await house.queue.drain()
    found = await house.truth("SELECT id, kind, state, failure FROM message")
    stuck = [dict(row) for row in found if row["id"] not in before and row["state"] != DeliveryState.SENT]
    assert stuck == []
