"""`smoall up` as a person meets it: a first start with demo data, its end, and what a second one says."""

import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from smoall.commands.speaking import Exit
from smoall.demo.story import EMAIL, PASSWORD
from smoall.domain.invoicing.vat import VatCategory
from smoall.infra.postgres.embedded import running_address
from tests.commands.processes import Up, refused, running_up, smoall

STATES = """
query States { invoices(first: 60) { nodes { state number lines { vat { category } } totals { gross { amount } } } } }
"""


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    with running_up(tmp_path_factory.mktemp("up") / "home", SMOALL_DEMO="1") as running:
        yield running


def ask(up: Up, query: str, token: str = "", **variables: object) -> dict[str, object]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    answer = httpx.post(f"{up.url}/graphql", json={"query": query, "variables": variables}, headers=headers, timeout=20)
    told: dict[str, object] = answer.json()
    assert "errors" not in told, told
    return told["data"]  # type: ignore[return-value]


def test_the_demo_account_signs_in_and_sees_every_state_and_every_vat_situation(up: Up) -> None:
    sign_in = """mutation In($email: String!, $password: String!) {
      signIn(input: {email: $email, password: $password}) { ... on SignInPayload { session { token } } } }"""
    token = ask(up, sign_in, email=EMAIL, password=PASSWORD)["signIn"]["session"]["token"]  # type: ignore[index]
    nodes = ask(up, STATES, token)["invoices"]["nodes"]  # type: ignore[index]
    assert {node["state"] for node in nodes} == {"DRAFT", "ISSUED", "PARTIALLY_PAID", "PAID", "CREDITED"}
    assert {VatCategory(line["vat"]["category"]) for node in nodes for line in node["lines"]} == set(VatCategory)


def test_doctor_works_beside_it_and_finds_nothing_broken(up: Up) -> None:
    told = smoall("doctor", env=up.env)
    assert told.returncode == 0, told.stdout + told.stderr
    checked = " ".join(re.findall(r"^[✓!✗] (\w+)", told.stdout, re.MULTILINE))
    here, there = (
        "home disk key pdf fonts mail newsletter payments register clock port",
        "database tables clocks worker queue ledger breaches role",
    )
    assert checked == f"{here} {there}"
    assert "✗" not in told.stdout


def test_metrics_count_requests_and_jobs_without_a_callers_text(up: Up) -> None:
    httpx.post(f"{up.url}/graphql", json={"query": 'query Canary { x: __type(name: "canary") { name } }'}, timeout=10)
    page = up.get("/metrics").text
    assert re.search(r'smoall_request_seconds_count\{kind="query",status="200"\} [1-9]', page)
    assert "smoall_queue_oldest_seconds" in page
    assert "smoall_database_up 1.0" in page
    assert re.search(r"^process_resident_memory_bytes [\d.e+]+$", page, re.MULTILINE)
    assert "anary" not in page


def test_the_port_is_told_to_be_taken_by_smoall_itself(up: Up, capsys: pytest.CaptureFixture[str]) -> None:
    status, text = refused(capsys, up.home, SMOALL_PORT=up.env["SMOALL_PORT"])
    assert (status, "Smoall runs already" in text) == (Exit.PORT, True)


def test_a_home_in_use_is_told_with_its_process(up: Up, capsys: pytest.CaptureFixture[str]) -> None:
    status, text = refused(capsys, up.home)
    assert (status, f"process {up.process.pid}" in text) == (Exit.DATABASE, True)


def test_seeding_again_changes_nothing(up: Up) -> None:
    told = smoall("seed", env=up.env)
    assert (told.returncode, "there already" in told.stdout) == (0, True)


def test_jobs_of_a_killed_smoall_are_taken_at_once_and_sigterm_ends_in_order(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running_up(home, SMOALL_DEMO="1") as first:
        first.process.kill()
        first.process.wait()
    with running_up(home, SMOALL_DEMO="1") as second:
        address = running_address(home)
        assert address is not None
        with psycopg.connect(address.owner_dsn("smoall"), autocommit=True) as connection:
            until = time.monotonic() + 90  # printing all takes seconds, more on a busy machine
            while (left := connection.execute("SELECT count(*) FROM dramatiq.queue").fetchone()) != (0,):
                assert time.monotonic() < until, left
                time.sleep(0.1)
        status, said, complained = second.stop(signal.SIGTERM)
    assert (status, said.splitlines()[-1]) == (0, "Smoall has stopped.")
    assert "Sign in   demo@smoall.example" in said
    assert "Traceback" not in complained
    assert running_address(home) is None
    assert len(list((home / "mailbox").glob("*.eml"))) == 1


def test_ctrl_c_twice_hurries(tmp_path: Path) -> None:
    with running_up(tmp_path / "home") as up:
        up.process.send_signal(signal.SIGINT)
        started = time.monotonic()
        status, _, complained = up.stop(signal.SIGINT)
    assert status == 0
    assert time.monotonic() - started < 8
    assert "Traceback" not in complained
