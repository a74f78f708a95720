"""Background jobs: asked for with the act or not at all, done once for all times, given up only in plain sight."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from smoall.domain.kernel.errors import Conflict, Unavailable
from smoall.usecases.actor import Actor
from smoall.usecases.operations.run_job import MOST_ATTEMPTS, MOST_FAILURES, Attempt, TryLater, run_job
from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse

JOBS = "query ($where: JobWhere) { jobs(where: $where, first: 100) { nodes { key name state attempts failure } } }"
PARKED = {"state": {"eq": "PARKED"}}


async def jobs(api: Api, **where: Any) -> list[Json]:
    """The jobs of the organisation."""
    found: list[Json] = (await api.ask(JOBS, where=where))["jobs"]["nodes"]
    return found


async def waiting(house: RunningHouse, api: Api) -> int:
    """How many messages of the organisation wait in the queue."""
    statement = "SELECT count(*) AS n FROM dramatiq.queue WHERE message->'args'->>0 = $1"
    count: int = (await house.truth(statement, str(api.organisation_id)))[0]["n"]
    return count


@contextmanager
def failing(house: RunningHouse, failure: Exception) -> Iterator[list[int]]:
    """The printer fails in this way; how often it was asked."""
    asked: list[int] = []
    renderer = house.queue.workshops.renderer
    real = renderer.render

    async def render(*_: object, **__: object) -> bytes:
        asked.append(1)
        raise failure

    renderer.render = render  # type: ignore[method-assign]
    try:
        yield asked
    finally:
        renderer.render = real  # type: ignore[method-assign]


async def test_a_job_comes_with_its_act_or_not_at_all(house: RunningHouse, api: Api) -> None:
    draft = await api.draft(await api.company())
    await api.act("issueInvoice", {"invoice": draft, "issuedOn": "2099-01-01"})
    await api.act("issueInvoice", {"invoice": draft, "validateOnly": True})
    assert await jobs(api) == []
    assert await waiting(house, api) == 0

    await api.issue(draft)

    assert [(job["name"], job["state"], job["attempts"]) for job in await jobs(api)] == [
        ("render_document", "QUEUED", 0)
    ]
    assert await waiting(house, api) == 1
    await house.queue.take(api.organisation_id)


async def test_a_job_is_done_once_for_all_times(house: RunningHouse, api: Api) -> None:
    invoice = await api.issued()
    (message,) = await house.queue.take(api.organisation_id)
    files = "SELECT count(*) AS n FROM document_file WHERE document_id = $1"

    for _ in range(3):
        await house.queue.run(message)

    assert [(job["state"], job["attempts"]) for job in await jobs(api)] == [("DONE", 1)]
    assert (await house.truth(files, UUID(invoice["id"][4:])))[0]["n"] == 2
    await asyncio.gather(*(house.queue.run(message) for _ in range(5)))
    assert [(job["state"], job["attempts"]) for job in await jobs(api)] == [("DONE", 1)]


async def test_a_delivery_that_is_run_five_times_at_once_is_one_letter(house: RunningHouse, api: Api) -> None:
    invoice = (await api.issued())["id"]
    await house.queue.drain(api.organisation_id)
    await api.do("sendInvoice", {"invoice": invoice, "to": ["jan@inkt.example"]})
    (message,) = await house.queue.take(api.organisation_id)
    before = {path.name for path in (house.home / "mailbox").glob("*.eml")}

    await asyncio.gather(*(house.queue.run(message) for _ in range(5)))
    await house.queue.run(message)

    after = {path.name for path in (house.home / "mailbox").glob("*.eml")}
    assert len(after - before) == 1
    query = "query ($id: ID!) { invoice(id: $id) { deliveries { nodes { state } } } }"
    seen = await api.ask(query, id=invoice)
    assert [node["state"] for node in seen["invoice"]["deliveries"]["nodes"]] == ["SENT"]


async def test_sending_twice_to_the_same_person_is_asked_for_twice(house: RunningHouse, api: Api) -> None:
    invoice = (await api.issued())["id"]
    for _ in range(2):
        await api.do("sendInvoice", {"invoice": invoice, "to": ["jan@inkt.example"]})
    await house.queue.drain(api.organisation_id)
    letters = (await api.ask("{ mailbox { recipient } }"))["mailbox"]
    assert letters == [{"recipient": "jan@inkt.example"}] * 2


async def test_an_outage_is_tried_again_until_it_is_over(house: RunningHouse, api: Api) -> None:
    invoice = await api.issued()
    (message,) = await house.queue.take(api.organisation_id)
    with failing(house, Unavailable("PDF_UNAVAILABLE")) as asked:
        for attempt in range(1, 4):
            assert (await house.queue.run(message)).later
            (job,) = await jobs(api)
            assert (job["state"], job["attempts"], job["failure"]) == ("QUEUED", attempt, "PDF_UNAVAILABLE")
    assert len(asked) == 3

    assert not (await house.queue.run(message)).later
    assert [(job["state"], job["attempts"], job["failure"]) for job in await jobs(api)] == [("DONE", 4, None)]
    assert (await house.http.get(invoice["pdf"]["url"])).status_code == 200


@pytest.mark.parametrize(
    ("failure", "attempts"),
    [(Unavailable("PDF_UNAVAILABLE"), MOST_ATTEMPTS), (RecursionError("poison"), MOST_FAILURES), (Conflict("X"), 1)],
)
async def test_poison_is_parked_in_plain_sight_and_can_be_tried_again(
    house: RunningHouse, api: Api, failure: Exception, attempts: int
) -> None:
    invoice = await api.issued()
    (message,) = await house.queue.take(api.organisation_id)
    with failing(house, failure) as asked:
        while (await house.queue.run(message)).later:
            assert len(asked) <= attempts
    assert len(asked) == attempts
    (parked,) = await jobs(api, **PARKED)
    assert (parked["name"], parked["attempts"]) == ("render_document", attempts)
    assert parked["failure"]

    again = await api.do("retryJob", {"key": parked["key"]})
    assert again["key"] == parked["key"]
    assert (await api.refusal("retryJob", {"key": parked["key"]}))["code"] == "JOB_NOT_PARKED"
    assert [job.later for job in await house.queue.drain(api.organisation_id)] == [False]

    assert await jobs(api, **PARKED) == []
    assert [(job["state"], job["failure"]) for job in await jobs(api)] == [("DONE", None)]
    assert (await house.http.get(invoice["pdf"]["url"])).status_code == 200


async def test_a_job_that_kills_its_process_is_counted_too(house: RunningHouse, api: Api) -> None:
    """The count is committed before the work: whoever dies in it leaves it behind."""
    await api.issued()
    (message,) = await house.queue.take(api.organisation_id)
    units, (organisation, key) = house.queue.workshops().units, message["args"]

    async def die(_actor: Actor, _given: object) -> None:
        raise asyncio.CancelledError

    for attempt in range(1, MOST_ATTEMPTS + 1):
        with pytest.raises(asyncio.CancelledError):
            await run_job(units, UUID(organisation), key, die)
        (job,) = await jobs(api)
        assert (job["state"], job["attempts"]) == ("RUNNING", attempt)

    assert await run_job(units, UUID(organisation), key, die) == Attempt("skipped")
    assert [job["key"] for job in await jobs(api, **PARKED)] == [key]


async def test_waits_grow_and_are_bounded(house: RunningHouse, api: Api) -> None:
    await api.issued()
    (message,) = await house.queue.take(api.organisation_id)
    units, (organisation, key) = house.queue.workshops().units, message["args"]
    waits: list[timedelta] = []

    async def outage(_actor: Actor, _given: object) -> None:
        raise Unavailable("MAIL_UNAVAILABLE")

    for _ in range(MOST_ATTEMPTS - 1):
        with pytest.raises(TryLater) as later:
            await run_job(units, UUID(organisation), key, outage)
        waits.append(later.value.delay)
    assert waits == sorted(waits)
    assert waits[0] >= timedelta(seconds=1)
    assert waits[-1] <= timedelta(minutes=10)


async def test_a_job_that_fell_out_of_the_queue_is_put_back(house: RunningHouse, api: Api) -> None:
    await api.issued()
    await house.queue.take(api.organisation_id)
    keeper = house.queue.workshops().housekeeping
    await keeper.wake_lost_jobs()
    assert await waiting(house, api) == 0  # it may be under way

    statement = "UPDATE job_run SET updated_at = updated_at - interval '3 minutes' WHERE organisation_id = $1"
    await house.truth(statement, api.organisation_id)
    await keeper.wake_lost_jobs()
    await keeper.wake_lost_jobs()

    assert await waiting(house, api) == 1
    await house.queue.drain(api.organisation_id)
    assert [job["state"] for job in await jobs(api)] == ["DONE"]


async def test_a_real_worker_takes_what_is_asked_for(house_at_work: RunningHouse) -> None:
    api = await Api.registered(house_at_work.http)
    invoices = [await api.issued() for _ in range(3)]
    answers = await asyncio.gather(*(house_at_work.http.get(invoice["pdf"]["url"]) for invoice in invoices))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.content for answer in answers}) == 3
