"""The clock: the machine's, or in a demonstration one that can be moved on, to see a subscription's months go by."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """What time it is. Moved, it stays moved: the days that were lived through are kept in ``file``.

    A clock only ever goes on: documents that were issued on a day cannot come after those of the day before.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._ahead = timedelta(seconds=_read(file))

    def __call__(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC) + self._ahead

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self._ahead += max(by, timedelta(0))
        if self._file:
            self._file.write_text(str(int(self._ahead.total_seconds())), "ascii")


def _read(file: Path | None) -> int:
    if file is None or not file.exists():
        return 0
    text = file.read_text("ascii").strip()
    return int(text) if text.isdigit() and len(text) < 12 else 0
