"""What an operation costs, in points, known before any SQL runs.

An object is one point, a list of parts ten times its item, a page ``first`` times its item, a
``totalCount`` twenty-five; a mutation adds ten. The
points come out of a bucket per session and organisation that refills steadily.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass

from smoall.usecases.reading import Selected, Selection

LIST = 10
PAGE = 25
MUTATION = 10
COUNT = 25


def cost_of(selection: Selection) -> int:
    """The points of a selection."""
    return sum(_cost(selected) for selected in selection)


def _cost(selected: Selected) -> int:
    if not selected.fields:
        return 0
    if selected.type.endswith("Connection"):
        size = selected.argument("first")
        size = selected.argument("last") if size is None else size
        counts = sum(COUNT for part in selected.fields if part.name == "totalCount")
        items = sum(_cost_of_item(part) for part in selected.fields if part.name in ("nodes", "edges"))
        return 1 + counts + (PAGE if size is None else max(size, 0)) * items
    own = 1 + cost_of(selected.fields)
    return LIST * own if selected.plural else own


def _cost_of_item(part: Selected) -> int:
    if part.name == "edges":
        return sum(1 + cost_of(inner.fields) for inner in part.fields if inner.name == "node")
    return 1 + cost_of(part.fields)


@dataclass(slots=True)
class _Level:
    points: float
    at: float


class Buckets:
    """Points per key: each starts full, pays for operations and refills with time. The longest unused are forgotten."""

    def __init__(self, *, size: int, restored: int, keys: int = 10_000) -> None:
        self.size = size
        self.restored = restored
        self._keys = keys
        self._levels: OrderedDict[bytes, _Level] = OrderedDict()

    def pay(self, key: bytes, points: int) -> int | None:
        """Take ``points``; what remains, or None when there are not that many."""
        now = time.monotonic()
        level = self._levels.get(key)
        if level is None:
            level = self._levels[key] = _Level(self.size, now)
            if len(self._levels) > self._keys:
                self._levels.popitem(last=False)
        else:
            level.points = min(self.size, level.points + (now - level.at) * self.restored)
            level.at = now
            self._levels.move_to_end(key)
        if level.points < points:
            return None
        level.points -= points
        return int(level.points)
