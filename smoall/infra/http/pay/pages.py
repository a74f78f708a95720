"""The pages of the embedded payment provider. Whoever has the address of a page may use it: it is a secret like a
link, and stands for one payment. There is no script on them, and no field for a card."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_currency
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from smoall.domain.kernel.language import Language
from smoall.infra.clock import Clock
from smoall.infra.http.forms import BadForm, read_form
from smoall.infra.http.pages.look import Pages, see_other
from smoall.infra.http.pages.words import language_of
from smoall.infra.http.pay.words import words
from smoall.infra.payments.embedded import EmbeddedGateway
from smoall.infra.payments.methods import Choice
from smoall.usecases.billing.gateway import CheckoutFact, CheckoutState

FIRST = (
    *(Choice.CARD, Choice.BANCONTACT, Choice.SEPA_DEBIT, Choice.CHALLENGE),
    *(Choice.DECLINE, Choice.CARD_FAILS_LATER),
)
SECOND = (Choice.AUTHORISE, Choice.REFUSE)
STEPS = (1, 7, 31)
PAGE = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class PayPages:
    """The pages. ``told`` hears what became of each; ``clock`` is there to be moved in a demonstration only."""

    gateway: EmbeddedGateway
    pages: Pages
    told: Callable[[CheckoutFact], Awaitable[None]]
    clock: Clock | None
    moved: Callable[[], Awaitable[None]]

    def routes(self) -> list[Route]:
        """Where they are."""
        clock = [Route("/pay/clock", self.show_clock), Route("/pay/clock", self.move_clock, methods=["POST"])]
        return [
            *(clock if self.clock else []),
            Route("/pay/done", self.done),
            Route("/pay/cancelled", self.cancelled),
            Route("/pay/{page}", self.show),
            Route("/pay/{page}", self.choose, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The page as it stands."""
        return await self._page(request, declined=False)

    async def choose(self, request: Request) -> Response:
        """What the payer chose; on to where the front end wants them, or back to the page."""
        try:
            choice = Choice(await _chosen(request))
        except BadForm as bad:
            return _plain(bad.text, status=bad.status)
        except ValueError:
            return _plain("There is no such choice.", status=400)
        identity = _named(request)
        await self.gateway.choose(identity, choice)
        fact = await self.gateway.read_checkout(identity)
        if fact and fact.state is CheckoutState.COMPLETE:
            await self.told(fact)
            page = await self.gateway.page(identity)
            assert page is not None
            return see_other(page["body"]["success_url"])
        return await self._page(request, declined=choice in (Choice.DECLINE, Choice.REFUSE))

    async def _page(self, request: Request, *, declined: bool) -> Response:
        page = await self.gateway.page(_named(request))
        fact = await self.gateway.read_checkout(page["id"]) if page else None
        if page is None or fact is None or fact.state is not CheckoutState.OPEN:
            return self._tell(request, "over", status=410 if page else 404)
        body, language = page["body"], Language(page["body"]["language"])
        said = words(language)
        offered: Sequence[Choice] = SECOND if body["challenged"] else FIRST
        title = said["title"] if body["amount"] else said["save_title"]
        return self.pages.show(
            "pay.html",
            language,
            status=402 if declined else 200,
            sends_to=_origins(body["success_url"]),
            title=said["challenge_title"] if body["challenged"] else title,
            lead=_lead(body, language),
            problem=said["declined"] if declined else "",
            choices=[{"value": choice.value, "text": said[choice.value]} for choice in offered],
            back=body["cancel_url"],
            back_text=said["cancel"],
            hint=said["pretend"],
        )

    async def done(self, request: Request) -> Response:
        """Where a payer ends when no front end wants them back."""
        return self._tell(request, "done", status=200, good=True)

    async def cancelled(self, request: Request) -> Response:
        """The same, for one who went back."""
        return self._tell(request, "cancelled", status=200)

    async def show_clock(self, request: Request) -> Response:
        """The clock of a demonstration."""
        assert self.clock is not None
        language = _language(request)
        said = words(language)
        choices = [{"value": str(days), "text": said["days"].format(days=days)} for days in STEPS]
        lead = said["clock"].format(moment=f"{self.clock():%Y-%m-%d %H:%M} UTC")
        nothing: dict[str, Any] = {"problem": "", "back": "", "back_text": "", "hint": ""}
        title = said["clock_title"]
        return self.pages.show("pay.html", language, title=title, lead=lead, choices=choices, **nothing)

    async def move_clock(self, request: Request) -> Response:
        """Let days go by, and wake what falls due in them."""
        assert self.clock is not None
        try:
            days = int(await _chosen(request))
        except (BadForm, ValueError):
            return _plain("There is no such choice.", status=400)
        if days not in STEPS:
            return _plain("There is no such choice.", status=400)
        self.clock.move(timedelta(days=days))
        await self.moved()
        return see_other("/pay/clock")

    def _tell(self, request: Request, what: str, *, status: int, **values: Any) -> Response:
        language = _language(request)
        said = words(language)
        return self.pages.notice(language, title=said[f"{what}_title"], text=said[what], status=status, **values)


async def _chosen(request: Request) -> str:
    """The button that was pressed. Raises BadForm; two at once are none."""
    form = await read_form(request)
    return "" if form.repeated else form.values.get("choice", "")


def _named(request: Request) -> str:
    """The page that the address names; the empty text, which names none, for what cannot be one."""
    text: str = request.path_params["page"]
    return text if PAGE.fullmatch(text) else ""


def _language(request: Request) -> Language:
    return language_of(request.headers.get("accept-language", ""))


def _lead(body: dict[str, Any], language: Language) -> str:
    said = words(language)
    if body["amount"] is None:
        return said["nothing_now"]
    amount = format_currency(Decimal(body["amount"]), body["currency"], locale=f"{language.lower()}")
    return said["to_pay"].format(amount=amount)


def _origins(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    return (f"{parts.scheme}://{parts.netloc}",) if parts.netloc else ()


def _plain(text: str, *, status: int) -> Response:
    return Response(text, status_code=status, media_type="text/plain")
