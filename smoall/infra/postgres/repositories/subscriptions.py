"""The subscription of an organisation, its invoices and how they were collected."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from smoall.domain.billing.period import nth_date
from smoall.domain.billing.plan import SEAT_ROLES
from smoall.domain.billing.subscription import Subscription
from smoall.domain.kernel.language import Language
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.repositories import subscription_rows as rows
from smoall.infra.postgres.statements import fetch, insert, update
from smoall.usecases.billing.amounts import CURRENCY, Upcoming
from smoall.usecases.billing.stores import Addressee, Collection, OpenedCheckout, SubscriptionInvoice

PAGE_STANDS = timedelta(days=2)
"""No provider keeps a payment page open for longer."""
_UNPAID = """
SELECT * FROM subscription_invoice WHERE organisation_id = $1 AND failed_on IS NOT NULL AND paid_on IS NULL
ORDER BY created_at, id
"""
_UNFINISHED = """
SELECT * FROM subscription_invoice WHERE organisation_id = $1 AND failed_on IS NULL AND paid_on IS NULL
ORDER BY created_at, id
"""
_LAST = "SELECT * FROM collection WHERE organisation_id = $1 AND invoice_id = $2 ORDER BY attempt DESC LIMIT 1"
_ALL = "SELECT * FROM collection WHERE organisation_id = $1 AND invoice_id = $2 ORDER BY attempt"
_PAGES = """
SELECT p.* FROM checkout p JOIN collection c ON c.organisation_id = p.organisation_id AND c.id = p.collection_id
WHERE p.organisation_id = $1 AND p.used_at IS NULL AND p.provider_id IS NOT NULL AND p.created_at > $2
    AND c.state IN ('CREATED', 'ACTION_REQUIRED')
ORDER BY p.created_at DESC, p.id LIMIT 20
"""
_OPEN = """
SELECT * FROM collection WHERE organisation_id = $1 AND state IN ('CREATED', 'ACTION_REQUIRED', 'PROCESSING')
ORDER BY created_at, id
"""
_OWNERS = """
SELECT u.id, u.email, u.name, u.language FROM membership m JOIN user_account u ON u.id = m.user_id
WHERE m.organisation_id = $1 AND m.role = 'OWNER' ORDER BY m.created_at, u.id
"""
_ISSUED = """
SELECT count(*) FROM (SELECT FROM document WHERE organisation_id = $1 AND kind = 'INVOICE'
    AND listed_on >= $2 AND listed_on < $3 AND issued_on IS NOT NULL LIMIT $4) found
"""
_SEATS = """
SELECT (SELECT count(*) FROM membership WHERE organisation_id = $1 AND role = any($2))
    + (SELECT count(*) FROM invitation WHERE organisation_id = $1 AND role = any($2) AND state = 'PENDING'
        AND expires_at > $3)
"""
_TRIAL = "INSERT INTO trial_use (number_hash, used_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING true"
_TOLD = """
UPDATE subscription SET suspended_on = $2 WHERE organisation_id = $1 AND suspended_on IS NULL RETURNING true
"""
_TRIAL_TOLD = """
UPDATE subscription SET trial_told_on = $2 WHERE organisation_id = $1 AND trial_told_on IS NULL RETURNING true
"""


class PostgresSubscriptions:
    """The store of one organisation's subscription."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def get(self, *, lock: bool = False) -> Subscription | None:
        """The subscription."""
        row = await self._fetch(tables.subscription, lock=lock)
        return rows.subscription_of(row) if row else None

    async def add(self, subscription: Subscription, *, today: date, next_turn_on: date | None) -> None:
        """The organisation's first subscription."""
        values = self._columns(subscription, today=today, next_turn_on=next_turn_on)
        await insert(
            self._link,
            tables.subscription,
            organisation_id=self._organisation_id,
            created_at=self._now,
            **values,
        )

    async def replace(
        self, subscription: Subscription, *, today: date, next_turn_on: date | None, upcoming: Upcoming | None
    ) -> None:
        """The subscription as it is now."""
        values = self._columns(subscription, today=today, next_turn_on=next_turn_on)
        values["next_invoice"] = rows.upcoming_json(upcoming)
        if subscription.past_due_since is None:
            values["suspended_on"] = None
        values["version"] = subscription.version + 1
        await update(self._link, tables.subscription, values, organisation_id=self._organisation_id)

    def _columns(self, subscription: Subscription, *, today: date, next_turn_on: date | None) -> dict[str, Any]:
        return {
            **rows.subscription_columns(subscription),
            "state": subscription.state(today),
            "allowed_actions": list(subscription.allowed_actions(today)),
            "next_turn_on": next_turn_on,
        }

    async def note_suspension(self, today: date) -> bool:
        """Remember that its owners were told of a suspension."""
        return bool(await self._link.value(_TOLD, self._organisation_id, today))

    async def note_trial_ending(self, today: date) -> bool:
        """Remember that its owners were told that the trial ends."""
        return bool(await self._link.value(_TRIAL_TOLD, self._organisation_id, today))

    async def invoice(self, identity: UUID, *, lock: bool = False) -> SubscriptionInvoice | None:
        """One invoice."""
        row = await self._fetch(tables.subscription_invoice, lock=lock, id=identity)
        return rows.invoice_of(row) if row else None

    async def add_invoice(self, invoice: SubscriptionInvoice) -> bool:
        """A new invoice; False when there is one under its key."""
        if await self._fetch(tables.subscription_invoice, lock=False, key=invoice.key):
            return False
        await insert(
            self._link,
            tables.subscription_invoice,
            organisation_id=self._organisation_id,
            currency=CURRENCY,
            created_at=self._now,
            **rows.invoice_columns(invoice),
        )
        return True

    async def replace_invoice(self, invoice: SubscriptionInvoice) -> None:
        """The invoice with what has become of it."""
        values = rows.invoice_columns(invoice)
        await self._update(tables.subscription_invoice, values, id=values.pop("id"))

    async def unpaid(self) -> Sequence[SubscriptionInvoice]:
        """The invoices of which a collection failed and that are not paid since."""
        return [rows.invoice_of(row) for row in await self._link.rows(_UNPAID, self._organisation_id)]

    async def unfinished(self) -> Sequence[SubscriptionInvoice]:
        """The invoices that are neither paid nor refused yet."""
        return [rows.invoice_of(row) for row in await self._link.rows(_UNFINISHED, self._organisation_id)]

    async def collection(self, identity: UUID, *, lock: bool = False) -> Collection | None:
        """One collection."""
        row = await self._fetch(tables.collection, lock=lock, id=identity)
        return rows.collection_of(row) if row else None

    async def last_collection(self, invoice_id: UUID) -> Collection | None:
        """The latest attempt to collect an invoice."""
        row = await self._link.row(_LAST, self._organisation_id, invoice_id)
        return rows.collection_of(row) if row else None

    async def collections_of(self, invoice_id: UUID) -> Sequence[Collection]:
        """Every attempt to collect an invoice."""
        return [rows.collection_of(row) for row in await self._link.rows(_ALL, self._organisation_id, invoice_id)]

    async def open_collections(self) -> Sequence[Collection]:
        """The collections of which neither success nor failure is known."""
        return [rows.collection_of(row) for row in await self._link.rows(_OPEN, self._organisation_id)]

    async def add_collection(self, collection: Collection) -> None:
        """A new attempt."""
        await insert(
            self._link,
            tables.collection,
            organisation_id=self._organisation_id,
            created_at=self._now,
            updated_at=self._now,
            **rows.collection_columns(collection),
        )

    async def replace_collection(self, collection: Collection) -> None:
        """The attempt with what is known of it now."""
        values = {**rows.collection_columns(collection), "updated_at": self._now}
        await self._update(tables.collection, values, id=values.pop("id"))

    async def add_checkout(self, checkout: OpenedCheckout) -> None:
        """A payment page."""
        await insert(
            self._link,
            tables.checkout,
            organisation_id=self._organisation_id,
            id=checkout.id,
            provider_id=checkout.provider_id,
            plan=rows.plan_json(checkout.plan),
            seats=checkout.seats,
            collection_id=checkout.collection_id,
            created_at=self._now,
        )

    async def replace_checkout(self, checkout: OpenedCheckout) -> None:
        """The page as it is now."""
        values = {"provider_id": checkout.provider_id, "used_at": self._now if checkout.used else None}
        await self._update(tables.checkout, values, id=checkout.id)

    async def checkout_of(self, collection_id: UUID) -> OpenedCheckout | None:
        """The page on which a collection is made."""
        row = await self._fetch(tables.checkout, lock=True, collection_id=collection_id)
        return rows.checkout_of(row) if row else None

    async def open_checkouts(self) -> Sequence[OpenedCheckout]:
        """The latest pages on which something could still be paid."""
        found = await self._link.rows(_PAGES, self._organisation_id, self._now - PAGE_STANDS)
        return [rows.checkout_of(row) for row in found]

    async def checkout(self, provider_id: str) -> OpenedCheckout | None:
        """A page by the provider's id."""
        row = await self._fetch(tables.checkout, lock=True, provider_id=provider_id)
        return rows.checkout_of(row) if row else None

    async def organisation_of_collection(self, identity: UUID) -> UUID | None:
        """In which organisation a collection lies."""
        return await self._whose("collection", "id", str(identity), identity)

    async def organisation_of_checkout(self, provider_id: str) -> UUID | None:
        """In which organisation a payment page lies."""
        return await self._whose("checkout", "provider_id", provider_id, provider_id)

    async def organisation_of_customer(self, customer: str) -> UUID | None:
        """Which organisation the provider knows under that id."""
        table, column = "subscription", "customer"
        return await self._whose(table, column, customer, customer, setting=column)

    async def _whose(
        self, table: str, column: str, said: str, value: object, *, setting: str | None = None
    ) -> UUID | None:
        """Row security lets a row be found by who can name it, and shows nothing but where it lies."""
        await self._link.value("SELECT set_config($1, $2, true)", f"app.{setting or table}", said)
        found: UUID | None = await self._link.value(f"SELECT organisation_id FROM {table} WHERE {column} = $1", value)
        await self._link.value("SELECT set_config($1, '', true)", f"app.{setting or table}")
        return found

    async def owners(self) -> Sequence[Addressee]:
        """Who is told about the subscription."""
        found = await self._link.rows(_OWNERS, self._organisation_id)
        return [Addressee(row["id"], row["email"], row["name"], Language(row["language"])) for row in found]

    async def use_trial(self, number_hash: bytes) -> bool:
        """Use the one trial of an enterprise up."""
        return bool(await self._link.value(_TRIAL, number_hash, self._now))

    async def issued_invoices(self, month: date, *, most: int) -> int:
        """How many invoices were issued in the month of that day."""
        first = month.replace(day=1)
        count: int = await self._link.value(_ISSUED, self._organisation_id, first, nth_date(first, 1), most)
        return count

    async def seats_taken(self) -> int:
        """How many members take a seat."""
        count: int = await self._link.value(_SEATS, self._organisation_id, sorted(SEAT_ROLES), self._now)
        return count

    async def _fetch(self, table: Any, *, lock: bool, **keys: object) -> Any:
        return await fetch(self._link, table, lock=lock, organisation_id=self._organisation_id, **keys)

    async def _update(self, table: Any, values: Mapping[str, Any], **keys: object) -> None:
        await update(self._link, table, values, organisation_id=self._organisation_id, **keys)
