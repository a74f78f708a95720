"""Numbers of payment cards, found so that they can be refused: cards are only ever typed at the payment page.

PCI DSS 4.0 requirement 3 and GDPR art. 5(1)(c): what is never taken in need not be protected. A number is found where
ISO/IEC 7812 says it may stand: 13 to 19 digits, a known issuer's prefix, Luhn's check digit. What only looks alike is
let through as far as its neighbours tell: bank accounts, structured communications, GTINs, ids, telephone numbers.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from stdnum import ean, luhn
from stdnum.iso7064 import mod_97_10

from smoall.domain.kernel.errors import Finding, refuse_fatal

SHORTEST, LONGEST = 13, 19

# Prefix and lengths per issuer. Bancontact cards bear 6703; it and Maestro are older and come in every length.
_ISSUERS = (
    (re.compile(r"4"), frozenset({13, 16, 19})),  # Visa
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), frozenset({16})),  # Mastercard
    (re.compile(r"3[47]"), frozenset({15})),  # American Express
    (re.compile(r"30[0-59]|3[689]"), frozenset({14, 16, 19})),  # Diners Club
    (re.compile(r"35(2[89]|[3-8])"), frozenset({16, 17, 18, 19})),  # JCB
    (re.compile(r"6011|64[4-9]|65|62"), frozenset({16, 17, 18, 19})),  # Discover, UnionPay
    (re.compile(r"6703|50|5[6-8]|6304|6390|6759|676[1-9]"), frozenset(range(SHORTEST, LONGEST + 1))),  # Maestro
)
_SEPARATOR = r"[ .\-]"
_WORDS = r"visa|card|carte|kaart|karte|amex|maestro|mastercard|bancontact|pan|cc|nr|no"
_RUN = re.compile(
    rf"(?<![0-9A-Za-z_+@])(?:(?:{_WORDS})(?=[0-9]))?[0-9]+(?:{_SEPARATOR}[0-9]+)*(?![0-9A-Za-z_@])", re.IGNORECASE
)
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?:[ .-]?[A-Z0-9]){11,30}", re.IGNORECASE)
_TRADE_NUMBER = re.compile(r"(?:gtin|ean|sscc|upc|isbn|\(0[0-2]\))[-\s:#n°.0-9]{0,8}$", re.IGNORECASE)
# How cards are embossed; a wholly blank-free number, or any other grouping that fills the run, counts as well.
_LAYOUTS = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), *((4, 4, 4, 4, rest) for rest in (1, 2, 3))}


def holds_card_number(text: str) -> bool:
    """Whether a card number stands somewhere in ``text``, in one piece or with blanks, dots or dashes between."""
    if not text.isascii():
        text = _in_ascii(text)
    if sum(map(text.count, "0123456789")) < SHORTEST:
        return False
    text = _UUID.sub("§", text)
    return _stands_in(text) and _stands_in(_IBAN.sub(_without_account, text))


def refuse_card_numbers(texts: Iterable[tuple[str, str]]) -> None:
    """Raise Invalid with CARD_NUMBER at the path of every text that holds one; the number itself is never repeated.

    ``texts`` are pairs of a path and what was given there.
    """
    refuse_fatal([Finding("CARD_NUMBER", path) for path, text in texts if holds_card_number(text)])


def _stands_in(text: str) -> bool:
    return any(map(_is_card, _candidates(text)))


def _candidates(text: str) -> Iterator[str]:
    for run in _RUN.finditer(text):
        if _TRADE_NUMBER.search(text[max(0, run.start() - 16) : run.start()]):
            continue
        groups = re.findall(r"[0-9]+", run[0])
        if SHORTEST <= sum(map(len, groups)) <= LONGEST and "." not in run[0]:
            yield "".join(groups)
        for start, first in enumerate(groups):
            if len(first) >= SHORTEST:
                yield first
            elif len(first) == 4:  # every layout begins with four
                parts = (groups[start:end] for end in range(start + 3, min(len(groups), start + 5) + 1))
                yield from ("".join(part) for part in parts if tuple(map(len, part)) in _LAYOUTS)


def _is_card(digits: str) -> bool:
    if not SHORTEST <= len(digits) <= LONGEST or not luhn.is_valid(digits) or len(set(digits)) == 1:
        return False
    if len(digits) == SHORTEST and ean.is_valid(digits):
        return False  # a GTIN-13: its check digit is weighted otherwise, and thirteen-digit Visa cards are long expired
    return any(prefix.match(digits) and len(digits) in lengths for prefix, lengths in _ISSUERS)


def _without_account(found: re.Match[str]) -> str:
    """Nothing in place of a bank account whose check digits fit, in whatever spelling; anything else stays."""
    text = found[0]
    for end in range(len(text), 14, -1):  # what follows an account after a blank may look like its last group
        compact = re.sub(_SEPARATOR, "", text[:end]).upper()
        if (end == len(text) or text[end] in " .-") and mod_97_10.is_valid(compact[4:] + compact[:4]):
            return "§" + text[end:]
    return text


def _in_ascii(text: str) -> str:
    """Digits of every script as 0–9, every blank and dash as one of ours, invisible characters dropped."""
    made = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Nd":
            made.append(str(unicodedata.digit(character)))
        elif category in ("Zs", "Pd"):
            made.append(" ")
        elif category != "Cf":
            made.append(character)
    return "".join(made)
