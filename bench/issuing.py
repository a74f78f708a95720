"""M1: sixteen clients draft and issue on one journal at the same time; then its numbers are counted twice."""

import asyncio
import statistics
import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import orjson
import psycopg

from bench.ground import Ground
from bench.questions import LARGE, made, token_of
from bench.servers.started import ours

CLIENTS = 16
ORGANISATION = LARGE + 1
_DOCUMENT = """fragment Document on Invoice {
  id number state version structuredCommunication customer { id name } lines { position description net { amount } }
  totals { net { amount } gross { amount currency } }
}"""
DRAFT = f"""mutation Draft($input: DraftInvoiceInput!) {{
  draftInvoice(input: $input) {{ __typename ... on DraftInvoicePayload {{ invoice {{ ...Document }} }} }}
}} {_DOCUMENT}"""
ISSUE = f"""mutation Issue($input: IssueInvoiceInput!) {{
  issueInvoice(input: $input) {{ __typename ... on IssueInvoicePayload {{ invoice {{ ...Document }} }} }}
}} {_DOCUMENT}"""
AUDIT = """query A($journal: ID!, $year: Int!) { numberingAudit(journal: $journal, fiscalYear: $year) {
count isGapless missing doubled outOfOrder } verifyAuditTrail { isIntact entries } }"""


@dataclass(frozen=True, slots=True)
class Issuing:
    """What the clients saw, in milliseconds, and what the counts say."""

    issued: int
    per_second: float
    cpu_ms: float
    draft_p50: float
    draft_p99: float
    issue_p50: float
    issue_p99: float
    gapless: bool
    counted: str


class Client:
    """One connection that asks, waits and asks again: HTTP/1.1 by hand, so that the measuring costs little."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._head = (
            f"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
            f"authorization: Bearer {token}\r\ncontent-length: "
        ).encode()
        self.drafts: list[float] = []
        self.issues: list[float] = []

    async def work(self, *, until: float) -> None:
        """Draft and issue in turn until the moment comes."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        while time.perf_counter() < until:
            drafted, took = await self._ask(DRAFT, _draft())
            self.drafts.append(took)
            invoice = drafted["draftInvoice"]["invoice"]["id"]
            issued, took = await self._ask(ISSUE, {"invoice": invoice, "issuedOn": _today().isoformat()})
            self.issues.append(took)
            assert issued["issueInvoice"]["invoice"]["number"], issued
        self._writer.close()

    async def _ask(self, query: str, given: dict[str, Any]) -> tuple[Any, float]:
        body = orjson.dumps({"query": query, "variables": {"input": given}})
        began = time.perf_counter()
        self._writer.write(self._head + b"%d\r\n\r\n" % len(body) + body)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        answer = await self._reader.readexactly(length)
        took = (time.perf_counter() - began) * 1000
        got = orjson.loads(answer)
        assert not got.get("errors"), got
        return got["data"], took


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Brussels")).date()


def _draft() -> dict[str, Any]:
    line = {"quantity": "3", "unit": "C62", "unitPrice": "85.00", "vat": {"category": "STANDARD", "rate": "21"}}
    return {
        "customer": "cmp_" + made(5, 10_000).hex,
        "currency": "EUR",
        "language": "FR",
        "paymentTermDays": 30,
        "buyerReference": "PO-17",
        "lines": [{"description": f"Travail {n}", **line} for n in range(1, 6)],
    }


def measure_issuing(ground: Ground, *, seconds: float) -> Issuing:
    """The whole of M1: two seconds to warm up, then ``seconds`` that count."""
    with ours(ground) as server:
        asyncio.run(_together(server.port, seconds=2))
        before = server.cpu_seconds()
        clients, took = asyncio.run(_together(server.port, seconds=seconds))
        spent = server.cpu_seconds() - before
        audit = {
            "query": AUDIT,
            "variables": {"journal": f"jrn_{made(3, ORGANISATION).hex}", "year": _today().year},
        }
        headers = {"authorization": f"Bearer {token_of(ORGANISATION)}"}
        told = httpx.post(server.url, json=audit, headers=headers, timeout=120).json()["data"]
    drafts = sorted(one for client in clients for one in client.drafts)
    issues = sorted(one for client in clients for one in client.issues)
    sql_gapless, counted = _count(ground)
    return Issuing(
        issued=len(issues),
        per_second=len(issues) / took,
        cpu_ms=spent / len(issues) * 1000,
        draft_p50=statistics.median(drafts),
        draft_p99=drafts[int(len(drafts) * 0.99)],
        issue_p50=statistics.median(issues),
        issue_p99=issues[int(len(issues) * 0.99)],
        gapless=sql_gapless and told["numberingAudit"]["isGapless"] and told["verifyAuditTrail"]["isIntact"],
        counted=f"{counted}; the API's own audit counts {told['numberingAudit']['count']}",
    )


async def _together(port: int, *, seconds: float) -> tuple[list[Client], float]:
    clients = [Client(port, token_of(ORGANISATION)) for _ in range(CLIENTS)]
    began = time.perf_counter()
    await asyncio.gather(*(client.work(until=began + seconds) for client in clients))
    return clients, time.perf_counter() - began


def _count(ground: Ground) -> tuple[bool, str]:
    """By SQL: as many numbers as the highest one, none twice, and the sequence agrees."""
    with psycopg.connect(ground.admin) as connection:
        row = connection.execute(
            "SELECT count(*), count(DISTINCT sequence_number), max(sequence_number),"
            " (SELECT last_number FROM sequence WHERE journal_id = %(j)s AND fiscal_year = %(y)s)"
            " FROM document WHERE journal_id = %(j)s AND fiscal_year = %(y)s",
            {"j": made(3, ORGANISATION), "y": _today().year},
        ).fetchone()
    assert row is not None
    return len(set(row)) == 1, f"count, distinct, highest, sequence: {row}"
