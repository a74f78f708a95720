"""Another organisation's ids are like ids that name nothing: in every query, every mutation, every address."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from graphql import GraphQLInputObjectType, get_named_type

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.breach_reach import PLACES
from smoall.schema.rooting import NODES
from tests.harness.acts import ACTS, at, changed, input_type_of, places
from tests.harness.api import Api, Json
from tests.harness.breach_acts import noticed
from tests.harness.house import RunningHouse
from tests.harness.operating import OPERATORS, operator
from tests.harness.selecting import the_schema
from tests.harness.world import SHARED, World, make_world

QUERY = the_schema().query_type
assert QUERY is not None
BY_ID = [name for name, field in QUERY.fields.items() if "id" in field.args and name != "node"]
LISTS = [name for name, field in QUERY.fields.items() if get_named_type(field.type).name.endswith("Connection")]
WITH_IDS = [
    mutation
    for mutation in ACTS
    if mutation not in OPERATORS  # whose acts reach into every organisation
    and (given := input_type_of(mutation))
    and "ID" in {get_named_type(field.type).name for field in given.fields.values()}
]


def own(world: World) -> dict[Kind, str]:
    """The ids that name what is theirs alone."""
    return {kind: identity for kind, identity in world.ids.items() if kind not in SHARED}


def missing(kind: Kind) -> str:
    """An id of that kind that names nothing."""
    return f"{kind.value}_{uuid4().hex}"


@pytest_asyncio.fixture(scope="module")
async def neighbour(house: RunningHouse) -> World:
    """Whose things nobody else may see."""
    return await make_world(house, "geheim-van-de-buur")


@pytest_asyncio.fixture(scope="module")
async def stranger(house: RunningHouse) -> World:
    """Who looks, with things of their own."""
    return await make_world(house, "eigen-zaak")


async def test_the_owner_sees_all_of_it(neighbour: World) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }"
    assert set(neighbour.ids) == set(Kind)
    ids = [identity for kind, identity in neighbour.ids.items() if kind in NODES]
    seen = await neighbour.api.ask(query, ids=ids)
    assert [node["id"] for node in seen["nodes"]] == ids


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in SHARED])
async def test_no_query_by_id_finds_it(neighbour: World, stranger: World, kind: Kind) -> None:
    for identity in (neighbour.ids[kind], missing(kind)):
        node = "query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }"
        assert await stranger.api.ask(node, id=identity) == {"node": None, "nodes": [None]}
        for field in BY_ID:
            assert await stranger.api.ask(f"query ($id: ID!) {{ {field}(id: $id) {{ id }} }}", id=identity) == {
                field: None
            }
        trail = await stranger.api.ask(
            "query ($id: ID!) { auditTrail(object: $id) { totalCount nodes { action } } }", id=identity
        )
        assert trail == {"auditTrail": {"totalCount": 0, "nodes": []}}


async def test_a_draft_is_as_hidden_as_an_invoice(neighbour: World, stranger: World) -> None:
    query = "query ($id: ID!) { invoice(id: $id) { id } node(id: $id) { id } }"
    assert await stranger.api.ask(query, id=neighbour.draft) == {"invoice": None, "node": None}


async def test_numbering_audit_of_a_foreign_journal_is_like_that_of_none(neighbour: World, stranger: World) -> None:
    query = "query ($id: ID!) { numberingAudit(journal: $id, fiscalYear: 2026) { count } }"
    told = []
    for identity in (neighbour.ids[Kind.JOURNAL], missing(Kind.JOURNAL), "nonsense"):
        answer = await stranger.api.answer(query, {"id": identity})
        (error,) = answer["errors"]
        told.append((error["message"], error["extensions"]["code"]))
    assert told[0] == told[1] == told[2]
    assert told[0][1] == "BAD_USER_INPUT"


@pytest.mark.parametrize("field", LISTS)
async def test_no_list_shows_it(neighbour: World, stranger: World, field: str) -> None:
    assert QUERY is not None
    arguments = "object: $id" if field == "auditTrail" else ""
    head = "query ($id: ID!)" if arguments else "query"
    selection = "nodes { __typename }" if field in ("jobs", "auditTrail", "members") else "nodes { id }"
    query = f"{head} {{ {field}{f'({arguments})' if arguments else ''} {{ totalCount {selection} }} }}"
    mine = stranger.ids[Kind.INVOICE]
    answer = await stranger.api.answer(query, {"id": mine} if arguments else {})
    assert answer["data"][field]["totalCount"] > 0
    text = json.dumps(answer)
    assert not [identity for identity in own(neighbour).values() if identity in text]


@pytest.mark.parametrize("field", [name for name in LISTS if name != "jobs" and "where" in QUERY.fields[name].args])
async def test_no_filter_reaches_it(neighbour: World, stranger: World, field: str) -> None:
    assert QUERY is not None
    where = QUERY.fields[field].args["where"].type
    assert isinstance(where, GraphQLInputObjectType)
    comparators = [name for name, part in where.fields.items() if get_named_type(part.type).name == "IdComparator"]
    for comparator in comparators:
        for identity in own(neighbour).values():
            for condition in ({"eq": identity}, {"in": [identity, missing(Kind.INVOICE)]}):
                query = f"query ($where: {where.name}) {{ {field}(where: $where) {{ totalCount }} }}"
                seen = await stranger.api.ask(query, where={comparator: condition})
                assert seen[field]["totalCount"] == 0


@pytest.mark.parametrize("mutation", WITH_IDS)
async def test_no_mutation_touches_it(house: RunningHouse, neighbour: World, stranger: World, mutation: str) -> None:
    given = await ACTS[mutation](house, stranger.api)
    found = list(places(input_type_of(mutation), given, "ID"))
    assert found
    before = await house.counts()
    for path in found:
        right = Kind(at(given, path).partition("_")[0])
        theirs = own(neighbour)
        names_nothing = [
            missing(right),
            theirs.get(right, missing(right)),
            *theirs.values(),
            "",
            "x" * 40,
            f"{right.value}_",
        ]
        if right is Kind.INVOICE:
            names_nothing.append(neighbour.draft)
        told = [await stranger.api.act(mutation, changed(given, path, identity)) for identity in names_nothing]
        if mutation == "sendInvoice":  # takes credit notes as well, and says which of the two it did not find
            told = [one for one, identity in zip(told, names_nothing, strict=True) if not identity.startswith("crn")]
        assert told[0]["__typename"].endswith("Problem"), told[0]
        assert all(one == told[0] for one in told), told
    assert await house.counts() == before


async def test_smoall_finds_whose_things_are_in_a_breach(house: RunningHouse, neighbour: World) -> None:
    smoall, select = await operator(house), "breach { organisations { organisation } }"
    nowhere = [identity for kind, identity in neighbour.ids.items() if kind not in {*PLACES, Kind.ORGANISATION}]
    for kind in (*PLACES, Kind.ORGANISATION):
        given = noticed(neighbour.ids[kind], validateOnly=True)
        found = (await smoall.do("recordBreach", given, select=select))["breach"]["organisations"]
        assert found == [{"organisation": neighbour.api.organisation}], kind
    refusal = await smoall.refusal("recordBreach", noticed(*nowhere))
    assert [one["code"] for one in refusal["findings"]] == ["BREACH_OBJECT_UNKNOWN"] * len(nowhere)


async def test_a_foreign_job_cannot_be_tried_again(house: RunningHouse, neighbour: World, stranger: World) -> None:
    await house.truth("UPDATE job_run SET state = 'PARKED' WHERE run_key = $1", neighbour.job)
    told = [await stranger.api.refusal("retryJob", {"key": key}) for key in (neighbour.job, "render:nothing")]
    assert told[0] == told[1]
    assert told[0]["code"] == "JOB_NOT_FOUND"


async def test_an_address_cannot_be_bent_to_another_file(
    house: RunningHouse, neighbour: World, stranger: World
) -> None:
    ours, theirs = stranger.urls, neighbour.urls
    organisations = [world.api.organisation.removeprefix("org_") for world in (stranger, neighbour)]
    bent = {
        theirs[0].replace(organisations[1], organisations[0]),
        ours[0].replace(organisations[0], organisations[1]),
        ours[0].replace(stranger.ids[Kind.INVOICE], neighbour.ids[Kind.INVOICE]),
        theirs[0].split("?")[0] + "?" + ours[0].split("?")[1],
        ours[0].replace("/pdf?", "/ubl?"),
        ours[0].replace("/pdf?", "/secret?"),
        ours[0].split("?")[0],
        ours[0].replace("expires=", "expires=9"),
        ours[0][:-1] + ("0" if ours[0][-1] != "0" else "1"),
    }
    assert not bent & {*ours, *theirs}
    for url in bent:
        assert (await house.http.get(url)).status_code in (403, 404), url
    for url in (*ours, *theirs):
        assert (await house.http.get(url)).status_code == 200


async def test_the_mailbox_shows_own_letters_only(neighbour: World, stranger: World) -> None:
    letters = (await stranger.api.ask("{ mailbox { id recipient text } }"))["mailbox"]
    assert {stranger.ids[Kind.DELIVERY], stranger.ids[Kind.MESSAGE]} <= {letter["id"] for letter in letters}
    assert {letter["recipient"] for letter in letters} <= {f"{stranger.secret}@inkt.example", stranger.api.email}
    assert neighbour.secret not in json.dumps(letters)


@asynccontextmanager
async def watching(house: RunningHouse, api: Api, invoice: str | None) -> AsyncIterator["asyncio.Queue[Json]"]:
    """What a subscription to changed invoices tells, as it comes in."""
    heard: asyncio.Queue[Json] = asyncio.Queue()
    query = "subscription ($id: ID) { invoiceChanged(invoice: $id) { id state } }"
    headers = {"authorization": f"Bearer {api.token}", "accept": "text/event-stream"}

    async def listen() -> None:
        body = {"query": query, "variables": {"id": invoice}}
        async with house.http.stream("POST", "/graphql", json=body, headers=headers) as stream:
            assert stream.status_code == 200, await stream.aread()
            async for text in stream.aiter_lines():
                if text.startswith("data:") and text.removeprefix("data:").strip():
                    heard.put_nowait(json.loads(text.removeprefix("data:")))

    task = asyncio.create_task(listen())
    await asyncio.sleep(0.3)
    try:
        yield heard
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_no_subscription_tells_of_it(house: RunningHouse, neighbour: World, stranger: World) -> None:
    invoice = neighbour.ids[Kind.INVOICE]
    async with (
        watching(house, stranger.api, invoice) as bent,
        watching(house, stranger.api, None) as all_of_ours,
        watching(house, neighbour.api, invoice) as owner,
    ):
        assert (await neighbour.api.pay(invoice, "1.00"))["__typename"] == "RegisterPaymentPayload"
        told = await asyncio.wait_for(owner.get(), 5)
        await asyncio.sleep(0.2)
        assert _event(told)["invoiceChanged"]["id"] == invoice
        assert bent.empty()
        assert all_of_ours.empty()


def _event(message: Json) -> Any:
    return (message.get("payload") or message)["data"]


async def test_a_session_that_ended_opens_nothing(house: RunningHouse, stranger: World) -> None:
    await house.truth("DELETE FROM throttle")  # other tests guess passwords from this address
    elsewhere = await stranger.api.signed_in_again()
    query = "{ viewer { organisation { id } } }"
    assert (await elsewhere.ask(query))["viewer"]["organisation"]["id"] == stranger.api.organisation
    await elsewhere.do("signOut")
    for text in (query, '{ node(id: "x") { id } }', "{ invoices { totalCount } }"):
        answer = await elsewhere.post({"query": text})
        assert answer.status_code == 401, answer.text
    assert (await stranger.api.ask(query))["viewer"]["organisation"]["id"] == stranger.api.organisation
