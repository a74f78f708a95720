"""The public audit of GraphQL over HTTP (npm graphql-http), where Node is; test_over_http says the same without."""

import asyncio
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.harness.house import RunningHouse

AUDIT = Path(__file__).parents[1] / "audit"
NODE, NPM = shutil.which("node"), shutil.which("npm")


async def run(*command: str, folder: Path) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode or 0, (out if process.returncode == 0 else err).decode()


async def packages() -> Path:
    """The folder with the audit and its packages, kept between runs; skips where they cannot be had."""
    manifest = (AUDIT / "package.json").read_bytes()
    folder = Path(tempfile.gettempdir()) / f"smoall-audit-{hashlib.sha256(manifest).hexdigest()[:12]}"
    if not (folder / "node_modules" / "graphql-http").exists():
        folder.mkdir(exist_ok=True)
        (folder / "package.json").write_bytes(manifest)
        failed, text = await run(NPM or "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", folder=folder)
        if failed:
            pytest.skip(f"npm cannot fetch the packages of tests/audit/package.json: {text[-200:]}")
    shutil.copy(AUDIT / "audit.mjs", folder)
    return folder


@pytest.mark.skipif(not (NODE and NPM), reason="no Node here; Debian: apt-get install nodejs npm")
async def test_all_61_checks_of_the_audit_are_ok(house: RunningHouse) -> None:
    failed, text = await run(NODE or "node", "audit.mjs", f"{house.http.base_url}/graphql", folder=await packages())
    assert not failed, text
    results = json.loads(text)
    assert len(results) == 61
    assert [result for result in results if result["status"] != "ok"] == []
