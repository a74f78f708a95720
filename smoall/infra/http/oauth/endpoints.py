"""The endpoints for programs: tokens (RFC 6749 §3.2), revocation (RFC 7009), introspection (RFC 7662)."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from smoall.domain.kernel.errors import Unavailable
from smoall.infra.http.forms import BadForm, Form, read_form
from smoall.infra.http.oauth.answers import active, issued, refusal_of
from smoall.infra.http.oauth.client_credentials import credentials_of
from smoall.infra.http.oauth.metadata import INTROSPECT, METADATA, REVOKE, TOKEN, metadata
from smoall.infra.telemetry.metrics import PROBLEMS
from smoall.usecases.oauth.client import UNKNOWN, authenticate_client, count_call, forgive_call
from smoall.usecases.oauth.exchange_code import CodeExchange, exchange_code
from smoall.usecases.oauth.introspect_token import introspect_token
from smoall.usecases.oauth.refresh_tokens import refresh_tokens
from smoall.usecases.oauth.refusal import OAuthError, Refusal
from smoall.usecases.oauth.revoke_token import revoke_token
from smoall.usecases.oauth.stores import OAuthApp
from smoall.usecases.oauth.tokens import Issued, Issuer
from smoall.usecases.unit import Unit, Units

Answer: TypeAlias = Mapping[str, Any] | Refusal
Act: TypeAlias = Callable[[Unit, OAuthApp, Form], Awaitable[Answer]]
Observe: TypeAlias = Callable[[str, int, float, str], None]

_GRANTS = {"authorization_code": ("code", "redirect_uri", "code_verifier"), "refresh_token": ("refresh_token",)}


@dataclass(frozen=True, slots=True)
class OAuthEndpoints:
    """What the endpoints need; ``routes`` says where they are."""

    units: Units
    issuer: Issuer
    issuer_url: str
    observe: Observe

    def routes(self) -> list[Route]:
        """Where programs call."""
        return [
            Route(METADATA, metadata(self.issuer_url), methods=["GET"]),
            Route(TOKEN, self._route("oauth_token", self._token), methods=["POST"]),
            Route(REVOKE, self._route("oauth_revoke", self._revoke), methods=["POST"]),
            Route(INTROSPECT, self._route("oauth_introspect", self._introspect), methods=["POST"]),
        ]

    def _route(self, kind: str, act: Act) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            started, request_id = perf_counter(), secrets.token_hex(8)
            found = await self._answer(request, act, request_id)
            if isinstance(found, Refusal):
                PROBLEMS.note(kind, found.error)
            response = _written(found, by_header="authorization" in request.headers)
            self.observe(kind, response.status_code, perf_counter() - started, request_id)
            return response

        return answer

    async def _answer(self, request: Request, act: Act, request_id: str) -> Answer:
        """Read, then authenticate, then act; what is malformed never reaches the database."""
        try:
            form = await read_form(request)
        except BadForm as problem:
            return Refusal(OAuthError.INVALID_REQUEST, problem.text)
        if form.repeated:
            return Refusal(OAuthError.INVALID_REQUEST, "A parameter is given more than once.")
        lacking = _lacking(act == self._token, form)
        if lacking is not None:
            return lacking
        given = credentials_of(request, form)
        if isinstance(given, Refusal):
            return given
        address = request.client.host if request.client else None
        try:
            async with self.units.begin(None, request_id=request_id) as unit:
                tired = await count_call(unit, given, address)
                app = tired or await authenticate_client(unit, given, self.issuer.secrets)
                found = app if isinstance(app, Refusal) else await act(unit, app, form)
                # A secret that is right proves that this was no guess, whatever came of the call.
                if not isinstance(found, Refusal) or (isinstance(app, OAuthApp) and app.secret_hash):
                    await forgive_call(unit, given, address)
                await unit.commit()
            return found
        except Unavailable:
            return Refusal(OAuthError.TEMPORARILY_UNAVAILABLE, "Try again shortly.")

    async def _token(self, unit: Unit, app: OAuthApp, form: Form) -> Answer:
        given = form.values
        if given["grant_type"] == "refresh_token":
            found = await refresh_tokens(
                unit, app, refresh_token=given["refresh_token"], scope=given.get("scope"), issuer=self.issuer
            )
        else:
            exchange = CodeExchange(given["code"], given["redirect_uri"], given["code_verifier"])
            found = await exchange_code(unit, app, exchange, self.issuer)
        return issued(found, now=unit.now) if isinstance(found, Issued) else found

    async def _revoke(self, unit: Unit, app: OAuthApp, form: Form) -> Answer:
        await revoke_token(unit, app, token=form.values["token"], secrets=self.issuer.secrets)
        return {}

    async def _introspect(self, unit: Unit, app: OAuthApp, form: Form) -> Answer:
        """For applications that can keep a secret: others could be anybody who found a token (RFC 7662 §4)."""
        if app.secret_hash is None:
            return UNKNOWN
        found = await introspect_token(unit, app, token=form.values["token"], secrets=self.issuer.secrets)
        return active(found, app, issuer=self.issuer_url)


def _lacking(is_token: bool, form: Form) -> Refusal | None:
    """What every call of its kind must bring."""
    if is_token:
        kind = form.values.get("grant_type")
        if kind is None:
            return Refusal(OAuthError.INVALID_REQUEST, "grant_type is missing.")
        if kind not in _GRANTS:
            return Refusal(OAuthError.UNSUPPORTED_GRANT_TYPE, "grant_type is authorization_code or refresh_token.")
        needed = _GRANTS[kind]
    else:
        needed = ("token",)
    missing = [name for name in needed if name not in form.values]
    return Refusal(OAuthError.INVALID_REQUEST, f"{missing[0]} is missing.") if missing else None


def _written(found: Answer, *, by_header: bool) -> Response:
    headers = {"cache-control": "no-store", "pragma": "no-cache", "x-content-type-options": "nosniff"}
    if not isinstance(found, Refusal):
        return JSONResponse(dict(found), headers=headers)
    status, body = refusal_of(found)
    if status == 401 and by_header:
        headers["www-authenticate"] = 'Basic realm="smoall"'
    if found.until is not None:
        headers["retry-after"] = str(max(1, int((found.until - datetime.now(UTC)).total_seconds())))
    return JSONResponse(body, status_code=status, headers=headers)
