"""``/o/{token}``: GET shows a button and changes nothing, POST objects (RFC 8058). Nobody signs in, no cookie counts.

What is posted is not read: mail programs send ``List-Unsubscribe=One-Click`` as they like, and the token says it all.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from smoall.domain.kernel.errors import NotFound, Unavailable
from smoall.domain.kernel.language import Language
from smoall.infra.http.objection.words import objection_words
from smoall.infra.http.pages.look import Pages
from smoall.infra.http.pages.words import language_of, words
from smoall.usecases.ports import Tokens
from smoall.usecases.privacy.objection.follow_link import object_by_link, see_link
from smoall.usecases.privacy.objection.notice import FOLDER
from smoall.usecases.unit import Units

LONGEST_TOKEN = 200
Observe: TypeAlias = Callable[[str, int, float, str], None]


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    """The page."""

    units: Units
    tokens: Tokens
    pages: Pages
    observe: Observe

    def routes(self) -> list[Route]:
        """Where it is."""
        return [Route(FOLDER + "/{token}", self.answer, methods=["GET", "POST"])]

    async def answer(self, request: Request) -> Response:
        """Show the button, or press it."""
        started, request_id = perf_counter(), secrets.token_hex(8)
        language = language_of(request.headers.get("accept-language", ""))
        act = self._take if request.method == "POST" else self._show
        response = await self._answered(act, request.path_params["token"], language, request_id)
        self.observe("objection", response.status_code, perf_counter() - started, request_id)
        return response

    async def _answered(
        self, act: Callable[..., Awaitable[Response]], token: str, language: Language, request_id: str
    ) -> Response:
        try:
            return await act(token[:LONGEST_TOKEN], language, request_id)
        except NotFound:
            title, text = words(language)["link_over"], objection_words(language)["over_text"]
            return self.pages.notice(language, title=title, text=text, status=404)
        except Unavailable:
            title, text = words(language)["link_over"], words(language)["unavailable"]
            return self.pages.notice(language, title=title, text=text, status=503)

    async def _show(self, token: str, language: Language, request_id: str) -> Response:
        said = objection_words(language)
        name = await see_link(self.units, token, tokens=self.tokens, request_id=request_id)
        return self.pages.show(
            "button.html",
            language,
            action=f"{FOLDER}/{token}",
            token="",
            title=said["title"],
            text=said["text"].format(name=name),
            button=said["button"],
        )

    async def _take(self, token: str, language: Language, request_id: str) -> Response:
        said = objection_words(language)
        name = await object_by_link(self.units, token, tokens=self.tokens, reason=said["reason"], request_id=request_id)
        title, text = said["done_title"], said["done_text"].format(name=name)
        return self.pages.notice(language, title=title, text=text, status=200, good=True)
