"""What must be true of a database at any moment, whatever happened to it before: asked in plain SQL, of the tables."""

from collections import defaultdict
from typing import Any

import orjson

from smoall.domain.audit import AuditEntry, commit_to, first_break
from tests.harness.house import rows

SUMS = {
    "paid is the sum of allocations": """
        SELECT d.id FROM document d LEFT JOIN allocation a ON a.document_id = d.id
        GROUP BY d.id, d.organisation_id, d.paid HAVING d.paid <> coalesce(sum(a.amount), 0)""",
    "allocated is the sum of allocations": """
        SELECT p.id FROM payment p LEFT JOIN allocation a ON a.payment_id = p.id
        GROUP BY p.id, p.organisation_id, p.allocated HAVING p.allocated <> coalesce(sum(a.amount), 0)""",
    "credited is the sum of issued credit notes": """
        SELECT d.id FROM document d LEFT JOIN document c ON c.credits_id = d.id AND c.issued_on IS NOT NULL
        WHERE d.kind = 'INVOICE' GROUP BY d.id, d.organisation_id, d.credited
        HAVING d.credited <> coalesce(sum(c.gross), 0)""",
    "nobody pays or credits more than there is": """
        SELECT id FROM document WHERE kind = 'INVOICE' AND paid + credited > gross AND credited < gross""",
    "lines add up": """
        SELECT d.id FROM document d LEFT JOIN document_line l ON l.document_id = d.id
        GROUP BY d.id, d.organisation_id, d.lines_total HAVING d.lines_total <> coalesce(sum(l.net), 0)""",
    "VAT adds up": """
        SELECT d.id FROM document d LEFT JOIN document_vat v ON v.document_id = d.id
        GROUP BY d.id, d.organisation_id, d.net, d.vat
        HAVING d.net <> coalesce(sum(v.base), 0) OR d.vat <> coalesce(sum(v.amount), 0)""",
    "every issued document has its printing asked for": """
        SELECT d.id FROM document d WHERE d.issued_on IS NOT NULL AND NOT EXISTS
        (SELECT FROM job_run j WHERE j.run_key = 'render:' || replace(d.id::text, '-', ''))""",
    "every delivery has its sending asked for": """
        SELECT d.id FROM delivery d WHERE NOT EXISTS
        (SELECT FROM job_run j WHERE j.run_key = 'deliver:' || replace(d.id::text, '-', ''))""",
    "no credit note is left half-made": "SELECT id FROM document WHERE kind = 'CREDIT_NOTE' AND issued_on IS NULL",
    "a replayed answer was finished": "SELECT key FROM idempotency WHERE answer IS NULL",
}


async def violations(dsn: str) -> list[str]:
    """What is not as it must be, in words; empty when all is well. ``dsn`` is a superuser's."""
    found = [f"{what}: {row[0]}" for what, sql in SUMS.items() for row in await rows(dsn, sql)]
    return found + await _numbering(dsn) + await _trails(dsn)


async def _numbering(dsn: str) -> list[str]:
    """Numbers 1 to n in each journal and year, dates in their order, the counter at n."""
    issued = await rows(
        dsn,
        """SELECT journal_id, fiscal_year, sequence_number, issued_on, structured_communication FROM document
        WHERE issued_on IS NOT NULL ORDER BY journal_id, fiscal_year, sequence_number""",
    )
    series: dict[Any, list[Any]] = defaultdict(list)
    for row in issued:
        series[row["journal_id"], row["fiscal_year"]].append((row["sequence_number"], row["issued_on"]))
    counters = {
        (row["journal_id"], row["fiscal_year"]): row["last_number"] for row in await rows(dsn, "SELECT * FROM sequence")
    }
    found: list[str] = []
    for key, documents in series.items():
        numbers, dates = [number for number, _ in documents], [date for _, date in documents]
        if numbers != [*range(1, len(numbers) + 1)]:
            found.append(f"gap or double in {key}: {numbers}")
        if dates != sorted(dates):
            found.append(f"dates out of order in {key}")
        if counters[key] != len(numbers):
            found.append(f"counter of {key} is at {counters[key]}, not {len(numbers)}")
    return found


async def _trails(dsn: str) -> list[str]:
    """Every organisation's chain holds, its head is its last entry, and every payload is the one committed to."""
    found: list[str] = []
    entries: dict[Any, list[tuple[AuditEntry, bytes]]] = defaultdict(list)
    for row in await rows(dsn, "SELECT * FROM audit_entry ORDER BY organisation_id, sequence"):
        values = {name: row[name] for name in AuditEntry.__slots__}
        entries[row["organisation_id"]].append((AuditEntry(**values), row["hash"]))
    heads = {row["organisation_id"]: row for row in await rows(dsn, "SELECT * FROM audit_head")}
    for organisation, chain in entries.items():
        if first_break(chain) is not None:
            found.append(f"chain of {organisation} breaks at {first_break(chain)}")
        if (heads[organisation]["sequence"], heads[organisation]["hash"]) != (chain[-1][0].sequence, chain[-1][1]):
            found.append(f"head of {organisation} is not its last entry")
    for row in await rows(
        dsn, "SELECT p.*, e.commitment FROM audit_payload p JOIN audit_entry e USING (organisation_id, sequence)"
    ):
        if commit_to(row["payload"], salt=row["salt"]) != row["commitment"]:
            found.append(f"payload {row['sequence']} of {row['organisation_id']} is another one")
        orjson.loads(row["payload"])
    return found
