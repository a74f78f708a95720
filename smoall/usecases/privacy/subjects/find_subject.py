"""Find a person in everything that the inventory names, to answer what is held about them (GDPR art. 12, 15, 17)."""

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Finding, Invalid
from smoall.domain.privacy.mentions import NEVER, Words
from smoall.usecases.gate import require
from smoall.usecases.privacy.subjects.stores import Found
from smoall.usecases.unit import Unit

LONGEST = 200


async def find_subject(unit: Unit, words: Words) -> Found:
    """Where any of these words stands, whatever the case and the accents.

    Raises Forbidden, Invalid SEARCH_TOO_SHORT where nothing is long enough to be looked for, SEARCH_TOO_LONG.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    if words.pattern == NEVER:
        raise Invalid((Finding("SEARCH_TOO_SHORT"),))
    if any(len(word) > LONGEST for word in (*words.names, *words.emails, *words.phones)):
        raise Invalid((Finding("SEARCH_TOO_LONG"),))
    return await unit.subjects.find(words)
