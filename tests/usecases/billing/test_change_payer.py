"""An owner's own address that stands in for the organisation's does not outlive them at the payment provider."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from smoall.domain.access.message import LinkPurpose
from smoall.domain.crm.company import Company
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.master_key import master_key
from smoall.usecases.actor import system
from smoall.usecases.billing.house import found_house
from smoall.usecases.privacy.purge_organisation import Purging, purge_organisation
from tests.harness.account_acts import confirmed_address, join, plant_link, user_of
from tests.harness.api import PASSWORD, Api
from tests.harness.billing_acts import leave_trial
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, running_house
from tests.standins.kit import running
from tests.standins.stripe import StripeStandIn


@dataclass(frozen=True, slots=True)
class Shop:
    """A house that collects through a stand-in Stripe."""

    house: RunningHouse
    stripe: StripeStandIn

    async def subscriber(self, *, own_address: bool = False) -> tuple[Api, Api, str]:
        """An owner, a later one, and the customer that their organisation is at Stripe."""
        first = await Api.registered(self.house.http)
        if not own_address:
            await first.do("updateOrganisation", {"email": None}, select="__typename")
        heir = await join(self.house, first, "OWNER")
        await leave_trial(self.house, first)
        await first.do("startCheckout", {"plan": "SOLO", "seats": 2, "validateOnly": False}, select="url")
        found = "SELECT customer FROM subscription WHERE organisation_id = $1"
        (row,) = await self.house.truth(found, first.organisation_id)
        await self.house.queue.drain()
        return first, heir, row["customer"]

    def email(self, customer: str) -> str:
        """Where Stripe writes to."""
        found: str = self.stripe.books.get("cus", customer)["email"]
        return found


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shop(databases: Databases) -> AsyncIterator[Shop]:
    with databases.copy() as where:
        async with running(StripeStandIn()) as stripe:
            keys: dict[str, Any] = {"stripe_key": stripe.key, "stripe_webhook_secrets": (stripe.secret,)}
            async with running_house(where, admin=databases.admin(where), stripe_url=stripe.url, **keys) as house:
                yield Shop(house, stripe)


async def demoted(shop: Shop, first: Api, heir: Api) -> None:
    user = f"usr_{(await user_of(shop.house, first)).hex}"
    await heir.do("changeRole", {"user": user, "role": "READER"}, select="__typename")


async def removed(shop: Shop, first: Api, heir: Api) -> None:
    await heir.do("removeMember", {"user": f"usr_{(await user_of(shop.house, first)).hex}"}, select="__typename")


async def left(_shop: Shop, first: Api, _heir: Api) -> None:
    await first.do("leaveOrganisation", select="__typename")


async def deleted(shop: Shop, first: Api, _heir: Api) -> None:
    given = {"proof": {"password": PASSWORD}, "confirm": True}
    receipt = (await first.do("deleteMyAccount", given, select="receipt { id downstream { way reference asked } }"))[
        "receipt"
    ]
    assert receipt["downstream"] == [{"way": "PAYMENTS", "reference": first.organisation, "asked": True}]
    identity = UUID(receipt["id"].removeprefix("rcp_"))
    (kept,) = await shop.house.truth("SELECT downstream FROM erasure_receipt WHERE id = $1", identity)
    assert first.organisation in kept["downstream"]


Going = Callable[[Shop, Api, Api], Awaitable[None]]


@pytest.mark.parametrize("going", [demoted, removed, left, deleted])
async def test_an_owner_who_goes_takes_their_address_along(shop: Shop, going: Going) -> None:
    first, heir, customer = await shop.subscriber()
    assert shop.email(customer) == first.email
    await in_the_books(shop, first)

    await going(shop, first, heir)
    await shop.house.queue.drain()

    assert shop.email(customer) == heir.email
    books = "SELECT email FROM company WHERE organisation_id = $1 AND id = $2"
    (row,) = await shop.house.truth(books, HOUSE, first.organisation_id)
    assert row["email"] == heir.email
    trail = await shop.house.truth("SELECT action FROM audit_entry WHERE organisation_id = $1", first.organisation_id)
    assert "changePayer" in [entry["action"] for entry in trail]


async def in_the_books(shop: Shop, subscriber: Api) -> None:
    """Smoall has invoiced them before, at the first owner's address."""
    services = shop.house.house.services
    async with services.units.begin(system(HOUSE), request_id="test") as unit:
        await found_house(unit, services.till.seller)
        address = Address("Quai des Péniches 12", "1000", "Bruxelles", "BE")
        known = Company(
            id=subscriber.organisation_id,
            name="Menuiserie du Canal",
            address=address,
            language=Language.FR,
            email=subscriber.email,
        )
        await unit.companies.add(known)
        await unit.commit()


async def test_an_owner_s_other_address_is_told(shop: Shop) -> None:
    first, _, customer = await shop.subscriber()
    given = await confirmed_address(shop.house, first)
    await Api(shop.house.http).do("confirmEmailChange", given, select="__typename")
    assert shop.email(customer) == first.email  # one mailbox has not agreed yet
    (change,) = await shop.house.truth("SELECT id, user_id FROM email_change WHERE old_email = $1", first.email)
    token = await plant_link(shop.house, LinkPurpose.CONFIRM_EMAIL_OLD, change["id"], change["user_id"])
    await Api(shop.house.http).do("confirmEmailChange", {"token": token}, select="__typename")
    await shop.house.queue.drain()
    assert shop.email(customer) == f"new-{first.email}"


async def test_an_organisation_s_own_address_stays_whoever_goes(shop: Shop) -> None:
    first, heir, customer = await shop.subscriber(own_address=True)
    await removed(shop, first, heir)
    done = await shop.house.queue.drain()
    assert "change_payer" not in {job.name for job in done}
    assert shop.email(customer) == "facturation@menuiserie.example"


async def test_a_purge_goes_on_until_the_provider_has_forgotten_the_payer(shop: Shop) -> None:
    first, _, customer = await shop.subscriber()
    closing = {"proof": {"password": PASSWORD}, "name": "Menuiserie du Canal"}
    await first.do("closeOrganisation", closing, select="__typename")
    await shop.house.queue.drain()
    over = "UPDATE tenant SET erase_after = brussels_today() - 1 WHERE id = $1"
    await shop.house.truth(over, first.organisation_id)
    seal = Purging(CertificateSigner(master_key(shop.house.home)), 90)
    units = shop.house.house.services.units

    assert await purge_organisation(units, first.organisation_id, uuid4(), purging=seal)
    waiting = await shop.house.queue.take(first.organisation_id)
    (forget,) = [message for message in waiting if message["actor_name"] == "forget_payer"]
    assert (await shop.house.queue.run(forget)).later  # Stripe needs a while
    assert not (await shop.house.queue.run(forget)).later

    stored = shop.stripe.books.get("cus", customer)
    assert [stored[name] for name in ("name", "email", "address")] == [None, None, None]
    entries = await shop.house.truth("SELECT action FROM audit_entry WHERE organisation_id = $1", first.organisation_id)
    assert "forgetPayer" in [entry["action"] for entry in entries]
