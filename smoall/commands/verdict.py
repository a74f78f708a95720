"""What a check found."""

from dataclasses import dataclass
from enum import Enum


class Health(Enum):
    """Well; odd: worth knowing, Smoall runs all the same; broken: something does not work until it is mended."""

    WELL = "well"
    ODD = "odd"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the doctor's: what was looked at, how it is, and how to mend it."""

    name: str
    health: Health
    text: str
    remedy: str = ""


def well(name: str, text: str) -> Verdict:
    """All right."""
    return Verdict(name, Health.WELL, text)


def odd(name: str, text: str, remedy: str = "") -> Verdict:
    """Worth knowing."""
    return Verdict(name, Health.ODD, text, remedy)


def broken(name: str, text: str, remedy: str) -> Verdict:
    """To be mended."""
    return Verdict(name, Health.BROKEN, text, remedy)
