"""`smoall operator`: who works for Smoall itself gets into its own organisation, and out of it."""

import subprocess
import sys
from pathlib import Path

from smoall.domain.organisations.house import HOUSE
from tests.harness.account_acts import verified
from tests.harness.api import PASSWORD, Api
from tests.harness.house import RunningHouse

ROOT = Path(__file__).parents[2]
MINE = "{ viewer { memberships { role organisation { id name } } } }"


def operator(house: RunningHouse, *arguments: str) -> subprocess.CompletedProcess[str]:
    known = {"PATH": "/usr/bin", "SMOALL_HOME": str(house.home), "DATABASE_URL": house.admin, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "smoall", "operator", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=known, cwd=ROOT, check=False)


async def houses(api: Api) -> list[tuple[str, str]]:
    found = (await api.ask(MINE))["viewer"]["memberships"]
    return [(one["role"], one["organisation"]["name"]) for one in found if HOUSE.hex in one["organisation"]["id"]]


async def test_an_operator_is_let_in_and_out(house: RunningHouse) -> None:
    api = await Api.registered(house.http)
    unproved = operator(house, api.email)
    assert (unproved.returncode, "not proved" in unproved.stderr) == (1, True), unproved.stderr
    await api.do("verifyEmail", await verified(house, api))

    told = operator(house, api.email.upper())
    assert told.returncode == 0, told.stderr
    assert await houses(api) == [("OWNER", "Smoall")]
    assert "already" in operator(house, api.email).stdout
    inside = await api.do("switchOrganisation", {"organisation": f"org_{HOUSE.hex}"}, select="session { token }")
    at_smoall = Api(house.http, inside["session"]["token"], api.email, f"org_{HOUSE.hex}")
    assert (await at_smoall.ask("{ organisation { name } }"))["organisation"]["name"] == "Smoall"

    closing = {"proof": {"password": PASSWORD}, "name": "Smoall"}
    assert (await at_smoall.refusal("closeOrganisation", closing))["code"] == "HOUSE_STAYS"

    assert operator(house, api.email, "--remove").returncode == 0
    assert await houses(await api.signed_in_again()) == []
    assert (await at_smoall.post({"query": "{ organisation { name } }"})).status_code == 401
    rows = await house.truth("SELECT action FROM audit_entry WHERE organisation_id = $1 ORDER BY sequence DESC", HOUSE)
    latest = [row["action"] for row in rows if row["action"].startswith("let")][:2]
    assert latest == ["letOperatorOut", "letOperatorIn"]


async def test_nobody_unknown_is_let_in(house: RunningHouse) -> None:
    told = operator(house, "nobody@wanted.example")
    assert (told.returncode, "Register" in told.stderr) == (1, True)
