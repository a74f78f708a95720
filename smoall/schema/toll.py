"""What an operation pays before it runs: at most so much at once, and no more than its bucket holds."""

from smoall.domain.access.throttle import network_of
from smoall.schema.cost import Buckets
from smoall.schema.failures import failure
from smoall.usecases.reading import Reader


class Toll:
    """Takes points per person and organisation, per network address before signing in."""

    def __init__(self, buckets: Buckets, *, most: int) -> None:
        self._buckets = buckets
        self._most = most
        self.restored = buckets.restored

    def pay(self, reader: Reader | None, remote_address: str | None, *, cost: int) -> int:
        """Take ``cost`` points; what remains. Raises QUERY_TOO_COMPLEX, RATE_LIMITED."""
        if cost > self._most:
            text = f"This costs {cost} points, at most {self._most} are allowed: ask for smaller pages."
            raise failure("QUERY_TOO_COMPLEX", text, cost={"requested": cost, "max": self._most})
        key = (
            reader.organisation_id.bytes + reader.user_id.bytes if reader else network_of(remote_address or "").encode()
        )
        remaining = self._buckets.pay(key, max(cost, 1))
        if remaining is None:
            text = "Too many points at once: wait a little and try again."
            raise failure("RATE_LIMITED", text, cost={"requested": cost, "restoreRate": self.restored})
        return remaining
