"""An objection holds on every road: under another spelling, at another company, on a paper, and until it is lifted."""

from tests.harness.api import Api
from tests.harness.objection_acts import WHY, first_contact

COUNT = "{ contacts(where: { isOpposed: true }) { totalCount } }"


async def test_a_companys_objection_marks_the_same_person_elsewhere(api: Api) -> None:
    here = await api.company()
    there = await api.company(email=None, contacts=[{"name": "J", "email": "Jan+x@inkt.example"}])

    await api.do("opposeProcessing", {"company": here, **WHY})

    assert (await api.ask(COUNT))["contacts"]["totalCount"] == 2
    await api.do("liftOpposition", {"company": here, **WHY})
    assert (await api.ask(COUNT))["contacts"]["totalCount"] == 0
    await api.do("addContact", {"company": there, "contact": {"name": "Jan", "email": "jan@inkt.example"}})


async def test_lifting_a_companys_objection_leaves_a_contacts_own(api: Api) -> None:
    company = await api.company()
    await api.do("opposeProcessing", {"contact": await first_contact(api, company), **WHY})
    await api.do("opposeProcessing", {"company": company, **WHY})

    await api.do("liftOpposition", {"company": company, **WHY})

    assert (await api.ask(COUNT))["contacts"]["totalCount"] == 1
    again = {"company": company, "contact": {"name": "Jan", "email": "jan@inkt.example"}}
    assert (await api.refusal("addContact", again))["code"] == "PROCESSING_OPPOSED"


async def test_an_invoice_names_nobody_who_objected_or_is_restricted(api: Api) -> None:
    people = [{"name": name, "email": f"{name}@inkt.example"} for name in ("Ann", "Bob", "Cid")]
    company = await api.company(email=None, contacts=people)
    query = "query ($id: ID!) { company(id: $id) { contacts { nodes { id } } } }"
    ann, bob, _ = [one["id"] for one in (await api.ask(query, id=company))["company"]["contacts"]["nodes"]]
    await api.do("opposeProcessing", {"contact": ann, **WHY})
    await api.do("restrictProcessing", {"contact": bob, **WHY})
    assert await _named(api, company) == "Cid"

    await api.do("opposeProcessing", {"company": company, **WHY})

    assert await _named(api, company) is None


async def test_spelling_the_same_address_otherwise_is_no_new_one(api: Api) -> None:
    company = await api.company(email=None, contacts=[{"name": "Jan", "email": "jan@bücher.example"}])
    contact = await first_contact(api, company)
    await api.do("opposeProcessing", {"contact": contact, **WHY})

    await api.do("updateContact", {"contact": contact, "email": "Jan@xn--bcher-kva.example"})


async def _named(api: Api, company: str) -> str | None:
    invoice = (await api.issued(company))["id"]
    query = "query ($id: ID!) { invoice(id: $id) { buyer { contactName } } }"
    found: str | None = (await api.ask(query, id=invoice))["invoice"]["buyer"]["contactName"]
    return found
