"""The GraphQL schema as text, and the committed copy that reviewers read."""

import sys
from pathlib import Path

import smoall
from smoall.commands.speaking import Exit, Trouble, console, plain_words
from smoall.schema.schema import build_schema, sdl_of

SNAPSHOT = Path(smoall.__file__).parent / "schema" / "schema.graphql"


def schema_text() -> str:
    """The schema of the code, sorted by name, ending in a line break."""
    return sdl_of(build_schema())


def print_schema_text() -> None:
    """On standard output, and nothing else there."""
    sys.stdout.write(schema_text())


def write_snapshot() -> None:
    """Replace the committed copy."""
    SNAPSHOT.write_text(schema_text(), encoding="utf-8")
    console.print(f"{SNAPSHOT} is the schema of the code now.")


def check_snapshot() -> None:
    """Exit status 1 when the committed copy is not the schema of the code."""
    with plain_words():
        if not SNAPSHOT.exists() or SNAPSHOT.read_text(encoding="utf-8") != schema_text():
            raise Trouble(f"{SNAPSHOT} is not the schema of the code.", "Run `smoall schema --write`.", Exit.BROKEN)
    console.print("The committed schema is that of the code.")
