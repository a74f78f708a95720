"""The GraphQL endpoint as a bare ASGI application: guard, understand, plan or execute, answer.

A query that one statement can answer takes the short road: document → plan → bytes. Everything else — mutations,
introspection, ``node`` — takes graphql-core with the same planner. GraphQL over HTTP: all 61 checks of its audit.
"""

import hashlib
from collections.abc import Callable
from inspect import isawaitable
from time import perf_counter
from typing import Any, Protocol, TypeAlias

from graphql import ExecutionResult, GraphQLError, execute
from starlette.types import Receive, Scope, Send

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Unavailable
from smoall.schema.answers import GRAPHQL, JSON, STATUS, body_of, media_type, written_errors
from smoall.schema.browser import Origins
from smoall.schema.calling import ALLOW, Call, write
from smoall.schema.context import Request, Services
from smoall.schema.documents import Documents, Operation, Refused
from smoall.schema.failures import bad_argument, unauthenticated
from smoall.schema.guard import BadBody, read_body, read_parameters, read_url
from smoall.schema.headers import idempotency_key_of, language_of, request_id_of, user_agent_of
from smoall.schema.reach import ensure_granted
from smoall.schema.streaming import answers, send_events
from smoall.schema.toll import Toll
from smoall.schema.trusted import TrustedDocuments
from smoall.schema.variables import Misfit
from smoall.usecases.reading import BadArgument, Plan, Reader

Observe: TypeAlias = Callable[[str, int, float, str], None]
"""Told of every answer: the operation's kind, the HTTP status, the seconds it took and the request's id."""
_KEYS = ("IDEMPOTENCY_KEY_REUSED", "IDEMPOTENCY_ANSWER_ERASED")
_OF_THE_WHOLE = ("UNAUTHENTICATED", "FORBIDDEN", *_KEYS, "SERVICE_UNAVAILABLE")


class Authenticate(Protocol):
    """Who a token belongs to."""

    async def __call__(self, token: str, *, fresh: bool = False) -> Reader | None:
        """The session's reader, None when it does not hold; what is remembered may be stale unless ``fresh``."""
        ...


class GraphQLEndpoint:
    """``POST`` and ``GET /graphql``."""

    def __init__(
        self,
        services: Services,
        documents: Documents,
        *,
        authenticate: Authenticate,
        trusted: TrustedDocuments,
        toll: Toll,
        origins: Origins,
        body_bytes: int,
        observe: Observe = lambda _kind, _status, _seconds, _request_id: None,
    ) -> None:
        self._services = services
        self._documents = documents
        self._authenticate = authenticate
        self._trusted = trusted
        self._toll = toll
        self._origins = origins
        self._body_bytes = body_bytes
        self._observe = observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = perf_counter()
        headers = dict(scope["headers"])
        client = scope.get("client")
        call = Call(
            send=send,
            method=scope["method"],
            headers=headers,
            request_id=request_id_of(headers),
            media_type=media_type(headers.get(b"accept", b"").decode("latin-1")) or b"",
            remote_address=client[0] if client else None,
        )
        scope["smoall.request_id"] = call.request_id
        try:
            await self._respond(call, scope, receive)
        except BadBody as problem:
            code = "FORBIDDEN" if problem.status == 403 else "BAD_REQUEST"
            await self._refuse(call, code, [GraphQLError(problem.text)], status=problem.status)
        except Refused as refusal:
            # The document itself is at fault: a client of the older media type expects 200 (GraphQL over HTTP §6.4.1).
            well_formed = refusal.code in ("GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "QUERY_TOO_COMPLEX")
            status = 200 if well_formed and call.media_type == JSON else 400
            await self._refuse(call, refusal.code, refusal.errors, status=status)
        except BadArgument as problem:
            await self._errors(call, [_graphql(bad_argument(problem))])
        except Unavailable as outage:
            await self._errors(call, [GraphQLError("unavailable", original_error=outage)])
        except GraphQLError as error:
            await self._errors(call, [error])
        except Exception as bug:
            await self._errors(call, [GraphQLError("bug", original_error=bug)])
        self._observe(call.kind, call.status, perf_counter() - started, call.request_id)

    async def _respond(self, call: Call, scope: Scope, receive: Receive) -> None:
        if call.method == "OPTIONS":
            await write(call, 200, b"", ALLOW)
            return
        streams = b"text/event-stream" in call.headers.get(b"accept", b"")
        if not call.media_type:
            call.media_type = JSON
            if not streams:
                raise BadBody("Accept application/json or application/graphql-response+json.", status=406)
        call.token, call.by_cookie = self._origins.token_of(call.headers)
        if call.method == "POST":
            raw = await read_body(call.header(b"content-type"), receive, most=self._body_bytes)
            asked = read_parameters(raw)
        elif call.method in ("GET", "HEAD"):
            raw = scope["query_string"]
            asked = read_url(raw)
        else:
            raise BadBody("Use POST, or GET for queries.", status=405)
        variables = asked.variables
        await self._identify(call)
        operation = self._trusted.operation(asked)
        call.kind = "query" if operation.is_query else "subscription" if operation.is_subscription else "mutation"
        if operation.is_query:
            await self._query(call, operation, variables)
        elif call.method != "POST":
            raise BadBody("Only queries may come by GET; send this by POST.", status=405)
        elif operation.is_subscription:
            if not streams:
                raise BadBody("Subscribe over graphql-transport-ws, or with Accept: text/event-stream.")
            await self._subscription(call, operation, variables, receive)
        else:
            await self._mutation(call, operation, variables, raw)

    async def _identify(self, call: Call, *, fresh: bool = False) -> None:
        """Who asks; nobody when the token does not hold, for signing in again must work with an old one."""
        call.reader = await self._authenticate(call.token, fresh=fresh) if call.token else None

    async def _query(self, call: Call, operation: Operation, variables: dict[str, Any]) -> None:
        try:
            values = operation.coerce(variables)
        except Misfit:
            self._pay(call, 1)
            await self._generic(call, operation, variables, b"", 1)
            return
        planned = operation.plan(self._services.reads, values)
        plan, cost, reader = planned.plan, planned.cost, call.reader
        remaining = self._pay(call, cost)
        if plan is None or reader is None:
            await self._generic(call, operation, variables, b"", cost)
            return
        within_reach = planned.needs <= reader.permissions
        answer = await self._read(plan, planned.needs, reader, values) if within_reach else None
        if answer is None:  # not as it was remembered: the session is over, or the person has another role by now
            await self._identify(call, fresh=True)
            answer = await self._read(plan, planned.needs, call.reader, values) if call.reader else None
        if answer is None:
            raise unauthenticated()
        actual = min(cost, answer.count(b"{"))
        extensions = b',"extensions":{"cost":{"requested":%d,"actual":%d,"remaining":%d,"restoreRate":%d}}}' % (
            cost,
            actual,
            remaining,
            self._toll.restored,
        )
        await write(call, 200, b'{"data":' + answer + extensions)

    async def _read(
        self, plan: Plan, needs: frozenset[Permission], reader: Reader, values: dict[str, Any]
    ) -> bytes | None:
        """The answer; None when the session is not what the reader says. Raises FORBIDDEN."""
        ensure_granted(needs, reader.permissions)
        signing = self._services.signing(reader.organisation_id)
        return await self._services.reads.answer(plan, reader, values, signing)

    def _pay(self, call: Call, cost: int) -> int:
        return self._toll.pay(call.reader, call.remote_address, cost=cost)

    async def _mutation(self, call: Call, operation: Operation, variables: dict[str, Any], raw: bytes) -> None:
        try:
            cost = operation.cost(operation.coerce(variables))
        except Misfit:
            cost = 0
        self._pay(call, cost)
        await self._generic(call, operation, variables, raw, cost)

    async def _generic(
        self, call: Call, operation: Operation, variables: dict[str, Any], raw: bytes, cost: int
    ) -> None:
        """Let graphql-core execute; each root field asks the planner for its part.

        Not all of it proves the session in its own statement, so the session is looked up anew.
        """
        if call.reader:
            await self._identify(call, fresh=True)
        request = self._request(call, operation, raw)
        name = operation.node.name.value if operation.node.name else None
        outcome = execute(
            self._documents.schema,
            operation.document,
            context_value=request,
            variable_values=variables,
            operation_name=name,
        )
        result = await outcome if isawaitable(outcome) else outcome
        assert isinstance(result, ExecutionResult)
        call.cookie = None if result.errors else request.cookie
        await self._executed(call, result, cost)

    def _request(self, call: Call, operation: Operation, raw: bytes) -> Request:
        return Request(
            services=self._services,
            request_id=call.request_id,
            language=language_of(call.header(b"accept-language"), call.reader),
            remote_address=call.remote_address,
            user_agent=user_agent_of(call.header(b"user-agent")),
            reader=call.reader,
            by_cookie=call.by_cookie,
            idempotency_key=idempotency_key_of(call.header(b"idempotency-key")),
            request_sha256=hashlib.sha256(raw).digest(),
            plans=operation.plans,
        )

    async def _subscription(
        self, call: Call, operation: Operation, variables: dict[str, Any], receive: Receive
    ) -> None:
        """Server-sent events, one for each answer; what is wrong before the first is told as JSON, with its status."""
        await self._identify(call, fresh=True)
        if call.reader is None:
            raise unauthenticated()
        try:
            self._pay(call, operation.cost(operation.coerce(variables)))
        except Misfit:
            self._pay(call, 1)  # graphql-core tells what does not fit
        stream = answers(self._documents.schema, operation, variables, self._request(call, operation, b""))
        await send_events(stream, receive, call.send, request_id=call.request_id)

    async def _executed(self, call: Call, result: ExecutionResult, cost: int) -> None:
        answer: dict[str, Any] = {}
        status = 200
        if result.errors:
            answer["errors"] = written_errors(result.errors, None, call.request_id)
            codes = {error["extensions"]["code"] for error in answer["errors"]}
            before_execution = result.data is None and all(error.path is None for error in result.errors)
            if before_execution:
                status = 400 if call.media_type == GRAPHQL else 200
                await write(call, status, body_of(answer))
                return
            for code in _OF_THE_WHOLE:
                if code in codes and (result.data is None or not any(result.data.values())):
                    status = STATUS[code]
        answer["data"] = result.data
        if call.reader:
            answer["extensions"] = {"cost": {"requested": cost, "restoreRate": self._toll.restored}}
        await write(call, status, body_of(answer))

    async def _errors(self, call: Call, errors: list[GraphQLError]) -> None:
        """Errors that stopped an otherwise well-formed request."""
        written = written_errors(errors, None, call.request_id)
        status = STATUS.get(written[0]["extensions"]["code"], 400 if call.media_type == GRAPHQL else 200)
        await write(call, status, body_of({"errors": written}))

    async def _refuse(self, call: Call, code: str, errors: list[GraphQLError], *, status: int) -> None:
        await write(call, status, body_of({"errors": written_errors(errors, code, call.request_id)}))


def _graphql(error: Exception) -> GraphQLError:
    assert isinstance(error, GraphQLError)
    return error
