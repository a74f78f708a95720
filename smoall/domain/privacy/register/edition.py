"""An edition of the register: what its authors wrote of each processing; what the program knows is not repeated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.personal_data import Basis
from smoall.domain.privacy.sub_processors import Sheet


class ProcessingRole(StrEnum):
    """What Smoall is in a processing (GDPR art. 4(7) and (8))."""

    CONTROLLER = "CONTROLLER"
    PROCESSOR = "PROCESSOR"


@dataclass(frozen=True, slots=True)
class Text:
    """A statement in the four languages, known by its code within its list."""

    code: str
    words: Mapping[Language, str]

    def __post_init__(self) -> None:
        if not self.code or any(not self.words.get(language) for language in Language):
            raise ValueError(f"{self.code or 'a text'} is not said in every language")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a processing is for, and on which grounds (GDPR art. 6(1)): at least one."""

    said: Text
    bases: tuple[Basis, ...]

    def __post_init__(self) -> None:
        if not self.bases:
            raise ValueError(f"{self.said.code} has no legal basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """A sheet as written. ``stated`` is what is said of it beyond the rest, such as terms where none are generated."""

    sheet: Sheet
    role: ProcessingRole
    title: Mapping[Language, str]
    purposes: tuple[Purpose, ...]
    people: tuple[Text, ...]
    recipients: tuple[Text, ...] = ()
    sources: tuple[Text, ...] = ()
    stated: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The register from one day on. ``generated``: the inventory, the terms and the measures of this program belong to
    it; an edition from before them only says what was written then.
    """

    version: str
    in_force_from: date
    generated: bool
    changes: tuple[Text, ...]
    processings: tuple[Processing, ...]

    def __post_init__(self) -> None:
        if [one.sheet for one in self.processings] != list(Sheet):
            raise ValueError(f"{self.version} does not hold the sheets {', '.join(Sheet)} once each, in order")


def in_force(editions: Sequence[Edition], *, on: date) -> Edition | None:
    """The edition of that day; None before the first."""
    known = [one for one in editions if one.in_force_from <= on]
    return max(known, key=lambda one: one.in_force_from, default=None)
