"""Registering and allocating payments."""

from datetime import date
from decimal import Decimal

import strawberry

from smoall.domain.kernel.ids import Kind, parse_id
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.kernel import MoneyInput
from smoall.schema.payments.types import Payment
from smoall.schema.performing import Answer, perform
from smoall.usecases.payments.register_payment import Allocation, allocate_payment, register_payment


@strawberry.input(description="A part of a payment that pays an invoice.")
class AllocationInput:
    """What pays what."""

    invoice: strawberry.ID = says("The issued invoice.")
    amount: Decimal = says("How much, at most what is left to pay.")

    def wanted(self) -> Allocation:
        """The allocation as the use cases take it."""
        return parse_id(self.invoice, Kind.INVOICE), self.amount


@strawberry.input(description="Money that came in.")
class RegisterPaymentInput:
    """What registering a payment takes."""

    amount: MoneyInput = says("How much came in.")
    received_on: date = says("The day it came in; not in the future.")
    payer: str | None = says("Who paid.", default=None)
    communication: str | None = says("What was written on it.", default=None)
    allocations: list[AllocationInput] = says("What it pays; the rest waits unallocated.", default_factory=list)
    validate_only: bool = says("True: the same findings, nothing written.", default=False)


@strawberry.type(description="The payment was registered.")
class RegisterPaymentPayload:
    """The new payment."""

    payment: Payment = says("The payment.")


@strawberry.input(description="More allocations of a payment.")
class AllocatePaymentInput:
    """What allocating takes."""

    payment: strawberry.ID = says("The payment.")
    allocations: list[AllocationInput] = says("What it pays.")
    validate_only: bool = says("True: the same findings, nothing written.", default=False)


@strawberry.type(description="The payment was allocated.")
class AllocatePaymentPayload:
    """The payment with its allocations."""

    payment: Payment = says("The payment.")


RegisterPaymentResult = result(RegisterPaymentPayload, "What came of registering a payment.")
AllocatePaymentResult = result(AllocatePaymentPayload, "What came of allocating a payment.")


async def register_payment_(info: Info, input: RegisterPaymentInput) -> Answer:
    """Register money that came in."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        payment = await register_payment(
            unit,
            amount=input.amount.amount,
            currency=input.amount.currency.value,
            received_on=input.received_on,
            payer=input.payer,
            communication=input.communication,
            allocations=[one.wanted() for one in input.allocations],
        )
        return {"payment": payment}

    return await perform(info, act, keep=not input.validate_only)


async def allocate_payment_(info: Info, input: AllocatePaymentInput) -> Answer:
    """Allocate more of a payment."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        identity = parse_id(input.payment, Kind.PAYMENT)
        return {"payment": await allocate_payment(unit, identity, [one.wanted() for one in input.allocations])}

    return await perform(info, act, keep=not input.validate_only)
