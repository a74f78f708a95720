"""How Stripe's API looks on the wire: bracketed forms in, objects, lists and errors out."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl


class Refusal(Exception):
    """An error as Stripe answers it."""

    def __init__(self, status: int, kind: str, code: str | None, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.error = {"type": kind, "code": code, "message": message, **more}


def missing(name: str, identity: str) -> Refusal:
    """No such object."""
    return Refusal(
        404, "invalid_request_error", "resource_missing", f"No such {name}: '{identity}'", param=name.replace(" ", "_")
    )


def invalid(param: str, message: str, code: str = "parameter_invalid_empty") -> Refusal:
    """A parameter that cannot be used."""
    return Refusal(400, "invalid_request_error", code, message, param=param)


def parse_form(text: str) -> dict[str, Any]:
    """``a[b]=1&c[0][d]=2&e[]=3`` → ``{"a": {"b": "1"}, "c": [{"d": "2"}], "e": ["3"]}``; leaves are texts."""
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        first, _, rest = name.partition("[")
        keys = [first, *rest.removesuffix("]").split("][")] if rest else [first]
        node = tree
        for key in keys[:-1]:
            node = node.setdefault(key or str(len(node)), {})
        node[keys[-1] or str(len(node))] = value
    return {key: _listed(value) for key, value in tree.items()}


def _listed(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    values = {key: _listed(value) for key, value in node.items()}
    if values and all(key.isdigit() for key in values):
        return [values[key] for key in sorted(values, key=int)]
    return values


def listing(rows: Iterable[Mapping[str, Any]], form: Mapping[str, Any], *, url: str) -> dict[str, Any]:
    """A page of objects, the newest first, as ``created``, ``limit`` and ``starting_after`` ask."""
    found = sorted(rows, key=lambda row: (row["created"], row["_order"]), reverse=True)
    bounds = form.get("created", {})
    found = [row for row in found if _within(row["created"], bounds)]
    if after := form.get("starting_after"):
        ids = [row["id"] for row in found]
        if after not in ids:
            raise missing("object", after)
        found = found[ids.index(after) + 1 :]
    limit = int(form.get("limit", 10))
    if not 1 <= limit <= 100:
        raise invalid("limit", "Invalid limit", "parameter_invalid_integer")
    return {"object": "list", "url": url, "has_more": len(found) > limit, "data": found[:limit]}


def _within(created: int, bounds: Mapping[str, str] | str) -> bool:
    if isinstance(bounds, str):
        return created == int(bounds)
    tests = {"gt": int.__gt__, "gte": int.__ge__, "lt": int.__lt__, "lte": int.__le__}
    return all(tests[name](created, int(bound)) for name, bound in bounds.items())
