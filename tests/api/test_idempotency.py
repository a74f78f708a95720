"""An Idempotency-Key makes a mutation happen once, however often it is sent; the answer is the first one's."""

import asyncio
from uuid import uuid4

import pytest

from tests.harness.acts import ACTS, declared
from tests.harness.api import Api, Json, customer, payment, today
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.harness.selecting import mutation_document

REPLAYED = [name for name in ACTS if declared(name)["replayed"]]
TWO = """mutation ($one: CreateCompanyInput!, $two: CreateCompanyInput!) {
  one: createCompany(input: $one) { __typename ... on CreateCompanyPayload { company { id } } }
  two: createCompany(input: $two) { __typename ... on CreateCompanyPayload { company { id } } }
}"""


def fresh_key() -> str:
    """A key that was never used."""
    return f"key-{uuid4()}"


async def companies(api: Api) -> int:
    """How many customers there are."""
    found: int = (await api.ask("{ companies { totalCount } }"))["companies"]["totalCount"]
    return found


@pytest.mark.parametrize("mutation", REPLAYED)
async def test_five_at_once_have_one_effect_and_one_answer(house: RunningHouse, api: Api, mutation: str) -> None:
    given, key = await ACTS[mutation](house, api), fresh_key()
    entries = "SELECT count(*) AS n FROM audit_entry WHERE action = $1 AND organisation_id = $2"
    before = (await house.truth(entries, mutation, api.organisation_id))[0]["n"]

    answers = await asyncio.gather(*(api.act(mutation, given, key=key) for _ in range(5)))
    later = await api.act(mutation, given, key=key)

    assert answers[0]["__typename"].endswith("Payload"), answers[0]
    assert all(answer == answers[0] for answer in [*answers, later])
    assert (await house.truth(entries, mutation, api.organisation_id))[0]["n"] == before + 1


async def test_another_body_under_the_same_key_is_409(api: Api) -> None:
    key = fresh_key()
    await api.do("createCompany", customer(), key=key)
    document = mutation_document("createCompany")

    body = {"query": document, "variables": {"input": customer(name="Andere")}}
    answer = await api.post(body, **{"idempotency-key": key})

    assert answer.status_code == 409
    assert answer.json()["errors"][0]["extensions"]["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert await companies(api) == 1


async def test_another_mutation_under_the_same_key_is_409(api: Api) -> None:
    key = fresh_key()
    company = (await api.do("createCompany", customer(), key=key))["company"]["id"]
    body = {"query": mutation_document("archiveCompany"), "variables": {"input": {"company": company}}}
    assert (await api.post(body, **{"idempotency-key": key})).status_code == 409
    archived = await api.ask("query ($id: ID!) { company(id: $id) { archivedAt } }", id=company)
    assert archived["company"]["archivedAt"] is None


async def test_a_problem_is_replayed_even_when_it_is_mended_meanwhile(api: Api) -> None:
    invoice, key = await api.draft(await api.company(), paymentTermDays=30), fresh_key()
    first = await api.act("registerPayment", payment("10.00", {invoice: "10.00"}), key=key)
    assert first["__typename"] == "InvalidProblem"

    await api.issue(invoice)
    again = await api.act("registerPayment", payment("10.00", {invoice: "10.00"}), key=key)

    assert again == first
    assert (await api.pay(invoice, "10.00", key=fresh_key()))["__typename"] == "RegisterPaymentPayload"


async def test_a_key_belongs_to_its_organisation(api: Api, other: Api) -> None:
    key = fresh_key()
    first = await api.do("createCompany", customer(), key=key)
    second = await other.do("createCompany", customer(), key=key)
    assert first["company"]["id"] != second["company"]["id"]
    assert await companies(api) == await companies(other) == 1


async def test_a_dry_run_does_not_use_the_key_up(api: Api) -> None:
    key = fresh_key()
    await api.do("createCompany", {**customer(), "validateOnly": True}, key=key)
    await api.do("createCompany", customer(), key=key)
    assert await companies(api) == 1


async def test_several_mutations_of_one_document_are_each_replayed(api: Api) -> None:
    key = fresh_key()
    body = {"query": TWO, "variables": {"one": customer(name="Een"), "two": customer(name="Twee")}}
    first, again = [(await api.post(body, **{"idempotency-key": key})).json()["data"] for _ in range(2)]
    assert first == again
    assert first["one"]["company"]["id"] != first["two"]["company"]["id"]
    assert await companies(api) == 2


async def test_a_crash_between_two_fields_is_made_up_for(house: RunningHouse, api: Api) -> None:
    """The process died after the first field was committed: the same request finishes the second one, once."""
    key = fresh_key()
    body = {"query": TWO, "variables": {"one": customer(name="Een"), "two": customer(name="Twee")}}
    first = (await api.post(body, **{"idempotency-key": key})).json()["data"]
    second = first["two"]["company"]["id"].removeprefix("cmp_")
    await house.truth("DELETE FROM company WHERE id = $1", second)
    await house.truth("DELETE FROM idempotency WHERE key = $1 AND field = 'two'", key)
    assert await companies(api) == 1

    again = (await api.post(body, **{"idempotency-key": key})).json()["data"]

    assert again["one"] == first["one"]
    assert again["two"] != first["two"]
    assert await companies(api) == 2


async def test_the_answer_survives_a_restart(databases: Databases) -> None:
    with databases.copy() as where:
        admin, key = databases.admin(where), fresh_key()
        async with running_house(where, admin=admin) as before:
            api = await Api.registered(before.http)
            first = await api.do("createCompany", customer(), key=key)
        async with running_house(where, admin=admin) as after:
            again = Api(after.http, api.token, api.email, api.organisation)
            assert await again.do("createCompany", customer(), key=key) == first
            assert await companies(again) == 1


async def test_after_a_day_a_key_is_forgotten(house: RunningHouse, api: Api) -> None:
    key = fresh_key()
    await api.do("createCompany", customer(), key=key)
    await house.truth("UPDATE idempotency SET created_at = created_at - interval '23 hours' WHERE key = $1", key)
    await house.queue.workshops().housekeeping.forget_replays()
    assert await house.truth("SELECT FROM idempotency WHERE key = $1", key)

    await house.truth("UPDATE idempotency SET created_at = created_at - interval '2 hours' WHERE key = $1", key)
    await house.queue.workshops().housekeeping.forget_replays()
    assert not await house.truth("SELECT FROM idempotency WHERE key = $1", key)


@pytest.mark.parametrize("key", [b"x" * 201, b"a\tb", b"a\x80"])
async def test_a_key_that_is_no_key_is_refused(api: Api, key: bytes) -> None:
    body = {"query": mutation_document("createCompany"), "variables": {"input": customer()}}
    headers = [(b"authorization", f"Bearer {api.token}".encode()), (b"idempotency-key", key)]
    assert (await api.http.post("/graphql", json=body, headers=headers)).status_code == 400
    assert await companies(api) == 0


# -- versions ---------------------------------------------------------------------------------------------------------

EDITED = {
    "updateOrganisation": {"name": "Nieuw"},
    "configureJournal": {"pattern": "W{year}-{number:5}"},
    "updateCompany": {"name": "Nieuw"},
    "archiveCompany": {},
    "updateContact": {"name": "Nieuw"},
    "removeContact": {},
    "updateInvoice": {"note": "Nieuw"},
    "discardInvoice": {},
    "issueInvoice": {},
}
OBJECT = {
    "updateOrganisation": "organisation",
    "configureJournal": "journal",
    "updateCompany": "company",
    "archiveCompany": "company",
    "updateContact": "contact",
    "updateInvoice": "invoice",
    "issueInvoice": "invoice",
}


@pytest.mark.parametrize("mutation", EDITED)
async def test_a_stale_version_is_told_with_the_current_one(house: RunningHouse, api: Api, mutation: str) -> None:
    given: Json = {**await ACTS[mutation](house, api), **EDITED[mutation]}
    problem = await api.refusal(mutation, {**given, "expectedVersion": 99})
    assert (problem["__typename"], problem["code"]) == ("ConflictProblem", "STALE")
    current = problem["currentVersion"]

    done = await api.do(mutation, {**given, "expectedVersion": current})

    if mutation in OBJECT:
        assert done[OBJECT[mutation]]["version"] == current + 1


@pytest.mark.parametrize("mutation", ["updateCompany", "updateInvoice", "updateOrganisation"])
async def test_of_two_people_who_edit_at_once_one_is_told(house: RunningHouse, api: Api, mutation: str) -> None:
    given = await ACTS[mutation](house, api)
    version = (await api.refusal(mutation, {**given, "expectedVersion": 99}))["currentVersion"]
    field = "note" if mutation == "updateInvoice" else "name"
    mine, theirs = ({**given, "expectedVersion": version, field: text} for text in ("Een", "Twee"))

    answers = await asyncio.gather(api.act(mutation, mine), api.act(mutation, theirs))

    assert sorted(answer["__typename"].endswith("Payload") for answer in answers) == [False, True]
    assert [answer["code"] for answer in answers if "code" in answer] == ["STALE"]


async def test_two_who_issue_the_same_draft_get_one_number(api: Api) -> None:
    invoice = await api.draft(await api.company())
    given = {"invoice": invoice, "issuedOn": today()}
    answers = await asyncio.gather(*(api.act("issueInvoice", given) for _ in range(6)))
    assert sorted(answer["__typename"] for answer in answers) == ["ConflictProblem"] * 5 + ["IssueInvoicePayload"]
    assert {answer["code"] for answer in answers if "code" in answer} == {"ALREADY_ISSUED"}
