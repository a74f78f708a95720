"""``/oauth/authorize``: who is there, what is asked of them, yes or no (RFC 6749 §4.1, RFC 9207).

Everything the application asked stands in the address, is read again at each step, and travels nowhere else: there is
no field that says where to go next, so nothing can be made to lead elsewhere.
"""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from typing import TypeAlias
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from smoall.domain.kernel.errors import DomainError, Unavailable
from smoall.domain.kernel.language import Language
from smoall.infra.http.forms import BadForm, Form, read_form, read_query
from smoall.infra.http.oauth.consent import Consent
from smoall.infra.http.oauth.step import Step
from smoall.infra.http.pages.look import Pages, see_other
from smoall.infra.http.pages.refused import explain
from smoall.infra.http.pages.signing_in import SigningIn
from smoall.infra.http.pages.visitors import Visitors, is_from_here
from smoall.infra.http.pages.words import language_of, words
from smoall.infra.telemetry.metrics import PROBLEMS
from smoall.usecases.oauth.authorization_request import Client, find_client, read_request
from smoall.usecases.oauth.refusal import OAuthError, Refusal
from smoall.usecases.unit import Units

Observe: TypeAlias = Callable[[str, int, float, str], None]


class Authorization:
    """The route, for people with a browser."""

    def __init__(
        self,
        *,
        units: Units,
        signing_in: SigningIn,
        visitors: Visitors,
        pages: Pages,
        consent: Consent,
        issuer: str,
        observe: Observe,
    ) -> None:
        self._units = units
        self._signing_in = signing_in
        self._visitors = visitors
        self._pages = pages
        self._consent = consent
        self._issuer = issuer
        self._say = signing_in.say
        self._observe = observe
        self._acts: Mapping[str, Callable[[Step, Form], Awaitable[Response]]] = {
            "sign_in": self._sign_in,
            "allow": self._allow,
            "deny": self._deny,
            "switch": self._switch,
        }

    async def page(self, request: Request) -> Response:
        """Answer with a page, or send the person back to the application."""
        started, request_id = perf_counter(), secrets.token_hex(8)
        language = language_of(request.headers.get("accept-language", ""))
        try:
            response = await self._respond(request, request_id, language)
        except BadForm as bad:
            PROBLEMS.note("oauth_authorize", bad.code or "FORM_BAD")
            response = self._stop(language, explain(bad, self._say, language), status=bad.status)
        except Unavailable:
            response = self._stop(language, words(language)["unavailable"], status=503)
        except DomainError as error:
            PROBLEMS.note("oauth_authorize", error.code)
            response = self._stop(language, self._say(error.code, error.values, language), status=400)
        self._observe("oauth_authorize", response.status_code, perf_counter() - started, request_id)
        return response

    async def _respond(self, request: Request, request_id: str, language: Language) -> Response:
        given = read_query(request.url.query)
        if given.repeated & {"client_id", "redirect_uri"}:
            raise BadForm("client_id and redirect_uri come once.")
        async with self._units.begin(None, request_id=request_id) as unit:
            client = await find_client(unit, given.values)
        asked = read_request(client, given.values, given.repeated)
        if isinstance(asked, Refusal):
            return self._send_back(client, error=asked.error, error_description=asked.description)
        visitor = await self._visitors(request)
        step = Step(request, request_id, language, client, asked, visitor)
        if request.method == "POST":
            return await self._act(step)
        return await self._consent_or_code(step) if visitor.reader else self._signing_in.page(step.place)

    async def _act(self, step: Step) -> Response:
        """What a form of ours asks for. One that is not ours, or too old, starts over and does nothing."""
        form = await read_form(step.request)
        if not is_from_here(step.request) or not step.visitor.gave(form.values.get("csrf", "")):
            return self._stop(step.language, words(step.language)["form_stale"], status=403)
        act = self._acts.get(form.values.get("act", ""))
        if act is None or (act == self._allow and step.visitor.reader is None):
            return self._stop(step.language, words(step.language)["form_bad"], status=400)
        return await act(step, form)

    async def _sign_in(self, step: Step, form: Form) -> Response:
        return await self._signing_in.enter(step.place, form)

    async def _switch(self, step: Step, _form: Form) -> Response:
        return await self._signing_in.leave(step.place)

    async def _consent_or_code(self, step: Step) -> Response:
        """A code where the same was allowed before; looking ahead (HEAD) gives none away."""
        code = await self._consent.code_without_asking(step) if step.request.method == "GET" else None
        if code is not None:
            return self._send_back(step.client, code=code)
        return await self._consent.page(step)

    async def _allow(self, step: Step, form: Form) -> Response:
        return self._send_back(step.client, code=await self._consent.code(step, form.values.get("organisation", "")))

    async def _deny(self, step: Step, _form: Form) -> Response:
        description = "The person said no."
        return self._send_back(step.client, error=OAuthError.ACCESS_DENIED, error_description=description)

    def _send_back(self, client: Client, **answer: str) -> Response:
        """To the address that was proven, with the state as it came and with who answers (RFC 9207 §2)."""
        told = {**answer, **({"state": client.state} if client.state else {}), "iss": self._issuer}
        address = client.redirect.text
        return see_other(f"{address}{'&' if '?' in address else '?'}{urlencode(told)}")

    def _stop(self, language: Language, text: str, *, status: int) -> Response:
        """Tell the person, for the application cannot be told, or not here."""
        shown = words(language)
        return self._pages.notice(
            language, title=shown["stopped"], text=text, hint=shown["stopped_hint"], status=status
        )
