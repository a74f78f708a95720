"""One request of somebody who lets an application act: what was proven of the application, and who looks."""

from dataclasses import dataclass

from starlette.requests import Request

from smoall.domain.kernel.language import Language
from smoall.infra.http.oauth.metadata import AUTHORIZE
from smoall.infra.http.pages.visitors import Visitor
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
        return Actor(reader.user_id, reader.organisation_id, reader.role, reader.language, session_id=reader.session_id)
