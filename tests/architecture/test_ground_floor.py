"""What a fresh machine relies on: locks that fit together and name no registry, and import contracts that hold."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-install.lock")
PINNED = re.compile(r"^([a-z0-9.-]+)(?:\[[a-z,-]+\])?==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / name).read_text()))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_pins_every_package_by_hash(name: str) -> None:
    text = (ROOT / name).read_text()
    assert re.findall(r"\S*(?:://|index-url|find-links)\S*", text) == []
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert len(blocks) == len(pins(name))


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "requirements-install"])
def test_a_lock_holds_what_was_asked_for_exactly(name: str) -> None:
    asked, locked = pins(f"{name}.in"), pins(f"{name}.lock")
    assert asked
    assert {package: locked.get(package) for package in asked} == asked


def test_the_tests_run_with_the_versions_that_are_shipped() -> None:
    shipped, tested = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {package: tested.get(package) for package in shipped} == shipped


def test_what_is_installed_is_what_is_locked() -> None:
    asked = pins("requirements.in") | pins("requirements-dev.in")
    assert {package: version(package) for package in asked} == asked


def test_import_contracts_hold() -> None:
    code = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
