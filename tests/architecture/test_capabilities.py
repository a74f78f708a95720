"""Inside the domain: the kernel serves everyone, and one capability uses another only where it is declared here."""

import ast
from collections.abc import Iterator
from pathlib import Path

DOMAIN = Path(__file__).parents[2] / "smoall" / "domain"

# Who may use whom, besides the kernel. Kept without circles; a new line here is a decision, not a formality.
DECLARED: dict[str, frozenset[str]] = {
    "kernel": frozenset(),
    "privacy": frozenset(),  # told about records through the inventory, never looking at them
    "access": frozenset(),
    "organisations": frozenset({"access", "invoicing"}),  # a numbering pattern for each kind of document
    "crm": frozenset({"privacy"}),  # a company bears the mark of an objection
    "invoicing": frozenset(),
    "payments": frozenset({"invoicing"}),
    "peppol": frozenset({"invoicing"}),
    "billing": frozenset({"access", "invoicing"}),  # who takes a seat; invoices like everybody's
}


def uses(capability: str) -> set[str]:
    """The capabilities whose modules this one imports."""
    return {name.split(".")[2] for path in (DOMAIN / capability).rglob("*.py") for name in imports(path)} - {capability}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
        yield from (name for name in names if name.startswith("smoall.domain."))


def capabilities() -> list[str]:
    return sorted(folder.name for folder in DOMAIN.iterdir() if any(folder.glob("*.py")))


def test_every_capability_is_declared() -> None:
    assert [name for name in capabilities() if name not in DECLARED] == []


def test_capabilities_use_only_the_kernel_and_what_is_declared() -> None:
    beyond = {name: uses(name) - DECLARED.get(name, frozenset()) - {"kernel"} for name in capabilities()}
    assert {name: extra for name, extra in beyond.items() if extra} == {}


def test_declared_uses_run_in_no_circle() -> None:
    settled: set[str] = set()
    while ready := {name for name, used in DECLARED.items() if name not in settled and used <= settled}:
        settled |= ready
    assert set(DECLARED) - settled == set()
