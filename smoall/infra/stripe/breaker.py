"""A circuit breaker: after several outages in a row nobody is asked for a while, so that no worker waits in vain."""

from collections.abc import Callable

MOST_OUTAGES = 5
REST_SECONDS = 30.0


class Breaker:
    """Counts outages in a row. ``clock`` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._outages = 0
        self._rests_until = 0.0

    @property
    def open(self) -> bool:
        """Whether to leave the other side alone. When its rest is over one call may try."""
        return self._clock() < self._rests_until

    def well(self) -> None:
        """It answered."""
        self._outages = 0

    def outage(self) -> None:
        """It did not answer, or not sensibly."""
        self._outages += 1
        if self._outages >= MOST_OUTAGES:
            self._rests_until = self._clock() + REST_SECONDS
