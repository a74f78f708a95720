"""The register of processing as an organisation may see it on a day (GDPR art. 30, 5(2))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from smoall.domain.access.role import Permission
from smoall.domain.organisations.organisation import Organisation
from smoall.domain.privacy.register.edition import Edition, in_force
from smoall.domain.privacy.register.register import Facts, Named, Register, draw_up
from smoall.domain.privacy.retention import Policy
from smoall.domain.privacy.sub_processor_change import SubProcessorChange, announced, standing
from smoall.domain.privacy.sub_processors import SUB_PROCESSORS, SubProcessor
from smoall.usecases.gate import require
from smoall.usecases.privacy.retention.terms import terms_of
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSource:
    """All that a register is made of but the organisation it is for."""

    editions: Sequence[Edition]
    facts: Facts


async def processing_register(unit: Unit, source: RegisterSource, *, at: date | None = None) -> Register | None:
    """The register on the day ``at``, today without one; None before the first edition. Raises Forbidden."""
    require(unit, Permission.READ_AUDIT)
    return await register_on(unit, source, at or unit.today)


async def sub_processors_today(unit: Unit) -> Sequence[SubProcessor]:
    """Who works for Smoall today, the changes in effect included; anybody may know."""
    return standing(SUB_PROCESSORS, await unit.sub_processor_changes.all(), on=unit.today)


async def register_on(unit: Unit, source: RegisterSource, on: date) -> Register | None:
    """The register of the unit's organisation on a day; None before the first edition."""
    organisation, changes = named(await unit.organisations.get()), await unit.sub_processor_changes.all()
    return drawn_up(source, on, organisation, changes, terms=(await terms_of(unit, on=on)).policy)


def drawn_up(
    source: RegisterSource,
    on: date,
    organisation: Named,
    changes: Sequence[SubProcessorChange],
    *,
    terms: Policy | None = None,
) -> Register | None:
    """The register of an organisation on a day, with all announcements there are, and its own ``terms`` of that day;
    None before the first edition."""
    edition = in_force(source.editions, on=on)
    if edition is None:
        return None
    return draw_up(
        edition,
        on=on,
        facts=source.facts,
        organisation=organisation,
        sub_processors=standing(SUB_PROCESSORS, changes, on=on),
        announced=announced(changes, on=on),
        terms=terms,
    )


def named(organisation: Organisation) -> Named:
    """An organisation as the controller that the register names."""
    address = organisation.address
    lines = f"{address.street}, {address.postal_code} {address.city}, {address.country}"
    return Named(
        name=organisation.name,
        address=lines,
        number=organisation.enterprise_number,
        email=organisation.email or "",
    )
