"""No card number comes in: refused in every text of every mutation, and nowhere to be found afterwards."""

import pytest

from smoall.schema.cards import texts
from smoall.usecases.reading import Bag, Leaf, Row
from tests.harness.acts import ACTS, changed, input_type_of, places
from tests.harness.api import Api, customer
from tests.harness.house import RunningHouse
from tests.harness.selecting import mutation_document

CARD = "4242 4242 4242 4242"
TEXTUAL = ("String", "ID")


@pytest.mark.parametrize("mutation", [name for name in ACTS if input_type_of(name)])
async def test_a_card_number_is_refused_in_every_text_of_every_mutation(
    house: RunningHouse, api: Api, mutation: str
) -> None:
    given, kind = await ACTS[mutation](house, api), input_type_of(mutation)
    before = await house.counts()
    for place in [place for scalar in TEXTUAL for place in places(kind, given, scalar)]:
        answer = await api.act(mutation, changed(given, place, f"carte {CARD} 12/27"), key=f"card-{place}")
        assert answer["__typename"] == "InvalidProblem", (place, answer)
        ((code, path),) = [(finding["code"], finding["path"]) for finding in answer["findings"]]
        assert (code, path) == ("CARD_NUMBER", written(place))
        assert "4242" not in str(answer)
    assert await house.counts() == before


def written(place: tuple[str | int, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")


async def test_a_card_number_in_the_document_itself_is_refused_too(house: RunningHouse, api: Api) -> None:
    before = await house.counts()
    query = mutation_document("createCompany").replace("($input: CreateCompanyInput!)", "")
    literal = """{ name: "Visa 4242424242424242", language: NL, contacts: [{ name: "6703 4444 4444 4449" }],
        address: { street: "Korenlei 7", postalCode: "9000", city: "Gent", country: "BE" } }"""
    answer = await api.answer(query.replace("$input", literal))
    findings = answer["data"]["createCompany"]["findings"]
    assert [finding["path"] for finding in findings] == ["name", "contacts[0].name"]
    assert "4242" not in str(answer)
    assert await house.counts() == before


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
async def test_the_refusal_says_where_cards_are_typed(api: Api, language: str) -> None:
    body = {"query": mutation_document("createCompany"), "variables": {"input": customer(name=CARD)}}
    answer = (await api.post(body, **{"accept-language": language})).json()
    words = {"fr": "page de paiement", "nl": "betaalpagina", "de": "Zahlungsseite", "en": "payment page"}
    assert words[language] in answer["data"]["createCompany"]["findings"][0]["message"]


async def test_a_card_number_is_no_idempotency_key_and_no_request_id(house: RunningHouse, api: Api) -> None:
    before = await house.counts()
    body = {"query": mutation_document("createCompany"), "variables": {"input": customer()}}
    refused = await api.post(body, **{"idempotency-key": "4242424242424242"})
    assert refused.status_code == 400
    assert "4242" not in refused.text
    assert await house.counts() == before
    named = await api.post({"query": "{ __typename }"}, **{"x-request-id": "4242424242424242"})
    assert named.headers["x-request-id"] != "4242424242424242"


def test_texts_are_walked_with_their_paths() -> None:
    line = Bag({"description": Leaf("a", ("input", "lines", 0)), "tags": Leaf(["b", 1, {"c": "d"}])})
    found = list(texts({"input": Bag({"lines": Row((line,))}), "other": Leaf("e")}))
    assert found == [
        ("lines[0].description", "a"),
        ("lines[0].tags[0]", "b"),
        ("lines[0].tags[2].c", "d"),
        ("other", "e"),
    ]
