"""A person's name: it stands in the headers of letters, so it may hold nothing that could become one."""

from smoall.domain.kernel.errors import Unparsable
from smoall.domain.kernel.text import clean_text

LONGEST_NAME = 100


def person_name(text: str) -> str:
    """The name, trimmed. Raises Unparsable TEXT_REQUIRED, TEXT_TOO_LONG, TEXT_CHARACTER (also for ``=?``, with which an
    encoded word of a header starts, RFC 2047)."""
    name = clean_text(text, max_length=LONGEST_NAME)
    if "=?" in name:
        raise Unparsable("TEXT_CHARACTER", character="=?")
    return name
