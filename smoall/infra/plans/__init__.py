"""The list of plans, as the TOML beside this file or as one of the operator's own."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from pathlib import Path
from typing import Any

from smoall.domain.billing.plan import Entitlement, Plan, PlanList, PlansError, plan_list

UNLIMITED = "unlimited"
_KEYS = {"code", "version", "valid-from", "name", "price", "seats", "seat-price", "limits"}


def shipped_plans() -> PlanList:
    """The plans that come with the program."""
    return read_plans((files(__name__) / "plans.toml").read_text("utf-8"))


def plans_of(path: Path | None) -> PlanList:
    """The plans in a file, the shipped ones without. Raises PlansError, whose text names the file."""
    if path is None:
        return shipped_plans()
    try:
        return read_plans(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise PlansError(f"{path} cannot be read: {problem}") from problem
    except PlansError as problem:
        raise PlansError(f"{path}: {problem}") from problem


def read_plans(text: str) -> PlanList:
    """Plans written as TOML: a ``[[plan]]`` for each version. Raises PlansError in words for who wrote it."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise PlansError(f"this is not TOML: {problem}") from problem
    tables = document.get("plan")
    if set(document) != {"plan"} or not isinstance(tables, list):
        raise PlansError("it holds [[plan]] tables, and nothing else.")
    return plan_list([_plan(table, number) for number, table in enumerate(tables, start=1)])


def _plan(table: Any, number: int) -> Plan:
    where = f"[[plan]] number {number}"
    if not isinstance(table, Mapping):
        raise PlansError(f"{where} is no table.")
    if unknown := sorted(set(table) - _KEYS):
        raise PlansError(f"{where}: {', '.join(unknown)} means nothing here; known are {', '.join(sorted(_KEYS))}.")
    code, name = _typed(table, "code", str, where), _typed(table, "name", str, where)
    if not (code.isascii() and code.isalnum() and code.isupper() and len(code) <= 20):
        raise PlansError(f"{where}: code must be capital letters and digits, 20 at most, not {code!r}.")
    if not 0 < len(name) <= 40:
        raise PlansError(f"{where}: name must have 1 to 40 characters.")
    return Plan(
        code=code,
        version=_typed(table, "version", int, where),
        valid_from=_typed(table, "valid-from", date, where),
        name=name,
        price=_price(table, "price", where),
        seats=_typed(table, "seats", int, where),
        seat_price=_price(table, "seat-price", where) if "seat-price" in table else None,
        limits=_limits(table.get("limits", {}), where),
    )


def _typed(table: Mapping[str, Any], key: str, kind: type[Any], where: str) -> Any:
    value = table.get(key)
    if type(value) is not kind:
        raise PlansError(f"{where}: {key} must be a {_WORDS[kind]}, not {value!r}.")
    return value


def _price(table: Mapping[str, Any], key: str, where: str) -> Decimal:
    try:
        return Decimal(_typed(table, key, str, where))
    except InvalidOperation:
        raise PlansError(f'{where}: {key} must be an amount in quotes, such as "12.00".') from None


def _limits(given: Any, where: str) -> dict[Entitlement, int]:
    if not isinstance(given, Mapping):
        raise PlansError(f"{where}: limits must be a table.")
    known = [each.value for each in Entitlement if each is not Entitlement.SEATS]  # those are bought, not limited
    found: dict[Entitlement, int] = {}
    for name, limit in given.items():
        if name not in known:
            raise PlansError(f"{where}: {name} limits nothing here; known are {', '.join(known)}.")
        if type(limit) is int:
            found[Entitlement(name)] = limit
        elif limit != UNLIMITED:
            raise PlansError(f'{where}: {name} must be a whole number or "{UNLIMITED}", not {limit!r}.')
    return found


_WORDS = {str: "text in quotes", int: "whole number", date: "date such as 2026-01-01"}
