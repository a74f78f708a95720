"""The page of signing in, wherever it is needed: address and password first, a code where a second factor is on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from smoall.domain.kernel.errors import DomainError, Unavailable
from smoall.domain.kernel.language import Language
from smoall.infra.http.forms import Form
from smoall.infra.http.pages.door import Door
from smoall.infra.http.pages.look import Pages, see_other
from smoall.infra.http.pages.passkeys import START
from smoall.infra.http.pages.second_step import FirstStep, SecondStep
from smoall.infra.http.pages.visitors import Visitor
from smoall.infra.http.pages.words import words
from smoall.infra.telemetry.metrics import PROBLEMS
from smoall.usecases.access.cookie import VISIT, dropping, keeping
from smoall.usecases.access.session import Opened

Say: TypeAlias = Callable[[str, Mapping[str, str], Language], str]
"""The text of a code in a language."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs in: on the way to what ``lead`` says, at an address that the form comes back to."""

    request: Request
    request_id: str
    language: Language
    visitor: Visitor
    action: str
    lead: str
    sends_to: tuple[str, ...] = ()
    can_cancel: bool = True


@dataclass(frozen=True, slots=True)
class SigningIn:
    """Shows the page, and takes what was typed."""

    pages: Pages
    door: Door
    second: SecondStep
    say: Say

    def page(
        self, place: Place, *, email: str = "", problem: str = "", status: int = 200, first: FirstStep | None = None
    ) -> Response:
        """The page; with ``first`` it asks for the code that is still missing."""
        response = self.pages.show(
            "sign_in.html",
            place.language,
            status=status,
            sends_to=place.sends_to,
            action=place.action,
            csrf=place.visitor.csrf,
            lead=place.lead,
            email=email,
            problem=problem,
            sealed=self.second.seal(first, visitor=place.visitor.secret) if first else "",
            can_cancel=place.can_cancel,
            script=first is None,
            start=START,
        )
        return keep_visit(response, place.visitor)

    async def enter(self, place: Place, form: Form) -> Response:
        """Back to the same address, signed in; or the page again, with what is wrong or missing."""
        if credential := form.values.get("credential"):
            return await self._enter_by_passkey(place, credential)
        first, code = self._first_step(place, form), form.values.get("code")
        if first is None:
            return self.page(place, problem=words(place.language)["step_over"], status=403)
        try:
            opened = await self.door.enter(
                place.request, email=first.email, password=first.password, code=code, request_id=place.request_id
            )
        except Unavailable:
            raise
        except DomainError as error:
            return self._again(place, first, error)
        return _back(place, opened)

    async def _enter_by_passkey(self, place: Place, credential: str) -> Response:
        try:
            opened = await self.door.enter_by_passkey(place.request, credential=credential, request_id=place.request_id)
        except Unavailable:
            raise
        except DomainError as error:
            return self._again(place, FirstStep("", ""), error)
        return _back(place, opened)

    async def leave(self, place: Place) -> Response:
        """Somebody else wants to sign in: end the session that this browser holds."""
        if place.visitor.reader:
            await self.door.leave(place.visitor.reader, request_id=place.request_id)
        response = see_other(place.action)
        response.headers.append("set-cookie", dropping())
        return response

    def _again(self, place: Place, first: FirstStep, error: DomainError) -> Response:
        if error.code == "SECOND_FACTOR_REQUIRED":
            return self.page(place, first=first)
        PROBLEMS.note("sign_in_page", error.code)
        problem = self.say(error.code, error.values, place.language)
        again = first if error.code == "CODE_WRONG" else None
        return self.page(place, email=first.email[:254], problem=problem, status=403, first=again)

    def _first_step(self, place: Place, form: Form) -> FirstStep | None:
        """What was typed, now or one page before; None when that was too long ago."""
        if sealed := form.values.get("step"):
            return self.second.open(sealed, visitor=place.visitor.secret)
        return FirstStep(form.values.get("email", ""), form.values.get("password", ""))


def _back(place: Place, opened: Opened) -> Response:
    """To the address that asked who is there, which now knows."""
    response = see_other(place.action)
    response.headers.append("set-cookie", keeping(opened.token))
    response.headers.append("set-cookie", dropping(name=VISIT))
    return response


def keep_visit(response: Response, visitor: Visitor) -> Response:
    """Give a new visitor the secret that their forms hang on."""
    if visitor.is_new:
        response.headers.append("set-cookie", keeping(visitor.secret, name=VISIT))
    return response
