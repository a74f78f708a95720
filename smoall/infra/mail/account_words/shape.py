"""The shape of the words of Smoall's own letters; ``{…}`` are filled by :mod:`smoall.infra.mail.account_letter`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One kind of letter in one language. ``body`` says what happened, ``notes`` what to do if it was not you.

    ``button`` is the label of the link, for letters that may carry one.
    """

    subject: str
    title: str
    body: tuple[str, ...]
    notes: tuple[str, ...] = ()
    button: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the letters of one language share: its Babel locale, the frame's sentences, the names of values.

    ``rows`` names the values of a letter, ``codes`` says a code (a role, a change, a reason) in words, ``notice`` is
    what a person must be told whose address came from somebody else (GDPR art. 14), as label and text.
    """

    locale: str
    greeting: str
    greeting_named: str
    closing: str
    copy_link: str
    dpo: str
    enterprise_number: str
    why_account: str
    why_marketing: str
    unsubscribe: str
    notice_title: str
    rows: Mapping[str, str]
    codes: Mapping[str, str]
    notice: tuple[tuple[str, str], ...]
    moment: str = "{date}, {time}"
