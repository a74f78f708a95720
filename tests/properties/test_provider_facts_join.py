"""Facts of a provider join like a lattice: order, repetition and delay leave the same picture."""

from decimal import Decimal
from itertools import pairwise
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.billing.provider_fact import CollectionFact, CollectionState, PaymentMethod, join

COLLECTION = UUID(int=1)

amounts = st.decimals(min_value=0, max_value=999, places=2)
methods = st.builds(
    PaymentMethod,
    kind=st.sampled_from(["card", "bancontact", "sepa_debit"]),
    last4=st.none() | st.sampled_from(["4242", "0002"]),
)
facts = st.builds(
    CollectionFact,
    collection_id=st.just(COLLECTION),
    provider_id=st.sampled_from(["pi_1", "pi_2"]),
    state=st.sampled_from(CollectionState),
    amount=amounts,
    currency=st.sampled_from(["EUR", "USD"]),
    refunded=amounts,
    disputed=st.booleans(),
    failure=st.none() | st.sampled_from(["card_declined", "expired_card"]),
    method=st.none() | methods,
)


@given(facts, facts)
def test_the_order_of_two_facts_does_not_matter(a: CollectionFact, b: CollectionFact) -> None:
    assert join(a, b) == join(b, a)


@given(facts, facts, facts)
def test_the_grouping_of_facts_does_not_matter(a: CollectionFact, b: CollectionFact, c: CollectionFact) -> None:
    assert join(join(a, b), c) == join(a, join(b, c))


@given(facts, facts)
def test_hearing_a_fact_again_changes_nothing(a: CollectionFact, b: CollectionFact) -> None:
    assert join(a, a) == a
    assert join(join(a, b), b) == join(a, b)


@given(st.lists(facts, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_any_shuffle_with_repeats_leaves_the_same_picture(heard: list[CollectionFact], chance: Random) -> None:
    def together(some: list[CollectionFact]) -> CollectionFact:
        known = some[0]
        for fact in some[1:]:
            known = join(known, fact)
        return known

    again = heard + chance.sample(heard, k=chance.randint(0, len(heard)))
    chance.shuffle(again)
    assert together(again) == together(heard)


@given(facts, facts)
def test_a_success_is_never_taken_back(a: CollectionFact, b: CollectionFact) -> None:
    joined = join(a, b)
    assert joined.succeeded == (a.succeeded or b.succeeded)
    assert joined.refunded == max(a.refunded, b.refunded)
    assert joined.state.rank == max(a.state.rank, b.state.rank)


def test_the_ranks_are_in_the_order_of_a_collection_s_life() -> None:
    assert all(a.rank < b.rank for a, b in pairwise(CollectionState))
    assert [state for state in CollectionState if state.final] == ["FAILED", "CANCELLED", "SUCCEEDED"]


def test_facts_of_two_collections_are_never_joined() -> None:
    one = CollectionFact(UUID(int=1), "pi_1", CollectionState.CREATED, Decimal("1.00"), "EUR")
    other = CollectionFact(UUID(int=2), "pi_1", CollectionState.CREATED, Decimal("1.00"), "EUR")
    with pytest.raises(ValueError, match="two collections"):
        join(one, other)
