"""All that is held about the person who asks (GDPR art. 15 and 20), generated from the column inventory."""

from collections.abc import Mapping, Sequence
from typing import Any

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.purposes import told_of
from smoall.domain.privacy.sub_processor_change import who_receives
from smoall.domain.privacy.sub_processors import SUB_PROCESSORS, Sheet, SubProcessor
from smoall.usecases.gate import require
from smoall.usecases.privacy.register.processing_register import sub_processors_today
from smoall.usecases.privacy.stores import Told
from smoall.usecases.unit import Unit


async def my_data(unit: Unit, *, language: Language) -> Mapping[str, Any]:
    """The report, as plain values: by table, the rows, what they are for, on what ground, for how long, from whom.

    Secrets and what may be about other people are named and left out. Raises Forbidden, NotFound ACCOUNT_NOT_FOUND.
    """
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    person = await unit.persons.get(unit.actor.user_id)
    if person is None:
        raise NotFound("ACCOUNT_NOT_FOUND")
    there = await sub_processors_today(unit)
    holdings = [_holding(one, language, there) for one in await unit.persons.told(person)]
    return {
        "person": public_id(Kind.USER, person.id),
        "generatedAt": unit.now,
        "holdings": [one for one in holdings if one["rows"]],
    }


def _holding(told: Told, language: Language, there: Sequence[SubProcessor]) -> Mapping[str, Any]:
    categories = [what.category for what in told.declared] or ["membership"]
    words = [told_of(category) for category in categories]
    named = {name for one in words for name in one.recipients}
    return {
        "table": told.table,
        "categories": categories,
        "purposes": list(dict.fromkeys(one.purpose[language] for one in words)),
        "sources": list(dict.fromkeys(one.source[language] for one in words)),
        "recipients": who_receives(named, SUB_PROCESSORS, there, sheets=(Sheet.A1,)),
        "bases": sorted({what.basis for what in told.declared}),
        "retentions": sorted({what.retention for what in told.declared}),
        "withheld": list(told.withheld),
        "count": len(told.rows),
        "rows": list(told.rows),
    }
