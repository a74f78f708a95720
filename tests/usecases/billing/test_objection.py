"""What is subscribed to is invoiced, whatever the subscriber objected to."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.marks import OpposedBy, Opposition
from smoall.usecases.actor import system
from tests.harness.api import Api
from tests.harness.billing_acts import subscribe
from tests.harness.house import RunningHouse

STATES = """SELECT d.state FROM delivery d JOIN document i ON i.id = d.document_id
WHERE d.organisation_id = $1 AND i.company_id = $2"""


@pytest.fixture
def house(house_apart: RunningHouse) -> RunningHouse:
    """All of Smoall's own jobs are run: beside others that would be the work of all of them."""
    return house_apart


async def test_the_invoice_of_a_subscription_reaches_who_objected(house: RunningHouse, api: Api) -> None:
    mark = Opposition(datetime.now(UTC), OpposedBy.PERSON, "Plus de nouvelles")
    async with house.house.services.units.begin(system(HOUSE), request_id="objected") as unit:
        addresses = [api.email, "facturation@menuiserie.example"]
        record = uuid4()
        await unit.objections.list_addresses(addresses, mark, of=record)
        await unit.commit()

    await subscribe(house, api)
    await house.queue.drain(api.organisation_id)
    await house.queue.drain(HOUSE)

    sent = await house.truth(STATES, HOUSE, api.organisation_id)
    await house.truth("DELETE FROM opposed_address WHERE record_id = $1", record)
    assert [row["state"] for row in sent] == ["SENT"]
