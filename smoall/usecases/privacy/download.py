"""A file that is fetched at a signed address."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Download:
    """The address, and when it stops working."""

    url: str
    expires_at: datetime
