"""Whoever reaches past the application into the tables is found out: which entry does not fit, and what was cut off."""

import asyncio
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio

from smoall.domain.privacy.certificate import ChainHead, head_content
from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.master_key import master_key
from smoall.usecases.privacy.sign_heads import sign_heads
from tests.harness.api import Api, Json, customer
from tests.harness.house import RunningHouse

SCRIPT = Path(__file__).parents[3] / "scripts/verify_certificate.py"
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


SINCE = """query ($sequence: Int!, $hash: String!) {
  verifyAuditTrail(since: { sequence: $sequence, hash: $hash }) { isIntact entries brokenAt head }
}"""
HEADS = "{ auditHeads { sequence hash at signature } }"
CUT = "DELETE FROM audit_entry WHERE organisation_id = $1 AND sequence > 6"
REWIND = """UPDATE audit_head h SET sequence = e.sequence, hash = e.hash FROM audit_entry e
WHERE h.organisation_id = $1 AND e.organisation_id = $1 AND e.sequence = 6"""


async def since(api: Api, sequence: int, head: str) -> Json:
    """What walking the chain finds for whoever kept a head."""
    found: Json = (await api.ask(SINCE, sequence=sequence, hash=head))["verifyAuditTrail"]
    return found


async def sign(house: RunningHouse) -> int:
    """The chore of the day."""
    shop = house.queue.workshops()
    return await sign_heads(shop.units, shop.housekeeping.organisations, seal=shop.purging.seal)


async def cut_unseen(house: RunningHouse, api: Api) -> None:
    """The tail and the head with it: what is left is a sound chain."""
    await house.truth(CUT.replace("entry", "payload"), api.organisation_id)
    await house.truth(CUT, api.organisation_id)
    await house.truth(REWIND, api.organisation_id)


async def test_who_kept_a_head_finds_a_tail_that_was_cut_with_its_head(house: RunningHouse, busy: Api) -> None:
    kept = await verified(busy)
    assert (await since(busy, kept["entries"], kept["head"]))["isIntact"]
    await cut_unseen(house, busy)
    found = await since(busy, kept["entries"], kept["head"])
    assert (found["isIntact"], found["brokenAt"]) == (False, 7)


async def test_a_tail_that_was_written_anew_is_found_too(house: RunningHouse, busy: Api) -> None:
    kept = await verified(busy)
    await cut_unseen(house, busy)
    for number in range(4):
        await busy.do("createCompany", customer(name=f"Anders {number}"))
    assert (await verified(busy))["isIntact"]
    found = await since(busy, kept["entries"], kept["head"])
    assert (found["isIntact"], found["brokenAt"]) == (False, 8)


async def test_a_signed_head_finds_the_cut_by_itself(house: RunningHouse, busy: Api) -> None:
    await sign(house)
    assert (await verified(busy))["isIntact"]
    await cut_unseen(house, busy)
    assert (await verified(busy))["brokenAt"] == 7


def checked(paper: Path) -> bool:
    """What the script says of a paper."""
    return subprocess.run([sys.executable, SCRIPT, paper], capture_output=True, check=False).returncode == 0


async def test_heads_are_signed_once_and_checked_by_the_stand_alone_script(
    house: RunningHouse, busy: Api, tmp_path: Path
) -> None:
    await sign(house)
    await sign(house)
    (told,) = (await busy.ask(HEADS))["auditHeads"]
    trail = await verified(busy)
    assert (told["sequence"], told["hash"]) == (8, trail["head"])
    head = ChainHead(organisation_id=busy.organisation_id, sequence=8, hash=bytes.fromhex(told["hash"]))
    signer = CertificateSigner(master_key(house.home))
    paper = tmp_path / "head.json"
    for sequence, good in ((8, True), (7, False)):
        content = head_content(replace(head, sequence=sequence), at=datetime.fromisoformat(told["at"]))
        paper.write_bytes(signer.paper(content, bytes.fromhex(told["signature"])))
        assert (await asyncio.to_thread(checked, paper)) is good


@pytest.mark.parametrize(("sequence", "head"), [(0, "0" * 64), (1, "0" * 63), (1, "g" * 64), (-1, "")])
async def test_a_head_that_is_none_is_refused(api: Api, sequence: int, head: str) -> None:
    with pytest.raises(AssertionError, match="HEAD_UNREADABLE"):
        await since(api, sequence, head)


async def test_nobody_sees_the_heads_of_another_organisation(house: RunningHouse, busy: Api) -> None:
    await sign(house)
    other = await Api.registered(house.http)
    assert (await other.ask(HEADS))["auditHeads"] == []
