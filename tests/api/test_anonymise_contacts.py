"""Contacts are anonymised after a preview; that nothing of them is left is shown by the canary test of a person."""

import secrets
from dataclasses import dataclass

import pytest

from tests.harness.api import Api, Json, customer, line, payment
from tests.harness.credentials import create_key
from tests.harness.house import RunningHouse
from tests.harness.subject_acts import REASON, previewed

RECEIPT = """receipt { id subject lines { category table outcome count until reason citation }
  downstream { way reference at } } contacts { name email phone jobTitle } company { name email }"""


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests run all that waits: beside others they would do the others' work as well."""
    return house_apart


@dataclass(frozen=True, slots=True)
class Person:
    """A contact whose every field bears a token that occurs nowhere else."""

    id: str
    company: str
    name: str
    email: str
    phone: str
    job: str
    draft: str


async def _leave_traces(api: Api, company: str, name: str, email: str, *, key: str) -> None:
    invoice = (await api.issued(company, line(description=f"For {name}"), note=f"Dear {name}, {email}"))["id"]
    await api.do("sendInvoice", {"invoice": invoice, "to": [email]}, key=f"{key}-send")
    paid = payment("1.00", {invoice: "1.00"}, payer=name, communication=f"van {email}")
    await api.do("registerPayment", paid, key=f"{key}-pay")


async def person(api: Api, letter: str, *, traced: bool = False) -> Person:
    """A contact with a draft that mentions them; ``traced``: also an issued and sent invoice, a payment."""
    tokens = {what: f"{letter}{what}{secrets.token_hex(5)}" for what in ("name", "mail", "job", "key")}
    name, email = f"Kanari {tokens['name']}", f"{tokens['mail']}@example.be"
    phone = f"+32 9 {secrets.randbelow(900) + 100} {secrets.randbelow(90) + 10} {secrets.randbelow(90) + 10}"
    contact = {"name": name, "email": email, "phone": phone, "jobTitle": tokens["job"]}
    given = {"name": f"Drukkerij {letter}", "email": email, "contacts": [contact], "language": "NL"}
    select = "company { id contacts { nodes { id name email phone jobTitle } } }"
    made = (await api.do("createCompany", customer(**given), key=tokens["key"], select=select))["company"]
    identity = made["contacts"]["nodes"][0]["id"]
    if traced:
        await _leave_traces(api, made["id"], name, email, key=tokens["key"])
    off = {"reason": f"because {name} asked", "percent": "5", "vat": {"category": "STANDARD", "rate": "21"}}
    note = f'Call {name.upper()}\nor "{email}" on {phone.replace(" ", "/")}'
    draft = await api.draft(made["id"], line(description=f"As {name} wished"), note=note, discounts=[off])
    return Person(identity, made["id"], name, email, phone, tokens["job"], draft)


async def erased(api: Api, someone: Person) -> Json:
    """What anonymising them answers."""
    given = {"contacts": [someone.id], "reason": f"{someone.name} asked for it"}
    token = await previewed(api, given)
    return await api.do("anonymiseContacts", {**given, "previewToken": token}, select=RECEIPT)


@pytest.fixture
async def traced(house: RunningHouse, api: Api) -> Person:
    """A contact with an invoice and a letter, whose jobs are done."""
    found = await person(api, "x", traced=True)
    await house.queue.drain()
    return found


@pytest.fixture
async def x(api: Api) -> Person:
    """A contact of whom there is a draft."""
    return await person(api, "x")


async def test_the_receipt_says_to_whom_the_data_had_gone_and_can_be_read_again(api: Api, traced: Person) -> None:
    await create_key(api)
    answer = await erased(api, traced)
    receipt = answer["receipt"]
    assert answer["contacts"] == [{"name": "", "email": None, "phone": None, "jobTitle": None}]
    assert answer["company"] == {"name": "Drukkerij x", "email": None}
    assert {one["way"] for one in receipt["downstream"]} == {"EMAIL", "API_KEY"}
    assert all(one["at"] for one in receipt["downstream"])
    query = """query ($id: ID!) { erasureReceipt(id: $id) { id subject
      lines { category table outcome count until reason citation } downstream { way reference at } } }"""
    again = (await api.ask(query, id=receipt["id"]))["erasureReceipt"]
    assert (again["lines"], again["downstream"]) == (receipt["lines"], receipt["downstream"])
    assert receipt["subject"] == traced.id


async def test_a_second_erasure_does_nothing(house: RunningHouse, api: Api, x: Person) -> None:
    await erased(api, x)
    await house.queue.drain()
    again = (await erased(api, x))["receipt"]
    assert again["lines"] == []


async def test_a_draft_keeps_its_words_but_the_person(api: Api, x: Person) -> None:
    await erased(api, x)
    query = "query ($id: ID!) { invoice(id: $id) { note lines { description } discounts { reason } } }"
    found = (await api.ask(query, id=x.draft))["invoice"]
    assert found["lines"] == [{"description": "As … wished"}]
    assert found["discounts"] == [{"reason": "because … asked"}]
    assert found["note"] == 'Call …\nor "…" on …'


async def test_an_erasure_whose_preview_is_outdated_is_refused(house: RunningHouse, api: Api, x: Person) -> None:
    given = {"contacts": [x.id], "reason": REASON}
    token = await previewed(api, given)
    await api.draft(x.company, note=f"Again for {x.name}")
    before = await house.counts()
    refusal = await api.refusal("anonymiseContacts", {**given, "previewToken": token})
    assert refusal["code"] == "PREVIEW_OUTDATED"
    assert await house.counts() == before


async def test_an_erasure_without_a_preview_is_refused(api: Api, x: Person) -> None:
    refusal = await api.refusal("anonymiseContacts", {"contacts": [x.id], "reason": REASON})
    assert [one["code"] for one in refusal["findings"]] == ["PREVIEW_TOKEN_MISSING"]


async def test_somebody_elses_contact_is_not_found(house: RunningHouse, x: Person) -> None:
    stranger = await Api.registered(house.http)
    given = {"contacts": [x.id], "reason": REASON, "validateOnly": True}
    assert (await stranger.refusal("anonymiseContacts", given))["code"] == "CONTACT_NOT_FOUND"
    given = {"company": x.company, "reason": REASON, "validateOnly": True}
    assert (await stranger.refusal("anonymiseContacts", given))["code"] == "COMPANY_NOT_FOUND"


async def test_a_letter_under_way_is_awaited(house: RunningHouse, api: Api, x: Person) -> None:
    invoice = (await api.issued(x.company))["id"]
    await api.do("sendInvoice", {"invoice": invoice, "to": [x.email]})
    given = {"contacts": [x.id], "reason": REASON}
    assert (await api.refusal("anonymiseContacts", {**given, "validateOnly": True}))["code"] == "DELIVERY_UNDER_WAY"
    await house.queue.drain()
    assert (await erased(api, x))["receipt"]["lines"]


async def test_an_anonymised_contact_stays_one(api: Api, x: Person) -> None:
    await erased(api, x)
    refusal = await api.refusal("updateContact", {"contact": x.id, "name": "Somebody Else"})
    assert refusal["code"] == "CONTACT_ANONYMISED"


async def test_who_bears_the_same_name_keeps_their_mentions(api: Api, x: Person) -> None:
    await api.do("addContact", {"company": x.company, "contact": {"name": x.name}})
    answer = await erased(api, x)
    found = (await api.ask("query ($id: ID!) { invoice(id: $id) { note } }", id=x.draft))["invoice"]
    assert x.name.upper() in found["note"]
    assert answer["contacts"][0]["name"] == ""


async def test_what_a_legal_hold_is_on_is_not_erased_until_it_is_released(
    house: RunningHouse, api: Api, x: Person
) -> None:
    for held in (x.id, x.company):
        given = {"object": held, "ground": "LITIGATION", "reason": "Case at the court"}
        hold = (await api.do("placeHold", given, select="hold { id }"))["hold"]["id"]
        before = await house.counts()
        refusal = await api.refusal("anonymiseContacts", {"contacts": [x.id], "reason": REASON, "validateOnly": True})
        assert refusal["code"] == "UNDER_LEGAL_HOLD"
        assert hold in refusal["message"]
        assert await house.counts() == before
        await api.do("releaseHold", {"hold": hold, "reason": "Judged"})
    assert (await erased(api, x))["receipt"]["lines"]
