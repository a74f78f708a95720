"""Advertising to a contact: only on a basis that holds, and with a link by which one click ends it."""

import hashlib
from uuid import UUID

import pytest

from smoall.domain.kernel.errors import Conflict, DomainError, Invalid
from smoall.domain.kernel.language import Language
from smoall.infra.crypto.tokens import RandomTokens
from smoall.usecases.actor import system
from smoall.usecases.mail import ADVERTISING
from smoall.usecases.privacy.objection.advertise import Advertisement, Message, advertise
from smoall.usecases.privacy.objection.notice import Links
from tests.harness.api import Api, Json, today
from tests.harness.house import RunningHouse
from tests.harness.objection_acts import AGREED, first_contact

SAID = Message("Nos nouveautés", "Bonjour", "<p>Bonjour</p>", Language.FR)


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
    await api.do("setMarketingBasis", {"contact": contact, **AGREED})

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


async def test_without_a_basis_that_still_holds_nothing_is_written(house: RunningHouse, api: Api) -> None:
    for mutation, given, code in (
        (None, {}, "MARKETING_BASIS_MISSING"),
        ("updateContact", {"email": "hugo@inkt.example"}, "MARKETING_BASIS_MISSING"),
        ("updateContact", {"email": None}, "RECIPIENT_MISSING"),
        ("restrictProcessing", {"reason": "Exactitude contestée"}, "PROCESSING_RESTRICTED"),
    ):
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


STATEMENTS = """query ($id: ID!) { company(id: $id) { contacts(first: 1) { nodes { marketingBasis marketingProof
  marketingStatements { basis proof wording wordingVersion wordingSha256 givenOn } } } } }"""


async def stated(api: Api, company: str) -> Json:
    """The contact's basis and all that was stated."""
    found: Json = (await api.ask(STATEMENTS, id=company))["company"]["contacts"]["nodes"][0]
    return found


async def test_consents_are_kept_with_the_words_they_were_given_to(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    contact = await first_contact(api, company)
    await api.do("setMarketingBasis", {"contact": contact, **AGREED})
    await api.do("setMarketingBasis", {"contact": contact, "basis": "NONE"})
    again = {"basis": "CONSENT", "proof": "E-mail du 3 juin", "wordingVersion": "2026-05"}
    await api.do("setMarketingBasis", {"contact": contact, **again})

    latest, ended, first = (await stated(api, company))["marketingStatements"]

    words = AGREED["wording"]
    told = {"basis": "CONSENT", "wording": words, "wordingVersion": "2026-05"}
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    assert first == {**told, "proof": AGREED["proof"], "wordingSha256": sha256, "givenOn": "2026-05-12"}
    assert (ended["basis"], ended["proof"]) == ("NONE", None)
    assert latest == {**told, "proof": "E-mail du 3 juin", "wordingSha256": sha256, "givenOn": today()}


async def test_an_objection_ends_a_consent_and_lifting_it_does_not_bring_it_back(house: RunningHouse, api: Api) -> None:
    company = await api.company()
    contact = await first_contact(api, company)
    await api.do("setMarketingBasis", {"contact": contact, **AGREED})
    await api.do("opposeProcessing", {"company": company, "reason": "Non merci"})
    await api.do("liftOpposition", {"company": company, "reason": "A changé d'avis"})

    found = await stated(api, company)

    assert (found["marketingBasis"], found["marketingProof"]) == ("NONE", None)
    assert [one["basis"] for one in found["marketingStatements"]] == ["NONE", "CONSENT"]
    with pytest.raises(Conflict, match="MARKETING_BASIS_MISSING"):
        await advertised(house, api, contact)


async def test_a_consent_without_its_words_is_none(house: RunningHouse, api: Api) -> None:
    contact = await first_contact(api, await api.company())
    await api.do("setMarketingBasis", {"contact": contact, **AGREED})
    before = await house.counts()
    for change, code in (
        ({"wordingVersion": None}, "WORDING_VERSION_REQUIRED"),
        ({"wordingVersion": "2026-06", "wording": " "}, "WORDING_REQUIRED"),
        ({"wording": "D'autres mots"}, "WORDING_DIFFERS"),
        ({"givenOn": "2199-01-01"}, "GIVEN_IN_THE_FUTURE"),
    ):
        assert code in str(await api.refusal("setMarketingBasis", {"contact": contact, **AGREED, **change}))
    assert await house.counts() == before
