"""Traces: nothing is imported without an endpoint; with one, requests, jobs and statements arrive as OTLP."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from tests.postgres_server import PostgresServer

ROOT = Path(__file__).parents[3]
TRACED = """
import asyncio, sys
from smoall.infra.postgres.database import Database
from smoall.infra.telemetry.tracing import TracedLink, set_up_tracing, span
set_up_tracing(sys.argv[1])
async def main():
    database = Database(sys.argv[2], size=1, link=TracedLink)
    with span("graphql", request_id="r1"):
        async with database.link() as link:
            assert await link.value("SELECT $1::int", 7) == 7
    await database.close()
asyncio.run(main())
"""


@contextmanager
def collector() -> Iterator[tuple[str, list[Any]]]:
    """An OTLP endpoint on loopback and the bodies it took."""
    taken: list[Any] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            taken.append((self.path, self.headers["content-type"], json.loads(body)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Takes)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", taken
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_without_an_endpoint_nothing_is_imported() -> None:
    code = "import sys, smoall.worker; sys.exit(any(name.startswith('opentelemetry.sdk') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_request_and_its_statement_arrive_as_parent_and_child(postgres_server: PostgresServer) -> None:
    with collector() as (endpoint, taken):
        words = [sys.executable, "-c", TRACED, endpoint, postgres_server.admin_dsn()]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    path, kind, body = taken[0]
    assert (path, kind) == ("/v1/traces", "application/json")
    spans = {one["name"]: one for one in body["resourceSpans"][0]["scopeSpans"][0]["spans"]}
    assert spans["SELECT"]["parentSpanId"] == spans["graphql"]["spanId"]
    assert spans["SELECT"]["traceId"] == spans["graphql"]["traceId"]
    assert {"key": "request_id", "value": {"stringValue": "r1"}} in spans["graphql"]["attributes"]
    assert int(spans["SELECT"]["endTimeUnixNano"]) > int(spans["SELECT"]["startTimeUnixNano"])
