"""The stand-in Stripe: its API, its payment page, its webhooks.

async with running(StripeStandIn()) as stripe:
    gateway = StripeGateway(StripeConfig(key=stripe.key, url=stripe.url, …))
    stripe.pay(checkout.id, "bancontact")
    await stripe.deliver()
"""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from stripe import WebhookSignature

from smoall.sandbox.faults import STALE
from smoall.sandbox.kit import StandIn
from smoall.sandbox.sender import IN_ORDER, Manner, Sender
from smoall.sandbox.stripe import checkout, payments
from smoall.sandbox.stripe.api import ACTS, Act, Call
from smoall.sandbox.stripe.books import VERSION, Books, Thing, shown
from smoall.sandbox.stripe.wire import Refusal, parse_form

KEPT_FOR = timedelta(hours=24)
PREVIEW = ".preview"


class StripeStandIn(StandIn):
    """One account in test mode."""

    name = "stripe"
    key = "sk_test_standin"
    secret = "whsec_standin"  # noqa: S105  a stand-in has nothing to hide

    def __init__(self) -> None:
        self._kept: dict[str, tuple[datetime, str, int, Any]] = {}
        self._under_way: set[str] = set()
        self.gate: asyncio.Event | None = None
        """when set to an event, every request that changes something waits for it"""
        super().__init__()
        self.books = Books(self.clock)
        self.sender = self.books.sender = Sender(self._sign, self.clock)

    def settings(self) -> Mapping[str, str]:
        """The environment that points a Smoall at this stand-in."""
        return {
            "SMOALL_STRIPE_KEY": self.key,
            "SMOALL_STRIPE_WEBHOOK_SECRET": self.secret,
            "SMOALL_STRIPE_URL": self.url,
        }

    def routes(self) -> Sequence[Route]:
        """The API as the table of acts gives it, the payment page, and a way to be disputed."""
        acts = [Route(path, self._answering(act), methods=[method]) for method, path, act in ACTS]
        page = [Route("/pay/{id}", self._page, methods=["GET", "POST"])]
        return [*acts, *page, Route("/portal/{id}", self._portal)]

    def pay(self, session: str, choice: str) -> str:
        """What a payer does on a page; where the browser goes. Raises Refusal when the card is declined."""
        self.books.begin()
        return checkout.pay(self.books, self.books.get("cs", session), choice)

    def settle(self, *, after: timedelta = timedelta(0)) -> None:
        """Let time pass, and what was due by then happen."""
        self.books.begin()
        self.clock.advance(after)
        payments.settle(self.books)
        checkout.lapse(self.books)

    def moved(self) -> None:
        """Debits come in, pages lapse."""
        self.settle()

    def dispute(self, intent: str) -> Thing:
        """The payer goes to the bank."""
        return payments.dispute(self.books, self.books.get("pi", intent))

    async def deliver(self, manner: Manner = IN_ORDER) -> list[int]:
        """Send the events that wait."""
        assert self.sender is not None
        return await self.sender.deliver(manner)

    def _sign(self, body: bytes, at: datetime) -> tuple[bytes, Mapping[str, str]]:
        stamp = int(at.timestamp())
        header = WebhookSignature.generate_signature_header(body.decode(), self.secret, stamp)
        return body, {"stripe-signature": header, "content-type": "application/json"}

    def _answering(self, act: Act) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            self.books.begin()
            payments.settle(self.books)
            checkout.lapse(self.books)
            try:
                status, body, replayed = await self._once(request, act)
            except Refusal as refusal:
                status, body, replayed = refusal.status, {"error": refusal.error}, False
            headers = {"request-id": "req_standin", "stripe-version": VERSION}
            if replayed:
                headers["idempotent-replayed"] = "true"
            return JSONResponse(body, status_code=status, headers=headers)

        return answer

    async def _once(self, request: Request, act: Act) -> tuple[int, Any, bool]:
        """The answer, kept for a day under the request's key where it has one."""
        self._admit(request)
        text = (await request.body()).decode() or request.url.query
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        if key is None:
            return 200, self._perform(request, act, text), False
        asked = f"{request.url.path}?{text}"
        if key in self._under_way:
            raise Refusal(
                409, "idempotency_error", "idempotency_key_in_use", "Another request with this key is under way."
            )
        if (kept := self._kept.get(key)) and kept[0] + KEPT_FOR > self.clock():
            if kept[1] != asked:
                raise Refusal(
                    400,
                    "idempotency_error",
                    None,
                    "Keys can only be used with the parameters they were first used with.",
                )
            return kept[2], kept[3], True
        self._under_way.add(key)
        try:
            if self.gate:
                await self.gate.wait()
            status, body = self._executed(request, act, text)
        finally:
            self._under_way.discard(key)
        if status < 400 or status == 402:  # what was refused before it began may be corrected under the same key
            self._kept[key] = (self.clock(), asked, status, body)
        return status, body, False

    def _executed(self, request: Request, act: Act, text: str) -> tuple[int, Any]:
        try:
            return 200, self._perform(request, act, text)
        except Refusal as refusal:
            return refusal.status, {"error": refusal.error}

    def _admit(self, request: Request) -> None:
        if request.headers.get("authorization") != f"Bearer {self.key}":
            raise Refusal(401, "invalid_request_error", None, "Invalid API Key provided: sk_test_***.")
        version = request.headers.get("stripe-version", VERSION)
        preview = request.url.path.startswith("/v1/privacy/")
        if preview and not version.endswith(PREVIEW):
            raise Refusal(404, "invalid_request_error", None, f"Unrecognized request URL ({request.url.path}).")
        if not preview and version != VERSION:
            raise Refusal(400, "invalid_request_error", None, f"Invalid Stripe API version: {version}")

    def _perform(self, request: Request, act: Act, text: str) -> Any:
        form = parse_form(text)
        expand = form.pop("expand", [])
        stale = bool(request.scope.get(STALE))
        call = Call(self.books, form, request.path_params, request.url.path, self.url, stale=stale)
        result: Any = shown(act(call))
        for path in expand:
            self._expand(result, path.split("."))
        return json.loads(json.dumps(result))

    def _expand(self, node: Any, path: Sequence[str]) -> None:
        """Put objects where their ids stand."""
        if isinstance(node, list):
            for each in node:
                self._expand(each, path)
            return
        if not path or not isinstance(node, dict):
            return
        name, rest = path[0], path[1:]
        if isinstance(node.get(name), str) and (thing := self.books.find(node[name])):
            node[name] = shown(thing)
        self._expand(node.get(name), rest)

    async def _page(self, request: Request) -> Response:
        session = self.books.find(request.path_params["id"])
        if session is None:
            return HTMLResponse("<p>No such page.</p>", status_code=404)
        refusal = None
        if request.method == "POST":
            try:
                return RedirectResponse(self.pay(session["id"], (await request.form())["choice"]), status_code=303)  # type: ignore[arg-type]
            except Refusal as refused:
                refusal = str(refused)
        return HTMLResponse(checkout.page(self.books, session, refusal=refusal))

    async def _portal(self, request: Request) -> Response:
        session = self.books.find(request.path_params["id"])
        return HTMLResponse(f"<p>Billing portal of {session['customer']}</p>" if session else "<p>Over.</p>")
