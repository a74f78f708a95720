"""Objection and restriction: the record stays, marked on every road; nothing new begins; legal duties go on."""

import csv
import io
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from tests.harness.api import PASSWORD, Api, Json, customer, draft, today
from tests.harness.house import RunningHouse
from tests.harness.objection_acts import first_contact

WHY = "Ne veut plus être contacté"
DUTY = {"legalDuty": "Rappel de facture"}
NUMBERLESS = {"enterpriseNumber": None, "vatNumber": None}
LISTED = "SELECT address_hmac FROM opposed_address WHERE organisation_id = $1"
MARK = "processingOpposition { since by reason }"


async def opposed_customer(api: Api) -> tuple[str, Json]:
    """A customer with an issued invoice who objected since."""
    company = await api.company()
    invoice = await api.issued(company)
    await api.do("opposeProcessing", {"company": company, "reason": WHY})
    return company, invoice


@dataclass(frozen=True, slots=True)
class Scene:
    """An organisation in which some objected and one is restricted; refusals leave it as it is."""

    api: Api
    ids: dict[str, str]

    def filled(self, given: Json) -> Json:
        """The input with ids for names."""
        return {name: self.ids.get(f"{name} {value}", value) for name, value in given.items()}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def scene(house: RunningHouse) -> Scene:
    """One who objected, a prospect who did, one who is restricted, one who is free; a stranger elsewhere."""
    api = await Api.registered(house.http)
    free = await api.company(email="open@anders.example", contacts=[])
    theirs = await api.issued(free)
    bare = await api.company(email=None, contacts=[], **NUMBERLESS)
    prospect = await api.company(email="prospect@anders.example", contacts=[], **NUMBERLESS)
    await api.do("opposeProcessing", {"company": prospect, "reason": WHY, "by": "REPRESENTATIVE"})
    kept = await api.company(email="stil@anders.example", contacts=[{"name": "Ann", "email": "ann@anders.example"}])
    ids = {"company kept": kept, "customer kept": kept, "contact kept": await first_contact(api, kept)}
    ids |= {"invoice kept": (await api.issued(kept))["id"], "invoice draft": await api.draft(kept)}
    await api.do("restrictProcessing", {"company": kept, "reason": "Contestée"})
    company, invoice = await opposed_customer(api)
    ids |= {"company own": company, "contact own": await first_contact(api, company), "invoice own": invoice["id"]}
    ids |= {"company bare": bare, "company free": free, "invoice free": theirs["id"], "customer prospect": prospect}
    ids["company stranger"] = await (await Api.registered(house.http)).company()
    return Scene(api, ids)


async def test_the_company_stays_and_is_marked_on_every_road(house: RunningHouse, api: Api) -> None:
    company, invoice = await opposed_customer(api)
    note = await api.do("creditInvoice", {"invoice": invoice["id"], "reason": "Retour"}, select="creditNote { id }")
    query = f"""query ($company: ID!, $invoice: ID!, $note: ID!) {{
      company(id: $company) {{ {MARK} contacts {{ nodes {{ {MARK} }} }} invoices {{ nodes {{ {MARK} }} }} }}
      companies(where: {{ isOpposed: true }}) {{ nodes {{ id {MARK} }} }}
      contacts(where: {{ isOpposed: true }}) {{ nodes {{ {MARK} company {{ {MARK} }} }} }}
      invoice(id: $invoice) {{ {MARK} customer {{ {MARK} }} creditNotes {{ nodes {{ {MARK} }} }} }}
      invoices(where: {{ isOpposed: true }}) {{ nodes {{ {MARK} }} }}
      creditNote(id: $note) {{ {MARK} invoice {{ {MARK} }} }}
      creditNotes(where: {{ isOpposed: true }}) {{ nodes {{ {MARK} }} }}
      node(id: $company) {{ ... on Company {{ {MARK} }} }}
    }}"""

    found = await api.ask(query, company=company, invoice=invoice["id"], note=note["creditNote"]["id"])

    marks = list(values_of(found, "processingOpposition"))
    assert len(marks) == 14
    assert all(mark and (mark["by"], mark["reason"]) == ("PERSON", WHY) for mark in marks)
    rest = await api.ask("{ companies(where: { isOpposed: false }) { nodes { id } } }")
    assert rest["companies"]["nodes"] == []


def values_of(found: Any, key: str) -> Any:
    """Every value under ``key``, however deep."""
    for name, value in found.items() if isinstance(found, dict) else ():
        yield from [value] if name == key else values_of(value, key)
    for one in found if isinstance(found, list) else ():
        yield from values_of(one, key)


@pytest.mark.parametrize(
    ("mutation", "given"),
    [
        ("createCompany", customer(name="Nieuwe naam", contacts=[])),
        ("createCompany", customer(email=None)),
        ("createCompany", customer(email="BOEKHOUDING@inkt.example ", contacts=[])),
        ("createCompany", customer(email="nieuw@elders.example", contacts=[])),
        ("updateCompany", {"company": "bare", "vatNumber": customer()["vatNumber"]}),
        ("addContact", {"company": "own", "contact": {"name": "Els"}}),
        ("addContact", {"company": "free", "contact": {"name": "Jan", "email": "jan+nieuws@inkt.example"}}),
        ("addContact", {"company": "free", "contact": {"name": "Jan", "email": "Jan@INKT.example"}}),
        ("updateCompany", {"company": "own", "email": "ander@inkt.example"}),
        ("updateCompany", {"company": "free", "email": "boekhouding@inkt.example"}),
        ("updateCompany", {"company": "own", "phone": "+32 9 111 22 33"}),
        ("updateContact", {"contact": "own", "email": "ander@inkt.example"}),
        ("updateContact", {"contact": "own", "phone": "+32 9 111 22 33"}),
        ("sendInvoice", {"invoice": "own"}),
        ("sendInvoice", {"invoice": "own", "to": ["iemand@anders.example"]}),
        ("sendInvoice", {"invoice": "free", "to": ["jan@inkt.example"]}),
        ("draftInvoice", draft("prospect")),
    ],
)
async def test_nothing_new_begins(house: RunningHouse, scene: Scene, mutation: str, given: Json) -> None:
    before = await house.counts()

    refusal = await scene.api.refusal(mutation, scene.filled(given))

    assert refusal["code"] == "PROCESSING_OPPOSED"
    assert "legalDuty" in refusal["message"]
    assert await house.counts() == before


async def test_legal_duties_go_on_and_are_traced(house: RunningHouse, api: Api) -> None:
    company, invoice = await opposed_customer(api)

    sent = await api.do("sendInvoice", {"invoice": invoice["id"], **DUTY}, select="delivery { id }")
    await api.do("creditInvoice", {"invoice": invoice["id"], "reason": "Retour"})
    await api.do("updateCompany", {"company": company, "name": "Juiste Naam", "email": None})
    await api.do("draftInvoice", draft(company))
    await house.queue.drain(api.organisation_id)

    query = "{ deliveries { nodes { id state } } }"
    assert (await api.ask(query))["deliveries"]["nodes"] == [{"id": sent["delivery"]["id"], "state": "SENT"}]
    trail = await house.truth("SELECT payload FROM audit_payload WHERE organisation_id = $1", api.organisation_id)
    assert any(DUTY["legalDuty"] in str(row["payload"]) for row in trail)


async def test_an_objection_stops_what_was_asked_for_before(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    invoice = await api.issued(company)
    await api.do("sendInvoice", {"invoice": invoice["id"]})
    await api.do("opposeProcessing", {"company": company, "reason": WHY})

    await house.queue.drain(api.organisation_id)

    (delivery,) = (await api.ask("{ deliveries { nodes { state failure } } }"))["deliveries"]["nodes"]
    assert delivery == {"state": "FAILED", "failure": "PROCESSING_OPPOSED"}


async def test_one_person_objects_and_the_company_goes_on(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    contact = await first_contact(api, company)
    await api.do("opposeProcessing", {"contact": contact, "reason": WHY})
    query = f"query ($id: ID!) {{ company(id: $id) {{ {MARK} contacts {{ nodes {{ {MARK} }} }} }} }}"

    found = (await api.ask(query, id=company))["company"]

    assert found["processingOpposition"] is None
    assert found["contacts"]["nodes"][0]["processingOpposition"]["reason"] == WHY
    await api.do("addContact", {"company": company, "contact": {"name": "Els", "email": "els@inkt.example"}})
    again = {"company": company, "contact": {"name": "Jan", "email": "jan@inkt.example"}}
    assert (await api.refusal("addContact", again))["code"] == "PROCESSING_OPPOSED"
    await api.do("removeContact", {"contact": contact})
    assert (await api.refusal("addContact", again))["code"] == "PROCESSING_OPPOSED"
    await api.do("liftOpposition", {"address": "jan@inkt.example", "reason": "A changé d'avis"})
    await api.do("addContact", again)


async def test_the_same_person_is_marked_at_every_company(house: RunningHouse, api: Api) -> None:
    here, there = await api.company(email=None), await api.company(email=None)
    contact = await first_contact(api, here)
    count = "{ contacts(where: { isOpposed: true }) { totalCount } }"

    await api.do("opposeProcessing", {"contact": contact, "reason": WHY})

    assert (await api.ask(count))["contacts"]["totalCount"] == 2
    again = {"contact": await first_contact(api, there), "reason": WHY}
    assert (await api.refusal("opposeProcessing", again))["code"] == "ALREADY_OPPOSED"
    await api.do("liftOpposition", {"contact": again["contact"], "reason": "A changé d'avis"})
    assert (await api.ask(count))["contacts"]["totalCount"] == 0
    await api.do("addContact", {"company": here, "contact": {"name": "Jan", "email": "jan@inkt.example"}})


async def test_the_list_holds_no_address_and_is_one_organisations_own(house: RunningHouse, api: Api) -> None:
    await opposed_customer(api)
    other = await Api.registered(house.http)

    await other.company()

    listed = await house.truth(LISTED, api.organisation_id)
    assert len(listed) == 2
    await other.do("opposeProcessing", {"company": await other.company(), "reason": WHY})
    theirs = await house.truth(LISTED, other.organisation_id)
    assert {row["address_hmac"] for row in listed}.isdisjoint(row["address_hmac"] for row in theirs)


async def test_who_agrees_again_is_as_before(house: RunningHouse, api: Api) -> None:
    company, invoice = await opposed_customer(api)

    await api.do("liftOpposition", {"company": company, "reason": "A changé d'avis"})

    await api.do("sendInvoice", {"invoice": invoice["id"]})
    await api.do("addContact", {"company": company, "contact": {"name": "Els", "email": "jan@inkt.example"}})
    held = await house.truth("SELECT FROM opposed_address WHERE organisation_id = $1", api.organisation_id)
    assert held == []


@pytest.mark.parametrize(
    ("mutation", "given", "code"),
    [
        ("opposeProcessing", {"company": "cmp_" + "0" * 32, "reason": WHY}, "COMPANY_NOT_FOUND"),
        ("opposeProcessing", {"contact": "nonsense", "reason": WHY}, "CONTACT_NOT_FOUND"),
        ("opposeProcessing", {"contact": "ctc_" + "0" * 32, "reason": WHY}, "CONTACT_NOT_FOUND"),
        ("opposeProcessing", {"company": "stranger", "reason": WHY}, "COMPANY_NOT_FOUND"),
        ("opposeProcessing", {"company": "own", "reason": WHY}, "ALREADY_OPPOSED"),
        ("opposeProcessing", {"reason": WHY}, "INVALID"),
        ("opposeProcessing", {"company": "free", "reason": "  "}, "INVALID"),
        ("opposeProcessing", {"company": "free", "contact": "x", "reason": WHY}, "INVALID"),
        ("liftOpposition", {"company": "free", "reason": WHY}, "NOT_OPPOSED"),
        ("liftOpposition", {"address": "nobody@inkt.example", "reason": WHY}, "NOT_OPPOSED"),
        ("liftOpposition", {"address": "jan@inkt.example", "reason": WHY}, "OPPOSITION_ON_RECORD"),
        ("liftOpposition", {"address": "boekhouding@inkt.example", "reason": WHY}, "OPPOSITION_ON_RECORD"),
        ("liftOpposition", {"address": "no address", "reason": WHY}, "INVALID"),
        ("liftOpposition", {"company": "stranger", "reason": WHY}, "COMPANY_NOT_FOUND"),
        ("restrictProcessing", {"document": "inv_" + "0" * 32, "reason": WHY}, "DOCUMENT_NOT_FOUND"),
        ("restrictProcessing", {"document": "crn_" + "0" * 32, "reason": WHY}, "DOCUMENT_NOT_FOUND"),
        ("restrictProcessing", {"company": "stranger", "reason": WHY}, "COMPANY_NOT_FOUND"),
        ("liftRestriction", {"company": "free", "reason": WHY}, "NOT_RESTRICTED"),
    ],
)
async def test_bad_input_is_told_and_changes_nothing(
    house: RunningHouse, scene: Scene, mutation: str, given: Json, code: str
) -> None:
    before = await house.counts()

    refusal = await scene.api.refusal(mutation, scene.filled(given))

    assert refusal["code"] == code
    assert await house.counts() == before


@pytest.mark.parametrize(
    ("mutation", "given"),
    [
        ("updateCompany", {"company": "kept", "name": "Anders"}),
        ("archiveCompany", {"company": "kept"}),
        ("addContact", {"company": "kept", "contact": {"name": "Els"}}),
        ("updateContact", {"contact": "kept", "name": "Els"}),
        ("removeContact", {"contact": "kept"}),
        ("draftInvoice", draft("kept")),
        ("updateInvoice", {"invoice": "draft", **draft("kept")}),
        ("discardInvoice", {"invoice": "draft"}),
        ("anonymiseContacts", {"company": "kept", "reason": WHY, "validateOnly": True}),
        ("issueInvoice", {"invoice": "draft"}),
        ("sendInvoice", {"invoice": "kept"}),
        ("creditInvoice", {"invoice": "kept", "reason": "Retour"}),
    ],
)
async def test_what_is_restricted_is_only_kept_and_read(
    house: RunningHouse, scene: Scene, mutation: str, given: Json
) -> None:
    before = await house.counts()

    refusal = await scene.api.refusal(mutation, scene.filled(given))

    assert refusal["code"] == "PROCESSING_RESTRICTED"
    assert await house.counts() == before


async def test_a_restricted_document_shows_it_and_a_legal_duty_passes(house: RunningHouse, api: Api) -> None:
    invoice = (await api.issued())["id"]
    await api.do("restrictProcessing", {"document": invoice, "reason": "Contestée"})
    query = "{ invoices(where: { isRestricted: true }) { nodes { id processingRestriction { since reason } } } }"

    (found,) = (await api.ask(query))["invoices"]["nodes"]

    assert (found["id"], found["processingRestriction"]["reason"]) == (invoice, "Contestée")
    again = {"document": invoice, "reason": "Contestée"}
    assert (await api.refusal("restrictProcessing", again))["code"] == "ALREADY_RESTRICTED"
    assert (await api.refusal("creditInvoice", {"invoice": invoice, "reason": "x"}))["code"] == "PROCESSING_RESTRICTED"
    await api.do("creditInvoice", {"invoice": invoice, "reason": "Retour", **DUTY})
    await api.do("liftRestriction", {"document": invoice, "reason": "Vérifiée"})
    await api.do("sendInvoice", {"invoice": invoice})


async def test_the_export_of_the_organisation_shows_the_mark(house: RunningHouse, api: Api) -> None:
    await opposed_customer(api)
    await api.do("closeOrganisation", {"proof": {"password": PASSWORD}, "name": "Menuiserie du Canal"})
    await house.queue.drain(api.organisation_id)
    url = (await api.ask("{ organisationExport { download { url } } }"))["organisationExport"]["download"]["url"]

    archive = zipfile.ZipFile(io.BytesIO((await house.http.get(url)).content))

    assert WHY in archive.read("tables/company.json").decode()
    (row,) = csv.DictReader(io.StringIO(archive.read("invoices.csv").decode("utf-8-sig")), delimiter=";")
    assert row["processing_opposed_since"]
    assert "tables/opposed_address.json" in archive.namelist()


async def test_who_asks_for_it_is_anonymised_and_stays_unwritten_to(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    invoice = (await api.issued(company))["id"]
    asked = {"company": company, "reason": "Jan Peeters ne veut plus", "anonymise": True}
    dry = await api.do("opposeProcessing", {**asked, "validateOnly": True}, select="previewToken")
    assert "PREVIEW_TOKEN_MISSING" in str(await api.refusal("opposeProcessing", asked))
    assert (await api.refusal("opposeProcessing", {**asked, "previewToken": "x"}))["code"] == "PREVIEW_OUTDATED"

    select = "previewToken addressesListed receipt { lines { table outcome } }"
    done = await api.do("opposeProcessing", {**asked, "previewToken": dry["previewToken"]}, select=select)

    assert done["addressesListed"] == 2
    query = f"""query ($company: ID!, $invoice: ID!) {{
      company(id: $company) {{ name {MARK} contacts {{ nodes {{ email }} }} }}
      invoice(id: $invoice) {{ buyer {{ contactName }} processingRestriction {{ until reason }} }}
    }}"""
    found = await api.ask(query, company=company, invoice=invoice)
    assert [one["email"] for one in found["company"]["contacts"]["nodes"]] == [None]
    assert "Peeters" not in found["company"]["processingOpposition"]["reason"]
    assert found["invoice"]["buyer"]["contactName"] == "Jan Peeters"
    assert found["invoice"]["processingRestriction"]["until"] == f"{int(today()[:4]) + 10}-12-31"
    again = {
        "company": await api.company(email=None, contacts=[], **NUMBERLESS),
        "contact": {"name": "J", "email": "jan@inkt.example"},
    }
    assert (await api.refusal("addContact", again))["code"] == "PROCESSING_OPPOSED"
