"""The road of a webhook through the running house: answered at once, written down once, followed by a job."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest

from smoall.domain.kernel.errors import Unavailable
from smoall.domain.organisations.house import HOUSE
from smoall.infra.http.webhooks import MOST_BYTES
from smoall.infra.telemetry.metrics import WEBHOOKS
from smoall.usecases.operations.hints import Arrival, Foreign, Forged, Hint, Stale
from smoall.usecases.unit import Units
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house


@dataclass(slots=True)
class Pigeons:
    """A provider of the tests: the body says what it is, the query holds the secret, what is followed is remembered."""

    name: str = "pigeons"
    probed: bool = True
    followed: list[Hint] = field(default_factory=list)
    outages: int = 0

    def read(self, arrival: Arrival) -> Hint | None:
        if arrival.query.get("secret") != "coo":
            raise Forged
        words = {b"stale": Stale, b"foreign": Foreign}
        if error := words.get(arrival.body):
            raise error
        return None if arrival.body == b"weather" else Hint(arrival.body.decode(), {"letter": "ltr_1"})

    async def follow(self, units: Units, hint: Hint) -> None:
        if self.outages:
            self.outages -= 1
            raise Unavailable("TRY_AGAIN")
        self.followed.append(hint)


@dataclass(frozen=True, slots=True)
class Loft:
    house: RunningHouse
    pigeons: Pigeons

    async def send(self, body: bytes | str, secret: str = "coo", **more: Any) -> httpx.Response:
        content = body.encode() if isinstance(body, str) else body
        return await self.house.http.post("/webhooks/pigeons", params={"secret": secret}, content=content, **more)

    async def stored(self) -> list[Mapping[str, Any]]:
        sql = "SELECT provider, event_id, body, handled_at IS NOT NULL AS handled FROM inbox WHERE organisation_id = $1"
        return [dict(row) for row in await self.house.truth(sql, HOUSE)]

    def counted(self, outcome: str) -> int:
        tally = WEBHOOKS.tallies.get(("pigeons", outcome))
        return sum(tally.counts) if tally else 0


@pytest.fixture(scope="module")
async def loft_of_the_module(databases: Databases) -> AsyncIterator[Loft]:
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where)) as house:
            pigeons = Pigeons()
            house.house.sources["pigeons"] = pigeons  # type: ignore[index]
            workshops = house.queue.workshops
            workshops._made = replace(workshops(), followers={"pigeons": pigeons.follow})
            yield Loft(house, pigeons)


@pytest.fixture
async def loft(loft_of_the_module: Loft) -> Loft:
    loft_of_the_module.pigeons.followed.clear()
    await loft_of_the_module.house.truth("TRUNCATE inbox, job_run, dramatiq.queue")
    return loft_of_the_module


async def test_an_event_is_written_down_by_its_ids_and_followed_once(loft: Loft) -> None:
    before = loft.counted("accepted")
    assert (await loft.send("evt_1")).status_code == 200
    assert await loft.stored() == [
        {"provider": "pigeons", "event_id": "evt_1", "body": b'{"letter":"ltr_1"}', "handled": False}
    ]
    assert [job.name for job in await loft.house.queue.drain(HOUSE)] == ["take_event"]
    assert loft.pigeons.followed == [Hint("evt_1", {"letter": "ltr_1"})]
    assert [row["handled"] for row in await loft.stored()] == [True]
    assert loft.counted("accepted") == before + 1


async def test_an_event_that_comes_again_is_answered_and_not_followed_again(loft: Loft) -> None:
    before = loft.counted("duplicate")
    for _ in range(3):
        assert (await loft.send("evt_1")).status_code == 200
    await loft.house.queue.drain(HOUSE)
    assert (await loft.send("evt_1")).status_code == 200
    await loft.house.queue.drain(HOUSE)
    assert len(loft.pigeons.followed) == 1
    assert loft.counted("duplicate") == before + 3


@pytest.mark.parametrize(
    ("body", "secret", "status", "outcome"),
    [
        ("evt_1", "wrong", 400, "forged"),
        ("e" * 201, "coo", 400, "forged"),
        ("stale", "coo", 400, "stale"),
        ("foreign", "coo", 200, "foreign"),
        ("weather", "coo", 200, "unknown"),
        ("x" * (MOST_BYTES + 1), "coo", 413, "too_large"),
    ],
)
async def test_what_is_refused_leaves_nothing_behind_but_a_figure(
    loft: Loft, body: str, secret: str, status: int, outcome: str
) -> None:
    before, rows = loft.counted(outcome), await loft.house.counts()
    answer = await loft.send(body, secret)
    assert (answer.status_code, answer.content) == (status, b"")
    assert await loft.house.counts() == rows
    assert loft.counted(outcome) == before + 1
    assert f'outcome="{outcome}"' in (await loft.house.http.get("/metrics")).text


async def test_a_provider_that_is_not_set_up_is_not_there(loft: Loft) -> None:
    for name in ("hawks", "stripe", "..%2Fgraphql", "pigeons%00"):
        assert (await loft.house.http.post(f"/webhooks/{name}", content=b"x")).status_code == 404


async def test_a_provider_may_ask_whether_somebody_is_there(loft: Loft) -> None:
    assert (await loft.house.http.get("/webhooks/pigeons")).status_code == 200
    loft.pigeons.probed = False
    refused = await loft.house.http.get("/webhooks/pigeons")
    loft.pigeons.probed = True
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


async def test_an_outage_of_the_provider_is_waited_out(loft: Loft) -> None:
    loft.pigeons.outages = 2
    await loft.send("evt_1")
    (message,) = await loft.house.queue.take(HOUSE)
    runs = [await loft.house.queue.run(message) for _ in range(3)]
    assert [run.later for run in runs] == [True, True, False]
    assert len(loft.pigeons.followed) == 1


async def test_a_job_that_was_killed_after_its_effect_only_repeats_it(loft: Loft) -> None:
    await loft.send("evt_1")
    (message,) = await loft.house.queue.take(HOUSE)
    await loft.house.queue.run(message)
    await loft.house.truth("UPDATE inbox SET handled_at = NULL")
    await loft.house.truth("UPDATE job_run SET state = 'RUNNING'")
    await loft.house.queue.run(message)
    assert len(loft.pigeons.followed) == 2
    assert [row["handled"] for row in await loft.stored()] == [True]


async def test_a_provider_whose_settings_went_is_shown_to_a_person(loft: Loft) -> None:
    workshops = loft.house.queue.workshops
    whole = workshops()
    workshops._made = replace(whole, followers={})
    await loft.send("evt_1")
    await loft.house.queue.drain(HOUSE)
    workshops._made = whole
    (run,) = await loft.house.truth("SELECT state, failure FROM job_run")
    assert dict(run) == {"state": "PARKED", "failure": "PROVIDER_NOT_SET_UP"}


async def test_nobody_elses_house_sees_the_inbox(loft: Loft) -> None:
    await loft.send("evt_1")
    assert await loft.house.as_app("SELECT * FROM inbox") == []
    assert len(await loft.house.as_app("SELECT * FROM inbox", organisation=HOUSE)) == 1
