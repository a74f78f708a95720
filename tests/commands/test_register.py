"""`smoall register` writes the register to standard output; `smoall doctor` says what of it needs mending."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from smoall.commands.checks_machine import _register
from smoall.commands.registering import print_register
from smoall.commands.speaking import Trouble
from smoall.commands.verdict import Health
from smoall.settings import Settings
from tests.harness.api import Api
from tests.harness.house import RunningHouse

ROOT = Path(__file__).parents[2]


def smoall(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    known = {"PATH": "/usr/bin", "SMOALL_HOME": str(home), "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", "smoall", "register", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, env=known, cwd=ROOT, check=False)


def test_smoalls_own_needs_no_database(tmp_path: Path) -> None:
    done = smoall(tmp_path, "--format", "json", "--language", "nl", "--at", "2026-11-26")
    told = json.loads(done.stdout)
    assert (told["version"], told["language"]) == ("2026-11-26", "NL")
    assert [one["controller"]["name"] for one in told["sheets"]][:2] == ["Smoall", "Elke abonnee van Smoall"]


async def test_that_of_a_customer_names_the_customer(house: RunningHouse, api: Api) -> None:
    asked = ("--format", "json", "--organisation", api.organisation)
    told = json.loads(smoall(house.home, *asked, DATABASE_URL=house.admin).stdout)
    name = (await api.ask("{ viewer { organisation { name } } }"))["viewer"]["organisation"]["name"]
    assert {one["controller"]["name"] for one in told["sheets"]} == {"Smoall", name}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"at": "2001-01-01"}, "no register yet"),
        ({"at": "gisteren"}, "is no day"),
        ({"language": "es"}, "is no language"),
        ({"form": "doc"}, "is no format"),
        ({"organisation": "org_x"}, "no organisation"),
    ],
)
def test_what_there_is_not_is_told(
    capsysbinary: pytest.CaptureFixture[bytes], asked: dict[str, str], said: str
) -> None:
    given = {"language": "en", "form": "json", "at": "", "organisation": "", **asked}
    with pytest.raises(Trouble, match=said):
        print_register(Settings(), **given)
    assert capsysbinary.readouterr().out == b""


def test_the_doctor_names_who_has_no_confirmed_protection() -> None:
    verdict = _register(Settings())
    assert verdict.health is Health.ODD
    assert "Stripe (unknown)" in verdict.text
