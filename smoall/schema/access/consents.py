"""Giving and taking back consent."""

from typing import Any

import strawberry

from smoall.domain.access.consent import ConsentSubject, in_force
from smoall.schema.access.member_types import MyConsents
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.performing import Answer, perform
from smoall.usecases.access.consents import set_marketing_consent, withdraw_consent
from smoall.usecases.unit import Unit


@strawberry.input(description="What to take back.")
class WithdrawConsentInput:
    """A subject."""

    subject: ConsentSubject = says("What it is about. Only MARKETING can be taken back while the account exists.")


@strawberry.type(description="It is taken back; an entry was added, none was changed.")
class WithdrawConsentPayload:
    """The consents afterwards."""

    consents: MyConsents = says("Your consents.")


@strawberry.input(description="Whether news may be sent.")
class SetMarketingConsentInput:
    """Yes or no."""

    given: bool = says("True: news may be sent. Letters about your account and your documents leave either way.")


@strawberry.type(description="It is noted; an entry was added, none was changed.")
class SetMarketingConsentPayload:
    """The consents afterwards."""

    consents: MyConsents = says("Your consents.")


WithdrawConsentResult = result(WithdrawConsentPayload, "What came of taking a consent back.")
SetMarketingConsentResult = result(SetMarketingConsentPayload, "What came of saying whether news may be sent.")


async def withdraw_consent_(info: Info, input: WithdrawConsentInput) -> Answer:
    """Take a consent back."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        await withdraw_consent(
            unit, input.subject, text=info.context.services.notice, remote_address=info.context.remote_address
        )
        return {"consents": await _consents(unit)}

    return await perform(info, act)


async def set_marketing_consent_(info: Info, input: SetMarketingConsentInput) -> Answer:
    """Say whether news may be sent."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        await set_marketing_consent(
            unit, given=input.given, text=info.context.services.notice, remote_address=info.context.remote_address
        )
        return {"consents": await _consents(unit)}

    return await perform(info, act)


async def _consents(unit: Unit) -> dict[str, Any]:
    history = await unit.accounts.consents(unit.actor.user_id)
    now = in_force(history)
    return {
        "inForce": [_shown(now[subject]) for subject in sorted(now)],
        "history": [_shown(entry) for entry in history],
    }


def _shown(entry: Any) -> dict[str, Any]:
    return {
        "subject": entry.subject,
        "given": entry.given,
        "version": entry.version,
        "textSha256": entry.text_sha256,
        "language": entry.language,
        "at": entry.at,
        "source": entry.source,
        "remoteAddress": entry.remote_address,
    }
