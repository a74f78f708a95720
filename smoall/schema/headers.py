"""What the headers of a request say, read with suspicion."""

import secrets
from collections.abc import Mapping

from smoall.domain.kernel.card_number import holds_card_number
from smoall.domain.kernel.language import Language
from smoall.schema.guard import BadBody
from smoall.usecases.reading import Reader

LONGEST_KEY = 200
LONGEST_USER_AGENT = 200


def language_of(accepted: str, reader: Reader | None = None) -> Language:
    """The first of our languages that the client accepts, else the person's own, else English."""
    for part in accepted.split(","):
        tag = part.split(";")[0].strip()[:2].upper()
        if tag in Language.__members__:
            return Language[tag]
    return reader.language if reader else Language.EN


def request_id_of(headers: Mapping[bytes, bytes]) -> str:
    """The caller's own id where it is a plain word of at most 64 characters, else a fresh one."""
    given = headers.get(b"x-request-id", b"")
    if 0 < len(given) <= 64 and given.replace(b"-", b"").isalnum() and not holds_card_number(given.decode("ascii")):
        return given.decode("ascii")
    return secrets.token_hex(8)


def idempotency_key_of(given: str) -> str | None:
    """The key under which an answer is replayed, None without one. Raises BadBody for what is no key."""
    if len(given) > LONGEST_KEY or not given.isprintable():
        raise BadBody(f"An Idempotency-Key has at most {LONGEST_KEY} printable characters.")
    if holds_card_number(given):
        raise BadBody("An Idempotency-Key is no card number: cards are only typed at the payment page.")
    return given or None


def user_agent_of(given: str) -> str | None:
    """The program that asks, as people see it in the list of their sessions; None when it says nothing sound."""
    shown = "".join(character for character in given if character.isascii() and character.isprintable())
    return shown[:LONGEST_USER_AGENT].strip() or None
