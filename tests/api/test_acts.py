"""Every mutation, done once: it answers its payload, writes the trail, and runs dry without a trace."""

import pytest

from tests.harness.acts import ACTS, ELSEWHERE, PREVIEWS, UNTRACED, WITHOUT_SESSION, input_type_of
from tests.harness.api import Api
from tests.harness.house import RunningHouse
from tests.harness.selecting import the_schema

DRY = [name for name in ACTS if (kind := input_type_of(name)) and "validateOnly" in kind.fields]


def test_every_mutation_has_a_sound_example() -> None:
    mutations = the_schema().mutation_type
    assert mutations is not None
    assert ACTS.keys() == mutations.fields.keys()


@pytest.mark.parametrize("mutation", [name for name in ACTS if name not in UNTRACED])
async def test_a_mutation_answers_its_payload_and_writes_the_trail(
    house: RunningHouse, api: Api, mutation: str
) -> None:
    given = await ACTS[mutation](house, api)
    entries = "SELECT action FROM audit_entry WHERE at >= $1 AND ($2 OR organisation_id = $3) ORDER BY at, sequence"
    (started,) = await house.truth("SELECT clock_timestamp() AS now")

    answer = await api.act(mutation, given)

    assert answer["__typename"] == f"{mutation[0].upper()}{mutation[1:]}Payload"
    written = await house.truth(entries, started["now"], mutation in ELSEWHERE, api.organisation_id)
    assert (mutation in [row["action"] for row in written]) != (mutation in PREVIEWS)


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
