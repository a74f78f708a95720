"""Finding a person in everything that is kept."""

import pytest

from smoall.infra.postgres.finding import searched_tables
from smoall.infra.postgres.tables import metadata
from tests.harness.api import Api, Json, customer, line, payment
from tests.harness.house import RunningHouse

SEARCH = """query ($name: String, $email: String, $phone: String, $text: String) {
  findSubject(name: $name, email: $email, phone: $phone, text: $text) {
    hits { table object columns allowed } isComplete } }"""


async def search(api: Api, **words: str) -> list[Json]:
    """The places."""
    found: list[Json] = (await api.ask(SEARCH, **words))["findSubject"]["hits"]
    return found


async def test_a_person_is_found_wherever_they_are_named(house: RunningHouse, api: Api) -> None:
    contact = {"name": "José Ramírez", "email": "jose@ramirez.example", "phone": "+32 9 555 77 66"}
    company = await api.company(**{**customer(), "contacts": [contact]})
    draft = await api.draft(company, line(description="For jose ramirez"))
    invoice = (await api.issued(company))["id"]
    await api.do("sendInvoice", {"invoice": invoice, "to": ["jose@ramirez.example"]})
    await api.do("registerPayment", payment("1.00", payer="JOSÉ RAMÍREZ"))
    await house.queue.drain(api.organisation_id)

    hits = await search(api, name="Jose Ramirez", email="jose@ramirez.example", phone="09/555.77.66")

    allowed = {(one["table"], one["allowed"]) for one in hits}
    assert {
        ("contact", "ANONYMISE"),
        ("document_line", "ANONYMISE"),
        ("document", "RETAINED"),
        ("document_file", "RETAINED"),
        ("delivery", "ANONYMISE"),
        ("mailbox", "ANONYMISE"),
        ("payment", "RETAINED"),
    } <= allowed
    objects = {(one["table"], one["object"]) for one in hits}
    assert {("document_line", draft), ("document", invoice), ("document_file", invoice)} <= objects


async def test_somebody_who_signs_in_is_found_where_they_were_invited(api: Api) -> None:
    await api.do("inviteUser", {"email": "zoë@somewhere.example".replace("ë", "e"), "role": "READER"})
    hits = await search(api, email="zoe@somewhere.example")
    assert {(one["table"], one["allowed"]) for one in hits} >= {("invitation", "ACCOUNT")}


@pytest.mark.parametrize("text", ["%%%%", "____", "....", ".*.*", "\\w\\w\\w\\w", "(((("])
async def test_no_character_is_special(api: Api, text: str) -> None:
    await api.company()
    assert await search(api, text=text) == []


@pytest.mark.parametrize("words", [{}, {"name": "Jan"}, {"phone": "12"}, {"text": "x" * 201}])
async def test_what_cannot_be_looked_for_is_refused(api: Api, words: Json) -> None:
    (error,) = (await api.answer(SEARCH, words))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_another_organisation_is_not_looked_through(house: RunningHouse, api: Api) -> None:
    await api.company(name="Only Mine Here")
    assert await search(await Api.registered(house.http), text="Only Mine Here") == []


def test_every_told_text_of_the_inventory_is_looked_through() -> None:
    known = {(one.name, column.name) for one in searched_tables() for column in one.columns}
    for table in metadata.sorted_tables:
        for column in table.columns:
            what = column.info["personal"]
            if table.info["tenant"] and what and not what.secret and str(column.type) in ("TEXT", "JSONB"):
                assert (table.name, column.name) in known
