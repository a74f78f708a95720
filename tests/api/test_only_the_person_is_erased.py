"""Erasing a contact takes all of theirs, however it is spelled, and not a letter of anybody else's."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

import pytest

from smoall.domain.access.role import Role
from smoall.domain.invoicing.document import DocumentKind
from smoall.usecases.actor import Actor
from smoall.usecases.invoicing.draft_invoice import draft_invoice
from smoall.usecases.invoicing.issue_invoice import issue_invoice
from smoall.usecases.invoicing.send_invoice import send_document
from smoall.usecases.unit import Unit
from tests.harness.account_acts import user_of
from tests.harness.api import Api, Json, customer
from tests.harness.house import RunningHouse
from tests.harness.objection_acts import first_contact
from tests.harness.overtaking import overtaking
from tests.harness.subject_acts import REASON, previewed
from tests.harness.traces import files_with

Act: TypeAlias = Callable[[RunningHouse, Unit, UUID, UUID], Awaitable[None]]
NOTE = "query ($id: ID!) { invoice(id: $id) { note } }"
RECIPIENTS = "SELECT recipient FROM delivery WHERE organisation_id = $1"


async def anonymised(api: Api, company: str, *, reason: str = REASON) -> None:
    """Erase the company's first contact."""
    given = {"contacts": [await first_contact(api, company)], "reason": reason}
    await api.do("anonymiseContacts", {**given, "previewToken": await previewed(api, given)})


async def sent(house: RunningHouse, api: Api, company: str, *, to: list[str]) -> None:
    """An invoice that has left for these addresses."""
    invoice = (await api.issued(company))["id"]
    await api.do("sendInvoice", {"invoice": invoice, "to": to})
    await house.queue.drain(api.organisation_id)


def letters(house: RunningHouse) -> list[str]:
    """The letters that hold a word of whoever has an address outside ASCII."""
    return [name for name in files_with(house, ["xyzzyidn"]) if name.endswith(".eml")]


async def test_whoever_is_called_alike_keeps_their_row_and_their_mentions(api: Api) -> None:
    anna = {"name": "Anna", "email": "anna@inkt.example", "phone": "09 111 22 33"}
    other: Json = {"name": "Anna Verbeke-Maes", "email": "Anna@maes.example", "phone": "+32 9 111.22.33"}
    company = await api.company(email=None, contacts=[anna, {**other, "jobTitle": "Anna's chief"}])
    draft = await api.draft(company, note="Call Anna Verbeke-Maes on 09/111 22 33")

    await anonymised(api, company)

    query = "query ($id: ID!) { company(id: $id) { contacts { nodes { name email phone jobTitle } } } }"
    contacts = (await api.ask(query, id=company))["company"]["contacts"]["nodes"]
    assert contacts[1] == {**other, "jobTitle": "Anna's chief"}
    assert (await api.ask(NOTE, id=draft))["invoice"]["note"] == "Call Anna Verbeke-Maes on 09/111 22 33"


async def test_an_address_is_found_in_either_script(house: RunningHouse, api: Api) -> None:
    known = {"name": "Wolf Wurm", "email": "xyzzyidn@bücher.example"}
    company = await api.company(email="xyzzyidn@xn--bcher-kva.example", contacts=[known])
    await sent(house, api, company, to=["xyzzyidn@bücher.example"])
    assert letters(house)

    await anonymised(api, company)
    await house.queue.drain(api.organisation_id)

    assert [row["recipient"] for row in await house.truth(RECIPIENTS, api.organisation_id)] == [""]
    found = await api.ask("query ($id: ID!) { company(id: $id) { email } }", id=company)
    assert found["company"]["email"] is None
    assert letters(house) == []


async def test_a_letter_under_way_to_such_an_address_is_awaited(api: Api) -> None:
    company = await api.company(email=None, contacts=[{"name": "Wolf Wurm", "email": "wolf@bücher.example"}])
    await api.do("sendInvoice", {"invoice": (await api.issued(company))["id"], "to": ["wolf@bücher.example"]})
    given = {"contacts": [await first_contact(api, company)], "reason": REASON, "validateOnly": True}
    assert (await api.refusal("anonymiseContacts", given))["code"] == "DELIVERY_UNDER_WAY"


async def test_the_address_of_before_goes_too(house: RunningHouse, api: Api) -> None:
    company = await api.company(email=None, contacts=[{"name": "Jan Peeters", "email": "before@inkt.example"}])
    await sent(house, api, company, to=["before@inkt.example"])
    contact = await first_contact(api, company)
    await api.do("updateContact", {"contact": contact, "email": "after@inkt.example"})

    await anonymised(api, company)

    assert [row["recipient"] for row in await house.truth(RECIPIENTS, api.organisation_id)] == [""]


async def test_the_reason_and_copies_keep_nothing_of_a_short_or_a_shared_name(house: RunningHouse, api: Api) -> None:
    contacts = [{"name": "Zoé"}, {"name": "Zoé", "email": "zoe@inkt.example"}]
    select = "company { id contacts { nodes { id name } } }"
    made = await api.do("createCompany", customer(contacts=contacts, email=None), key="made", select=select)

    await anonymised(api, made["company"]["id"], reason="Zoé asked for it")

    reasons = await house.truth("SELECT reason FROM contact_erasure WHERE organisation_id = $1", api.organisation_id)
    assert [row["reason"] for row in reasons] == ["… asked for it"]
    copies = "SELECT answer FROM idempotency WHERE organisation_id = $1 AND key = 'made'"
    assert [row["answer"] for row in await house.truth(copies, api.organisation_id)] == [b""]


async def test_what_was_answered_about_them_is_not_done_again(house: RunningHouse, api: Api) -> None:
    key = "once-and-for-all"
    given = customer(contacts=[{"name": "Jan Peeters"}])
    select = "company { id contacts { nodes { id } } }"
    company = (await api.do("createCompany", given, key=key, select=select))["company"]["id"]
    await anonymised(api, company)
    before = await house.counts()

    answer = await api.answer_to("createCompany", given, key=key, select=select)

    assert answer["errors"][0]["extensions"]["code"] == "IDEMPOTENCY_ANSWER_ERASED"
    assert await house.counts() == before


async def sending(house: RunningHouse, unit: Unit, company: UUID, draft: UUID) -> None:
    """A letter to them."""
    await issuing(house, unit, company, draft)
    await send_document(unit, draft, DocumentKind.INVOICE, to=["jan@inkt.example"], channel="EMAIL")


async def issuing(house: RunningHouse, unit: Unit, _company: UUID, draft: UUID) -> None:
    """A document that bears their name for ten years."""
    await issue_invoice(unit, draft, issued_on=None, expected_version=None, rules=house.house.services.rules)


async def drafting(_house: RunningHouse, unit: Unit, company: UUID, draft: UUID) -> None:
    """A draft that mentions them."""
    found = await unit.documents.get(draft, DocumentKind.INVOICE)
    assert found
    await draft_invoice(unit, company, replace(found.content, note="For Jan Peeters"))


@pytest.mark.parametrize("act", [sending, issuing, drafting])
async def test_what_is_written_of_them_at_the_same_moment_is_met(house: RunningHouse, api: Api, act: Act) -> None:
    company = await api.company(email=None)
    draft = await api.draft(company)
    given: Json = {"contacts": [await first_contact(api, company)], "reason": REASON}
    given["previewToken"] = await previewed(api, given)
    writer = Actor(await user_of(house, api), api.organisation_id, Role.OWNER)
    async with house.house.services.units.begin(writer, request_id="test") as unit:
        await act(house, unit, UUID(hex=company.removeprefix("cmp_")), UUID(hex=draft.removeprefix("inv_")))
        running = await overtaking(house, api.refusal("anonymiseContacts", given))
        await unit.commit()
    assert (await running)["code"] == "PREVIEW_OUTDATED"
