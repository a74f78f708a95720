"""One spelling for each mailbox, so that an objection holds however the address is typed."""

import idna

from smoall.domain.kernel.errors import Unparsable
from smoall.usecases.mail import MailAddress


def plain_address(text: str) -> str:
    """The address in small letters, its domain in the ASCII in which it travels; what is no address, in small letters.

    Part before the @ is case-sensitive on paper (RFC 5321, 2.4) and nowhere else.
    """
    try:
        return MailAddress.parse(text.strip()).value.lower()
    except Unparsable:
        return text.strip().lower()


def spellings(address: str) -> list[str]:
    """How a record may have the mailbox, in small letters: as typed, and its domain in ASCII and in its own script."""
    plain = plain_address(address)
    local, _, domain = plain.rpartition("@")
    try:
        decoded = f"{local}@{idna.decode(domain)}"
    except UnicodeError:
        decoded = plain
    return sorted({address.strip().lower(), plain, decoded})
