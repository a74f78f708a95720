"""Whether the servers say the same: a fast wrong answer is worth nothing."""

import random
from collections.abc import Sequence

import httpx

from bench.questions import Asked, Question
from bench.servers.started import Server

SAMPLE = 20


def answer(server: Server, question: Question, asked: Asked) -> object:
    """The ``data`` of one answer."""
    headers = {"content-type": "application/json", "authorization": f"Bearer {asked.token}"}
    got = httpx.post(server.url, content=question.body(asked), headers=headers, timeout=30).json()
    if got.get("errors") or not got.get("data"):
        raise AssertionError(f"{server.name} answered {question.name} with {str(got)[:400]}")
    return got["data"]


def differences(servers: Sequence[Server], question: Question) -> list[str]:
    """Who says something else than the first server, over twenty requests drawn with a fixed seed."""
    found: list[str] = []
    for asked in random.Random(1).sample(question.requests, SAMPLE):
        first, *others = (answer(server, question, asked) for server in servers)
        for server, other in zip(servers[1:], others, strict=True):
            if other != first:
                found.append(f"{server.name} differs from {servers[0].name} on {question.name} {asked.variables}")
    return found
