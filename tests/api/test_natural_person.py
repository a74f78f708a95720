"""A customer that is a person: the mark, from what is typed to what is read, and what erasing them leaves."""

import json

import pytest

from tests.harness.api import Api, Json, customer, line, payment, today
from tests.harness.house import RunningHouse
from tests.harness.subject_acts import REASON, previewed

MARK = "company { id isNaturalPerson }"


async def made(api: Api, **changes: object) -> Json:
    """A new customer, as its mark shows."""
    found: Json = (await api.do("createCompany", customer(**changes), select=MARK))["company"]
    return found


async def test_what_is_said_goes_before_what_the_name_tells(api: Api) -> None:
    for changes, told in (
        ({}, None),
        ({"isNaturalPerson": True}, True),
        ({"name": "Jan Peeters"}, True),
        ({"name": "De Gouden Inkt BV"}, False),
        ({"name": "Jan Peeters", "isNaturalPerson": False}, False),
    ):
        assert (await made(api, **changes))["isNaturalPerson"] is told


async def test_the_mark_stays_until_it_is_said_otherwise_or_the_name_tells(api: Api) -> None:
    company = (await made(api, isNaturalPerson=True))["id"]
    for change, told in (
        ({"phone": "+32 9 555 01 02"}, True),
        ({"name": "Inkt en Papier"}, True),
        ({"name": "Inkt en Papier BV"}, False),
        ({"isNaturalPerson": True}, True),
        ({"isNaturalPerson": None}, None),
    ):
        found = await api.do("updateCompany", {"company": company, **change}, select=MARK)
        assert found["company"]["isNaturalPerson"] is told


async def test_companies_are_found_by_the_mark(api: Api) -> None:
    person, firm, _ = [await made(api, isNaturalPerson=one) for one in (True, False, None)]
    query = "query ($is: Boolean) { companies(where: { isNaturalPerson: $is }) { nodes { id } } }"
    assert (await api.ask(query, **{"is": True}))["companies"]["nodes"] == [{"id": person["id"]}]
    assert (await api.ask(query, **{"is": False}))["companies"]["nodes"] == [{"id": firm["id"]}]


TRADER = {"name": "Kanari Handelaar", "email": "k@handelaar.example", "phone": "+32 9 555 88 77", "contacts": []}
IDENTITY = """company { id name enterpriseNumber vatNumber email phone isNaturalPerson address { street city country }
  processingRestriction { reason } } receipt { lines { category table outcome until reason citation } }"""


async def trader(api: Api, **changes: object) -> str:
    """The id of a sole trader."""
    return await api.company(**{**TRADER, "isNaturalPerson": True, **changes})


async def erased(api: Api, given: Json) -> Json:
    """What anonymising them answers."""
    given = {**given, "reason": REASON}
    return await api.do("anonymiseContacts", {**given, "previewToken": await previewed(api, given)}, select=IDENTITY)


async def test_a_trader_to_whom_nothing_was_issued_is_emptied(house: RunningHouse, api: Api) -> None:
    company = await trader(api)
    note = f"Kanari Handelaar, BE 0{customer()['enterpriseNumber'][1:4]}.{customer()['enterpriseNumber'][4:]}"
    draft = await api.draft(company, line(description="For K@handelaar.example"), note=note)

    answer = await erased(api, {"company": company})

    gone = {"name": "", "enterpriseNumber": None, "vatNumber": None, "email": None, "phone": None}
    address = {"street": "", "city": "", "country": "BE"}
    kept = {"isNaturalPerson": True, "processingRestriction": None}
    assert answer["company"] == {"id": company, **gone, "address": address, **kept}
    lines = {(one["category"], one["table"], one["outcome"]) for one in answer["receipt"]["lines"]}
    assert ("identity", "company", "ANONYMISED") in lines
    assert "RETAINED" not in {outcome for _, _, outcome in lines}
    found = await api.ask("query ($id: ID!) { invoice(id: $id) { note lines { description } } }", id=draft)
    assert found["invoice"] == {"note": "…, …", "lines": [{"description": "For …"}]}


async def test_a_trader_who_was_invoiced_is_kept_and_restricted(house: RunningHouse, api: Api) -> None:
    company = await trader(api)
    await api.issued(company)

    answer = await erased(api, {"company": company})

    found = answer["company"]
    assert (found["name"], found["email"], found["phone"]) == ("Kanari Handelaar", None, None)
    assert found["processingRestriction"] == {"reason": REASON}
    (kept,) = [one for one in answer["receipt"]["lines"] if (one["table"], one["outcome"]) == ("company", "RETAINED")]
    assert (kept["category"], kept["reason"]) == ("identity", "OPEN_BALANCE")
    assert ("contact", "company", "ANONYMISED") in {
        (one["category"], one["table"], one["outcome"]) for one in answer["receipt"]["lines"]
    }
    assert (await api.refusal("updateCompany", {"company": company, "name": "X"}))["code"] == "PROCESSING_RESTRICTED"


async def test_who_has_paid_is_kept_until_the_documents_go(api: Api) -> None:
    company = await trader(api)
    invoice = await api.issued(company, line(unitPrice="100.00", quantity="1"))
    await api.do("registerPayment", payment("121.00", {invoice["id"]: "121.00"}))
    answer = await erased(api, {"company": company})
    (kept,) = [one for one in answer["receipt"]["lines"] if (one["table"], one["outcome"]) == ("company", "RETAINED")]
    assert (kept["until"], kept["reason"]) == (f"{int(today()[:4]) + 10}-12-31", "VAT_DOCUMENTS")


async def test_a_second_erasure_of_a_trader_does_nothing(house: RunningHouse, api: Api) -> None:
    company = await trader(api)
    await api.issued(company)
    await erased(api, {"company": company})
    before = await house.truth("SELECT t::text FROM company t WHERE organisation_id = $1", api.organisation_id)
    assert (await erased(api, {"company": company}))["receipt"]["lines"] == []
    after = await house.truth("SELECT t::text FROM company t WHERE organisation_id = $1", api.organisation_id)
    assert before == after


async def test_nothing_more_is_done_with_an_emptied_trader(house: RunningHouse, api: Api) -> None:
    company = await trader(api)
    await erased(api, {"company": company})
    before = await house.counts()
    for mutation, given in (
        ("updateCompany", {"company": company, "name": "Somebody Else"}),
        ("addContact", {"company": company, "contact": {"name": "Somebody Else"}}),
        ("draftInvoice", {"customer": company, "lines": [line()]}),
    ):
        assert (await api.refusal(mutation, given))["code"] == "COMPANY_ANONYMISED"
    assert await house.counts() == before


async def test_erasing_the_contact_who_is_the_trader_erases_the_trader(api: Api) -> None:
    people = [{"name": "Handelaar Kanari"}, {"name": "Somebody Else"}]
    company = await trader(api, contacts=people)
    query = "query ($id: ID!) { company(id: $id) { name contacts { nodes { id name } } } }"
    ids = {one["name"]: one["id"] for one in (await api.ask(query, id=company))["company"]["contacts"]["nodes"]}
    await erased(api, {"contacts": [ids["Somebody Else"]]})
    assert (await api.ask(query, id=company))["company"]["name"] == "Kanari Handelaar"
    await erased(api, {"contacts": [ids["Handelaar Kanari"]]})
    assert (await api.ask(query, id=company))["company"]["name"] == ""


async def test_a_firm_keeps_its_identity(api: Api) -> None:
    company = await trader(api, isNaturalPerson=False, contacts=[{"name": "Kanari Handelaar"}])
    answer = await erased(api, {"company": company})
    assert (answer["company"]["name"], answer["company"]["email"]) == ("Kanari Handelaar", "k@handelaar.example")
    (kept,) = [one for one in answer["receipt"]["lines"] if one["outcome"] == "RETAINED"]
    assert (kept["table"], kept["reason"]) == ("company", "CUSTOMER_RECORD")


async def test_a_trader_objects_and_is_erased_in_one_act(api: Api) -> None:
    given: Json = {"company": await trader(api), "reason": REASON, "anonymise": True}
    preview = await api.do("opposeProcessing", {**given, "validateOnly": True}, select="previewToken")
    select = "addressesListed company { name email processingOpposition { by } }"
    done = await api.do("opposeProcessing", {**given, "previewToken": preview["previewToken"]}, select=select)
    assert done["addressesListed"] == 1
    assert done["company"] == {"name": "", "email": None, "processingOpposition": {"by": "PERSON"}}
    again = await api.refusal("createCompany", customer(**{**TRADER, "name": "Another"}))
    assert again["code"] == "PROCESSING_OPPOSED"


async def case(api: Api, kind: str, **who: str) -> str:
    """The id of a verified case of somebody who is no contact."""
    given = {"kind": kind, **who, "receivedOn": today(), "language": "NL"}
    request: str = (await api.do("openSubjectRequest", given, select="request { id }"))["request"]["id"]
    await api.do("verifySubjectIdentity", {"request": request, "method": "CALL_BACK"})
    return request


async def test_a_trader_is_told_what_is_held_of_them_and_of_what_was_issued_to_them(api: Api) -> None:
    company = await trader(api)
    number = (await api.issued(company))["number"]
    request = await case(api, "ACCESS", name="Handelaar Kanari", email="K@handelaar.example")
    query = "query ($id: ID!) { subjectAccessReport(request: $id) { json } }"
    report = json.loads((await api.ask(query, id=request))["subjectAccessReport"]["json"])
    told = {one["table"]: one["rows"] for one in report["holdings"]}
    assert [one["phone"] for one in told["company"]] == ["+32 9 555 88 77"]
    assert [one["number"] for one in told["document"]] == [number]


@pytest.mark.parametrize(
    ("who", "left"),
    [
        ({"name": "Handelaar Kanari", "email": "K@handelaar.example"}, ""),
        ({"name": "Somebody Else", "email": "K@handelaar.example"}, "Kanari Handelaar"),
        ({"name": "Kanari Handelaar", "email": "other@handelaar.example"}, "Kanari Handelaar"),
    ],
)
async def test_a_case_erases_the_trader_whose_name_and_address_it_tells(api: Api, who: Json, left: str) -> None:
    company = await trader(api)
    given = {"request": await case(api, "ERASURE", **who)}
    preview = await api.do("completeSubjectRequest", {**given, "validateOnly": True}, select="previewToken")
    await api.do("completeSubjectRequest", {**given, "previewToken": preview["previewToken"]})
    found = await api.ask("query ($id: ID!) { company(id: $id) { name } }", id=company)
    assert found["company"]["name"] == left
