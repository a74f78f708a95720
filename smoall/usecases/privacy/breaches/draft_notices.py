"""Draft the notifications of a breach."""

from collections.abc import Callable

from smoall.domain.access.role import Permission
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.breach_drafts import Drafts, Notifier, draft
from smoall.domain.privacy.officer import Officer
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit

CategoryNames = Callable[[str, Language], str]
"""How a category of the inventory is called in a language."""


async def draft_notices(
    unit: Unit, identity: str, language: Language, *, officer: Officer, names: CategoryNames
) -> Drafts | None:
    """The drafts, from the register of the unit's organisation; None when it has no such breach. Raises Forbidden."""
    require(unit, Permission.MANAGE_PRIVACY)
    breach_id = parse_id(identity, Kind.BREACH)
    breach = await unit.breaches.get(breach_id) if breach_id else None
    share = await unit.breaches.stored_share(breach.id) if breach else None
    if breach is None or share is None:
        return None
    organisation = await unit.organisations.get()
    at_smoall = unit.actor.organisation_id == HOUSE
    contact = officer.contact if at_smoall else organisation.email
    categories = dict.fromkeys(names(name, language) for row in share.rows for name in row.categories)
    return draft(
        breach,
        share,
        language=language,
        notifier=Notifier(name=organisation.name, contact=contact, has_processor=not at_smoall),
        officer=officer.contact,
        categories=list(categories),
        now=unit.now,
    )
