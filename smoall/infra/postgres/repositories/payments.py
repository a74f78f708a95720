"""The payment ledger and the sendings."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from smoall.domain.invoicing.delivery import DeliveryState
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.identity import new_id
from smoall.infra.postgres.statements import fetch, insert, update
from smoall.usecases.stores import Delivery, Payment


class PostgresPayments:
    """The store of payments of one organisation."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def get(self, identity: UUID, *, lock: bool = False) -> Payment | None:
        """One payment."""
        row = await fetch(self._link, tables.payment, lock=lock, organisation_id=self._organisation_id, id=identity)
        return Payment(**{name: row[name] for name in Payment.__slots__}) if row else None

    async def add(self, payment: Payment) -> None:
        """A new payment."""
        await insert(
            self._link,
            tables.payment,
            organisation_id=self._organisation_id,
            id=payment.id,
            amount=payment.amount,
            currency=payment.currency,
            received_on=payment.received_on,
            payer=payment.payer,
            communication=payment.communication,
            created_at=self._now,
        )

    async def allocate(self, payment_id: UUID, document_id: UUID, amount: Decimal) -> UUID:
        """One more allocation; triggers add it to what the invoice counts as paid."""
        identity = new_id()
        await insert(
            self._link,
            tables.allocation,
            organisation_id=self._organisation_id,
            id=identity,
            payment_id=payment_id,
            document_id=document_id,
            amount=amount,
            created_at=self._now,
        )
        return identity

    async def give_back(self, payment_id: UUID, *, on: date) -> bool:
        """It pays nothing any more; False when it had gone back before."""
        return bool(await self._link.value("SELECT return_payment($1, $2)", payment_id, on))


class PostgresDeliveries:
    """The store of sendings of one organisation."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def get(self, identity: UUID, *, lock: bool = False) -> Delivery | None:
        """One delivery."""
        row = await fetch(self._link, tables.delivery, lock=lock, organisation_id=self._organisation_id, id=identity)
        if row is None:
            return None
        return Delivery(
            id=row["id"],
            document_id=row["document_id"],
            channel=row["channel"],
            recipient=row["recipient"],
            state=DeliveryState(row["state"]),
            attempts=row["attempts"],
            failure=row["failure"],
            provider_id=row["provider_id"],
            attempted_at=row["attempted_at"],
            legal_duty=row["legal_duty"],
        )

    async def sent(self, *, limit: int) -> Sequence[UUID]:
        """The latest deliveries that were handed over."""
        rows = await self._link.rows(
            "SELECT id FROM delivery WHERE organisation_id = $1 AND sent_at IS NOT NULL"
            " ORDER BY sent_at DESC, id DESC LIMIT $2",
            self._organisation_id,
            limit,
        )
        return [row["id"] for row in rows]

    async def add(self, delivery: Delivery) -> None:
        """A new delivery."""
        await insert(
            self._link,
            tables.delivery,
            organisation_id=self._organisation_id,
            id=delivery.id,
            document_id=delivery.document_id,
            channel=delivery.channel,
            recipient=delivery.recipient,
            state=delivery.state,
            legal_duty=delivery.legal_duty,
            created_at=self._now,
        )

    async def replace(self, delivery: Delivery, *, sent_at: datetime | None = None) -> None:
        """The delivery in another state."""
        values = {
            "state": delivery.state,
            "attempts": delivery.attempts,
            "failure": delivery.failure,
            "provider_id": delivery.provider_id,
            "attempted_at": delivery.attempted_at,
            **({"sent_at": sent_at} if sent_at else {}),
        }
        await update(
            self._link,
            tables.delivery,
            values,
            organisation_id=self._organisation_id,
            id=delivery.id,
        )
