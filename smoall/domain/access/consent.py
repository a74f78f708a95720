"""Consent as a history that only grows: what a person accepted, took note of or refused, and what is in force now.

GDPR art. 7(1): the controller can demonstrate it, so each entry holds the version and the hash of the very text, its
language, the moment, the address it came from and the way. Art. 7(3): withdrawing is as easy as giving.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.language import Language


class ConsentSubject(StrEnum):
    """What it is about. The terms are a contract (art. 6(1)(b)), the notice is information (art. 13), only the news
    rest on consent (art. 6(1)(a)): the first two cannot be taken back while the account exists."""

    TERMS = "TERMS"
    PRIVACY_NOTICE = "PRIVACY_NOTICE"
    MARKETING = "MARKETING"


class ConsentSource(StrEnum):
    """By which way it came."""

    REGISTRATION = "REGISTRATION"
    INVITATION = "INVITATION"
    SETTINGS = "SETTINGS"
    UNSUBSCRIBE_LINK = "UNSUBSCRIBE_LINK"
    PROVIDER = "PROVIDER"
    ERASURE = "ERASURE"
    ADDRESS_PROVED = "ADDRESS_PROVED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One entry. ``sequence`` orders entries of the same moment."""

    subject: ConsentSubject
    given: bool
    version: str
    text_sha256: str
    language: Language
    at: datetime
    source: ConsentSource
    remote_address: str | None = None
    sequence: int = 0


def in_force(history: Iterable[Consent]) -> Mapping[ConsentSubject, Consent]:
    """The latest entry of each subject; an entry that refuses is in force too, and says no."""
    found: dict[ConsentSubject, Consent] = {}
    for entry in history:
        known = found.get(entry.subject)
        if known is None or (known.at, known.sequence) < (entry.at, entry.sequence):
            found[entry.subject] = entry
    return found


def has_given(history: Iterable[Consent], subject: ConsentSubject) -> bool:
    """Whether the person says yes to ``subject`` now. Nothing said is a no (art. 4(11))."""
    entry = in_force(history).get(subject)
    return entry is not None and entry.given


def ensure_withdrawable(subject: ConsentSubject) -> None:
    """Raise Conflict CONSENT_NEEDED for what an account cannot be without; deleting the account is the way out."""
    if subject is not ConsentSubject.MARKETING:
        raise Conflict("CONSENT_NEEDED", subject=subject)
