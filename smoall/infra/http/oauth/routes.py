"""Where the OAuth server's pages and endpoints are."""

from dataclasses import dataclass

from starlette.routing import Route

from smoall.infra.http.oauth.authorization import Authorization, Observe
from smoall.infra.http.oauth.consent import Consent
from smoall.infra.http.oauth.endpoints import OAuthEndpoints
from smoall.infra.http.oauth.metadata import AUTHORIZE
from smoall.infra.http.pages.look import Pages
from smoall.infra.http.pages.signing_in import SigningIn
from smoall.infra.http.pages.visitors import Visitors
from smoall.usecases.oauth.tokens import Issuer
from smoall.usecases.unit import Units


@dataclass(frozen=True, slots=True)
class OAuthServer:
    """All that it needs; ``routes`` puts it together."""

    units: Units
    signing_in: SigningIn
    visitors: Visitors
    pages: Pages
    issuer: Issuer
    issuer_url: str
    observe: Observe

    def routes(self) -> list[Route]:
        """Every address."""
        authorization = Authorization(
            units=self.units,
            signing_in=self.signing_in,
            visitors=self.visitors,
            pages=self.pages,
            consent=Consent(self.units, self.issuer.secrets, self.pages),
            issuer=self.issuer_url,
            observe=self.observe,
        )
        endpoints = OAuthEndpoints(self.units, self.issuer, self.issuer_url, self.observe)
        return [Route(AUTHORIZE, authorization.page, methods=["GET", "POST"]), *endpoints.routes()]
