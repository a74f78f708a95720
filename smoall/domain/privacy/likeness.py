"""How else a word may be written: with accents or without, with ligatures, with the hyphens of another keyboard.

Expressions for Postgres and for Python alike, to be matched without regard to case.
"""

import re
import unicodedata
from collections.abc import Iterator

GAP = r"[\s‐‑–-]+"
"""Between the words of a name: spaces or a hyphen."""
_HYPHENS, _APOSTROPHES = "-‐‑–", "'’‘ʼ`"
_BASES = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
_PAIRS = {"ss": "ßẞ", "oe": "œŒöÖ", "ae": "æÆäÄ", "ue": "üÜ"}
_LIGATURES = {"ß": "ss", "œ": "oe", "æ": "ae"}
_UMLAUTS = "äöü"
_TOKEN = re.compile("ss|oe|ae|ue|.", re.IGNORECASE | re.DOTALL)


def _kin() -> Iterator[tuple[str, str]]:
    """Each letter with all that have the same base, in capitals too: Latin, Extended-A and Extended-B."""
    kin: dict[str, str] = {}
    for letter in map(chr, range(0xC0, 0x250)):
        base = _BASES.get(letter.lower(), unicodedata.normalize("NFD", letter)[0]).lower()
        if base.isascii() and base.isalpha():
            kin[base] = kin.get(base, base + base.upper()) + letter
    for letters in kin.values():
        yield from ((letter, letters) for letter in letters)


_LETTERS = dict(_kin())


def likeness(word: str) -> str:
    """The expression for a word, whichever way it is spelled; no character of it is special."""
    return "".join(map(_token, _TOKEN.findall(word)))


def _token(token: str) -> str:
    small = _LIGATURES.get(token.lower(), token.lower())
    if small in _PAIRS:
        return f"(?:{''.join(map(_letter, small))}|[{_PAIRS[small]}])"
    if small in _UMLAUTS:
        return f"{_letter(small)}e?"
    return _letter(token)


def _letter(letter: str) -> str:
    if letter in _LETTERS:
        return f"[{_LETTERS[letter]}]"
    if letter in _HYPHENS:
        return f"(?:[{_HYPHENS[1:]}-]|\\s+)"
    return f"[{_APOSTROPHES}]" if letter in _APOSTROPHES else re.escape(letter)
