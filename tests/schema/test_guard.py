"""The body guard: whatever arrives, the answer is JSON, says what is wrong, and is never a fault of ours."""

import json
import random
from collections.abc import AsyncIterator, Iterator

import pytest

from smoall.schema.guard import DEEPEST, BadBody, read_parameters
from tests.harness.house import RunningHouse

BODIES = 5000
SOUND = json.dumps(
    {"query": "query Q($n: String!) { __type(name: $n) { name } }", "variables": {"n": "Invoice"}}
).encode()
ODD = [
    b"1",
    b'"x"',
    b"null",
    b"true",
    b"[]",
    b"{}",
    b"[{}]",
    b"NaN",
    b"\x00",
    b"\xef\xbb\xbf{}",
    b'{"query":"\\ud800"}',
]


def malformed(seed: int) -> Iterator[bytes]:
    """Bodies that went wrong on the way: noise, cuts, flips, nests, duplicates, wrong types, odd texts."""
    chance = random.Random(seed)
    values: tuple[object, ...] = (
        None,
        0,
        1e308,
        -1,
        True,
        "",
        "{",
        "\u0000",
        "\ud800",
        [],
        {},
        [[]],
        {"a": {"b": []}},
        "é" * 100,
    )
    makers = (
        lambda: chance.randbytes(chance.randrange(200)),
        lambda: SOUND[: chance.randrange(len(SOUND))],
        lambda: bytes(byte ^ (chance.random() < 0.05 and 1 << chance.randrange(8)) for byte in SOUND),
        lambda: chance.choice((b"[", b'{"a":', b'{"query":["')) * chance.randrange(1, 3000),
        lambda: json.dumps(
            {name: chance.choice(values) for name in ("query", "variables", "operationName", "extensions")}
        ).encode(),
        lambda: json.dumps(
            {"query": chance.choice(("{", "{a", "query{__typename", "\u2028", "#", '"""', "{\\u007B}"))}
        ).encode(),
        lambda: json.dumps(
            {
                "query": "{ __typename }",
                "variables": {"a": chance.choice(values)},
                "extensions": {"persistedQuery": chance.choice(values)},
            }
        ).encode(),
        lambda: chance.choice(ODD),
    )
    while True:
        yield chance.choice(makers)()


async def test_five_thousand_malformed_bodies_are_answered_without_a_fault(house: RunningHouse) -> None:
    bodies = malformed(20261123)
    statuses: dict[int, int] = {}
    for _ in range(BODIES):
        body = next(bodies)
        response = await house.http.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert response.status_code < 500, body
        assert isinstance(response.json(), dict), body
        statuses[response.status_code] = statuses.get(response.status_code, 0) + 1
    assert statuses[400] > BODIES / 2


async def test_a_body_above_the_limit_is_413_before_it_is_read_whole(house: RunningHouse) -> None:
    body = b'{"query": "' + b" " * (house.house.settings.body_bytes + 1) + b'"}'
    response = await house.http.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 413


async def test_a_large_body_that_comes_in_pieces_is_413(house: RunningHouse) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 65536

    response = await house.http.post("/graphql", content=pieces(), headers={"content-type": "application/json"})
    assert response.status_code == 413


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_a_body_nests_to_a_depth(opening: bytes) -> None:
    closing = b"]" if opening == b"[" else b"}"

    def body(depth: int) -> bytes:
        return b'{"query":"{a}","variables":{"v":' + opening * depth + b"1" + closing * depth + b"}}"

    assert read_parameters(body(DEEPEST - 2)).text == "{a}"
    with pytest.raises(BadBody, match="nested deeper"):
        read_parameters(body(DEEPEST - 1))


def test_brackets_inside_a_text_do_not_nest() -> None:
    assert read_parameters(json.dumps({"query": "{a}" + "[{" * 200 + '\\"'}).encode()).text.startswith("{a}")
