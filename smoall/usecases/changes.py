"""Inputs in which an absent field means "leave it", and null means "empty it"."""

from enum import Enum
from typing import Final, TypeAlias, TypeVar

T = TypeVar("T")


class Absent(Enum):
    """The one value of a field that was not given."""

    ABSENT = "ABSENT"


ABSENT: Final = Absent.ABSENT
Maybe: TypeAlias = T | Absent


def given(value: Maybe[T], current: T) -> T:
    """``value`` where it was given, else ``current``."""
    return current if isinstance(value, Absent) else value
