"""The newsletter's audience: only who said yes is in it, nobody is brought back, who is erased is gone there too."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import pytest_asyncio

from smoall.domain.kernel.errors import Unavailable
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.infra.mail.mailchimp import MOST_AT_ONCE, MailchimpAudience, MailchimpConfig, reach
from smoall.infra.mail.mailchimp_webhooks import MailchimpWebhooks
from smoall.sandbox.mailchimp import KEY, LIST, SECRET, MailchimpStandIn, hash_of
from smoall.usecases.audience import Standing
from smoall.usecases.mail import MailAddress
from smoall.usecases.operations.hints import Arrival, Forged
from tests.harness import account_acts
from tests.harness.acts import ACTS
from tests.harness.api import Api, Json
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.standins.kit import Fault, Manner, running

JAN = MailAddress("jan@inkt.example")
PATH = f"/3.0/lists/{LIST}/members/*"


@pytest.fixture
async def mailchimp() -> AsyncIterator[MailchimpStandIn]:
    async with running(MailchimpStandIn()) as standin:
        yield standin


def client(standin: MailchimpStandIn, **changes: Any) -> MailchimpAudience:
    values: dict[str, Any] = {"api_key": KEY, "list_id": LIST, "base_url": f"{standin.url}/3.0", "answer_seconds": 5.0}
    return MailchimpAudience(MailchimpConfig(**(values | changes)))


def test_the_data_centre_is_in_the_key_and_the_key_is_not_shown() -> None:
    config = MailchimpConfig("s3cret-us21", LIST)
    assert config.root == "https://us21.api.mailchimp.com/3.0"
    assert "s3cret" not in repr(config)


async def test_a_new_member_has_to_confirm_and_nothing_but_address_and_language_goes_there(
    mailchimp: MailchimpStandIn,
) -> None:
    assert await client(mailchimp).invite(JAN, language=Language.NL) is Standing.PENDING
    (request,) = mailchimp.log
    assert (request.method, request.path) == ("PUT", f"/3.0/lists/{LIST}/members/{hash_of(JAN.value)}")
    assert request.json == {"email_address": "jan@inkt.example", "status_if_new": "pending", "language": "nl"}


@pytest.mark.parametrize(
    ("status", "standing"), [("unsubscribed", Standing.UNSUBSCRIBED), ("cleaned", Standing.CLEANED)]
)
async def test_nobody_is_brought_back(mailchimp: MailchimpStandIn, status: str, standing: Standing) -> None:
    mailchimp.person(JAN.value, "subscribed")
    mailchimp.person(JAN.value, status)
    assert await client(mailchimp).invite(JAN, language=Language.NL) is standing
    assert mailchimp.members[hash_of(JAN.value)].status == status


async def test_who_was_erased_can_only_come_back_by_themselves(mailchimp: MailchimpStandIn) -> None:
    audience = client(mailchimp)
    await audience.invite(JAN, language=Language.NL)
    for _ in range(2):
        await audience.erase(audience.member_id(JAN))
    assert mailchimp.members == {}
    assert await audience.invite(JAN, language=Language.NL) is Standing.UNSUBSCRIBED
    assert mailchimp.members == {}
    assert (await audience.look(audience.member_id(JAN))).standing is Standing.ABSENT


async def test_leaving_is_heard_however_the_member_stands(mailchimp: MailchimpStandIn) -> None:
    audience = client(mailchimp)
    await audience.leave(audience.member_id(JAN))
    await audience.invite(JAN, language=Language.NL)
    for _ in range(2):
        await audience.leave(audience.member_id(JAN))
    assert (await audience.look(audience.member_id(JAN))).standing is Standing.UNSUBSCRIBED


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
async def test_an_outage_is_an_outage(mailchimp: MailchimpStandIn, status: int) -> None:
    audience = client(mailchimp)
    for call in (
        audience.invite(JAN, language=Language.NL),
        audience.look("x"),
        audience.leave("x"),
        audience.erase("x"),
    ):
        mailchimp.faults.plan(Fault.STATUS, "*", PATH, status=status, retry_after=7)
        with pytest.raises(Unavailable) as outage:
            await call
        assert outage.value.values == {"reason": str(status), "retry_after": "7"}


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.COMMIT_THEN_DROP, Fault.HANG, Fault.BAD_JSON])
async def test_a_call_that_broke_can_be_made_again(mailchimp: MailchimpStandIn, fault: Fault) -> None:
    audience = client(mailchimp, answer_seconds=0.3)
    mailchimp.faults.plan(fault, "PUT", PATH)
    with pytest.raises(Unavailable):
        await audience.invite(JAN, language=Language.NL)
    assert await audience.invite(JAN, language=Language.NL) is Standing.PENDING
    mailchimp.faults.plan(Fault.COMMIT_THEN_DROP, "POST", "*/delete-permanent")
    with pytest.raises(Unavailable):
        await audience.erase(audience.member_id(JAN))
    await audience.erase(audience.member_id(JAN))
    assert mailchimp.members == {}


async def test_never_more_at_once_than_mailchimp_allows(mailchimp: MailchimpStandIn) -> None:
    audience = client(mailchimp)
    addresses = [MailAddress(f"p{number}@inkt.example") for number in range(40)]
    await asyncio.gather(*(audience.invite(address, language=Language.FR) for address in addresses))
    assert len(mailchimp.members) == 40
    assert mailchimp.most_in_flight <= MOST_AT_ONCE


async def test_the_doctor_knows_whether_it_lets_us_in(mailchimp: MailchimpStandIn) -> None:
    assert await reach(MailchimpConfig(KEY, LIST, base_url=f"{mailchimp.url}/3.0")) is None
    assert await reach(MailchimpConfig("wrong-us1", LIST, base_url=f"{mailchimp.url}/3.0")) == "401"


# -- with the house around it -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class News:
    """A house that has a newsletter's audience at a Mailchimp."""

    house: RunningHouse
    mailchimp: MailchimpStandIn

    async def somebody(self, *, verified: bool = True) -> Api:
        """A person; their first letter is out of the way."""
        api = await Api.registered(self.house.http)
        if verified:
            await api.act("verifyEmail", await account_acts.verified(self.house, api))
        await self.house.queue.drain()
        return api

    async def say(self, api: Api, *, given: bool) -> None:
        """Yes or no to news, and what follows."""
        await api.do("setMarketingConsent", {"given": given})
        await self.house.queue.drain()

    async def deliver(self, manner: Manner = Manner()) -> list[int]:  # noqa: B008  frozen
        """Let webhooks come in, and do what follows."""
        assert self.mailchimp.sender
        self.mailchimp.sender.url = f"{self.house.house.settings.base_url}/webhooks/mailchimp"
        statuses = await self.mailchimp.sender.deliver(manner)
        await self.house.queue.drain(HOUSE)
        return statuses

    async def consents(self, api: Api) -> list[tuple[bool, str]]:
        """What the person said about news, the oldest first: yes or no, and by which way."""
        user = await account_acts.user_of(self.house, api)
        rows = await self.house.truth(
            "SELECT given, source FROM consent WHERE user_id = $1 AND subject = 'MARKETING' ORDER BY at, id", user
        )
        return [(row["given"], row["source"]) for row in rows]

    def status(self, api: Api) -> str | None:
        """How the person stands at Mailchimp."""
        member = self.mailchimp.members.get(hash_of(api.email))
        return member.status if member else None


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared(databases: Databases) -> AsyncIterator[News]:
    async with running(MailchimpStandIn()) as mailchimp:
        settings = {name.removeprefix("SMOALL_").lower(): value for name, value in mailchimp.settings().items()}
        with databases.copy() as where:
            async with running_house(where, admin=databases.admin(where), **settings) as house:
                yield News(house, mailchimp)


@pytest_asyncio.fixture(loop_scope="session")
async def news(shared: News) -> News:
    await shared.house.queue.drain()
    shared.mailchimp.log.clear()
    return shared


async def test_without_consent_nothing_leaves(news: News) -> None:
    api = await news.somebody()
    await news.say(api, given=False)
    await api.do("updateMe", {"name": "Anne Autre"})
    await news.house.queue.drain()
    assert news.mailchimp.log == []
    assert await news.house.truth("SELECT 1 FROM job_run WHERE actor = 'sync_audience'") == []


async def test_saying_yes_and_no(news: News) -> None:
    api = await news.somebody()
    await news.say(api, given=True)
    assert news.status(api) == "pending"
    news.mailchimp.person(api.email, "subscribed")
    await news.say(api, given=False)
    assert news.status(api) == "unsubscribed"
    assert [given for given, _ in (await news.consents(api))[-2:]] == [True, False]


async def test_an_address_that_nobody_verified_is_not_passed_on(news: News) -> None:
    api = await news.somebody(verified=False)
    await news.say(api, given=True)
    assert news.mailchimp.log == []
    await api.act("verifyEmail", await account_acts.verified(news.house, api))
    await news.house.queue.drain()
    assert news.status(api) == "pending"


async def test_unsubscribing_there_is_a_withdrawal_here(news: News) -> None:
    api = await news.somebody()
    await news.say(api, given=True)
    news.mailchimp.person(api.email, "unsubscribed")
    assert set(await news.deliver(Manner(times=3, shuffled=True))) == {200}
    assert (await news.consents(api))[-2:] == [(True, "SETTINGS"), (False, "PROVIDER")]
    assert news.status(api) == "unsubscribed"


async def test_a_mailbox_that_is_gone_is_a_withdrawal_too(news: News) -> None:
    api = await news.somebody()
    await news.say(api, given=True)
    news.mailchimp.person(api.email, "cleaned")
    await news.deliver()
    assert (await news.consents(api))[-1] == (False, "PROVIDER")


async def test_a_webhook_that_lies_changes_nothing(news: News) -> None:
    api = await news.somebody()
    await news.say(api, given=True)
    news.mailchimp.tell("unsubscribe", api.email)
    assert await news.deliver() == [200]
    assert (await news.consents(api))[-1] == (True, "SETTINGS")


async def test_a_consent_given_after_the_withdrawal_stands(news: News) -> None:
    api = await news.somebody()
    await news.say(api, given=True)
    news.mailchimp.person(api.email, "unsubscribed")
    await api.do("setMarketingConsent", {"given": False})
    await api.do("setMarketingConsent", {"given": True})
    await news.house.queue.drain()
    await news.deliver()
    assert (await news.consents(api))[-1] == (True, "SETTINGS")
    assert news.status(api) == "pending"  # asked to confirm there once more


async def test_who_says_yes_again_here_is_asked_again_there(news: News) -> None:
    api = await news.somebody()
    await news.say(api, given=True)
    news.mailchimp.person(api.email, "subscribed")
    await news.say(api, given=False)
    assert news.status(api) == "unsubscribed"

    await news.say(api, given=True)

    assert news.status(api) == "pending"
    assert [given for given, _ in (await news.consents(api))[-3:]] == [True, False, True]


@pytest.mark.parametrize("status", ["unsubscribed", "cleaned"])
async def test_who_unsubscribed_there_since_stays_out_though_no_webhook_said_so(news: News, status: str) -> None:
    api = await news.somebody()
    await news.say(api, given=True)
    news.mailchimp.person(api.email, status)
    assert news.mailchimp.sender
    news.mailchimp.sender.waiting.clear()

    user = await account_acts.user_of(news.house, api)
    async with news.house.house.services.units.begin(None, request_id="test") as unit:
        await unit.audience.ask_sync(user)
        await unit.commit()
    await news.house.queue.drain()

    assert (await news.consents(api))[-1] == (False, "PROVIDER")
    assert news.status(api) != "pending"


async def test_who_goes_on_there_under_another_address_is_erased_there(news: News) -> None:
    api = await news.somebody()
    await news.say(api, given=True)
    moved = f"moved-{api.email}"
    news.mailchimp.move(api.email, moved)
    assert set(await news.deliver()) == {200}
    user = await account_acts.user_of(news.house, api)
    kept = await news.house.truth("SELECT member_id FROM audience_member WHERE user_id = $1", user)
    assert [row["member_id"] for row in kept] == [hash_of(moved)]

    await api.do("deleteMyAccount", await ACTS["deleteMyAccount"](news.house, api))
    await news.house.queue.drain()

    assert hash_of(moved) in news.mailchimp.forgotten
    assert news.mailchimp.members.get(hash_of(moved)) is None


async def test_who_unsubscribes_there_under_another_address_has_withdrawn(news: News) -> None:
    api = await news.somebody()
    await news.say(api, given=True)
    moved = f"moved-{api.email}"
    news.mailchimp.move(api.email, moved)
    news.mailchimp.person(moved, "unsubscribed")
    await news.deliver()
    assert (await news.consents(api))[-1] == (False, "PROVIDER")


async def test_a_webhook_cannot_move_somebody_who_is_where_they_were(news: News) -> None:
    api, other = await news.somebody(), await news.somebody()
    await news.say(api, given=True)
    news.mailchimp.tell("upemail", other.email, old_email=api.email, new_email=other.email)
    await news.deliver()
    user = await account_acts.user_of(news.house, api)
    kept = await news.house.truth("SELECT member_id FROM audience_member WHERE user_id = $1", user)
    assert [row["member_id"] for row in kept] == [hash_of(api.email)]


async def test_nobody_is_told_of_before_their_id_is_kept(news: News) -> None:
    """The worker dies after Mailchimp took the member, before anything else: an erasure still finds them."""
    api = await news.somebody()
    news.mailchimp.faults.plan(Fault.COMMIT_THEN_DROP, "PUT", PATH)
    await api.do("setMarketingConsent", {"given": True})
    await news.house.queue.drain()
    assert news.status(api) == "pending"
    user = await account_acts.user_of(news.house, api)
    kept = await news.house.truth("SELECT member_id FROM audience_member WHERE user_id = $1", user)
    assert [row["member_id"] for row in kept] == [hash_of(api.email)]


async def test_who_is_erased_here_is_erased_there(news: News) -> None:
    api = await news.somebody()
    await news.say(api, given=True)
    user = await account_acts.user_of(news.house, api)
    given, select = await ACTS["deleteMyAccount"](news.house, api), "receipt { downstream { way reference asked } }"
    receipt = (await api.do("deleteMyAccount", given, select=select))["receipt"]
    await news.house.queue.drain()
    (asked,) = receipt["downstream"]
    assert (asked["way"], asked["asked"]) == ("NEWSLETTER", True)
    told = """SELECT convert_from(p.payload, 'UTF8') AS payload FROM audit_entry e JOIN audit_payload p
        USING (organisation_id, sequence) WHERE e.action = 'eraseFromAudience'"""
    assert asked["reference"] in str(await news.house.truth(told))
    assert hash_of(api.email) in news.mailchimp.forgotten
    assert news.status(api) is None
    assert await news.house.truth("SELECT 1 FROM audience_member WHERE user_id = $1", user) == []
    assert await news.house.truth("SELECT 1 FROM audience_farewell") == []


async def test_mailchimp_asks_whether_somebody_is_there(news: News) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{news.house.house.settings.base_url}/webhooks/mailchimp?secret={SECRET}")
    assert answer.status_code == 200


async def test_without_the_secret_nothing_is_taken(news: News) -> None:
    counts = await news.house.counts()
    form = {"type": "unsubscribe", "data[email]": "jan@inkt.example", "data[list_id]": LIST}
    async with httpx.AsyncClient() as http:
        for query in ("", "?secret=", "?secret=wrong", f"?secret={SECRET}x", "?Secret=" + SECRET):
            url = f"{news.house.house.settings.base_url}/webhooks/mailchimp{query}"
            assert (await http.post(url, data=form)).status_code == 400
    assert await news.house.counts() == counts


def arrival(form: Json | bytes, **query: str) -> Arrival:
    body = form if isinstance(form, bytes) else urlencode(form).encode()
    return Arrival(body, {}, {"secret": SECRET, **query}, datetime.now(UTC))


def test_a_hint_holds_the_members_id_and_no_address() -> None:
    source = MailchimpWebhooks(SECRET, list_id=LIST)
    form = {"type": "unsubscribe", "data[email]": "Jan@Inkt.example", "data[list_id]": LIST, "data[merges][FNAME]": "J"}
    hint, again = source.read(arrival(form)), source.read(arrival(form))
    assert hint == again
    assert hint is not None
    assert hint.subjects == {"member": hash_of("jan@inkt.example")}
    assert "inkt" not in repr(hint)


@pytest.mark.parametrize(
    "form",
    [
        {"type": "subscribe", "data[email]": "a@b.example", "data[list_id]": LIST},
        {"type": "profile", "data[email]": "a@b.example", "data[list_id]": LIST},
        {"type": "unsubscribe", "data[email]": "a@b.example", "data[list_id]": "another"},
        {},
        b"",
    ],
)
def test_what_is_no_withdrawal_is_passed_over(form: Json | bytes) -> None:
    assert MailchimpWebhooks(SECRET, list_id=LIST).read(arrival(form)) is None


@pytest.mark.parametrize(
    "form",
    [
        {"type": "unsubscribe", "data[list_id]": LIST},
        {"type": "unsubscribe", "data[list_id]": LIST, "data[email]": "a" * 300},
        b"\xff\xfe",
        b"&".join(b"a%d=1" % number for number in range(500)),
    ],
)
def test_what_cannot_be_read_is_forged(form: Json | bytes) -> None:
    with pytest.raises(Forged):
        MailchimpWebhooks(SECRET, list_id=LIST).read(arrival(form))


async def test_who_said_yes_while_there_was_no_provider_is_told_of_later(news: News) -> None:
    api = await news.somebody()
    await api.do("setMarketingConsent", {"given": True})
    await news.house.queue.take()
    await news.house.truth("DELETE FROM audience_member RETURNING 1")
    reconcile: Any = news.house.queue.broker.get_actor("reconcile_audience").fn
    await reconcile.__wrapped__()
    await news.house.queue.drain()
    assert news.status(api) == "pending"
    await reconcile.__wrapped__()
    assert await news.house.queue.drain() == []


async def test_the_list_is_a_query(news: News) -> None:
    yes, no, unverified = await news.somebody(), await news.somebody(), await news.somebody(verified=False)
    for api, given in ((yes, True), (no, False), (unverified, True)):
        await news.say(api, given=given)
    async with news.house.house.services.units.begin(None, request_id="test") as unit:
        readers = {reader.email for reader in await unit.audience.readers(untold=False, limit=1000)}
    assert yes.email in readers
    assert not {no.email, unverified.email} & readers
