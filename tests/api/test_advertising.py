"""Advertising to a contact: only on a basis that holds, and with a link by which one click ends it."""

from uuid import UUID

import pytest

from smoall.domain.kernel.errors import Conflict, DomainError, Invalid
from smoall.domain.kernel.language import Language
from smoall.infra.crypto.tokens import RandomTokens
from smoall.usecases.actor import system
from smoall.usecases.mail import ADVERTISING
from smoall.usecases.privacy.objection.advertise import Advertisement, Message, advertise
from smoall.usecases.privacy.objection.notice import Links
from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse
from tests.harness.objection_acts import first_contact

SAID = Message("Nos nouveautés", "Bonjour", "<p>Bonjour</p>", Language.FR)
CONSENT = {"basis": "CONSENT", "proof": "Salon du bois, 12 mai 2026"}


async def advertised(house: RunningHouse, api: Api, contact: str) -> Advertisement:
    """What is written to them. Raises what refuses it."""
    links = Links(RandomTokens(), house.house.settings.base_url)
    actor = system(api.organisation_id)
    async with house.house.services.units.begin(actor, request_id="advertise") as unit:
        written = await advertise(unit, UUID(hex=contact.removeprefix("ctc_")), SAID, links=links)
        await unit.commit()
    return written


async def test_one_click_in_the_letter_ends_it(house: RunningHouse, api: Api) -> None:
    company = await api.company(language="FR")
    contact = await first_contact(api, company)
    await api.do("setMarketingBasis", {"contact": contact, **CONSENT})

    written = await advertised(house, api, contact)

    letter = written.letter
    assert (letter.recipient.value, letter.tag, letter.sender) == (
        "jan@inkt.example",
        ADVERTISING,
        "Menuiserie du Canal",
    )
    assert written.notice is not None
    assert letter.one_click is not None
    click = {"content-type": "application/x-www-form-urlencoded"}
    body = b"List-Unsubscribe=One-Click"
    assert (await house.http.post(letter.one_click, content=body, headers=click)).status_code == 200
    before = await house.counts()
    with pytest.raises(Conflict) as refused:
        await advertised(house, api, contact)
    assert refused.value.code == "PROCESSING_OPPOSED"
    assert await house.counts() == before


@pytest.mark.parametrize(
    ("mutation", "given", "code"),
    [
        (None, {}, "MARKETING_BASIS_MISSING"),
        ("updateContact", {"email": "hugo@inkt.example"}, "MARKETING_BASIS_MISSING"),
        ("restrictProcessing", {"reason": "Exactitude contestée"}, "PROCESSING_RESTRICTED"),
        ("updateContact", {"email": None}, "RECIPIENT_MISSING"),
    ],
)
async def test_without_a_basis_that_still_holds_nothing_is_written(
    house: RunningHouse, api: Api, mutation: str | None, given: Json, code: str
) -> None:
    company = await api.company(contacts=[{"name": "Accueil", "email": "info@inkt.example"}])
    contact = await first_contact(api, company)
    if mutation:
        await api.do("setMarketingBasis", {"contact": contact, "basis": "IMPERSONAL_ADDRESS"})
        await api.do(mutation, {"contact": contact, **given})
    before = await house.counts()

    with pytest.raises(DomainError) as refused:
        await advertised(house, api, contact)

    found = refused.value.findings[0] if isinstance(refused.value, Invalid) else refused.value
    assert found.code == code
    assert await house.counts() == before
