"""Paired rounds: every server takes its turn, the order turned about, and ratios are formed inside the round."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Turn = Callable[[], float]


@dataclass(slots=True)
class Series:
    """What one contender did in each round: requests per second."""

    name: str
    rates: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio over the rounds: its median and how far it went."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, above: Sequence[float], below: Sequence[float]) -> "Ratio":
        """Each round's ratio, summed up."""
        ratios = [one / other for one, other in zip(above, below, strict=True)]
        return cls(statistics.median(ratios), min(ratios), max(ratios))

    def __str__(self) -> str:
        return f"{self.median:.2f} [{self.least:.2f}..{self.most:.2f}]"


def in_rounds(turns: Sequence[tuple[str, Turn]], *, rounds: int) -> dict[str, Series]:
    """One round to warm up, then ``rounds`` that count, the order turned about each time."""
    found = {name: Series(name) for name, _ in turns}
    for number in range(rounds + 1):
        for name, turn in turns if number % 2 else reversed(turns):
            rate = turn()
            if number:
                found[name].rates.append(rate)
    return found
