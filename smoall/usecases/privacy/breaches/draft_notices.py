"""Draft the notifications of a breach."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.breach_drafts import Drafts, Notifier, draft
from smoall.domain.privacy.officer import Officer
from smoall.usecases.actor import system
from smoall.usecases.gate import require
from smoall.usecases.privacy.operator import require_operator
from smoall.usecases.unit import Unit

CategoryNames = Callable[[str, Language], str]
"""How a category of the inventory is called in a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which drafts: ``organisation`` for Smoall's own people, who draft what another register holds."""

    breach: str
    language: Language
    organisation: str | None = None


async def draft_notices(unit: Unit, wanted: Wanted, *, officer: Officer, names: CategoryNames) -> Drafts | None:
    """The drafts, from the register of the unit's organisation, or from that of one that is named.

    None when it has no such breach. Raises Forbidden, OPERATOR_ONLY for naming one.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    breach_id = parse_id(wanted.breach, Kind.BREACH)
    if breach_id is None or not await _opened(unit, breach_id, wanted.organisation):
        return None
    breach = await unit.breaches.get(breach_id)
    share = await unit.breaches.stored_share(breach_id)
    if breach is None or share is None:
        return None
    organisation = await unit.organisations.get()
    at_smoall = unit.actor.organisation_id == HOUSE
    contact = officer.contact if at_smoall else organisation.email
    categories = dict.fromkeys(names(name, wanted.language) for row in share.rows for name in row.categories)
    return draft(
        breach,
        share,
        language=wanted.language,
        notifier=Notifier(name=organisation.name, contact=contact, has_processor=not at_smoall),
        officer=officer.contact,
        categories=list(categories),
        now=unit.now,
    )


async def _opened(unit: Unit, breach_id: UUID, organisation: str | None) -> bool:
    """Speak for the organisation that is named, if the breach affects it; False if not."""
    if organisation is None:
        return True
    require_operator(unit)
    organisation_id = parse_id(organisation, Kind.ORGANISATION)
    if organisation_id is None or organisation_id not in await unit.breaches.affected(breach_id):
        return False
    await unit.act_as(system(organisation_id))
    return True
