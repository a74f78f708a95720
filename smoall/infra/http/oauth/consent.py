"""The page on which a person lets an application act, and the code that comes of it."""

from dataclasses import dataclass

from starlette.responses import Response

from smoall.domain.kernel.ids import Kind, public_id
from smoall.infra.http.oauth.step import Step
from smoall.infra.http.pages.look import Pages
from smoall.infra.http.pages.words import scope_words
from smoall.usecases.oauth.authorize import allow, choices, chosen, is_allowed_already
from smoall.usecases.ports import Secrets
from smoall.usecases.unit import Units


@dataclass(frozen=True, slots=True)
class Consent:
    """What asking a person needs."""

    units: Units
    secrets: Secrets
    pages: Pages

    async def code_without_asking(self, step: Step) -> str | None:
        """A code, when the person said yes to just this before; None when they must be asked."""
        async with self.units.begin(step.actor, request_id=step.request_id) as unit:
            found = await choices(unit, step.asked)
            if not await is_allowed_already(unit, step.client, found):
                return None
            code = await allow(unit, step.client, step.asked, choice=found[0], secrets=self.secrets)
            await unit.commit()
        return code

    async def code(self, step: Step, organisation: str) -> str:
        """A code for the organisation that the person chose. Raises NotFound for one they cannot open."""
        async with self.units.begin(step.actor, request_id=step.request_id) as unit:
            choice = chosen(await choices(unit, step.asked), organisation)
            code = await allow(unit, step.client, step.asked, choice=choice, secrets=self.secrets)
            await unit.commit()
        return code

    async def page(self, step: Step) -> Response:
        """What is asked: by whom, for which organisation, what for, for how long."""
        async with self.units.begin(step.actor, request_id=step.request_id) as unit:
            found = await choices(unit, step.asked)
            email = await unit.oauth.email_of(step.actor.user_id)
        most = max(found, key=lambda choice: len(choice.scopes)).scopes
        client = step.client
        return self.pages.show(
            "consent.html",
            step.language,
            sends_to=[client.redirect.policy_source],
            action=step.action,
            csrf=step.visitor.csrf,
            app=client.app.name,
            owner=client.app.owner_name,
            choices=[
                {"id": public_id(Kind.ORGANISATION, choice.organisation_id), "name": choice.name} for choice in found
            ],
            scopes=[scope_words(scope, step.language) for scope in most],
            less=any(choice.scopes != most for choice in found),
            at_home=client.redirect.is_loopback,
            host=client.redirect.host,
            email=email,
        )
