"""P4: eight clients ask for invoices while a purge of old ones goes on; how fast it is, and what it costs them.

`smoall serve` beside `smoall worker`. Invoices of 2012 are put down past every rule, each with lines, VAT, a letter, a
payment and its allocation; then they are previewed, ordered and purged through the API, as anybody would.
"""

import asyncio
import statistics
import sys
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import psycopg

from bench.ground import KEPT, Ground
from bench.questions import ONE, ORGANISATIONS, invoice_of, token_of
from bench.servers.started import started
from bench.servers.worker import worker
from bench.signing_in import Client

INVOICES, ASKING = 3000, 8
WHOSE = ORGANISATIONS - 1
SETTINGS = {
    "SMOALL_HOME": str(KEPT / "purging"),
    "SMOALL_PORT": "{port}",
    "SMOALL_DEMO": "0",
    "SMOALL_COST_BUCKET": "1000000",
    "SMOALL_COST_RESTORED": "1000000",
}
CATEGORIES = "[INVOICE, VOUCHER]"
PREVIEW = f"{{ purgePreview(categories: {CATEGORIES}) {{ total previewToken rows {{ table count }} }} }}"
ORDER = """mutation P($token: String!) { runPurge(input: {
  categories: [INVOICE, VOUCHER], reason: "Over", previewToken: $token }) {
  __typename ... on RunPurgePayload { run { id } } ... on Problem { code message } } }"""
RUN = "{ purgeRuns(first: 1) { nodes { state done kept } } }"
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Purging:
    """Rows dropped a second, by the clock of the order; milliseconds of a query alone and beside it."""

    rows: int
    objects: int
    previewed_ms: float
    seconds: float
    alone_p99: float
    beside_p99: float
    ratios: tuple[float, ...]

    @property
    def rows_per_second(self) -> float:
        """Rows of all tables, from the order to the certificate."""
        return self.rows / self.seconds

    @property
    def ratio(self) -> float:
        """The p99 beside over the p99 alone: the median of the rounds."""
        return statistics.median(self.ratios)


def measure_purging(ground: Ground, *, rounds: int, seconds: float) -> Purging:
    """Rounds of queries alone and then beside a purge; what the last round purged, and the quickest of its times."""
    command = [sys.executable, "-m", "smoall", "serve"]
    found: list[tuple[list[float], list[float], int, int, float, float]] = []
    with started("purging", command, ground=ground, more=SETTINGS) as server, worker(ground, SETTINGS):
        for _ in range(rounds):
            _sow(ground)
            found.append(asyncio.run(_round(server.port, seconds)))
    alone = [took for one in found for took in one[0]]
    beside = [took for one in found for took in one[1]]
    return Purging(
        rows=sum(one[2] for one in found),
        objects=sum(one[3] for one in found),
        previewed_ms=statistics.median(one[4] for one in found),
        seconds=sum(one[5] for one in found),
        alone_p99=_p99(alone),
        beside_p99=_p99(beside),
        ratios=tuple(_p99(one[1]) / _p99(one[0]) for one in found),
    )


async def _round(port: int, seconds: float) -> tuple[list[float], list[float], int, int, float, float]:
    alone = await _ask(port, until=time.perf_counter() + seconds)
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", headers={"authorization": f"Bearer {token_of(WHOSE)}"}, timeout=60
    ) as http:
        began = time.perf_counter()
        preview = (await _tell(http, PREVIEW))["purgePreview"]
        previewed = (time.perf_counter() - began) * 1000
        over = asyncio.Event()
        clients = asyncio.create_task(_beside(port, over))
        began = time.perf_counter()
        ordered = (await _tell(http, ORDER, token=preview["previewToken"]))["runPurge"]
        assert ordered["__typename"] == "RunPurgePayload", ordered
        await _until_done(http)
        took = time.perf_counter() - began
        over.set()
    rows = sum(one["count"] for one in preview["rows"])
    return alone, await clients, rows, preview["total"], previewed, took


async def _until_done(http: httpx.AsyncClient) -> None:
    deadline = time.perf_counter() + LONGEST
    while (await _tell(http, RUN))["purgeRuns"]["nodes"][0]["state"] != "DONE":
        assert time.perf_counter() < deadline, "the purge does not end"
        await asyncio.sleep(0.1)


async def _ask(port: int, *, until: float) -> list[float]:
    clients = [Client(port, token_of(n + 1), []) for n in range(ASKING)]
    await asyncio.gather(*(one.ask(ONE, {"id": invoice_of(n + 1, 7)}, until=until) for n, one in enumerate(clients)))
    return [took for one in clients for took in one.took]


async def _beside(port: int, over: asyncio.Event) -> list[float]:
    """Short spells of asking, until it is over: what is asked after the end is not counted."""
    times: list[float] = []
    while not over.is_set():
        times += await _ask(port, until=time.perf_counter() + 0.25)
    return times


async def _tell(http: httpx.AsyncClient, query: str, **variables: Any) -> Any:
    answer = (await http.post("/graphql", json={"query": query, "variables": variables})).json()
    assert "errors" not in answer, answer
    return answer["data"]


def _sow(ground: Ground) -> None:
    """Old invoices, past every rule."""
    with psycopg.connect(ground.admin, autocommit=True) as connection:
        organisation = _organisation(connection)
        connection.execute("SET session_replication_role = replica")
        company = connection.execute(
            "SELECT id FROM company WHERE organisation_id = %s LIMIT 1", (organisation,)
        ).fetchone()
        assert company is not None
        for sql in _SOWN:
            connection.execute(sql, {"whose": organisation, "company": company[0], "n": INVOICES})
        connection.execute("ANALYZE document, document_line, payment, allocation, delivery")


def _organisation(connection: "psycopg.Connection[Any]") -> UUID:
    found = connection.execute("SELECT id FROM tenant ORDER BY id OFFSET %s LIMIT 1", (WHOSE,)).fetchone()
    assert found is not None
    identity: UUID = found[0]
    return identity


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


_SOWN = (
    "CREATE TEMP TABLE IF NOT EXISTS sown (n int, document uuid, payment uuid)",
    "TRUNCATE sown",
    "INSERT INTO sown SELECT n, gen_random_uuid(), gen_random_uuid() FROM generate_series(1, %(n)s) n",
    """INSERT INTO document (organisation_id, id, kind, company_id, currency, language, payment_term_days, lines_total,
        discounts_total, net, vat, gross, number, issued_on, paid, created_at)
        SELECT %(whose)s, document, 'INVOICE', %(company)s, 'EUR', 'NL', 30, 300, 0, 300, 63, 363,
        'P' || document, DATE '2012-01-01' + n %% 300, 363, TIMESTAMPTZ '2012-01-01' FROM sown""",
    """INSERT INTO document_line (organisation_id, document_id, position, description, quantity, unit, unit_price,
        discount_percent, vat_category, vat_rate, net)
        SELECT %(whose)s, document, p, 'Drukwerk', 1, 'C62', 100, 0, 'STANDARD', 21, 100
        FROM sown, generate_series(1, 3) p""",
    """INSERT INTO document_vat (organisation_id, document_id, position, vat_category, vat_rate, base, amount)
        SELECT %(whose)s, document, 1, 'STANDARD', 21, 300, 63 FROM sown""",
    """INSERT INTO delivery (organisation_id, id, document_id, channel, recipient, state, created_at, sent_at)
        SELECT %(whose)s, gen_random_uuid(), document, 'EMAIL', 'boek@inkt.example', 'SENT',
        TIMESTAMPTZ '2012-01-02', TIMESTAMPTZ '2012-01-02' FROM sown""",
    """INSERT INTO payment (organisation_id, id, amount, currency, received_on, allocated, created_at)
        SELECT %(whose)s, payment, 363, 'EUR', DATE '2012-02-01' + n %% 300, 363, TIMESTAMPTZ '2012-02-01' FROM sown""",
    """INSERT INTO allocation (organisation_id, id, payment_id, document_id, amount, created_at)
        SELECT %(whose)s, gen_random_uuid(), payment, document, 363, TIMESTAMPTZ '2012-02-01' FROM sown""",
)
