"""Smoall's own side of subscriptions: documents and collections, each once."""

from datetime import datetime
from uuid import UUID

from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.statements import fetch, insert, update
from smoall.usecases.billing.stores import ProviderCharge, Sold

_SOLD = """
SELECT s.customer_id, d.credited, array(SELECT c.collection_id FROM provider_charge c
    WHERE c.organisation_id = $1 AND c.document_id = d.id ORDER BY c.created_at, c.collection_id) AS collections
FROM document d JOIN subscription_document s ON s.organisation_id = $1 AND s.document_id = d.id
WHERE d.organisation_id = $1 AND d.kind = 'INVOICE' AND d.number = $2
"""
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"


class PostgresTakings:
    """The store of what subscribers were invoiced and paid, in Smoall's own organisation."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def lock(self, customer_id: UUID) -> None:
        """Let nobody else write a subscriber's documents until the unit ends."""
        await self._link.value(_LOCK, f"takings:{customer_id.hex}")

    async def founded(self) -> bool:
        """Whether Smoall's own organisation exists."""
        exists = "SELECT EXISTS (SELECT FROM organisation WHERE organisation_id = $1)"
        if await self._link.value(exists, self._organisation_id):
            return True
        await self._link.value(_LOCK, "found the house")
        return bool(await self._link.value(exists, self._organisation_id))

    async def document(self, customer_id: UUID, key: str) -> UUID | None:
        """The document under a key."""
        row = await fetch(
            self._link,
            tables.subscription_document,
            lock=False,
            organisation_id=self._organisation_id,
            customer_id=customer_id,
            key=key,
        )
        return row["document_id"] if row else None

    async def sold(self, number: str) -> Sold | None:
        """An invoice to a subscriber, by its number."""
        row = await self._link.row(_SOLD, self._organisation_id, number)
        return Sold(row["customer_id"], row["credited"], tuple(row["collections"])) if row else None

    async def keep_document(self, customer_id: UUID, key: str, document_id: UUID) -> None:
        """A document, under a key that is used once for all times."""
        await insert(
            self._link,
            tables.subscription_document,
            organisation_id=self._organisation_id,
            customer_id=customer_id,
            key=key,
            document_id=document_id,
        )

    async def charge(self, collection_id: UUID) -> ProviderCharge | None:
        """What was registered for a collection."""
        row = await fetch(
            self._link,
            tables.provider_charge,
            lock=True,
            organisation_id=self._organisation_id,
            collection_id=collection_id,
        )
        return ProviderCharge(**{name: row[name] for name in ProviderCharge.__slots__}) if row else None

    async def keep_charge(self, charge: ProviderCharge) -> None:
        """A collection that was registered."""
        await insert(
            self._link,
            tables.provider_charge,
            organisation_id=self._organisation_id,
            created_at=self._now,
            **{name: getattr(charge, name) for name in ProviderCharge.__slots__},
        )

    async def replace_charge(self, charge: ProviderCharge) -> None:
        """What has been refunded or disputed since."""
        values = {"refunded": charge.refunded, "disputed": charge.disputed}
        await update(
            self._link,
            tables.provider_charge,
            values,
            organisation_id=self._organisation_id,
            collection_id=charge.collection_id,
        )
