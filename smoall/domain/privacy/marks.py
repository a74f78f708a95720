"""What a person's objection (GDPR art. 21) and a restriction (art. 18) leave on a record: a mark that everybody sees.

An objection ends all processing but what the law asks of the controller: crediting an issued invoice, sending it again,
answering the person. A restriction lets a record be kept and read, and nothing else done with it without the person's
consent, a legal claim or a legal duty (art. 18(2)).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from smoall.domain.kernel.errors import Conflict, Finding, collect
from smoall.domain.kernel.text import clean_text, optional_text

REASON_LENGTH = 500


class OpposedBy(StrEnum):
    """Who objected, or how."""

    PERSON = "PERSON"
    REPRESENTATIVE = "REPRESENTATIVE"
    LINK = "LINK"


@dataclass(frozen=True, slots=True)
class Opposition:
    """Since when all processing is opposed, by whom, and why."""

    since: datetime
    by: OpposedBy
    reason: str


@dataclass(frozen=True, slots=True)
class Restriction:
    """Since when processing is restricted, and why."""

    since: datetime
    reason: str


def ensure_unopposed(found: Opposition | None, *, duty: str | None = None) -> None:
    """Raise Conflict PROCESSING_OPPOSED, with the day, unless the act is a legal ``duty`` that was put in words."""
    if found and not duty:
        raise Conflict("PROCESSING_OPPOSED", since=found.since.date().isoformat())


def ensure_unrestricted(found: Restriction | None, *, duty: str | None = None) -> None:
    """Raise Conflict PROCESSING_RESTRICTED, with the day, unless ``duty`` says which exception of art. 18(2) holds."""
    if found and not duty:
        raise Conflict("PROCESSING_RESTRICTED", since=found.since.date().isoformat())


def read_reason(text: str, findings: list[Finding]) -> str:
    """Why, in words: 1 to 500 characters; what is wrong with it is noted."""
    return collect(findings, "reason", partial(clean_text, max_length=REASON_LENGTH), text) or ""


def read_duty(text: str | None, findings: list[Finding]) -> str | None:
    """The legal duty that an act answers, in words; None when there is none."""
    return collect(findings, "legalDuty", partial(optional_text, max_length=REASON_LENGTH), text)


def traced(duty: str | None) -> Mapping[str, str]:
    """What the trail says of a duty; nothing where there was none."""
    return {"legalDuty": duty} if duty else {}
