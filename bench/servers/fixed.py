"""(b) The same statements behind a Starlette route: what is left when nothing of GraphQL, sessions or cost is done."""

import os
import sys
from collections.abc import Sequence
from typing import Any

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.planned import Planned
from bench.questions import ORGANISATIONS, Asked, questions, token_of
from bench.servers.started import POOL
from smoall.infra.postgres.database import Database


def make_app() -> Starlette:
    """One route for the three questions, told apart by their text."""
    database = Database(os.environ["DATABASE_APP_URL"], size=POOL)
    planned = {question.text: Planned(question) for question in questions()}
    organisations = {f"Bearer {token_of(n)}": n for n in range(ORGANISATIONS)}

    async def answer(request: Request) -> Response:
        given = orjson.loads(await request.body())
        found = planned[given["query"]]
        asked = Asked(organisations[request.headers["authorization"]], given["variables"])
        body = await _read(found.sql, found.parameters(asked))
        return Response(b'{"data":' + body + b"}", media_type="application/json")

    async def _read(sql: str, parameters: Sequence[Any]) -> bytes:
        link = await database.take()
        try:
            found: bytes = await (await link.statement(sql)).fetchval(*parameters)
            return found
        finally:
            database.give_back(link)

    return Starlette(routes=[Route("/graphql", answer, methods=["POST"])])


if __name__ == "__main__":
    uvicorn.run(make_app(), port=int(sys.argv[1]), log_level="error", access_log=False)
