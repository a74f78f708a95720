"""Two people editing at once: the second one is told, never overwritten."""

from smoall.domain.kernel.errors import Conflict


def expect_version(expected: int | None, current: int) -> None:
    """Raise Conflict STALE when the caller expected another version than the current one; None expects nothing."""
    if expected is not None and expected != current:
        raise Conflict("STALE", expected=str(expected), current=str(current))
