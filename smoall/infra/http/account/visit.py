"""Somebody who followed a link of a letter."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from smoall.domain.kernel.errors import DomainError, Invalid, Unavailable
from smoall.domain.kernel.language import Language
from smoall.infra.http.forms import BadForm, read_form, read_query
from smoall.infra.http.pages.look import Pages
from smoall.infra.http.pages.refused import explain
from smoall.infra.http.pages.signing_in import Say
from smoall.infra.http.pages.visitors import Visitor, Visitors, is_from_here
from smoall.infra.http.pages.words import language_of, words
from smoall.infra.telemetry.metrics import PROBLEMS

FOLDER = "/account"
LONGEST_TOKEN = 200
Observe: TypeAlias = Callable[[str, int, float, str], None]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: which link, from whom, and what their form says."""

    request: Request
    request_id: str
    language: Language
    visitor: Visitor
    token: str
    fields: Mapping[str, str]

    @property
    def words(self) -> Mapping[str, str]:
        """The pages' words in the visitor's language."""
        return words(self.language)

    @property
    def act(self) -> str:
        """Which button was pressed."""
        return self.fields.get("act", "")

    @property
    def remote_address(self) -> str | None:
        """From where they come."""
        return self.request.client.host if self.request.client else None

    @property
    def is_ours(self) -> bool:
        """Whether the form is one that this browser was given: needed where its cookie counts for something."""
        return is_from_here(self.request) and self.visitor.gave(self.fields.get("csrf", ""))


class AccountPage(Protocol):
    """What one kind of link leads to."""

    @property
    def name(self) -> str:
        """The last part of its address."""
        ...

    async def show(self, visit: Visit) -> Response:
        """The page with its button. Changes nothing."""
        ...

    async def take(self, visit: Visit) -> Response:
        """Do what the button says."""
        ...


@dataclass(frozen=True, slots=True)
class Reception:
    """Receives visits and tells what went wrong."""

    visitors: Visitors
    pages: Pages
    say: Say
    observe: Observe

    def route(self, page: AccountPage) -> Route:
        """Where the page is."""

        async def answer(request: Request) -> Response:
            started, request_id = perf_counter(), secrets.token_hex(8)
            language = language_of(request.headers.get("accept-language", ""))
            try:
                visit = await self._visit(request, request_id, language)
                response = await (page.take(visit) if request.method == "POST" else page.show(visit))
            except BadForm as bad:
                PROBLEMS.note(f"account_{page.name}", bad.code or "FORM_BAD")
                text = explain(bad, self.say, language)
                response = self._stop(
                    language, text, status=bad.status, title="form_refused" if bad.code else "link_over"
                )
            except Unavailable:
                response = self._stop(language, words(language)["unavailable"], status=503)
            except DomainError as error:
                PROBLEMS.note(f"account_{page.name}", error.code)
                response = self._stop(language, " ".join(problems(error, self.say, language)), status=400)
            self.observe(f"account_{page.name}", response.status_code, perf_counter() - started, request_id)
            return response

        return Route(f"{FOLDER}/{page.name}", answer, methods=["GET", "POST"])

    async def _visit(self, request: Request, request_id: str, language: Language) -> Visit:
        query = read_query(request.url.query)
        fields = (await read_form(request)).values if request.method == "POST" else {}
        token = fields.get("token") or query.values.get("token", "")
        visitor = await self.visitors(request)
        return Visit(request, request_id, language, visitor, token[:LONGEST_TOKEN], fields)

    def _stop(self, language: Language, text: str, *, status: int, title: str = "link_over") -> Response:
        return self.pages.notice(language, title=words(language)[title], text=text, status=status)


def problems(error: DomainError, say: Say, language: Language) -> list[str]:
    """What is wrong, in words."""
    if isinstance(error, Invalid):
        return [say(finding.code, finding.values, language) for finding in error.findings]
    return [say(error.code, error.values, language)]


Do: TypeAlias = Callable[[Visit], Awaitable[str]]
"""Does what a button says, and answers which words tell that it is done."""
