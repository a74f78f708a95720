"""S1: sixteen people sign in at once, over and over; what that costs the others, who only ask for an invoice."""

import asyncio
import statistics
import time
from dataclasses import dataclass
from typing import Any

import orjson
import psycopg

from bench.ground import Ground
from bench.questions import ONE, ORGANISATIONS, invoice_of, token_of
from bench.servers.started import ours
from smoall.infra.crypto.passwords import Argon2Passwords

PASSWORD = "a password for the bench"
SIGN_IN = """mutation S($input: SignInInput!) {
  signIn(input: $input) { __typename ... on SignInPayload { session { expiresAt } } ... on Problem { code } }
}"""
ASKING, SIGNING = 4, 16


@dataclass(frozen=True, slots=True)
class SigningIn:
    """Milliseconds that a query took, alone and beside people who sign in; how many did."""

    alone_p50: float
    alone_p99: float
    beside_p50: float
    beside_p99: float
    signed_in_per_second: float
    sign_in_p50: float
    ratios: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The p99 beside over the p99 alone: the median of the rounds."""
        return statistics.median(self.ratios)


@dataclass(slots=True)
class Client:
    """One connection that asks, waits and asks again."""

    port: int
    token: str | None
    took: list[float]

    async def ask(self, query: str, variables: Any, *, until: float) -> None:
        """The same request until the moment comes. Raises AssertionError for an answer that is none."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = orjson.dumps({"query": query, "variables": variables})
        proof = f"authorization: Bearer {self.token}\r\n" if self.token else ""
        head = f"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\n{proof}content-type: application/json\r\n"
        request = head.encode() + b"content-length: %d\r\n\r\n" % len(body) + body
        while (began := time.perf_counter()) < until:
            writer.write(request)
            answered = await reader.readuntil(b"\r\n\r\n")
            length = int(answered.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            answer = await reader.readexactly(length)
            self.took.append((time.perf_counter() - began) * 1000)
            assert b'"errors"' not in answer, answer
            assert b'Problem"' not in answer, answer
        writer.close()


def measure_signing_in(ground: Ground, *, rounds: int, seconds: float) -> SigningIn:
    """Rounds of queries alone, then beside people who sign in with the right password."""
    _give_passwords(ground)
    alone: list[float] = []
    beside: list[float] = []
    signed: list[float] = []
    ratios = []
    with ours(ground) as server:
        asyncio.run(_round(server.port, signing=SIGNING, seconds=1))
        for _ in range(rounds):
            quiet, _nobody = asyncio.run(_round(server.port, signing=0, seconds=seconds))
            busy, entered = asyncio.run(_round(server.port, signing=SIGNING, seconds=seconds))
            ratios.append(_p99(busy) / _p99(quiet))
            alone, beside, signed = alone + quiet, beside + busy, signed + entered
    return SigningIn(
        alone_p50=statistics.median(alone),
        alone_p99=_p99(alone),
        beside_p50=statistics.median(beside),
        beside_p99=_p99(beside),
        signed_in_per_second=len(signed) / (rounds * seconds),
        sign_in_p50=statistics.median(signed),
        ratios=tuple(ratios),
    )


async def _round(port: int, *, signing: int, seconds: float) -> tuple[list[float], list[float]]:
    until = time.perf_counter() + seconds
    asking = [Client(port, token_of(n + 1), []) for n in range(ASKING)]
    entering = [Client(port, None, []) for _ in range(signing)]
    questions = [one.ask(ONE, {"id": invoice_of(n + 1, 7)}, until=until) for n, one in enumerate(asking)]
    entrances = [
        one.ask(SIGN_IN, {"input": {"email": _email(n), "password": PASSWORD}}, until=until)
        for n, one in enumerate(entering)
    ]
    await asyncio.gather(*questions, *entrances)
    return [took for one in asking for took in one.took], [took for one in entering for took in one.took]


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def _email(n: int) -> str:
    return f"bench-{n % ORGANISATIONS}@smoall.example"


def _give_passwords(ground: Ground) -> None:
    """The people in the data get addresses and a password; nobody is throttled from an earlier run."""
    known = asyncio.run(Argon2Passwords().hash(PASSWORD))
    with psycopg.connect(ground.admin, autocommit=True) as connection:
        people = connection.execute("SELECT id FROM user_account ORDER BY id").fetchall()
        for n, (identity,) in enumerate(people):
            values = (_email(n), known, identity)
            connection.execute("UPDATE user_account SET email = %s, password_hash = %s WHERE id = %s", values)
        connection.execute("DELETE FROM throttle")
