"""Public ids: opaque to clients, typed by prefix, a UUIDv7 inside (``inv_0192…``)."""

from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What an id names; the value is the prefix."""

    USER = "usr"
    ORGANISATION = "org"
    COMPANY = "cmp"
    CONTACT = "ctc"
    INVOICE = "inv"
    CREDIT_NOTE = "crn"
    PAYMENT = "pay"
    ALLOCATION = "alc"
    DELIVERY = "dlv"
    MESSAGE = "msg"
    JOURNAL = "jrn"
    OAUTH_APP = "app"
    PASSKEY = "psk"
    API_KEY = "key"
    SESSION = "ses"
    INVITATION = "ivt"
    SUBSCRIPTION = "sub"
    SUBSCRIPTION_INVOICE = "sbi"
    COLLECTION = "col"
    SUBJECT_REQUEST = "sbr"
    BREACH = "brc"
    SUB_PROCESSOR_CHANGE = "spc"
    LEGAL_HOLD = "hld"
    PURGE_RUN = "prg"


def public_id(kind: Kind, identity: UUID) -> str:
    """The id as clients see it: prefix, underscore, 32 hexadecimal digits."""
    return f"{kind.value}_{identity.hex}"


def parse_id(text: str, kind: Kind) -> UUID | None:
    """The UUID inside ``text``; None when it is no id of this kind, and then names nothing, like a foreign id."""
    prefix, _, digits = text.partition("_")
    if prefix != kind.value or len(digits) != 32:
        return None
    try:
        return UUID(hex=digits)
    except ValueError:
        return None


def kind_of(text: str) -> Kind | None:
    """Which kind the prefix of ``text`` names, or None."""
    try:
        return Kind(text.partition("_")[0])
    except ValueError:
        return None
