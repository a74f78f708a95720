"""A person in an organisation's records whose every field bears a token that occurs nowhere else.

They are a contact and, by name, two customers: one that was invoiced, one that never was.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from tests import builders
from tests.harness.api import Api, Json, customer, line, payment, today
from tests.harness.house import RunningHouse
from tests.harness.objection_acts import AGREED
from tests.harness.retention_acts import previewed

MADE = "company { id name email phone contacts { nodes { id name email phone jobTitle } } }"
REPORT = """query ($id: ID!) {
  subjectAccessReport(request: $id) { json download { url } }
  findSubject(text: "Kanari") { hits { table } }
}"""
OFF = {"percent": "5", "vat": {"category": "STANDARD", "rate": "21"}}


@dataclass(frozen=True, slots=True)
class Words:
    """What they are known by. ``root`` stands in every text of theirs; numbers are theirs alone."""

    root: str
    phones: tuple[str, ...]
    numbers: tuple[str, ...]

    @classmethod
    def made(cls, letter: str) -> "Words":
        """Words that nobody bears."""
        phones = [f"+32 9 {secrets.randbelow(900) + 100} {secrets.randbelow(9000) + 1000}" for _ in range(4)]
        numbers = [builders.enterprise_number(9_000_000 - secrets.randbelow(8_000_000)) for _ in range(2)]
        return cls(letter + secrets.token_hex(6), tuple(phones), tuple(numbers))

    @property
    def name(self) -> str:
        """Their name."""
        return f"Kanari {self.root}name"

    def email(self, which: str) -> str:
        """One of their addresses."""
        return f"{self.root}{which}@example.be"

    @property
    def needles(self) -> tuple[str, ...]:
        """What may not be found once they are erased."""
        dotted = tuple(f"{one[:4]}.{one[4:7]}.{one[7:]}" for one in self.numbers)
        slashed = tuple(one.replace(" ", "/") for one in self.phones)
        return (self.root, *self.phones, *slashed, *self.numbers, *dotted)


@dataclass(frozen=True, slots=True)
class Canary:
    """The person, and what there is of them by id: their case, their contacts, the companies that they are."""

    words: Words
    request: str
    contacts: tuple[str, str]
    companies: tuple[str, str]


async def canary(house: RunningHouse, api: Api, letter: str) -> Canary:
    """Somebody with something in every column that may hold something of a customer or a contact."""
    words = Words.made(letter)
    invoiced = await _trader(api, words, 0)
    prospect = await _trader(api, words, 1)
    (contact, other) = (one["contacts"]["nodes"][0]["id"] for one in (invoiced, prospect))
    await _stated(api, words, contact, other)
    document = await _traded(house, api, words, invoiced["id"])
    await _drafted(api, words, invoiced["id"], prospect["id"])
    await _kept(house, api, words, prospect["id"])
    request = await _asked(house, api, words, contact)
    await _opposed(house, api, words, document, contact=contact, company=invoiced["id"])
    return Canary(words, request, (contact, other), (invoiced["id"], prospect["id"]))


async def _trader(api: Api, words: Words, which: int) -> Json:
    root, number = f"{words.root}{which}", words.numbers[which]
    address = {"street": f"{root}street 7", "postalCode": f"{root}p", "city": f"{root}city", "country": "IE"}
    contact = {
        "name": words.name,
        "email": words.email(f"own{which}"),
        "phone": words.phones[which],
        "jobTitle": f"{root}job",
    }
    given = customer(
        name=words.name,
        enterpriseNumber=number,
        vatNumber=f"BE{number}",
        address=address,
        email=words.email(f"shop{which}"),
        phone=words.phones[which + 2],
        isNaturalPerson=True,
        contacts=[contact],
    )
    made: Json = (await api.do("createCompany", given, key=secrets.token_hex(8), select=MADE))["company"]
    return made


async def _stated(api: Api, words: Words, contact: str, other: str) -> None:
    """Bases; the first contact objects later, which ends a consent."""
    assessed = {"basis": "LEGITIMATE_INTEREST", "assessment": f"{words.root}assessment"}
    await api.do("setLegalBasis", {"contact": contact, **assessed})
    await api.do("setMarketingBasis", {"contact": other, **AGREED, "proof": f"{words.root}proof"})


def _texts(words: Words) -> Json:
    number = words.numbers[0]
    note = f'Call {words.name.upper()}\nor "{words.email("own0")}" on {words.phones[0].replace(" ", "/")}'
    return {
        "note": f"{note}, BE {number[:4]}.{number[4:7]}.{number[7:]}",
        "buyerReference": words.name,
        "discounts": [{"reason": f"because {words.name} asked", **OFF}],
    }


async def _traded(house: RunningHouse, api: Api, words: Words, company: str) -> str:
    """An invoice, sent, paid in part and credited in part, with its files; its id."""
    invoice: str = (await api.issued(company, line(description=f"For {words.name}"), **_texts(words)))["id"]
    to = [words.email("own0"), words.email("shop0")]
    await api.do("sendInvoice", {"invoice": invoice, "to": to}, key=secrets.token_hex(8))
    paid = payment("1.00", {invoice: "1.00"}, payer=words.name, communication=f"van {words.email('own0')}")
    await api.do("registerPayment", paid, key=secrets.token_hex(8))
    credited = {"invoice": invoice, "reason": f"{words.name} was right", "lines": [{"position": 1, "quantity": "1"}]}
    await api.do("creditInvoice", credited, key=secrets.token_hex(8))
    await house.queue.drain(api.organisation_id)
    return invoice


async def _drafted(api: Api, words: Words, *companies: str) -> None:
    for company in companies:
        await api.draft(company, line(description=f"As {words.name} wished"), **_texts(words))


async def _kept(house: RunningHouse, api: Api, words: Words, prospect: str) -> None:
    """A term, a hold, a review and a purge of other records, whose reasons name them."""
    reason = {"reason": f"{words.name} asked why"}
    await api.do("setRetentionPolicy", {"category": "INVOICE", "years": 12, **reason})
    await api.do("keepProspects", {"companies": [prospect], **reason})
    other = await api.company(email=None, contacts=[{"name": "Long Gone"}])
    held = await api.do("placeHold", {"object": other, "ground": "LITIGATION", **reason}, select="hold { id }")
    await api.do("releaseHold", {"hold": held["hold"]["id"], **reason})
    for table, key in (("company", "id"), ("contact", "company_id")):
        aged = f"UPDATE {table} SET created_at = '2009-03-10' WHERE {key} = $1"
        await house.truth(aged, UUID(hex=other.removeprefix("cmp_")))
    await api.do("runPurge", {"previewToken": await previewed(api), **reason})
    await house.queue.drain(api.organisation_id)


async def _asked(house: RunningHouse, api: Api, words: Words, contact: str) -> str:
    """Two cases of theirs: the answer to the one was handed out, the other, an erasure, is verified; its id."""
    access, erasure = [await _case(api, words, contact, kind) for kind in ("ACCESS", "ERASURE")]
    report = (await api.ask(REPORT, id=access))["subjectAccessReport"]
    assert words.root in report["json"]
    assert (await house.http.get(report["download"]["url"])).status_code == 200
    await api.do("completeSubjectRequest", {"request": access})
    return erasure


async def _case(api: Api, words: Words, contact: str, kind: str) -> str:
    who = {"contact": contact, "name": words.name, "email": words.email("case"), "phone": words.phones[0]}
    given = {"kind": kind, **who, "receivedOn": today(), "language": "NL"}
    request: str = (await api.do("openSubjectRequest", given, select="request { id personName }"))["request"]["id"]
    await api.do("extendSubjectRequest", {"request": request, "reason": f"{words.root}extension"})
    await api.do("verifySubjectIdentity", {"request": request, "method": "CALL_BACK"})
    return request


async def _opposed(house: RunningHouse, api: Api, words: Words, document: str, *, contact: str, company: str) -> None:
    for one in ({"contact": contact}, {"company": company}):
        await api.do("opposeProcessing", {**one, "reason": f"{words.name} said no"}, key=secrets.token_hex(8))
    duty = {"to": [words.email("shop0")], "legalDuty": f"{words.name} asked for a copy"}
    await api.do("sendInvoice", {"invoice": document, **duty}, key=secrets.token_hex(8))
    await house.queue.drain(api.organisation_id)
    for one in ({"contact": contact}, {"company": company}, {"document": document}):
        await api.do("restrictProcessing", {**one, "reason": f"{words.name} contests it"})
