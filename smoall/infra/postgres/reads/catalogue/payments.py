"""Payments and what they pay."""

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.catalogue.words import OWN, by_uuid, columns, money, public_id_of
from smoall.infra.postgres.reads.model import Entity, Filter, Many, One, Order

ENTITIES: dict[str, Entity] = {
    "Payment": Entity(
        "payment",
        {
            "id": public_id_of(Kind.PAYMENT),
            **columns("received_on", "payer", "communication", "created_at", "returned_on"),
            "amount": money("{t}.amount"),
            "allocated": money("{t}.allocated"),
            "unallocated": money("{t}.unallocated"),
            "allocations": Many("Allocation", OWN.format("payment_id", "id"), "{c}.id"),
        },
        prefix=Kind.PAYMENT,
        filters={
            "id": by_uuid(Kind.PAYMENT, "{t}.id"),
            "receivedOn": Filter("{t}.received_on", "date"),
            "amount": Filter("{t}.amount", "numeric"),
            "returnedOn": Filter("{t}.returned_on", "date"),
            "unallocated": Filter("{t}.unallocated", "numeric"),
            "payer": Filter("{t}.payer", "text"),
        },
        orders={
            "RECEIVED_ON": Order("{t}.received_on", "date"),
            "AMOUNT": Order("{t}.amount", "numeric"),
            "CREATED_AT": Order("{t}.id", "uuid"),
        },
        default_order=(("RECEIVED_ON", "DESC"),),
    ),
    "Allocation": Entity(
        "allocation",
        {
            "id": public_id_of(Kind.ALLOCATION),
            **columns("created_at"),
            "amount": money("{t}.amount", "{p}.currency"),
            "invoice": One("Invoice", OWN.format("id", "document_id")),
            "payment": One("Payment", OWN.format("id", "payment_id")),
        },
        prefix=Kind.ALLOCATION,
    ),
}
