"""Keyset paging: what page 2 000 of 100 000 invoices costs beside page 1."""

import json
import statistics
import time

import httpx

from bench.ground import Ground
from bench.questions import LARGE, PAGE, token_of
from bench.servers.started import ours

PAGES = 2000
REPEATED = 100


def last_page_over_first(ground: Ground) -> tuple[float, float, float]:
    """Milliseconds for page 1 and for page 2 000, medians of pairs, and their ratio. Walks all pages to get there."""
    with (
        ours(ground) as server,
        httpx.Client(headers={"authorization": f"Bearer {token_of(LARGE)}"}, timeout=30) as client,
    ):

        def page(text: str, first: int, after: str | None) -> tuple[dict[str, object], float]:
            body = json.dumps({"query": text, "variables": {"first": first, "after": after}}).encode()
            began = time.perf_counter()
            answer = client.post(server.url, content=body, headers={"content-type": "application/json"})
            took = (time.perf_counter() - began) * 1000
            return answer.json()["data"]["invoices"], took

        walk = """query Walk($first: Int!, $after: String) {
            invoices(first: $first, after: $after) { pageInfo { endCursor } } }"""
        cursor: str | None = None
        for _ in range((PAGES - 1) // 2):  # a hundred rows a step: two pages
            info = page(walk, 100, cursor)[0]["pageInfo"]
            assert isinstance(info, dict)
            cursor = info["endCursor"]
        info = page(walk, 50, cursor)[0]["pageInfo"]
        assert isinstance(info, dict)
        cursor = info["endCursor"]
        firsts, lasts = [], []
        for number in range(REPEATED + 10):
            if number % 2:  # in turn, so that neither always comes second
                (_, one), (found, other) = page(PAGE, 50, None), page(PAGE, 50, cursor)
            else:
                (found, other), (_, one) = page(PAGE, 50, cursor), page(PAGE, 50, None)
            nodes = found["nodes"]
            assert isinstance(nodes, list)
            assert len(nodes) == 50
            if number >= 10:
                firsts.append(one)
                lasts.append(other)
    ratio = statistics.median(b / a for a, b in zip(firsts, lasts, strict=True))
    return statistics.median(firsts), statistics.median(lasts), ratio
