"""Smoall's own organisation: made from the settings when it is first needed, an organisation like any other then on."""

from dataclasses import replace

from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.organisations.house import HOUSE
from smoall.domain.organisations.organisation import Journal, Organisation
from smoall.usecases.unit import Unit


async def found_house(unit: Unit, seller: Organisation) -> None:
    """Found it unless it is there; ``unit`` acts in it. Later changes are made in it, not in the settings."""
    if await unit.takings.founded():
        return
    journals = [
        Journal(unit.new_id(), "SALES", DocumentKind.INVOICE, 0, "{year}-{number:6}"),
        Journal(unit.new_id(), "CREDIT", DocumentKind.CREDIT_NOTE, 1, "CN{year}-{number:6}"),
    ]
    await unit.organisations.found(replace(seller, id=HOUSE), journals)
    unit.record("foundHouse", public_id(Kind.ORGANISATION, HOUSE))
