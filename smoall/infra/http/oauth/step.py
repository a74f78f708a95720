"""One request of somebody who lets an application act: what was proven of the application, and who looks."""

from dataclasses import dataclass

from starlette.requests import Request

from smoall.domain.kernel.language import Language
from smoall.infra.http.oauth.metadata import AUTHORIZE
from smoall.infra.http.pages.door import actor_of
from smoall.infra.http.pages.signing_in import Place
from smoall.infra.http.pages.visitors import Visitor
from smoall.infra.http.pages.words import words
from smoall.usecases.actor import Actor
from smoall.usecases.oauth.authorization_request import Asked, Client


@dataclass(frozen=True, slots=True)
class Step:
    """Where they are on their way."""

    request: Request
    request_id: str
    language: Language
    client: Client
    asked: Asked
    visitor: Visitor

    @property
    def action(self) -> str:
        """Where the page's forms come back to: this same address."""
        return f"{AUTHORIZE}?{self.request.url.query}"

    @property
    def actor(self) -> Actor:
        """The person who is signed in."""
        reader = self.visitor.reader
        assert reader is not None
        return actor_of(reader)

    @property
    def place(self) -> Place:
        """Where they sign in, if they have not yet."""
        lead = words(self.language)["sign_in_for"].format(app=self.client.app.name)
        sends_to = (self.client.redirect.policy_source,)
        return Place(self.request, self.request_id, self.language, self.visitor, self.action, lead, sends_to)
