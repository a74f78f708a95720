"""Giving and withdrawing consent: one more entry each time, the same few steps either way (GDPR art. 7(3))."""

import hashlib
from dataclasses import replace
from uuid import UUID

from smoall.domain.access.consent import (
    Consent,
    ConsentSource,
    ConsentSubject,
    ensure_withdrawable,
    has_given,
    in_force,
)
from smoall.domain.access.role import Permission
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.usecases.gate import require
from smoall.usecases.ports import Terms
from smoall.usecases.unit import Unit


async def prove(
    unit: Unit,
    user_id: UUID,
    subject: ConsentSubject,
    *,
    given: bool,
    text: Terms,
    language: Language,
    source: ConsentSource,
    remote_address: str | None,
) -> None:
    """Append the proof: which version of which text, in which language, when, from where, by which way."""
    digest = hashlib.sha256(text.texts[language].encode()).hexdigest()
    consent = Consent(
        subject=subject,
        given=given,
        version=text.version,
        text_sha256=digest,
        language=language,
        at=unit.now,
        source=source,
        remote_address=remote_address,
    )
    await unit.accounts.prove(user_id, consent)
    if subject is ConsentSubject.MARKETING:
        await unit.audience.ask_sync(user_id)


async def withdraw_consent(unit: Unit, subject: ConsentSubject, *, text: Terms, remote_address: str | None) -> UUID:
    """Take a consent back; what was not given stays not given.

    Raises Conflict CONSENT_NEEDED for what an account cannot be without.
    """
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    ensure_withdrawable(subject)
    await record_marketing(
        unit,
        unit.actor.user_id,
        given=False,
        text=text,
        language=unit.actor.language,
        source=ConsentSource.SETTINGS,
        remote_address=remote_address,
    )
    unit.record("withdrawConsent", public_id(Kind.USER, unit.actor.user_id), subject=subject)
    return unit.actor.user_id


async def set_marketing_consent(unit: Unit, *, given: bool, text: Terms, remote_address: str | None) -> UUID:
    """Say yes or no to news."""
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    await record_marketing(
        unit,
        unit.actor.user_id,
        given=given,
        text=text,
        language=unit.actor.language,
        source=ConsentSource.SETTINGS,
        remote_address=remote_address,
    )
    unit.record("setMarketingConsent", public_id(Kind.USER, unit.actor.user_id), given=given)
    return unit.actor.user_id


async def take_news_back(unit: Unit, user_id: UUID, *, source: ConsentSource) -> bool:
    """The consent to news that is in force is none any more, of the very text it was given on; False without one.

    For what happens to it elsewhere: whoever says no themselves says it on a text of today, by
    :func:`record_marketing`.
    """
    await unit.accounts.get(user_id, lock=True)
    said = in_force(await unit.accounts.consents(user_id)).get(ConsentSubject.MARKETING)
    if said is None or not said.given:
        return False
    no = replace(said, given=False, at=unit.now, source=source, remote_address=None, sequence=0)
    await unit.accounts.prove(user_id, no)
    await unit.audience.ask_sync(user_id)
    return True


async def record_marketing(
    unit: Unit,
    user_id: UUID,
    *,
    given: bool,
    text: Terms,
    language: Language,
    source: ConsentSource,
    remote_address: str | None = None,
) -> bool:
    """One more entry about news, from whichever side it came; False when it says what is in force already.

    The person is locked meanwhile, so that two entries at once come one after the other.
    """
    await unit.accounts.get(user_id, lock=True)
    history = await unit.accounts.consents(user_id)
    known = any(entry.subject is ConsentSubject.MARKETING for entry in history)
    if known and has_given(history, ConsentSubject.MARKETING) is given:
        return False
    await prove(
        unit,
        user_id,
        ConsentSubject.MARKETING,
        given=given,
        text=text,
        language=language,
        source=source,
        remote_address=remote_address,
    )
    return True
