"""What import contracts cannot see: the domain decides from its arguments alone, and one file reads the environment."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "smoall"
DOMAIN = SOURCE / "domain"

# The standard library's modules that reach out of the process, or answer differently each time.
IMPURE_MODULES = {
    "asyncio", "contextvars", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib",
    "queue", "random", "secrets", "select", "shutil", "signal", "socket", "sqlite3", "ssl",
    "subprocess", "sys", "tempfile", "threading", "time", "urllib",
}  # fmt: skip
# The calls of modules that are allowed for their other parts.
IMPURE_CALLS = {
    "breakpoint", "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "eval", "exec",
    "float", "input", "open", "print", "uuid1", "uuid4", "uuid.uuid1", "uuid.uuid4",
    "importlib.resources.files", "resources.files", "files",
}  # fmt: skip
OUTSIDE_ALLOWED = {"stdnum"}


def impurities(tree: ast.AST) -> Iterator[str]:
    """Every place in the tree that a pure function may not have, in words."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        match node:
            case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                yield f"{line}: async"
            case ast.Constant(value=float() | complex()):
                yield f"{line}: the float {node.value!r}"
            case ast.Name(id="float", ctx=ast.Load()):
                yield f"{line}: float"
            case ast.Call() if ast.unparse(node.func) in IMPURE_CALLS:
                yield f"{line}: {ast.unparse(node.func)}()"
            case ast.Import():
                yield from (f"{line}: import {a.name}" for a in node.names if a.name.split(".")[0] in IMPURE_MODULES)
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in IMPURE_MODULES:
                yield f"{line}: from {module}"
            case ast.Global():
                yield f"{line}: global"


def outside_imports(tree: ast.AST) -> Iterator[str]:
    """Every imported package that is neither the standard library, the domain itself nor python-stdnum."""

    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "a relative import"]
        for name in names:
            top = name.split(".")[0]
            if top not in sys.stdlib_module_names | OUTSIDE_ALLOWED and not f"{name}.".startswith("smoall.domain."):
                yield f"{node.lineno}: {name}"  # type: ignore[attr-defined]


def reads_environment(tree: ast.AST) -> bool:
    """Whether the tree names os.environ, os.getenv or their kin in any spelling."""
    names = {"environ", "environb", "getenv", "getenvb", "putenv"}
    return any(
        (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and names & {alias.name for alias in node.names})
        for node in ast.walk(tree)
    )


def parsed(folder: Path) -> Iterator[tuple[str, ast.AST]]:
    for path in sorted(folder.rglob("*.py")):
        yield str(path.relative_to(SOURCE)), ast.parse(path.read_text(encoding="utf-8"))


def test_the_domain_is_pure() -> None:
    assert [f"{name}:{found}" for name, tree in parsed(DOMAIN) for found in impurities(tree)] == []


def test_the_domain_imports_only_itself_the_standard_library_and_stdnum() -> None:
    assert [f"{name}:{found}" for name, tree in parsed(DOMAIN) for found in outside_imports(tree)] == []


def test_only_settings_reads_the_environment() -> None:
    assert [name for name, tree in parsed(SOURCE) if reads_environment(tree)] == ["settings.py"]


@pytest.mark.parametrize(
    "planted",
    [
        "async def f(): ...",
        "x = 0.5",
        "x = float(y)",
        "def f(x: float) -> None: ...",
        "from datetime import datetime\nnow = datetime.now()",
        "date.today()",
        "from uuid import uuid4\nuuid4()",
        "open('x')",
        "print(1)",
        "import os",
        "from time import time",
        "import urllib.request",
    ],
)
def test_an_impurity_is_seen(planted: str) -> None:
    assert list(impurities(ast.parse(planted)))


@pytest.mark.parametrize(
    "planted", ["import sqlalchemy", "from smoall.settings import Settings", "from . import money"]
)
def test_a_stranger_in_the_domain_is_seen(planted: str) -> None:
    assert list(outside_imports(ast.parse(planted)))


@pytest.mark.parametrize(
    "planted", ["import os\nos.environ['X']", "import os as o\no.getenv('X')", "from os import environ"]
)
def test_reading_the_environment_is_seen(planted: str) -> None:
    assert reads_environment(ast.parse(planted))
