"""`smoall certificates` hands out what a purge left, and the stand-alone script accepts it."""

import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.master_key import master_key
from smoall.usecases.privacy.purge_organisation import Purging, purge_organisation
from smoall.usecases.privacy.sign_heads import sign_heads
from tests.harness.api import PASSWORD, Api
from tests.harness.house import RunningHouse

ROOT = Path(__file__).parents[2]


def smoall(house: RunningHouse, *arguments: str, command: str = "certificates") -> subprocess.CompletedProcess[str]:
    environment = {"SMOALL_HOME": str(house.home), "DATABASE_URL": house.admin, "PYTHONPATH": str(ROOT)}
    return run("-m", "smoall", command, *arguments, **environment)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command, known = [sys.executable, *arguments], {"PATH": "/usr/bin", **environment}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=known, cwd=ROOT, check=False)


async def test_a_certificate_is_listed_printed_and_checked(house: RunningHouse, api: Api, tmp_path: Path) -> None:
    await api.do("closeOrganisation", {"proof": {"password": PASSWORD}, "name": "Menuiserie du Canal"})
    await house.queue.drain(api.organisation_id)
    await house.truth("UPDATE tenant SET erase_after = brussels_today() - 1 WHERE id = $1", api.organisation_id)
    signer, purge = CertificateSigner(master_key(house.home)), uuid4()
    await purge_organisation(house.house.services.units, api.organisation_id, purge, purging=Purging(signer, 90))

    listed = smoall(house)
    assert f"{purge}  " in listed.stdout, listed.stderr
    assert signer.public_key.hex() in listed.stdout
    paper = tmp_path / "paper.json"
    paper.write_text(smoall(house, str(purge)).stdout)
    script = str(ROOT / "scripts" / "verify_certificate.py")
    checked = run("-I", "-S", script, str(paper), signer.public_key.hex())
    assert checked.stdout.startswith(f"good {api.organisation}"), checked.stderr
    unknown = smoall(house, str(uuid4()))
    assert unknown.returncode == 1
    assert "no certificate" in unknown.stderr


async def test_signed_heads_are_handed_out_as_papers(house: RunningHouse, api: Api, tmp_path: Path) -> None:
    shop = house.queue.workshops()
    await sign_heads(shop.units, shop.housekeeping.organisations, seal=shop.purging.seal)
    told = smoall(house, command="heads")
    papers = {json.loads(line)["certificate"]["subject"]: line for line in told.stdout.splitlines()}
    assert api.organisation in papers, told.stderr
    paper = tmp_path / "head.json"
    paper.write_text(papers[api.organisation])
    key = CertificateSigner(master_key(house.home)).public_key.hex()
    checked = run("-I", "-S", str(ROOT / "scripts" / "verify_certificate.py"), str(paper), key)
    assert checked.stdout.startswith(f"good {api.organisation}"), checked.stderr
