"""P1 to P3: a person is looked for and anonymised among 100 000 rows, and a long trail is walked; and what it takes."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import psycopg

from bench.ground import DATASETS, Ground, ground
from bench.questions import made, token_of
from bench.servers.started import Server, ours
from smoall.domain.audit import GENESIS, AuditEntry, commit_to, hash_of

ROWS = 100_000
ENTRIES = 200_000
"""of the second organisation, which has nothing but a trail"""
_COUNTED = (*("company", "contact", "document", "document_line", "delivery", "payment", "audit_entry"),)
FIND = "query Find($name: String, $email: String) { findSubject(name: $name, email: $email) { hits { table } } }"
ANONYMISE = """mutation Anonymise($input: AnonymiseContactsInput!) { anonymiseContacts(input: $input) { __typename
... on AnonymiseContactsPayload { previewToken receipt { lines { table outcome count } } } } }"""
VERIFY = "{ verifyAuditTrail { isIntact entries } }"


@dataclass(frozen=True, slots=True)
class People:
    """Seconds, entries a second, and the highest memory of the API's process over what it held before, MB."""

    rows: int
    find_seconds: float
    hits: int
    preview_seconds: float
    erase_seconds: float
    erase_company_seconds: float
    lines: int
    entries: int
    entries_per_second: float
    find_mb: float
    erase_mb: float
    erase_company_mb: float
    verify_mb: float


def measure_people() -> People:
    """The whole of it, on data of its own, which is made anew: an erasure does not come back."""
    with ground(DATASETS / "people.sql", name="people", kept=False, finish=_trails) as place, _asking(place) as asked:
        rows = _count(place)
        find, find_mb, found = asked(0, FIND, {"name": "Xenia Canary", "email": "xenia@canary.example"})
        given = {"contacts": ["ctc_" + made(7, 0).hex], "reason": "Asked by letter"}
        preview, _, dry = asked(0, ANONYMISE, {"input": {**given, "validateOnly": True}})
        token = dry["anonymiseContacts"]["previewToken"]
        erase, erase_mb, done = asked(0, ANONYMISE, {"input": {**given, "previewToken": token}})
        company, company_mb = _erase_company(asked)
        verify, verify_mb, walked = asked(1, VERIFY, {})
        assert walked["verifyAuditTrail"]["isIntact"], walked
        assert not asked(0, FIND, {"email": "xenia@canary.example"})[2]["findSubject"]["hits"] or _only_final(place)
        entries = walked["verifyAuditTrail"]["entries"]
    return People(
        rows=rows,
        find_seconds=find,
        hits=len(found["findSubject"]["hits"]),
        preview_seconds=preview,
        erase_seconds=erase,
        erase_company_seconds=company,
        lines=sum(line["count"] for line in done["anonymiseContacts"]["receipt"]["lines"]),
        entries=entries,
        entries_per_second=entries / verify,
        find_mb=find_mb,
        erase_mb=erase_mb,
        erase_company_mb=company_mb,
        verify_mb=verify_mb,
    )


def _erase_company(asked: Any) -> tuple[float, float]:
    """The twenty contacts of a company at once: the seconds of the act, without its preview."""
    given = {"company": "cmp_" + made(5, 1).hex, "reason": "All of the company"}
    token = asked(0, ANONYMISE, {"input": {**given, "validateOnly": True}})[2]["anonymiseContacts"]["previewToken"]
    seconds, mb, _ = asked(0, ANONYMISE, {"input": {**given, "previewToken": token}})
    return seconds, mb


def _only_final(place: Ground) -> bool:
    """Whether nobody's name is left but in what was issued, and in vouchers."""
    with psycopg.connect(place.admin) as connection:
        left = connection.execute(
            "SELECT (SELECT count(*) FROM contact WHERE name = 'Xenia Canary')"
            " + (SELECT count(*) FROM document WHERE issued_on IS NULL AND note LIKE '%%Xenia%%')"
            " + (SELECT count(*) FROM delivery WHERE recipient LIKE 'xenia@%%')"
            " + (SELECT count(*) FROM audit_payload WHERE organisation_id = %s"
            "    AND convert_from(payload, 'UTF8') LIKE '%%Xenia%%')",
            (made(0, 0),),
        ).fetchone()
    return left == (0,)


@contextmanager
def _asking(place: Ground) -> Iterator[Any]:
    """A way to ask: the seconds of the answer, how many MB higher than before it stood, what it said."""
    with (
        TemporaryDirectory(prefix="smoall-people-") as home,
        ours(place, home=Path(home)) as server,
        httpx.Client(timeout=600) as client,
    ):
        headers = [{"authorization": f"Bearer {token_of(organisation)}"} for organisation in (0, 1)]
        for organisation in (0, 1):  # what is loaded once is loaded
            client.post(server.url, json={"query": "{ viewer { user { id } } }"}, headers=headers[organisation])

        def asked(organisation: int, query: str, variables: dict[str, Any]) -> tuple[float, float, Any]:
            before = _forget_peak(server)
            began = time.perf_counter()
            body = {"query": query, "variables": variables}
            answer = client.post(server.url, json=body, headers=headers[organisation]).json()
            took = time.perf_counter() - began
            assert not answer.get("errors"), answer
            return took, (_memory(server, "VmHWM") - before) / 1024, answer["data"]

        yield asked


def _forget_peak(server: Server) -> int:
    Path(f"/proc/{server.process.pid}/clear_refs").write_text("5")
    return _memory(server, "VmRSS")


def _memory(server: Server, field: str) -> int:
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(field)).split()[1])


def _count(place: Ground) -> int:
    with psycopg.connect(place.admin) as connection:
        each = " + ".join(f"(SELECT count(*) FROM {name} WHERE organisation_id = %(o)s)" for name in _COUNTED)
        row = connection.execute(f"SELECT {each}", {"o": made(0, 0)}).fetchone()
    assert row is not None
    return int(row[0])


def _trails(dsn: str) -> None:
    """Both organisations' trails, chained as the product chains them; every thousandth entry of the first names contact
    0. Every third payload of the second is gone, as after erasures."""
    with psycopg.connect(dsn) as connection:
        for organisation, count in ((0, 20_000), (1, ENTRIES)):
            _trail(connection, organisation, count)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


def _trail(connection: psycopg.Connection[Any], organisation: int, count: int) -> None:
    last, start = GENESIS, datetime(2024, 1, 1, tzinfo=UTC)
    entries, payloads = [], []
    for n in range(1, count + 1):
        who = "Xenia Canary" if n % 1000 == 0 else f"Klant {n % 4000} & Zonen BV"
        body = json.dumps({"name": who, "reference": f"2024-{n:05}", "changed": ["note", "lines"]}).encode()
        salt = n.to_bytes(32, "big")
        entry = AuditEntry(
            organisation_id=made(0, organisation),
            sequence=n,
            at=start + timedelta(seconds=n),
            action="updateDraft",
            object_id="inv_" + made(6, n % 16_000).hex,
            actor_id=made(2, organisation),
            request_id=f"req{n:012}",
            commitment=commit_to(body, salt=salt),
        )
        last = hash_of(entry, previous=last)
        entries.append((entry, last))
        if organisation == 0 or n % 3:
            payloads.append((entry.organisation_id, n, salt, body))
    _copied(connection, entries, payloads)
    values = (made(0, organisation), count, last)
    connection.execute("INSERT INTO audit_head (organisation_id, sequence, hash) VALUES (%s, %s, %s)", values)


def _copied(connection: psycopg.Connection[Any], entries: list[Any], payloads: list[Any]) -> None:
    columns = "organisation_id, sequence, at, action, object_id, actor_id, request_id, commitment, hash"
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY audit_entry ({columns}) FROM STDIN") as copy:
            for one, linked in entries:
                copy.write_row(
                    (
                        one.organisation_id,
                        one.sequence,
                        one.at,
                        one.action,
                        one.object_id,
                        one.actor_id,
                        one.request_id,
                        one.commitment,
                        linked,
                    )
                )
        with cursor.copy("COPY audit_payload (organisation_id, sequence, salt, payload) FROM STDIN") as copy:
            for row in payloads:
                copy.write_row(row)
