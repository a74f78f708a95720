"""The questions that every server is asked, and two hundred requests of each in turn."""

import json
import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID

ORGANISATIONS = 50
REQUESTS = 200
LARGE = 0  # the organisation with 100 000 invoices

ONE = """query One($id: ID!) {
  invoice(id: $id) {
    id number state issuedOn dueOn
    customer { id name city: address { city } }
    lines { position description quantity unitPrice { amount } net { amount } }
    totals { net { amount currency } vat { amount } gross { amount } }
    balance { amount }
  }
}"""
PAGE = """query Page($first: Int!, $after: String, $where: InvoiceWhere) {
  invoices(first: $first, after: $after, where: $where) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id number state issuedOn dueOn
      customer { id name city: address { city } }
      lines { position description quantity unitPrice { amount } net { amount } }
      totals { net { amount currency } vat { amount } gross { amount } }
      balance { amount }
    }
  }
}"""
SUMS = """query Sums {
  salesByMonth { month state count net { amount } vat { amount } gross { amount } balance { amount } }
}"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: in which organisation, with which variables."""

    organisation: int
    variables: dict[str, Any]

    @property
    def token(self) -> str:
        """The session that asks."""
        return token_of(self.organisation)


@dataclass(frozen=True, slots=True)
class Question:
    """A GraphQL document and the requests made with it."""

    name: str
    title: str
    text: str
    requests: tuple[Asked, ...]

    def body(self, asked: Asked) -> str:
        """The request's JSON."""
        return json.dumps({"query": self.text, "variables": asked.variables})


def token_of(organisation: int) -> str:
    """The session token the data holds for an organisation."""
    return f"smo_bench_{organisation}"


def made(kind: int, number: int) -> UUID:
    """The id that the data gives to the n-th thing of a kind."""
    return UUID(f"01930000-{kind:04x}-7000-8000-{number:012x}")


def invoice_of(organisation: int, place: int) -> str:
    """The public id of an organisation's invoice."""
    number = place if organisation == LARGE else 100_000 + place * 49 + organisation - 1
    return "inv_" + made(6, number).hex


def questions() -> tuple[Question, ...]:
    """Q1, Q2 and Q3; the requests are drawn with a fixed seed."""
    draw = random.Random(20261123)
    small = [1 + n % (ORGANISATIONS - 1) for n in range(REQUESTS)]
    one = tuple(Asked(o, {"id": invoice_of(o, draw.randrange(2040))}) for o in small)
    states = ["ISSUED", "PAID", "PARTIALLY_PAID"]
    page = tuple(Asked(o, {"first": 50, "where": {"state": {"eq": states[n % 3]}}}) for n, o in enumerate(small))
    return (
        Question("Q1", "one invoice with its lines and customer", ONE, one),
        Question("Q2", "a page of 50 invoices with lines and customers", PAGE, page),
        Question("Q3", "sums by month and state", SUMS, tuple(Asked(o, {}) for o in small)),
    )
