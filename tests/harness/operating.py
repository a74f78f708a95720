"""Smoall's own people."""

from smoall.domain.organisations.house import HOUSE
from smoall.usecases.privacy.operator import let_in
from smoall.wiring_billing import seller_of
from tests.harness.account_acts import proved
from tests.harness.api import Api
from tests.harness.house import RunningHouse

OPERATORS = frozenset({"recordBreach", "announceSubProcessor", "withdrawSubProcessorAnnouncement"})
"""The mutations that only they can do."""


async def operator(house: RunningHouse) -> Api:
    """Somebody new who works for Smoall, signed in to its own organisation."""
    api = await proved(house, await Api.registered(house.http))
    await let_in(house.house.services.units, api.email, seller=seller_of(house.house.settings))
    at_smoall = f"org_{HOUSE.hex}"
    inside = await api.do("switchOrganisation", {"organisation": at_smoall}, select="session { token }")
    return Api(house.http, inside["session"]["token"], api.email, at_smoall)
