"""One spelling for each mailbox, so that an objection holds however the address is typed."""

import re

import idna

from smoall.domain.kernel.errors import Unparsable
from smoall.usecases.mail import MailAddress

_DETAIL = re.compile(r"(?<=.)\+[^@]*(?=@)")


def plain_address(text: str) -> str:
    """The mailbox of an address in small letters, its domain in the ASCII in which it travels.

    The part before the @ is case-sensitive on paper (RFC 5321, 2.4) and nowhere else; what stands behind a plus in it
    sorts the letters of one mailbox (RFC 5233).
    """
    return _DETAIL.sub("", _in_ascii(text))


def spellings(address: str) -> list[str]:
    """How a record may have the address, in small letters: as typed, and its domain in ASCII and in its own script."""
    plain = _in_ascii(address)
    local, _, domain = plain.rpartition("@")
    try:
        decoded = f"{local}@{idna.decode(domain)}"
    except UnicodeError:
        decoded = plain
    return sorted({address.strip().lower(), plain, decoded})


def _in_ascii(text: str) -> str:
    try:
        return MailAddress.parse(text.strip()).value.lower()
    except Unparsable:
        return text.strip().lower()
