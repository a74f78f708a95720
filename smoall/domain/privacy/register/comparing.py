"""What is different between two registers, as typed changes by path."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_OF_THE_DAY = frozenset({"on", "language"})


class RegisterChangeKind(StrEnum):
    """How a value at a path differs."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class Change:
    """One value: ``before`` is None where it was added, ``after`` where it was removed."""

    path: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> RegisterChangeKind:
        """How it differs."""
        if self.before is None:
            return RegisterChangeKind.ADDED
        return RegisterChangeKind.REMOVED if self.after is None else RegisterChangeKind.CHANGED


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Sequence[Change]:
    """Every difference of two contents, by path; the day and the language they were asked for are none."""
    old, new = flat(before), flat(after)
    paths = [*old, *(path for path in new if path not in old)]
    return [Change(path, old.get(path), new.get(path)) for path in paths if old.get(path) != new.get(path)]


def flat(content: Mapping[str, Any]) -> Mapping[str, str]:
    """Every value by its path; the items of a list go by their code, so that moving one is no change."""
    return dict(_walk({name: value for name, value in content.items() if name not in _OF_THE_DAY}, ""))


def _walk(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "code":
                yield from _walk(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        if value and isinstance(value[0], Mapping):
            for item in value:
                yield from _walk(item, f"{path}[{item['code']}]")
        elif value:
            yield path, ", ".join(sorted(str(item) for item in value))
    elif value is not None and value != "":
        yield path, str(value)
