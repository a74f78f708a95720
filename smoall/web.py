"""The ASGI application: /graphql, downloads, health, metrics."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from smoall.demo.story import EMAIL, PASSWORD
from smoall.domain.organisations.house import HOUSE
from smoall.infra.files.store import LocalFiles
from smoall.infra.http.account.routes import account_routes
from smoall.infra.http.account.visit import Reception
from smoall.infra.http.downloads import download
from smoall.infra.http.graphiql import FOLDER, Graphiql
from smoall.infra.http.health import live, ready
from smoall.infra.http.metrics import metrics
from smoall.infra.http.oauth.routes import OAuthServer
from smoall.infra.http.objection.pages import ObjectionPage
from smoall.infra.http.pages.door import Door
from smoall.infra.http.pages.look import Pages
from smoall.infra.http.pages.passkeys import PasskeyStart
from smoall.infra.http.pages.second_step import SecondStep
from smoall.infra.http.pages.signing_in import SigningIn
from smoall.infra.http.pages.visitors import Visitors
from smoall.infra.http.pay.pages import PayPages
from smoall.infra.http.private_files import private_file
from smoall.infra.http.webhooks import webhooks
from smoall.infra.payments.embedded import EmbeddedGateway
from smoall.infra.telemetry.requests import observe_request
from smoall.infra.telemetry.tracing import is_tracing, span
from smoall.schema.texts import message
from smoall.usecases.access.acceptance import Texts
from smoall.usecases.actor import system
from smoall.usecases.billing.gateway import CheckoutFact
from smoall.usecases.billing.take_fact import take_checkout
from smoall.usecases.oauth.tokens import Issuer
from smoall.wiring import House

PATH = "/graphql"


def make_app(house: House, *, migrated: Callable[[], bool]) -> ASGIApp:
    """The application over an open house."""

    async def home(_request: Request) -> Response:
        return RedirectResponse(PATH)

    files = LocalFiles(house.settings.home / "files")
    settings = house.settings
    graphiql = Graphiql(demo=(EMAIL, PASSWORD) if settings.demo else None) if settings.graphiql else None
    others = Starlette(
        routes=[
            *([Route(PATH, graphiql.page), Route(FOLDER + "/{name}", graphiql.asset)] if graphiql else []),
            Route("/", home),
            Route("/health/live", live),
            Route("/health/ready", ready(house.database, migrated=migrated)),
            Route("/metrics", metrics(house.database)),
            Route("/webhooks/{provider}", webhooks(house.sources, house.services.units), methods=["GET", "POST"]),
            Route("/files/{organisation}/{document}/{kind}", download(house.database, files, house.signer)),
            *_pages(house),
            Route(
                "/private/{organisation}/{subject}/{kind}",
                private_file(house.services.units, files, house.signer, house.press, house.reports),
            ),
            *_pay_pages(house),
        ]
    )

    endpoint = _traced(house.endpoint) if is_tracing() else house.endpoint

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != PATH:
            await others(scope, receive, send)
        elif scope["type"] == "websocket":
            await house.live(scope, receive, send)
        elif graphiql and scope["method"] in ("GET", "HEAD") and _wants_page(scope):
            await others(scope, receive, send)
        else:
            await endpoint(scope, receive, send)

    opened = _open_to(settings.allowed_origins, app) if settings.allowed_origins else app
    return _behind(settings.proxies, opened) if settings.proxies else opened


def _behind(proxies: Sequence[str], app: ASGIApp) -> ASGIApp:
    """The application behind proxies that tell whom they speak for; nobody else's word for it is taken."""
    wrapped: Any = ProxyHeadersMiddleware(cast(Any, app), trusted_hosts=list(proxies))
    return cast(ASGIApp, wrapped)


def _pages(house: House) -> list[Route]:
    """What people with a browser see of Smoall itself, and the endpoints of other people's applications."""
    services, pages = house.services, Pages()
    door = Door(
        services.units,
        services.passwords,
        services.tokens,
        services.vault,
        services.ceremonies,
        services.entropy,
    )
    visitors = Visitors(partial(house.sessions, fresh=True))
    signing_in = SigningIn(pages, door, SecondStep(services.vault), message)
    server = OAuthServer(
        units=services.units,
        signing_in=signing_in,
        visitors=visitors,
        pages=pages,
        issuer=Issuer(services.tokens, services.secrets),
        issuer_url=house.settings.base_url,
        observe=observe_request,
    )
    reception = Reception(visitors, pages, message, observe_request)
    texts = Texts(services.terms, services.notice)
    receptions = account_routes(reception, signing_in, texts)
    objecting = ObjectionPage(services.units, services.tokens, pages, observe_request)
    return [*pages.routes(), *server.routes(), *receptions, *PasskeyStart(door).routes(), *objecting.routes()]


def _pay_pages(house: House) -> list[Route]:
    """The payment pages of the embedded provider, where no other is set."""
    gateway = house.services.till.gateway
    if not isinstance(gateway, EmbeddedGateway):
        return []

    async def told(fact: CheckoutFact) -> None:
        async with house.services.units.begin(system(HOUSE), request_id=f"pay:{fact.checkout}") as unit:
            if await take_checkout(unit, fact):
                await unit.commit()

    async def moved() -> None:
        await house.due.wake()

    clock = house.clock if house.settings.demo else None
    return PayPages(gateway, Pages(), told, clock, moved).routes()


_HEADERS = (
    *("accept", "accept-language", "authorization", "content-type"),
    *("idempotency-key", "x-request-id", "x-smoall-csrf"),
)


def _open_to(origins: Sequence[str], app: ASGIApp) -> ASGIApp:
    """The application for browsers on pages of the allowed origins too, whether they send a token or a cookie."""
    return CORSMiddleware(
        app,
        allow_origins=origins,
        allow_methods=("GET", "POST"),
        allow_headers=_HEADERS,
        allow_credentials=True,
        expose_headers=("x-request-id", "retry-after"),
        max_age=7200,
    )


def _traced(app: ASGIApp) -> ASGIApp:
    """The endpoint with a span around each request."""

    async def traced(scope: Scope, receive: Receive, send: Send) -> None:
        with span("graphql") as attributes:
            await app(scope, receive, send)
            attributes(request_id=scope["smoall.request_id"])

    return traced


def _wants_page(scope: Scope) -> bool:
    """Whether a browser asks for a page: it then accepts text/html, which no GraphQL client does."""
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
