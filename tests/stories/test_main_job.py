"""The main job, told through HTTP from registering to the last cent, with real background jobs, in four languages."""

import asyncio
import io
import re
import time
from collections.abc import Awaitable, Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

import pytest
from pypdf import PdfReader

from tests import builders, oracle
from tests.harness.api import ADDRESS, PASSWORD, TERMS, Api, Json, today
from tests.harness.house import RunningHouse

STANDARD = {"category": "STANDARD", "rate": "21"}
REDUCED = {"category": "STANDARD", "rate": "6"}
WORDS = {
    "FR": ("Facture", "À payer", "350,18"),
    "NL": ("Factuur", "Te betalen", "350,18"),
    "DE": ("Rechnung", "Zu zahlen", "350,18"),
    "EN": ("Invoice", "To pay", "350.18"),
}
NET_OF_HOURS = "267.75"  # 3.5 × 85.00, a tenth off
SECONDS = 20.0


async def until(found: Callable[[], Awaitable[bool]], what: str) -> None:
    """Wait until it is so: jobs run beside the test, and take their time."""
    deadline = time.monotonic() + SECONDS
    while not await found():
        assert time.monotonic() < deadline, f"{what} did not happen within {SECONDS} seconds"
        await asyncio.sleep(0.05)


async def register(house: RunningHouse, language: str) -> Api:
    """Register, then sign in on another device; both sessions are the same person's."""
    anonymous = Api(house.http)
    version = (await anonymous.ask(TERMS))["termsOfService"]["version"]
    email = f"anne-{language.lower()}-{time.monotonic_ns()}@menuiserie.example"
    organisation = {
        "name": "Menuiserie du Canal",
        "enterpriseNumber": builders.SELLER_NUMBER,
        "vatRegistered": True,
        "legalForm": "SRL",
        "address": ADDRESS,
        "iban": builders.belgian_iban(5390075470),
        "email": "facturation@menuiserie.example",
    }
    terms = {"version": version, "accepted": True}
    person = {"email": email, "password": PASSWORD, "name": "Anne Dubois", "locale": language}
    given = {**person, "organisation": organisation, "terms": terms, "marketingConsent": False}
    registered = await anonymous.run("Register", {"input": given})
    assert registered["user"]["email"] == email

    signed_in = await anonymous.run("SignIn", {"input": {"email": email, "password": PASSWORD}})
    api = Api(house.http, signed_in["session"]["token"], email, registered["organisation"]["id"])
    viewer = await api.run("Viewer", {})
    assert viewer["user"]["name"] == "Anne Dubois"
    assert viewer["organisation"]["name"] == "Menuiserie du Canal"
    return api


async def create_customer(api: Api) -> str:
    """A customer with one person to write to."""
    given = {
        "name": "Drukkerij De Gouden Inkt",
        "enterpriseNumber": builders.BUYER_NUMBER,
        "vatNumber": "BE" + builders.BUYER_NUMBER,
        "language": "NL",
        "address": {"street": "Korenlei 7", "postalCode": "9000", "city": "Gent", "country": "BE"},
        "email": "boekhouding@inkt.example",
        "contacts": [{"name": "Jan Peeters", "email": "jan@inkt.example"}],
    }
    company = (await api.run("CreateCompany", {"input": given}))["company"]
    assert company["enterpriseNumber"] == builders.BUYER_NUMBER
    assert [contact["name"] for contact in company["contacts"]["nodes"]] == ["Jan Peeters"]
    found: str = company["id"]
    return found


def invoice_for(customer: str, language: str) -> Json:
    """Hours at 21 % with a discount on the line and one on the whole, and books at 6 %."""
    hours = {"description": "Conseil", "quantity": "3.5", "unit": "HUR", "unitPrice": "85.00", "vat": STANDARD}
    books = {"description": "Manuel", "quantity": "2", "unit": "C62", "unitPrice": "20.00", "vat": REDUCED}
    return {
        "customer": customer,
        "currency": "EUR",
        "language": language,
        "paymentTermDays": 30,
        "buyerReference": "PO-17",
        "note": "Merci & à bientôt",
        "discounts": [{"reason": "Fidélité", "percent": "5", "vat": STANDARD}],
        "lines": [{**hours, "discountPercent": "10"}, books],
    }


async def counts_at_rest(house: RunningHouse) -> dict[str, int]:
    """How many rows each table holds once the worker, whoever gave it work, has nothing left to do."""
    async with asyncio.timeout(60):
        while await house.truth("SELECT 1 FROM dramatiq.queue WHERE state <> 'rejected' LIMIT 1"):  # noqa: ASYNC110 - another program does the work: nothing sets an event
            await asyncio.sleep(0.1)
    return await house.counts()


async def dry_run_finds_everything_and_writes_nothing(house: RunningHouse, api: Api, customer: str) -> None:
    """A draft without lines is refused with every finding at once, whether it is only looked at or issued for good."""
    lines = [{"description": "Conseil", "quantity": "1", "unitPrice": "10", "vat": {"category": "SMALL_ENTERPRISE"}}]
    given = {"customer": customer, "lines": lines}
    draft = (await api.run("DraftInvoice", {"input": given}))["invoice"]
    before = await counts_at_rest(house)

    late = {"invoice": draft["id"], "issuedOn": "2099-01-01"}
    looked_at = await api.run("IssueInvoice", {"input": {**late, "validateOnly": True}})
    refused = await api.run("IssueInvoice", {"input": late})

    assert looked_at["__typename"] == "InvalidProblem"
    codes = {finding["code"] for finding in looked_at["findings"]}
    assert {"ISSUE_DATE_IN_FUTURE", "NOT_SMALL_ENTERPRISE"} <= codes
    assert looked_at["findings"] == refused["findings"]
    assert await counts_at_rest(house) == before


async def issue(house: RunningHouse, api: Api, invoice: Json) -> Json:
    """The preview shows what issuing will give, except for what only issuing draws; then it is issued."""
    before = await counts_at_rest(house)
    preview = (await api.run("IssueInvoice", {"input": {"invoice": invoice["id"], "validateOnly": True}}))["invoice"]
    assert await counts_at_rest(house) == before

    issued: Json = (await api.run("IssueInvoice", {"input": {"invoice": invoice["id"], "issuedOn": today()}}))[
        "invoice"
    ]
    assert issued["state"] == preview["state"] == "ISSUED"
    assert issued["number"] == preview["number"]
    assert re.fullmatch(r"\+\+\+\d{3}/\d{4}/\d{5}\+\+\+", issued["structuredCommunication"])
    assert issued["totals"] == preview["totals"] == invoice["totals"]
    return issued


async def download(house: RunningHouse, file: Json) -> bytes:
    """A signed address opens without a header; one digit more and it does not."""
    answer = await house.http.get(file["url"])
    assert answer.status_code == 200, answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (await house.http.get(file["url"] + "0")).status_code == 403
    return answer.content


def attachments_of(letter: bytes) -> dict[str, bytes]:
    """Media type → content of what a letter carries."""
    message = message_from_bytes(letter, _class=EmailMessage, policy=modern)
    return {part.get_content_type(): bytes(part.get_payload(decode=True)) for part in message.iter_attachments()}


@pytest.mark.parametrize("language", ["FR", "NL", "DE", "EN"])
async def test_the_main_job(house_at_work: RunningHouse, language: str) -> None:
    house = house_at_work

    # Anne registers, and writes her first customer down.
    api = await register(house, language)
    customer = await create_customer(api)
    await dry_run_finds_everything_and_writes_nothing(house, api, customer)

    # She drafts an invoice: 267.75 of hours less 5 %, and 40.00 of books.
    draft = (await api.run("DraftInvoice", {"input": invoice_for(customer, language)}))["invoice"]
    assert draft["state"] == "DRAFT"
    assert draft["number"] is None
    assert draft["lines"][0]["net"]["amount"] == NET_OF_HOURS
    assert draft["totals"]["discounts"]["amount"] == "13.39"
    assert draft["totals"]["net"] == {"amount": "294.36", "currency": "EUR"}
    assert draft["totals"]["vat"]["amount"] == "55.82"
    assert draft["totals"]["gross"]["amount"] == "350.18"

    # She issues it. The official rules find nothing in the UBL, and the PDF says what it should.
    invoice = await issue(house, api, draft)
    pdf, ubl = await download(house, invoice["pdf"]), await download(house, invoice["ubl"])
    assert oracle.schema_errors(ubl) == []
    assert oracle.official_failures(ubl) == []
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    for word in (*WORDS[language], invoice["number"], "Drukkerij De Gouden Inkt", invoice["structuredCommunication"]):
        assert word in text

    # She sends it. One letter leaves, with both files as they were downloaded.
    sent = await api.run(
        "SendInvoice", {"input": {"invoice": invoice["id"], "channel": "EMAIL", "to": ["jan@inkt.example"]}}
    )
    delivery = sent["delivery"]
    assert (delivery["recipient"], delivery["channel"]) == ("jan@inkt.example", "EMAIL")

    async def delivered() -> bool:
        nodes = (await api.run("Invoice", {"id": invoice["id"]}))["deliveries"]["nodes"]
        return bool([node["state"] for node in nodes] == ["SENT"])

    await until(delivered, "the delivery")
    identity = delivery["id"].removeprefix("dlv_")
    letters = [path for path in (house.home / "mailbox").glob("*.eml") if path.stem.replace("-", "") == identity]
    assert len(letters) == 1
    assert attachments_of(letters[0].read_bytes()) == {"application/pdf": pdf, "application/xml": ubl}

    # The customer pays a part, then sends one book back, then pays the rest of the hours.
    def paying(amount: str) -> Json:
        allocations = [{"invoice": invoice["id"], "amount": amount}]
        return {"amount": {"amount": amount, "currency": "EUR"}, "receivedOn": today(), "allocations": allocations}

    paid = (await api.run("RegisterPayment", {"input": paying("100.00")}))["payment"]["allocations"][0]
    assert paid["invoice"]["state"] == "PARTIALLY_PAID"
    assert paid["invoice"]["balance"]["amount"] == "250.18"

    lines = [{"position": 2, "quantity": "1"}]
    credited = await api.run("CreditInvoice", {"input": {"invoice": invoice["id"], "reason": "Retour", "lines": lines}})
    assert credited["creditNote"]["totals"]["gross"] == {"amount": "21.20", "currency": "EUR"}
    assert credited["invoice"]["balance"]["amount"] == "228.98"
    note = await download(house, credited["creditNote"]["ubl"])
    assert oracle.schema_errors(note) == []
    assert oracle.official_failures(note) == []

    paid = (await api.run("RegisterPayment", {"input": paying("228.98")}))["payment"]["allocations"][0]
    assert paid["invoice"]["state"] == "PAID"
    assert paid["invoice"]["balance"]["amount"] == "0.00"
    too_much = await api.run("RegisterPayment", {"input": paying("0.01")})
    assert too_much["__typename"] == "InvalidProblem"

    # A second invoice is a mistake from top to bottom: the rest of it, that is all, is credited.
    mistake = await issue(
        house, api, (await api.run("DraftInvoice", {"input": invoice_for(customer, language)}))["invoice"]
    )
    whole = await api.run("CreditInvoice", {"input": {"invoice": mistake["id"], "reason": "Erreur", "lines": None}})
    assert whole["creditNote"]["totals"]["gross"]["amount"] == "350.18"
    assert (whole["invoice"]["state"], whole["invoice"]["balance"]["amount"]) == ("CREDITED", "0.00")

    # Everything is on the record: who, what, in which request; and nothing of it can be argued away.
    listed = await api.run(
        "Invoices", {"where": {"state": {"in": ["PAID", "CREDITED"]}, "customer": {"eq": customer}}, "first": 10}
    )
    assert [node["number"] for node in listed["nodes"]] == [mistake["number"], invoice["number"]]
    trail = (await api.run("AuditTrail", {"object": invoice["id"]}))["nodes"]
    actions = [entry["action"] for entry in reversed(trail)]
    assert actions == [
        "draftInvoice",
        "issueInvoice",
        "sendInvoice",
        "deliver",
        "payInvoice",
        "creditInvoice",
        "payInvoice",
    ]
    assert {entry["actor"]["name"] for entry in trail} == {"Anne Dubois"}
    verified = (await api.ask("{ verifyAuditTrail { isIntact entries brokenAt } }"))["verifyAuditTrail"]
    assert verified["isIntact"]
    assert verified["brokenAt"] is None

    journals = (await api.ask("{ journals { id kind } }"))["journals"]
    year = int(today()[:4])
    for journal, count in ((journals[0]["id"], 2), (journals[1]["id"], 2)):
        query = "query ($id: ID!, $year: Int!) { numberingAudit(journal: $id, fiscalYear: $year) { isGapless count } }"
        audit = (await api.ask(query, id=journal, year=year))["numberingAudit"]
        assert audit == {"isGapless": True, "count": count}
