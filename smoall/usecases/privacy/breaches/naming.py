"""How an operator names what a breach reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from smoall.domain.kernel.errors import Finding
from smoall.domain.kernel.ids import Kind, kind_of, parse_id
from smoall.domain.privacy.breach import BreachReach


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A time window; ``credential`` is the id of an API key or a session."""

    since: datetime
    until: datetime
    reach: BreachReach
    actor: str | None = None
    credential: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An object that was named, and where in the input."""

    path: str
    kind: Kind
    id: UUID


def named(objects: Sequence[str], findings: list[Finding]) -> list[Named]:
    """The objects by their public ids; a finding BREACH_OBJECT_UNKNOWN for each text that is no id."""
    found: list[Named] = []
    for index, text in enumerate(objects):
        one = named_at(f"objects[{index}]", text)
        if one:
            found.append(one)
        else:
            findings.append(unknown(f"objects[{index}]"))
    return found


def named_at(path: str, text: str) -> Named | None:
    """One object; None when the text is no id."""
    kind = kind_of(text)
    identity = parse_id(text, kind) if kind else None
    return Named(path, kind, identity) if kind and identity else None


def unknown(path: str) -> Finding:
    """Nothing of that id is held."""
    return Finding("BREACH_OBJECT_UNKNOWN", path)
