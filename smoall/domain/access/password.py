"""What a password must be: long, not among those guessed first, and not the person's own name or address.

NIST SP 800-63B §5.1.1.2: length and a list of refused values, no rules about which characters it is made of. A password
is compared as typed, in Unicode NFC; it is never trimmed.
"""

import unicodedata
from collections.abc import Iterable

from smoall.domain.access.common_passwords import COMMON
from smoall.domain.kernel.errors import Finding

SHORTEST, LONGEST = 10, 200
_SHORTEST_CONTEXT = 4
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_RUNS = tuple(run * 2 for text in (*_ROWS, _ALPHABET) for run in (text, text[::-1]))
_BASES = frozenset(
    {"password", "passwort", "motdepasse", "wachtwoord", "azerty", "qwerty", "qwertz", "welcome", "welkom", "bienvenue"}
    | {
        "willkommen",
        "letmein",
        "changeme",
        "iloveyou",
        "jetaime",
        "admin",
        "administrator",
        "smoall",
        "facture",
        "test",
    }
)


def check_password(password: str, *, about: Iterable[str] = (), path: str = "password") -> tuple[Finding, ...]:
    """Every reason to refuse a new password; ``about`` is what is known of its owner (address, name, organisation).

    Codes: PASSWORD_LENGTH (in characters), PASSWORD_CHARACTER (a lone surrogate or NUL, which no keyboard makes),
    PASSWORD_COMMON (guessed first, or one run of keys), PASSWORD_PERSONAL (made of the owner's name or address).
    """
    if not SHORTEST <= len(password) <= LONGEST:
        return (Finding("PASSWORD_LENGTH", path, values={"min": str(SHORTEST), "max": str(LONGEST)}),)
    if any(character == "\0" or unicodedata.category(character) == "Cs" for character in password):
        return (Finding("PASSWORD_CHARACTER", path),)
    if is_common(password):
        return (Finding("PASSWORD_COMMON", path),)
    if is_personal(password, about):
        return (Finding("PASSWORD_PERSONAL", path),)
    return ()


def normal_password(password: str) -> str:
    """The password in the one form in which it is hashed and compared, whatever the keyboard composed."""
    return unicodedata.normalize("NFC", password)


def is_common(password: str) -> bool:
    """Whether guessing starts with it: a listed one, a usual word with figures around it, one key, a run, a repeat."""
    plain = unicodedata.normalize("NFKC", password).casefold().strip()
    core = plain.strip("0123456789!?.,;:-_*#@$€& ")
    repeats = any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, 5))
    return plain in COMMON or core in _BASES or core == "" or repeats or any(plain in run for run in _RUNS)


def is_personal(password: str, about: Iterable[str]) -> bool:
    """Whether nothing much is left of it once the owner's own words are taken out."""
    plain = _letters(password)
    words = {word for text in about for word in _words(text) if len(word) >= _SHORTEST_CONTEXT}
    return any(word in plain and len(plain) - len(word) < _SHORTEST_CONTEXT for word in words)


def _words(text: str) -> set[str]:
    """A text's words, and all of them run together; of an address also what stands before the at sign."""
    parts = "".join(character if character.isalnum() else " " for character in _folded(text)).split()
    before, _, _ = _folded(text).partition("@")
    return {*parts, "".join(parts), "".join(reversed(parts)), _letters(before), _letters(text)}


def _letters(text: str) -> str:
    return "".join(character for character in _folded(text) if character.isalnum())


def _folded(text: str) -> str:
    """Without case or accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
