"""Many at once on the same things: numbers without gap or double, not a cent paid twice, never a 5xx."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from decimal import Decimal

import pytest

from tests.harness.api import Api, Json, line, payment, today
from tests.harness.house import RunningHouse
from tests.harness.invariants import violations
from tests.harness.selecting import mutation_document

AUDIT = """query ($journal: ID!, $year: Int!) {
  numberingAudit(journal: $journal, fiscalYear: $year) { count missing doubled outOfOrder isGapless }
}"""
YEAR = int(today()[:4])
PER_CLIENT = [pytest.param(6, id="few"), pytest.param(120, id="many", marks=pytest.mark.storm)]


async def audited(api: Api, ordinal: int, year: int) -> Json:
    """The numbering audit of one of the journals."""
    journals = (await api.ask("{ journals { id } }"))["journals"]
    found: Json = (await api.ask(AUDIT, journal=journals[ordinal]["id"], year=year))["numberingAudit"]
    return found


@pytest.mark.parametrize("per_client", PER_CLIENT)
async def test_numbers_have_no_gap_and_no_double(house: RunningHouse, api: Api, per_client: int) -> None:
    """Sixteen clients on one journal; one act in ten fails, one in four is a credit note, two fiscal years meet."""
    company = await api.company()
    chance = random.Random(7)
    issued: Counter[str] = Counter()

    async def one_client(number: int) -> None:
        for turn in range(per_client):
            day = f"{YEAR - 1}-12-31" if (number + turn) % 3 == 0 else today()
            draft = await api.draft(company, line(description=f"{number}/{turn}"))
            failing = chance.random() < 0.1
            given: dict[str, object] = {"invoice": draft, "issuedOn": "2099-01-01" if failing else day}
            if failing and chance.random() < 0.5:
                given = {"invoice": draft, "expectedVersion": 99}
            answer = await api.act("issueInvoice", given)
            assert answer["__typename"].endswith("Problem") is failing, answer
            if not failing:
                issued[day[:4]] += 1
                if chance.random() < 0.25:
                    await api.do("creditInvoice", {"invoice": draft, "reason": "Erreur", "issuedOn": today()})
                    issued["credit"] += 1

    await asyncio.gather(*(one_client(number) for number in range(16)))

    for ordinal, year, count in (
        (0, YEAR, issued[str(YEAR)]),
        (0, YEAR - 1, issued[str(YEAR - 1)]),
        (1, YEAR, issued["credit"]),
    ):
        expected = {"count": count, "missing": [], "doubled": [], "outOfOrder": [], "isGapless": True}
        assert count > 0
        assert await audited(api, ordinal, year) == expected
    assert await violations(house.admin) == []
    await house.queue.take(api.organisation_id)


async def test_a_client_that_hangs_up_leaves_no_gap(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    drafts = [await api.draft(company) for _ in range(12)]
    document = mutation_document("issueInvoice")

    async def hang_up(draft: str, after: float) -> None:
        async with asyncio.timeout(after):
            await api.post({"query": document, "variables": {"input": {"invoice": draft}}})

    await asyncio.gather(*(hang_up(draft, 0.004 * n) for n, draft in enumerate(drafts)), return_exceptions=True)
    await asyncio.sleep(0.3)

    last = await api.issued(company)
    audit = await audited(api, 0, YEAR)
    assert audit["isGapless"]
    assert last["number"].endswith(f"{audit['count']:04d}")


async def test_dates_keep_their_order_among_many(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    days = [f"{YEAR}-{month:02d}-{day:02d}" for month in (9, 10) for day in range(1, 13)]
    drafts = [await api.draft(company) for _ in days]
    answers = await asyncio.gather(
        *(api.act("issueInvoice", {"invoice": draft, "issuedOn": day}) for draft, day in zip(drafts, days, strict=True))
    )
    kinds = Counter(answer["__typename"] for answer in answers)
    assert kinds.keys() <= {"IssueInvoicePayload", "InvalidProblem"}
    codes = {
        finding["code"]
        for answer in answers
        for finding in answer.get("findings", ())
        if finding["severity"] == "FATAL"
    }
    assert codes <= {"ISSUE_DATE_BEFORE_LAST"}
    assert (await audited(api, 0, YEAR))["isGapless"]
    assert (await audited(api, 0, YEAR))["count"] == kinds["IssueInvoicePayload"]


async def test_no_invoice_is_paid_more_than_once(house: RunningHouse, api: Api) -> None:
    invoice = (await api.issued())["id"]  # 257.13
    answers = await asyncio.gather(*(api.pay(invoice, "100.00") for _ in range(8)))
    assert Counter(answer["__typename"] for answer in answers) == {"RegisterPaymentPayload": 2, "InvalidProblem": 6}
    seen = await api.ask("query ($id: ID!) { invoice(id: $id) { balance { amount } paid { amount } } }", id=invoice)
    assert seen["invoice"] == {"balance": {"amount": "57.13"}, "paid": {"amount": "200.00"}}


async def test_no_payment_is_spent_twice(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    invoices = [(await api.issued(company))["id"] for _ in range(6)]
    paid = (await api.do("registerPayment", payment("250.00")))["payment"]["id"]
    answers = await asyncio.gather(
        *(
            api.act("allocatePayment", {"payment": paid, "allocations": [{"invoice": invoice, "amount": "100.00"}]})
            for invoice in invoices
        )
    )
    assert Counter(answer["__typename"] for answer in answers) == {"AllocatePaymentPayload": 2, "InvalidProblem": 4}
    seen = await api.ask("query ($id: ID!) { payment(id: $id) { unallocated { amount } } }", id=paid)
    assert seen["payment"]["unallocated"]["amount"] == "50.00"


async def test_no_line_is_credited_twice(house: RunningHouse, api: Api) -> None:
    invoice = (await api.issued(await api.company(), line(quantity="3", unitPrice="10.00")))["id"]
    given = {"invoice": invoice, "reason": "Retour", "lines": [{"position": 1, "quantity": "2"}]}
    whole = {"invoice": invoice, "reason": "Erreur"}
    answers = await asyncio.gather(*(api.act("creditInvoice", one) for one in (given, whole, given, whole, given)))
    assert {answer["__typename"] for answer in answers} <= {"CreditInvoicePayload", "InvalidProblem", "ConflictProblem"}
    seen = (
        await api.ask(
            "query ($id: ID!) { invoice(id: $id) { credited { amount } totals { gross { amount } } } }", id=invoice
        )
    )["invoice"]
    assert Decimal(seen["credited"]["amount"]) <= Decimal(seen["totals"]["gross"]["amount"])
    assert await violations(house.admin) == []


async def test_everything_at_once_on_the_same_few_things(house: RunningHouse, api: Api) -> None:
    """Locks taken in every order: each answer is the thing done, a typed problem, or "try again"."""
    company = await api.company()
    invoices = [(await api.issued(company))["id"] for _ in range(3)]
    drafts = [await api.draft(company) for _ in range(3)]
    chance = random.Random(11)

    def any_of(things: list[str]) -> str:
        return chance.choice(things)

    def pay() -> Awaitable[Json]:
        order = chance.sample(invoices, 3)
        return api.act("registerPayment", payment("6.00", dict.fromkeys(order, "2.00")))

    acts: list[Callable[[], Awaitable[Json]]] = [
        pay,
        pay,
        lambda: api.act(
            "creditInvoice", {"invoice": any_of(invoices), "reason": "x", "lines": [{"position": 1, "quantity": "0.1"}]}
        ),
        lambda: api.act("sendInvoice", {"invoice": any_of(invoices), "to": ["jan@inkt.example"]}),
        lambda: api.act("updateCompany", {"company": company, "name": f"Klant {chance.random()}"}),
        lambda: api.act("updateInvoice", {"invoice": any_of(drafts), "customer": company, "lines": [line()]}),
        lambda: api.act("issueInvoice", {"invoice": any_of(drafts)}),
        lambda: api.act("updateOrganisation", {"name": f"Menuiserie {chance.random()}"}),
        lambda: api.act("addContact", {"company": company, "contact": {"name": "Els"}}),
        lambda: api.act("archiveCompany", {"company": company, "archived": False}),
    ]
    answers = [answer for _ in range(8) for answer in await asyncio.gather(*(act() for act in acts * 2))]

    kinds = Counter(answer["__typename"] for answer in answers)
    assert {kind for kind in kinds if kind.endswith("Problem")} <= {
        "ConflictProblem",
        "InvalidProblem",
        "UnavailableProblem",
    }
    assert kinds["UnavailableProblem"] < len(answers) / 10, kinds
    assert await violations(house.admin) == []
    await house.queue.take(api.organisation_id)
