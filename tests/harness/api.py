"""A client of the GraphQL API, as an integrator would write it: one person's session, pleasant to read in a test."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx

from tests import builders
from tests.harness.selecting import mutation_document

PASSWORD = "correct horse battery"
STORY = Path(__file__).parents[1] / "stories" / "main_job.graphql"
TERMS = "{ termsOfService { version } }"
Json = dict[str, Any]

_people = itertools.count(1)


def today() -> str:
    """The day in Brussels."""
    return datetime.now(UTC).astimezone(ZoneInfo("Europe/Brussels")).date().isoformat()


class Refused(AssertionError):
    """The API answered with a problem or an error where a test expected the thing done."""


@dataclass(frozen=True, slots=True)
class Api:
    """Calls with the token of one session; without one, before anybody is known."""

    http: httpx.AsyncClient
    token: str | None = None
    email: str = ""
    organisation: str = ""

    @property
    def organisation_id(self) -> UUID:
        """The organisation's UUID, as the database knows it."""
        return UUID(hex=self.organisation.removeprefix("org_"))

    async def post(self, body: Any, **headers: str) -> httpx.Response:
        """A raw request: ``body`` as JSON, or bytes as they stand."""
        known = {"authorization": f"Bearer {self.token}"} if self.token else {}
        sent = {"content-type": "application/json", **known, **headers}
        if isinstance(body, bytes):
            return await self.http.post("/graphql", content=body, headers=sent)
        return await self.http.post("/graphql", json=body, headers=sent)

    async def answer(self, query: str, variables: Mapping[str, Any] | None = None, *, name: str = "") -> Json:
        """The whole answer of a document: data, errors, extensions."""
        response = await self.post({"query": query, "variables": variables or {}, "operationName": name or None})
        found: Json = response.json()
        return found

    async def ask(self, query: str, **variables: Any) -> Json:
        """The data of a query. Raises Refused when the answer holds an error."""
        return _data(await self.answer(query, variables))

    async def run(self, operation: str, variables: Mapping[str, Any]) -> Json:
        """The root field's answer to an operation of ``main_job.graphql``."""
        data = _data(await self.answer(STORY.read_text("utf-8"), variables, name=operation))
        (found,) = data.values()
        root: Json = found
        return root

    async def act(self, mutation: str, given: Json | None = None, *, select: str = "", key: str = "") -> Json:
        """What a mutation answers, payload or problem; ``key`` is its Idempotency-Key."""
        found: Json = _data(await self.answer_to(mutation, given, select=select, key=key))[mutation]
        return found

    async def answer_to(self, mutation: str, given: Json | None = None, *, select: str = "", key: str = "") -> Json:
        """The whole answer to a mutation, errors too."""
        headers = {"idempotency-key": key} if key else {}
        body = {"query": mutation_document(mutation, select), "variables": {"input": given} if given else {}}
        found: Json = (await self.post(body, **headers)).json()
        return found

    async def do(self, mutation: str, given: Json | None = None, *, select: str = "", key: str = "") -> Json:
        """The payload of a mutation. Raises Refused when it answers with a problem."""
        found = await self.act(mutation, given, select=select, key=key)
        if not found["__typename"].endswith("Payload"):
            raise Refused(f"{mutation}: {found}")
        return found

    async def refusal(self, mutation: str, given: Json | None = None) -> Json:
        """The problem that a mutation answers with. Raises AssertionError when it did what was asked."""
        found = await self.act(mutation, given)
        assert found["__typename"].endswith("Problem"), found
        return found

    @classmethod
    async def registered(cls, http: httpx.AsyncClient, *, locale: str = "FR", **organisation: Any) -> "Api":
        """A new person with a new organisation, signed in."""
        number = next(_people)
        email = f"person{number}-{id(http)}@example.be"
        anonymous = cls(http)
        version = (await anonymous.ask(TERMS))["termsOfService"]["version"]
        select = "session { token } organisation { id }"
        given = registration(email, version, locale=locale, **organisation)
        payload = await anonymous.do("register", given, select=select)
        return cls(http, payload["session"]["token"], email, payload["organisation"]["id"])

    async def signed_in_again(self) -> "Api":
        """The same person on another device."""
        given = {"email": self.email, "password": PASSWORD}
        payload = await Api(self.http).do("signIn", given, select="session { token }")
        return Api(self.http, payload["session"]["token"], self.email, self.organisation)

    # -- the trade's acts, with defaults ------------------------------------------------------------------------------

    async def company(self, **changes: Any) -> str:
        """The id of a new customer."""
        found: str = (await self.do("createCompany", customer(**changes), select="company { id }"))["company"]["id"]
        return found

    async def draft(self, customer: str, *lines: Json, **changes: Any) -> str:
        """The id of a new draft for that customer."""
        given = draft(customer, *lines, **changes)
        found: str = (await self.do("draftInvoice", given, select="invoice { id }"))["invoice"]["id"]
        return found

    async def issue(self, invoice: str, **changes: Any) -> Json:
        """An invoice after it was issued, with its own values."""
        found: Json = (await self.do("issueInvoice", {"invoice": invoice, **changes}))["invoice"]
        return found

    async def issued(self, customer: str | None = None, *lines: Json, **changes: Any) -> Json:
        """A new invoice, issued today."""
        return await self.issue(await self.draft(customer or await self.company(), *lines, **changes))

    async def pay(self, invoice: str, amount: str, *, key: str = "") -> Json:
        """What registering a payment of that invoice answers."""
        return await self.act("registerPayment", payment(amount, {invoice: amount}), key=key)


def _data(answer: Json) -> Json:
    if answer.get("errors") or answer.get("data") is None:
        raise Refused(str(answer))
    data: Json = answer["data"]
    return data


ADDRESS = {"street": "Quai des Péniches 12", "postalCode": "1000", "city": "Bruxelles", "country": "BE"}


def registration(email: str, terms: str, *, locale: str = "FR", **organisation: Any) -> Json:
    """What registering takes."""
    return {
        "email": email,
        "password": PASSWORD,
        "name": "Anne Dubois",
        "locale": locale,
        "organisation": {
            "name": "Menuiserie du Canal",
            "enterpriseNumber": builders.SELLER_NUMBER,
            "vatRegistered": True,
            "legalForm": "SRL",
            "address": ADDRESS,
            "iban": builders.belgian_iban(5390075470),
            "email": "facturation@menuiserie.example",
            **organisation,
        },
        "terms": {"version": terms, "accepted": True},
    }


def customer(**changes: Any) -> Json:
    """A company in Ghent with one contact."""
    return {
        "name": "Drukkerij De Gouden Inkt",
        "enterpriseNumber": builders.BUYER_NUMBER,
        "vatNumber": "BE" + builders.BUYER_NUMBER,
        "language": "NL",
        "address": {"street": "Korenlei 7", "postalCode": "9000", "city": "Gent", "country": "BE"},
        "email": "boekhouding@inkt.example",
        "contacts": [{"name": "Jan Peeters", "email": "jan@inkt.example"}],
        **changes,
    }


def line(**changes: Any) -> Json:
    """Two and a half hours at 85.00, standard VAT of 21 %: 257.13 in all."""
    standard = {"category": "STANDARD", "rate": "21"}
    return {
        "description": "Pose de châssis",
        "quantity": "2.5",
        "unit": "HUR",
        "unitPrice": "85.00",
        "vat": standard,
        **changes,
    }


def draft(customer: str, *lines: Json, **changes: Any) -> Json:
    """An invoice of one standard line."""
    return {"customer": customer, "lines": list(lines) or [line()], **changes}


def payment(amount: str, allocations: Mapping[str, str] | None = None, **changes: Any) -> Json:
    """Money that came in today, and what it pays: amounts by invoice."""
    pays = [{"invoice": invoice, "amount": part} for invoice, part in (allocations or {}).items()]
    return {"amount": {"amount": amount}, "receivedOn": today(), "allocations": pays, **changes}
