"""The rows that are somebody's own, without what they say of others (GDPR art. 15(4))."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from smoall.domain.privacy.mentions import NEVER, Words
from smoall.usecases.privacy.subjects.stores import OwnRows, Sought
from smoall.usecases.unit import Unit


async def own_holdings(unit: Unit, sought: Sought) -> Sequence[OwnRows]:
    """Table by table, empty ones left out; a mark stands where a text of theirs names another contact."""
    held = [one for one in await unit.subjects.own_rows(sought) if one.rows]
    own = sought.all_of_it
    known = {word.casefold() for word in (*own.names, *own.emails, *own.phones)}
    texts = [value for one in held for row in one.rows for value in row.values() if _is_text(value, known)]
    others = await unit.subjects.others_in("\n".join(texts), sought) if texts else Words()
    without = Words(
        names=_but(others.names, known), emails=_but(others.emails, known), phones=_but(others.phones, known)
    )
    if without.pattern == NEVER:
        return held
    return [replace(one, rows=[_without(row, without, known) for row in one.rows]) for one in held]


def _without(row: Mapping[str, Any], others: Words, known: set[str]) -> Mapping[str, Any]:
    return {name: others.left_out_of(value) if _is_text(value, known) else value for name, value in row.items()}


def _is_text(value: Any, known: set[str]) -> bool:
    return isinstance(value, str) and value.casefold() not in known


def _but(words: Sequence[str], known: set[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word.casefold() not in known)
