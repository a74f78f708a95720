"""The first letter to a contact tells who writes, why and how to object; the link in it works without signing in."""

import re

import pytest

from smoall.domain.kernel.language import Language
from smoall.infra.mail.contact_notice import NOTICE_WORDS
from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse
from tests.harness.objection_acts import AGREED, first_contact
from tests.harness.subject_acts import previewed
from tests.harness.visitor import Browser

LINK = re.compile(r"/o/[A-Za-z0-9_-]{22}\.smo_[A-Za-z0-9_-]{43}")
CONTACT = """query ($id: ID!) { company(id: $id) { contacts { nodes {
  id informedAt legalBasis processingOpposition { by reason } } } } }"""


async def letters(house: RunningHouse, api: Api) -> list[str]:
    """The letters of the organisation, the latest first, as plain text."""
    rows = await house.truth(
        "SELECT id FROM delivery WHERE organisation_id = $1 ORDER BY created_at DESC, id DESC", api.organisation_id
    )
    assert house.house.services.mailbox is not None
    return [(await house.house.services.mailbox.read(row["id"])).text for row in rows]


async def sent(house: RunningHouse, api: Api, invoice: str, to: str = "jan@inkt.example") -> str:
    """The letter in which an invoice went to somebody."""
    await api.do("sendInvoice", {"invoice": invoice, "to": [to]})
    await house.queue.drain(api.organisation_id)
    return (await letters(house, api))[0]


async def contact_of(api: Api, company: str) -> Json:
    found: Json = (await api.ask(CONTACT, id=company))["company"]["contacts"]["nodes"][0]
    return found


async def test_the_first_letter_informs_and_the_second_does_not(house: RunningHouse, api: Api) -> None:
    words = NOTICE_WORDS[Language.NL]
    company = await api.company()
    invoice = (await api.issued(company))["id"]
    assert (await contact_of(api, company))["informedAt"] is None

    first = await sent(house, api, invoice, to="JAN@inkt.example")
    second = await sent(house, api, invoice)

    for needed in (words.title, words.objecting, words.rights, words.kept, words.sources["TENANT_USER"]):
        assert needed in first
    assert "Menuiserie du Canal" in first
    assert LINK.search(first)
    assert words.title not in second
    contact = await contact_of(api, company)
    assert contact["informedAt"]
    assert contact["legalBasis"] == "CONTRACT"
    trail = await api.ask('{ auditTrail(where: { action: { eq: "informContact" } }) { nodes { object } } }')
    assert [entry["object"] for entry in trail["auditTrail"]["nodes"]] == [contact["id"]]


async def test_who_is_no_contact_gets_no_notice(house: RunningHouse, api: Api) -> None:
    letter = await sent(house, api, (await api.issued())["id"], to="boekhouding@inkt.example")
    assert LINK.search(letter) is None


async def linked(house: RunningHouse, api: Api) -> tuple[str, str]:
    """A customer, and the link in the first letter to its contact."""
    company = await api.company(language="EN")
    found = LINK.search(await sent(house, api, (await api.issued(company))["id"]))
    assert found
    return company, found[0]


async def test_looking_changes_nothing_and_pressing_objects_once(house: RunningHouse, api: Api) -> None:
    company, link = await linked(house, api)
    before = await house.counts()
    browser = Browser(house.http, headers={"accept-language": "nl"})

    page = await browser.open(link)
    assert (page.status_code, "Menuiserie du Canal" in page.text, "Ik maak bezwaar" in page.text) == (200, True, True)
    assert "<script" not in page.text
    assert await house.counts() == before

    assert (await browser.send(page, act="do")).status_code == 200
    mark = (await contact_of(api, company))["processingOpposition"]
    assert mark == {"by": "LINK", "reason": "Via de link in een bericht"}
    after = await house.counts()
    assert (await browser.send(page, act="do")).status_code == 200
    assert await house.counts() == after


async def test_a_mail_program_objects_with_one_click(house: RunningHouse, api: Api) -> None:
    company, link = await linked(house, api)

    for media_type in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded"):
        body, headers = b"List-Unsubscribe=One-Click", {"content-type": media_type}
        assert (await house.http.post(link, content=body, headers=headers)).status_code == 200

    refused = {"company": company, "contact": {"name": "Jan", "email": "jan@inkt.example"}}
    assert (await api.refusal("addContact", refused))["code"] == "PROCESSING_OPPOSED"


async def test_the_link_holds_when_the_contact_is_gone(house: RunningHouse, api: Api) -> None:
    company, link = await linked(house, api)
    await api.do("removeContact", {"contact": await first_contact(api, company)})

    assert (await house.http.post(link)).status_code == 200

    again = {"company": company, "contact": {"name": "Jan", "email": "jan@inkt.example"}}
    assert (await api.refusal("addContact", again))["code"] == "PROCESSING_OPPOSED"


async def test_the_link_marks_who_was_added_again(house: RunningHouse, api: Api) -> None:
    company, link = await linked(house, api)
    await api.do("removeContact", {"contact": await first_contact(api, company)})
    await api.do("addContact", {"company": company, "contact": {"name": "Jan", "email": "Jan@inkt.example"}})

    assert (await house.http.post(link)).status_code == 200

    assert (await contact_of(api, company))["processingOpposition"]["by"] == "LINK"


@pytest.mark.parametrize("token", ["x", ".x", "é.x", "A" * 22 + ".smo_" + "A" * 43, "A" * 5000, "%00.%00", "%ff"])
async def test_a_link_that_is_none_is_told_in_words(house: RunningHouse, token: str) -> None:
    before = await house.counts()
    for method in ("GET", "POST"):
        answer = await house.http.request(method, f"/o/{token}")
        assert (answer.status_code, "This link does not work" in answer.text) == (404, True)
    assert await house.counts() == before


async def test_the_link_of_one_organisation_is_none_of_another(house: RunningHouse, api: Api) -> None:
    _, link = await linked(house, api)
    other = await Api.registered(house.http)
    _, theirs = await linked(house, other)

    mixed = theirs.partition(".")[0] + "." + link.partition(".")[2]

    assert (await house.http.post(mixed)).status_code == 404


@pytest.mark.parametrize(
    ("mutation", "given", "code"),
    [
        ("setLegalBasis", {"basis": "LEGITIMATE_INTEREST"}, "ASSESSMENT_REQUIRED"),
        ("setLegalBasis", {"basis": "LEGITIMATE_INTEREST", "assessment": " "}, "ASSESSMENT_REQUIRED"),
        ("setMarketingBasis", {"basis": "CONSENT"}, "PROOF_REQUIRED"),
        ("setMarketingBasis", {"basis": "IMPERSONAL_ADDRESS"}, "ADDRESS_PERSONAL"),
        ("setMarketingBasis", {"basis": "EXISTING_CUSTOMER"}, "NOT_A_CUSTOMER"),
    ],
)
async def test_a_basis_without_its_ground_is_refused(
    house: RunningHouse, api: Api, mutation: str, given: Json, code: str
) -> None:
    contact = await first_contact(api, await api.company())
    before = await house.counts()

    refusal = await api.refusal(mutation, {"contact": contact, **given})

    assert code in str(refusal)
    assert await house.counts() == before


async def test_whoever_is_anonymised_is_not_written_about_again(house: RunningHouse, api: Api) -> None:
    given = {"company": await api.company(), "reason": "Asked for by letter"}
    await api.do("anonymiseContacts", {**given, "previewToken": await previewed(api, given)})
    contact, before = await first_contact(api, given["company"]), await house.counts()
    legal = {"contact": contact, "basis": "LEGITIMATE_INTEREST", "assessment": "Jan Peeters"}
    assert (await api.refusal("setLegalBasis", legal))["code"] == "CONTACT_ANONYMISED"
    news = {"contact": contact, "basis": "CONSENT", "proof": "Jan Peeters"}
    assert (await api.refusal("setMarketingBasis", news))["code"] == "CONTACT_ANONYMISED"
    assert await house.counts() == before


async def test_who_objected_is_not_written_to_on_any_basis(house: RunningHouse, api: Api) -> None:
    contact = await first_contact(api, await api.company())
    await api.do("opposeProcessing", {"contact": contact, "reason": "Non merci"})
    given = {"contact": contact, **AGREED}
    assert (await api.refusal("setMarketingBasis", given))["code"] == "PROCESSING_OPPOSED"
    await api.do("setMarketingBasis", {"contact": contact, "basis": "NONE"})
