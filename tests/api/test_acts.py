"""Every mutation, done once: it answers its payload, writes the trail, and runs dry without a trace."""

import pytest

from tests.harness.account_acts import user_of
from tests.harness.acts import ACTS, ELSEWHERE, PREVIEWS, UNTRACED, WITHOUT_SESSION, input_type_of
from tests.harness.api import Api
from tests.harness.house import RunningHouse
from tests.harness.selecting import the_schema

DRY = [name for name in ACTS if (kind := input_type_of(name)) and "validateOnly" in kind.fields]


def test_every_mutation_has_a_sound_example() -> None:
    mutations = the_schema().mutation_type
    assert mutations is not None
    assert ACTS.keys() == mutations.fields.keys()


ALSO = {
    "creditInvoice": ["issueCreditNote"],
    "registerPayment": ["payInvoice"],
    "allocatePayment": ["payInvoice"],
    "completeSubjectRequest": ["anonymiseContacts"],
}
"""What an act brings about on another object, which has an entry of its own."""
WRITTEN = """SELECT e.action, e.object_id, e.organisation_id, a.user_id FROM audit_entry e
    JOIN audit_actor a ON a.organisation_id = e.organisation_id AND a.id = e.actor_id
    WHERE e.at >= $1 ORDER BY e.at, e.sequence"""


@pytest.mark.parametrize("mutation", ACTS)
async def test_a_mutation_answers_its_payload_and_writes_one_entry(
    house: RunningHouse, api: Api, mutation: str
) -> None:
    """One in all organisations together, in the trail of the caller's and in their name; what it brings about on
    another object, and where it is written elsewhere, is said by name."""
    given = await ACTS[mutation](house, api)
    (started,) = await house.truth("SELECT clock_timestamp() AS now")
    person = await user_of(house, api)

    answer = await api.act(mutation, given)

    assert answer["__typename"] == f"{mutation[0].upper()}{mutation[1:]}Payload"
    written = await house.truth(WRITTEN, started["now"])
    untraced = mutation in UNTRACED or mutation in PREVIEWS
    assert sorted(row["action"] for row in written) == ([] if untraced else sorted([mutation, *ALSO.get(mutation, [])]))
    assert all(row["object_id"] for row in written)
    if not untraced and mutation not in ELSEWHERE:
        assert {row["organisation_id"] for row in written} == {api.organisation_id}
    if mutation not in WITHOUT_SESSION:
        gone = {None} if mutation == "deleteMyAccount" else set()
        assert {row["user_id"] for row in written} <= {person} | gone


@pytest.mark.parametrize("mutation", DRY)
async def test_validate_only_answers_and_writes_nothing(house: RunningHouse, api: Api, mutation: str) -> None:
    given = await ACTS[mutation](house, api)
    before = await house.counts()

    dry = await api.act(mutation, {**given, "validateOnly": True})

    assert dry["__typename"].endswith("Payload"), dry
    assert await house.counts() == before
    wet = await api.act(mutation, given)
    assert wet["__typename"] == dry["__typename"]


@pytest.mark.parametrize("mutation", [name for name in ACTS if name not in WITHOUT_SESSION])
async def test_without_a_session_nothing_is_done(house: RunningHouse, api: Api, mutation: str) -> None:
    given = await ACTS[mutation](house, api)
    before = await house.counts()

    with pytest.raises(AssertionError, match="UNAUTHENTICATED"):
        await Api(house.http).act(mutation, given)

    assert await house.counts() == before
