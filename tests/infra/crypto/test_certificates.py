"""A certificate of erasure is signed, and a script of fifty lines without any of our code can tell a false one."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from smoall.domain.privacy.certificate import Certificate, ChainHead, Count
from smoall.domain.privacy.receipt import erased, settled
from smoall.domain.privacy.retention import Disposal, Reason, Verdict
from smoall.infra.crypto.certificates import CertificateSigner

SCRIPT = Path(__file__).parents[3] / "scripts" / "verify_certificate.py"
SIGNER = CertificateSigner(bytes(range(32)))
KEPT = Verdict(
    action=Disposal.KEEP, reason=Reason.VAT_DOCUMENTS, until=date(2036, 12, 31), citation="VAT Code art. 60 § 4"
)
CERTIFICATE = Certificate(
    id=UUID(int=7),
    subject="org_0193",
    at=datetime(2026, 11, 25, 20, 0, tzinfo=UTC),
    policy_version="A1/2026-11",
    counts=(Count(table="company", before=12, after=0),),
    kept=(settled("billing", "document", 3, KEPT),),
    heads=(ChainHead(organisation_id=UUID(int=9), sequence=41, hash=bytes(32)),),
)


def paper() -> dict[str, Any]:
    content = CERTIFICATE.content
    loaded: dict[str, Any] = json.loads(SIGNER.paper(content, SIGNER.sign(CERTIFICATE)))
    return loaded


def verified(tmp_path: Path, given: dict[str, Any], *more: str) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(given), "utf-8")
    bare = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(file), *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=bare, check=False)


def test_the_stand_alone_script_accepts_what_we_signed(tmp_path: Path) -> None:
    found = verified(tmp_path, paper())
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith("good org_0193 2026-11-25T20:00:00.000000Z")
    assert verified(tmp_path, paper(), SIGNER.public_key.hex()).returncode == 0


@pytest.mark.parametrize("altered", ["count", "until", "head", "signature", "key"])
def test_the_script_sees_every_alteration(tmp_path: Path, altered: str) -> None:
    given, known = paper(), list[str]()
    certificate: Any = given["certificate"]
    if altered == "count":
        certificate["counts"][0]["after"] = 1
    elif altered == "until":
        certificate["kept"][0]["until"] = "2027-12-31"
    elif altered == "head":
        certificate["chainHeads"][0]["sequence"] = 40
    elif altered == "signature":
        given["signature"] = given["signature"][:-2] + ("00" if given["signature"][-2:] != "00" else "01")
    else:
        forger = CertificateSigner(bytes(32))
        given = json.loads(forger.paper(CERTIFICATE.content, forger.sign(CERTIFICATE)))
        assert verified(tmp_path, given).returncode == 0  # whoever replaces both key and signature …
        known = [SIGNER.public_key.hex()]  # … is seen by whoever kept the key
    found = verified(tmp_path, given, *known)
    assert found.returncode != 0
    assert not found.stdout.startswith("good")


def test_the_script_has_at_most_fifty_lines() -> None:
    assert len(SCRIPT.read_text("utf-8").splitlines()) <= 50


def test_the_house_knows_its_own_signature() -> None:
    signature = SIGNER.sign(CERTIFICATE)
    assert SIGNER.accepts(CERTIFICATE.content, signature)
    assert not SIGNER.accepts({**CERTIFICATE.content, "subject": "org_other"}, signature)
    assert not CertificateSigner(bytes(32)).accepts(CERTIFICATE.content, signature)


def test_a_certificate_cannot_tell_of_growth_or_call_what_is_gone_kept() -> None:
    with pytest.raises(ValueError, match="at most"):
        Count(table="company", before=1, after=2)
    with pytest.raises(ValueError, match="retained"):
        Certificate(
            id=UUID(int=7),
            subject="org_0193",
            at=datetime(2026, 11, 25, tzinfo=UTC),
            policy_version="x",
            counts=(),
            kept=(erased("identity", "user_account", 1),),
            heads=(),
        )
