"""Free text and e-mail addresses: what is kept, what is refused, and why it can then be printed anywhere."""

import re
import unicodedata

from smoall.domain.kernel.errors import Unparsable

# Direction overrides and isolates make a reader see another text than the one that is stored and signed.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LONGEST_ADDRESS, _LONGEST_LOCAL, _LONGEST_LABEL = 254, 64, 63


def clean_text(text: str, *, max_length: int, multiline: bool = False, required: bool = True) -> str:
    """The text in Unicode NFC, trimmed, with ``\\n`` line ends; formula-looking text is text like any other.

    Raises Unparsable: TEXT_REQUIRED (nothing visible), TEXT_TOO_LONG (in characters), TEXT_CHARACTER for what XML 1.0
    or a reader cannot bear: control characters, lone surrogates, non-characters and direction overrides. Tabs and line
    breaks are allowed in ``multiline`` text only; around it they are trimmed.
    """
    if len(text) > 4 * max_length + 100:
        raise Unparsable("TEXT_TOO_LONG", limit=str(max_length))
    trimmed = text.strip(" \t\r\n")
    if multiline:
        trimmed = trimmed.replace("\r\n", "\n").replace("\r", "\n")
    for character in trimmed:
        if not _bearable(character, multiline=multiline):
            raise Unparsable("TEXT_CHARACTER", character=f"U+{ord(character):04X}")
    composed = unicodedata.normalize("NFC", trimmed).strip()
    if required and all(unicodedata.category(character) in _INVISIBLE for character in composed):
        raise Unparsable("TEXT_REQUIRED")
    if len(composed) > max_length:
        raise Unparsable("TEXT_TOO_LONG", limit=str(max_length))
    return composed


def optional_text(text: str | None, *, max_length: int, multiline: bool = False) -> str | None:
    """Like :func:`clean_text`; nothing, or nothing visible, is None."""
    if text is None:
        return None
    cleaned = clean_text(text, max_length=max_length, multiline=multiline, required=False)
    return None if all(unicodedata.category(character) in _INVISIBLE for character in cleaned) else cleaned


def email_address(text: str) -> str:
    """One address, its domain in lower case; EMAIL_INVALID for anything that could become two, or a header.

    The pragmatic part of RFC 5321: an ASCII dot-atom of at most 64 characters, then a domain of at least two labels,
    which may be in any script (written as typed; the mail adapter encodes it). Quoted names, address literals, comments
    and encoded words (``=?``) are refused.
    """
    trimmed = text.strip(" \t\r\n")
    local, _, domain = trimmed.rpartition("@")
    sound = len(trimmed) <= _LONGEST_ADDRESS and 0 < len(local) <= _LONGEST_LOCAL
    if not sound or "=?" in local or not _LOCAL.fullmatch(local) or not _is_domain(domain):
        raise Unparsable("EMAIL_INVALID")
    return f"{local}@{unicodedata.normalize('NFC', domain).lower()}"


def _bearable(character: str, *, multiline: bool) -> bool:
    if character in "\t\n":
        return multiline
    point = ord(character)
    noncharacter = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return not (noncharacter or character in _BIDI or unicodedata.category(character) in {"Cc", "Cs"})


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) > 1 and all(map(_is_label, labels)) and not labels[-1].isdigit()


def _is_label(label: str) -> bool:
    inside = all(character == "-" or unicodedata.category(character)[0] in "LMN" for character in label)
    # A label in another script travels as "xn--" and its punycode, and that is what the limit counts.
    length = len(label) if label.isascii() else len(label.encode("punycode")) + 4
    return 0 < length <= _LONGEST_LABEL and inside and not label.startswith("-") and not label.endswith("-")
