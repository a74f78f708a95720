"""Fresh ids: UUIDv7, so that the newest rows lie together and sort by time."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A time-ordered UUID (RFC 9562 §5.7)."""
    return uuid7()
