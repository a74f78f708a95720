"""What a payment provider said about one collection, in our words; facts join, so that their order never matters."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from smoall.domain.kernel.money import ZERO


class CollectionState(StrEnum):
    """How far one attempt to collect one amount has come. The order of the members is their rank.

    FAILED and CANCELLED are said only once nothing more can come of this attempt: a card that was declined on a page
    that still lets the payer choose another leaves the collection where it was. SUCCEEDED beats everything.
    """

    CREATED = "CREATED"
    ACTION_REQUIRED = "ACTION_REQUIRED"
    PROCESSING = "PROCESSING"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    SUCCEEDED = "SUCCEEDED"

    @property
    def rank(self) -> int:
        """Its place in the order; of two facts about one collection the higher rank is believed."""
        return tuple(CollectionState).index(self)

    @property
    def final(self) -> bool:
        """Whether nothing but a late success can still change it."""
        return self.rank >= CollectionState.FAILED.rank


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """A way to pay as it may be shown: ``kind`` is ``card``, ``bancontact`` or ``sepa_debit``; ``expires`` ``2029-04``.

    ``last4`` is all that is ever known here of a card's or account's number.
    """

    kind: str
    brand: str | None = None
    last4: str | None = None
    expires: str | None = None

    @property
    def _key(self) -> tuple[str, str, str, str]:
        return self.kind, self.brand or "", self.last4 or "", self.expires or ""


@dataclass(frozen=True, slots=True)
class CollectionFact:
    """One collection as the provider knows it. Amounts in ``currency``, ``refunded`` the total given back so far.

    ``failure`` is a code of ours (``card_declined``), never the provider's text. ``disputed`` says whether it ever was.
    """

    collection_id: UUID
    provider_id: str
    state: CollectionState
    amount: Decimal
    currency: str
    refunded: Decimal = ZERO
    disputed: bool = False
    failure: str | None = None
    method: PaymentMethod | None = None

    @property
    def succeeded(self) -> bool:
        """Whether the money came; what was refunded of it later is told apart."""
        return self.state is CollectionState.SUCCEEDED

    @property
    def went_back(self) -> bool:
        """Whether nothing of the money is left: refunded, or disputed, as a debit that its bank took back is."""
        return self.succeeded and (self.disputed or self.refunded >= self.amount)


def join(a: CollectionFact, b: CollectionFact) -> CollectionFact:
    """What both facts together say: the one of higher rank, the most that was refunded, disputed if ever disputed.

    Commutative, associative and idempotent: facts may come late, twice and in any order, and leave the same picture.
    Two facts of different collections are a ValueError, never a guess.
    """
    if a.collection_id != b.collection_id:
        raise ValueError("facts of two collections cannot be joined")
    believed = max(a, b, key=_weight)
    return replace(believed, refunded=max(a.refunded, b.refunded), disputed=a.disputed or b.disputed)


def _weight(fact: CollectionFact) -> tuple[object, ...]:
    """A total order of facts, so that even two that contradict each other at one rank join to the same one."""
    # The amount as written too, lest which of 10.0 and 10.00 remains depend on which came first.
    amount = fact.amount, str(fact.amount)
    known = fact.method is not None, fact.method._key if fact.method else ()
    return fact.state.rank, known, amount, fact.currency, fact.provider_id, fact.failure or "", fact.failure is not None
