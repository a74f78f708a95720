"""Where the OAuth server's pages and endpoints are."""

from dataclasses import dataclass

from starlette.routing import Route

from smoall.infra.http.oauth.authorization import Authorization, Observe, Say
from smoall.infra.http.oauth.consent import Consent
from smoall.infra.http.oauth.endpoints import OAuthEndpoints
from smoall.infra.http.oauth.metadata import AUTHORIZE
from smoall.infra.http.pages.door import Door
from smoall.infra.http.pages.look import Pages
from smoall.infra.http.pages.second_step import SecondStep
from smoall.infra.http.pages.visitors import Visitors
from smoall.usecases.oauth.tokens import Issuer
from smoall.usecases.unit import Units


@dataclass(frozen=True, slots=True)
class OAuthServer:
    """All that it needs; ``routes`` puts it together."""

    units: Units
    door: Door
    visitors: Visitors
    pages: Pages
    issuer: Issuer
    issuer_url: str
    say: Say
    observe: Observe

    def routes(self) -> list[Route]:
        """Every address."""
        authorization = Authorization(
            units=self.units,
            door=self.door,
            second=SecondStep(self.door.vault),
            visitors=self.visitors,
            pages=self.pages,
            consent=Consent(self.units, self.issuer.secrets, self.pages),
            issuer=self.issuer_url,
            say=self.say,
            observe=self.observe,
        )
        endpoints = OAuthEndpoints(self.units, self.issuer, self.issuer_url, self.observe)
        return [Route(AUTHORIZE, authorization.page, methods=["GET", "POST"]), *endpoints.routes()]
