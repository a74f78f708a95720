"""Whoever reaches past the application into the tables is found out: which entry does not fit, and what was cut off."""

import asyncio

import pytest
import pytest_asyncio

from tests.harness.api import Api, Json, customer
from tests.harness.house import RunningHouse

VERIFY = "{ verifyAuditTrail { isIntact entries brokenAt head } }"
EDITS = [
    "action = 'nothing'",
    "at = at + interval '1 microsecond'",
    "object_id = 'cmp_x'",
    "actor_id = gen_random_uuid()",
    "request_id = 'other'",
    "commitment = sha256('x')",
    "hash = sha256('x')",
]
OF_FOUR = "organisation_id = $1 AND sequence = 4"


async def verified(api: Api) -> Json:
    """What walking the chain finds."""
    found: Json = (await api.ask(VERIFY))["verifyAuditTrail"]
    return found


@pytest_asyncio.fixture
async def busy(api: Api) -> Api:
    """Somebody with eight entries in the trail."""
    for number in range(7):
        await api.do("createCompany", customer(name=f"Klant {number}"))
    assert (await verified(api)) | {"head": ""} == {"isIntact": True, "entries": 8, "brokenAt": None, "head": ""}
    return api


@pytest.mark.parametrize("edit", EDITS)
async def test_an_edited_entry_is_located(house: RunningHouse, busy: Api, edit: str) -> None:
    await house.truth(f"UPDATE audit_entry SET {edit} WHERE {OF_FOUR}", busy.organisation_id)
    found = await verified(busy)
    assert (found["isIntact"], found["brokenAt"]) == (False, 4)


async def test_a_removed_entry_is_located(house: RunningHouse, busy: Api) -> None:
    await house.truth(f"DELETE FROM audit_payload WHERE {OF_FOUR}", busy.organisation_id)
    await house.truth(f"DELETE FROM audit_entry WHERE {OF_FOUR}", busy.organisation_id)
    found = await verified(busy)
    assert (found["isIntact"], found["brokenAt"]) == (False, 4)


async def test_two_entries_that_changed_places_are_located(house: RunningHouse, busy: Api) -> None:
    for was, becomes in ((4, 99), (5, 4), (99, 5)):
        statement = "UPDATE audit_entry SET sequence = $3 WHERE organisation_id = $1 AND sequence = $2"
        await house.truth(statement, busy.organisation_id, was, becomes)
    assert (await verified(busy))["brokenAt"] == 4


@pytest.mark.parametrize("edit", ["payload = '{\"x\":1}'", "salt = sha256('x')"])
async def test_an_edited_payload_is_located(house: RunningHouse, busy: Api, edit: str) -> None:
    await house.truth(f"UPDATE audit_payload SET {edit} WHERE {OF_FOUR}", busy.organisation_id)
    assert (await verified(busy))["brokenAt"] == 4


async def test_an_erased_payload_leaves_the_chain_whole(house: RunningHouse, busy: Api) -> None:
    await house.truth(f"DELETE FROM audit_payload WHERE {OF_FOUR}", busy.organisation_id)
    assert (await verified(busy))["isIntact"]


async def test_a_tail_that_was_cut_off_is_missed_at_the_head(house: RunningHouse, busy: Api) -> None:
    await house.truth("DELETE FROM audit_entry WHERE organisation_id = $1 AND sequence > 6", busy.organisation_id)
    found = await verified(busy)
    assert (found["isIntact"], found["brokenAt"]) == (False, 7)


async def test_a_head_that_was_handed_out_shows_a_chain_written_anew(house: RunningHouse, busy: Api) -> None:
    """Cutting the tail and the head with it leaves a sound chain: only the head that was kept elsewhere tells."""
    kept = await verified(busy)
    organisation = busy.organisation_id
    await house.truth("DELETE FROM audit_entry WHERE organisation_id = $1 AND sequence > 6", organisation)
    await house.truth(
        """UPDATE audit_head h SET sequence = e.sequence, hash = e.hash FROM audit_entry e
        WHERE h.organisation_id = $1 AND e.organisation_id = $1 AND e.sequence = 6""",
        organisation,
    )
    found = await verified(busy)
    assert found["isIntact"]
    assert (found["entries"], found["head"]) != (kept["entries"], kept["head"])


async def test_the_trail_goes_on_after_many_at_once(house: RunningHouse, busy: Api) -> None:
    await asyncio.gather(*(busy.do("createCompany", customer(name=f"Samen {number}")) for number in range(20)))
    found = await verified(busy)
    assert (found["isIntact"], found["entries"]) == (True, 28)
