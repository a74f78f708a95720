"""Sound examples of objecting and restricting."""

from itertools import count

from tests import builders
from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse

_COMPANIES = count(1)
AGREED = {
    "basis": "CONSENT",
    "proof": "Salon du bois, 12 mai 2026, carte signée",
    "wordingVersion": "2026-05",
    "wording": "Oui, écrivez-moi au sujet de vos nouveautés.",
    "givenOn": "2026-05-12",
}
WHY = {"reason": "Ne veut plus être contacté"}


async def objecting(_house: RunningHouse, api: Api) -> Json:
    """A company's objection, with an address and a number that no other example uses."""
    one = next(_COMPANIES)
    number = builders.enterprise_number(9_991_000 + one)
    own = {"email": f"stil{one}@inkt.example", "enterpriseNumber": number, "vatNumber": f"BE{number}"}
    company = await api.company(contacts=[], **own)
    return {"company": company, **WHY}


async def opposed(house: RunningHouse, api: Api) -> Json:
    """A company that objected, and agrees again."""
    given = await objecting(house, api)
    await api.do("opposeProcessing", given)
    return {"company": given["company"], "reason": "A changé d'avis"}


async def to_restrict(_house: RunningHouse, api: Api) -> Json:
    """An issued invoice whose accuracy is contested."""
    return {"document": (await api.issued())["id"], "reason": "Exactitude contestée"}


async def restricted(house: RunningHouse, api: Api) -> Json:
    """A restricted invoice."""
    given = await to_restrict(house, api)
    await api.do("restrictProcessing", given)
    return {"document": given["document"], "reason": "Exactitude vérifiée"}


async def assessed(_house: RunningHouse, api: Api) -> Json:
    """A contact whose data is held in a legitimate interest."""
    contact = await first_contact(api, await api.company())
    return {"contact": contact, "basis": "LEGITIMATE_INTEREST", "assessment": "Relation suivie, attendue"}


async def consenting(_house: RunningHouse, api: Api) -> Json:
    """A contact who wants news."""
    contact = await first_contact(api, await api.company())
    return {"contact": contact, **AGREED}


async def first_contact(api: Api, company: str) -> str:
    """The id of a company's first contact."""
    query = "query ($id: ID!) { company(id: $id) { contacts(first: 1) { nodes { id } } } }"
    found: str = (await api.ask(query, id=company))["company"]["contacts"]["nodes"][0]["id"]
    return found


ACTS = {
    "setLegalBasis": assessed,
    "setMarketingBasis": consenting,
    "opposeProcessing": objecting,
    "liftOpposition": opposed,
    "restrictProcessing": to_restrict,
    "liftRestriction": restricted,
}
