"""A customer that is a person: the mark, from what is typed to what is read."""

import pytest

from tests.harness.api import Api, Json, customer

MARK = "company { id isNaturalPerson }"


async def made(api: Api, **changes: object) -> Json:
    """A new customer, as its mark shows."""
    found: Json = (await api.do("createCompany", customer(**changes), select=MARK))["company"]
    return found


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, None),
        ({"isNaturalPerson": True}, True),
        ({"name": "Jan Peeters"}, True),
        ({"name": "De Gouden Inkt BV"}, False),
        ({"name": "Jan Peeters", "isNaturalPerson": False}, False),
    ],
)
async def test_what_is_said_goes_before_what_the_name_tells(api: Api, changes: Json, told: bool | None) -> None:
    assert (await made(api, **changes))["isNaturalPerson"] is told


async def test_the_mark_stays_until_it_is_said_otherwise_or_the_name_tells(api: Api) -> None:
    company = (await made(api, isNaturalPerson=True))["id"]
    for change, told in (
        ({"phone": "+32 9 555 01 02"}, True),
        ({"name": "Inkt en Papier"}, True),
        ({"name": "Inkt en Papier BV"}, False),
        ({"isNaturalPerson": True}, True),
        ({"isNaturalPerson": None}, None),
    ):
        found = await api.do("updateCompany", {"company": company, **change}, select=MARK)
        assert found["company"]["isNaturalPerson"] is told


async def test_companies_are_found_by_the_mark(api: Api) -> None:
    person, firm, _ = [await made(api, isNaturalPerson=one) for one in (True, False, None)]
    query = "query ($is: Boolean) { companies(where: { isNaturalPerson: $is }) { nodes { id } } }"
    assert (await api.ask(query, **{"is": True}))["companies"]["nodes"] == [{"id": person["id"]}]
    assert (await api.ask(query, **{"is": False}))["companies"]["nodes"] == [{"id": firm["id"]}]
