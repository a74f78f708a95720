"""The road of a mutation: begin, act, answer from inside the transaction, remember, commit — or a typed problem.

Every answer below the root is by response key, whether Postgres wrote it or :func:`shown` did: one way to read it.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeAlias
from uuid import UUID

import orjson
from graphql import GraphQLObjectType

from smoall.domain.kernel.errors import Conflict, DomainError, Finding, Forbidden, Invalid, NotFound, Unavailable
from smoall.domain.kernel.language import Language
from smoall.schema.context import Act, AnsweringUnit, Info, Request
from smoall.schema.failures import bad_argument, failure
from smoall.schema.reach import ensure_granted, needed
from smoall.schema.texts import message
from smoall.usecases.reading import BadArgument, Selection, Unplannable

Answer: TypeAlias = dict[str, Any]


async def perform(info: Info, act: Act, *, keep: bool = True) -> Answer:
    """Run ``act`` in a unit and answer its payload; ``keep=False`` is a dry run: the same answer, nothing written.

    ``act`` answers the payload's fields: a UUID, or a list of them, names rows that the compiled read shows; anything
    else stands as it is. A DomainError becomes the problem of its family. Raises UNAUTHENTICATED without a session.
    """
    info.context.signed_in()
    return await _perform(info, act, keep=keep, key=info.context.idempotency_key if keep else None)


async def perform_secret(info: Info, act: Act, *, keep: bool = True) -> Answer:
    """The same for an answer that is shown once: no Idempotency-Key keeps it. Declare it ``replayed=False``."""
    info.context.signed_in()
    return await _perform(info, act, keep=keep, key=None)


async def perform_unknown(info: Info, act: Act) -> Answer:
    """The same for an act before anybody is known; it is never replayed, for its answer may hold a secret."""
    return await _perform(info, act, keep=True, key=None)


async def _perform(info: Info, act: Act, *, keep: bool, key: str | None) -> Answer:
    request, field = info.context, str(info.path.key)
    try:
        async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
            if key and (known := await unit.claim(key, field, request.request_sha256)):
                return _load(known)
            answer = await _answer(info, unit, await act(unit))
            if key:
                await unit.remember(key, field, _kept(answer))
            if keep:
                await unit.commit()
        return answer
    except BadArgument as problem:
        raise bad_argument(problem) from problem
    except Unplannable as problem:
        raise failure("BAD_REQUEST", f"{problem} cannot be asked here.") from problem
    except DomainError as error:
        answer = refused(info, error)
        if key and not isinstance(error, Unavailable):
            return await _remember_problem(request, key, field, answer)
        return answer


async def _remember_problem(request: Request, key: str, field: str, answer: Answer) -> Answer:
    """Keep the problem under the key, unless the same request succeeded meanwhile: then that is the answer."""
    async with request.services.units.begin(request.actor, request_id=request.request_id) as unit:
        known = await unit.claim(key, field, request.request_sha256)
        if known:
            return _load(known)
        await unit.remember(key, field, _kept(answer))
        await unit.commit()
    return answer


def _kept(answer: Answer) -> bytes:
    """An answer for replay, its moments written as they were first answered."""
    return orjson.dumps(answer, option=orjson.OPT_PASSTHROUGH_DATETIME, default=_written)


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _load(answer: bytes) -> Answer:
    loaded: dict[str, Any] = orjson.loads(answer)
    return loaded


def asked(info: Info, type_name: str) -> Selection:
    """What the field at hand asks of the type ``type_name``."""
    planner = info.context.planner(info._raw_info)
    parent = planner.schema.type_map[type_name]
    assert isinstance(parent, GraphQLObjectType)
    nodes = info._raw_info.field_nodes
    return planner.of(parent, [node.selection_set for node in nodes if node.selection_set])


def shown(selection: Selection, value: Any) -> Any:
    """A value by field name, as the selection asks for it by response key."""
    if isinstance(value, list | tuple):
        return [shown(selection, item) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        one.key: one.type if one.name == "__typename" else shown(one.fields, value.get(one.name)) for one in selection
    }


async def _answer(info: Info, unit: AnsweringUnit, payload: Mapping[str, Any]) -> Answer:
    """The payload: rows by one compiled statement, the rest as given."""
    name = f"{info.field_name[0].upper()}{info.field_name[1:]}Payload"
    selection = asked(info, name)
    if wanted := needed(selection):  # an act before anybody is known may show what nobody needs a right for
        ensure_granted(wanted, unit.actor.permissions)
    rows = tuple(one for one in selection if _is_row(payload.get(one.name)))
    rest = tuple(one for one in selection if one not in rows)
    read = await _read(info, unit, rows, name, payload) if rows else {}
    return {"__typename": name, **shown(rest, payload), **read}


def _is_row(value: Any) -> bool:
    return isinstance(value, UUID) or (isinstance(value, list) and bool(value) and isinstance(value[0], UUID))


async def _read(info: Info, unit: AnsweringUnit, rows: Selection, parent: str, payload: Mapping[str, Any]) -> Answer:
    request = info.context
    planner = request.planner(info._raw_info)
    plan = request.plan(planner, info.path.key, rows, parent)
    values = {**planner.variables, **{f"${name}": value for name, value in payload.items()}}
    return _load(await unit.answer(plan, values, request.services.signing(unit.actor.organisation_id)))


def refused(info: Info, error: DomainError) -> Answer:
    """The problem of an error's family, as the field at hand asks for it; any other error is a bug and goes on."""
    info.context.cookie = None
    name = next((name for family, name in _TYPES.items() if isinstance(error, family)), None)
    if name is None:
        raise error
    info.context.services.note_problem(info.field_name, error.code)
    return {"__typename": name, **shown(asked(info, name), _problem(error, info.context.language))}


def _problem(error: DomainError, language: Language) -> Answer:
    """The fields of a problem, its text in the caller's language."""
    if isinstance(error, Invalid):
        findings = [_finding(finding, language) for finding in error.findings]
        return {"code": "INVALID", "message": message("INVALID", {}, language), "findings": findings}
    current = error.values.get("current", "") if error.code == "STALE" else ""
    return {
        "code": error.code,
        "message": message(error.code, error.values, language),
        "currentVersion": int(current) if current else None,
        "liftedBy": error.values.get("liftedBy") or None,
    }


_TYPES: dict[type[DomainError], str] = {
    Invalid: "InvalidProblem",
    Forbidden: "ForbiddenProblem",
    NotFound: "NotFoundProblem",
    Conflict: "ConflictProblem",
    Unavailable: "UnavailableProblem",
}


def shown_findings(findings: Sequence[Finding], info: Info) -> list[Answer]:
    """Findings by field name, their texts in the caller's language."""
    return [_finding(finding, info.context.language) for finding in findings]


def _finding(finding: Finding, language: Language) -> Answer:
    return {
        "code": finding.code,
        "path": finding.path,
        "message": message(finding.code, finding.values, language),
        "ruleId": finding.rule_id,
        "severity": finding.severity.value,
    }
