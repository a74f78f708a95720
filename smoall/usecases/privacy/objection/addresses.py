"""One spelling for each mailbox, so that an objection holds however the address is typed."""

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
