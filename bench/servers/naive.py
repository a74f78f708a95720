"""(c) The usual way: SQLAlchemy's ORM with eager loading, objects handed to Strawberry's resolvers.

Kinder than usual: no row security, no cost limit, and the session is looked up in a dict.
"""

import base64
import os
import sys
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
import uvicorn
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import foreign, registry, relationship, selectinload
from strawberry.asgi import GraphQL

from bench.questions import ORGANISATIONS, made, token_of
from bench.servers.started import POOL
from smoall.infra.postgres.tables import company, document, document_line


class CompanyRow:
    """A customer as the ORM has it."""


class LineRow:
    """A line as the ORM has it."""


class InvoiceRow:
    """An invoice as the ORM has it."""


mapped = registry()
mapped.map_imperatively(CompanyRow, company)
mapped.map_imperatively(LineRow, document_line)
mapped.map_imperatively(
    InvoiceRow,
    document,
    properties={
        "customer": relationship(CompanyRow, viewonly=True),
        "lines": relationship(
            LineRow,
            primaryjoin=(document.c.organisation_id == foreign(document_line.c.organisation_id))
            & (document.c.id == foreign(document_line.c.document_id)),
            order_by=document_line.c.position,
            viewonly=True,
        ),
    },
)


@strawberry.type
class Money:
    """An amount."""

    amount: Decimal
    currency: str


@strawberry.type
class Address:
    """An address."""

    city: str


@strawberry.type
class Company:
    """A customer."""

    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(f"cmp_{self.row.id.hex}")

    @strawberry.field
    def name(self) -> str:
        """Its name."""
        return str(self.row.name)

    @strawberry.field
    def address(self) -> Address:
        """Its address."""
        return Address(city=self.row.city)


@strawberry.type
class Line:
    """A line."""

    row: strawberry.Private[Any]
    currency: strawberry.Private[str]

    @strawberry.field
    def position(self) -> int:
        """Its place."""
        return int(self.row.position)

    @strawberry.field
    def description(self) -> str:
        """Its text."""
        return str(self.row.description)

    @strawberry.field
    def quantity(self) -> Decimal:
        """How many."""
        return Decimal(self.row.quantity)

    @strawberry.field
    def unit_price(self) -> Money:
        """For one."""
        return Money(amount=self.row.unit_price, currency=self.currency)

    @strawberry.field
    def net(self) -> Money:
        """For all."""
        return Money(amount=self.row.net, currency=self.currency)


@strawberry.type
class Totals:
    """The sums."""

    net: Money
    vat: Money
    gross: Money


@strawberry.type
class Invoice:
    """An invoice."""

    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(f"inv_{self.row.id.hex}")

    @strawberry.field
    def number(self) -> str | None:
        """Its number."""
        return self.row.number  # type: ignore[no-any-return]

    @strawberry.field
    def state(self) -> str:
        """Its state."""
        return str(self.row.state)

    @strawberry.field
    def issued_on(self) -> date | None:
        """The day of issue."""
        return self.row.issued_on  # type: ignore[no-any-return]

    @strawberry.field
    def due_on(self) -> date | None:
        """The day by which it is to be paid."""
        return self.row.due_on  # type: ignore[no-any-return]

    @strawberry.field
    def customer(self) -> Company:
        """Who owes it."""
        return Company(row=self.row.customer)

    @strawberry.field
    def lines(self) -> list[Line]:
        """What it is for."""
        return [Line(row=line, currency=self.row.currency) for line in self.row.lines]

    @strawberry.field
    def totals(self) -> Totals:
        """The sums."""
        row = self.row
        return Totals(
            net=Money(amount=row.net, currency=row.currency),
            vat=Money(amount=row.vat, currency=row.currency),
            gross=Money(amount=row.gross, currency=row.currency),
        )

    @strawberry.field
    def balance(self) -> Money:
        """What is left to pay."""
        return Money(amount=self.row.balance, currency=self.row.currency)


@strawberry.type
class PageInfo:
    """Where the page stands."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class Invoices:
    """A page."""

    page_info: PageInfo
    nodes: list[Invoice]


@strawberry.type
class MonthlySales:
    """The sums of a month."""

    month: str
    state: str
    count: int
    net: Money
    vat: Money
    gross: Money
    balance: Money


@strawberry.input
class Is:
    """A comparison."""

    eq: str


@strawberry.input
class InvoiceWhere:
    """A filter."""

    state: Is


ORGANISATION_OF = {f"Bearer {token_of(n)}": made(0, n) for n in range(ORGANISATIONS)}
Info = strawberry.Info[Any, Any]


def _asked(info: Info) -> tuple[AsyncSession, UUID]:
    return info.context["session"], ORGANISATION_OF[info.context["request"].headers["authorization"]]


@strawberry.type
class Query:
    """The three questions."""

    @strawberry.field
    async def invoice(self, info: Info, id: strawberry.ID) -> Invoice | None:
        """Q1."""
        session, organisation = _asked(info)
        wanted = select(InvoiceRow).where(
            document.c.organisation_id == organisation, document.c.id == UUID(id[4:]), document.c.kind == "INVOICE"
        )
        row = (await session.scalars(wanted.options(*_WITH))).one_or_none()
        return Invoice(row=row) if row else None

    @strawberry.field
    async def invoices(
        self, info: Info, first: int, where: InvoiceWhere | None = None, after: str | None = None
    ) -> Invoices:
        """Q2, its first page."""
        session, organisation = _asked(info)
        assert after is None
        wanted = (
            select(InvoiceRow)
            .where(document.c.organisation_id == organisation, document.c.kind == "INVOICE")
            .where(document.c.state == (where.state.eq if where else None))
            .order_by(document.c.listed_on.desc(), document.c.id.desc())
            .limit(first + 1)
        )
        rows = (await session.scalars(wanted.options(*_WITH))).all()
        shown: list[Any] = list(rows[:first])
        cursor = "\x1f".join(("inv,ISSUED_ON-,id-", str(shown[-1].listed_on), str(shown[-1].id))) if shown else None
        return Invoices(
            page_info=PageInfo(
                has_next_page=len(rows) > first,
                end_cursor=base64.b64encode(cursor.encode()).decode() if cursor else None,
            ),
            nodes=[Invoice(row=row) for row in shown],
        )

    @strawberry.field
    async def sales_by_month(self, info: Info) -> list[MonthlySales]:
        """Q3."""
        session, organisation = _asked(info)
        month = func.to_char(document.c.issued_on, "YYYY-MM")
        sums = [func.sum(document.c[name]) for name in ("net", "vat", "gross", "balance")]
        keys = (month, document.c.state, document.c.currency)
        wanted = (
            select(*keys, func.count(), *sums)
            .where(document.c.organisation_id == organisation, document.c.kind == "INVOICE")
            .where(document.c.issued_on.is_not(None))
            .group_by(*keys)
            .order_by(*keys)
        )
        return [
            MonthlySales(
                month=row[0],
                state=row[1],
                count=row[3],
                **{name: Money(amount=row[4 + n], currency=row[2]) for n, name in enumerate(_SUMS)},
            )
            for row in await session.execute(wanted)
        ]


_SUMS = ("net", "vat", "gross", "balance")
_WITH = (
    selectinload(InvoiceRow.customer),  # type: ignore[attr-defined]
    selectinload(InvoiceRow.lines),  # type: ignore[attr-defined]
)


class WithSession(GraphQL[Any, Any]):
    """One ORM session for each request."""

    async def get_context(self, request: Any, response: Any) -> Any:
        """What resolvers reach for."""
        return {"request": request, "response": response, "session": SESSIONS()}

    async def run(self, request: Any, context: Any = None, root_value: Any = strawberry.UNSET) -> Any:
        """Answer, then give the connection back."""
        context = await self.get_context(request, None)
        async with context["session"]:
            return await super().run(request, context, root_value)


ENGINE = create_async_engine(
    os.environ["BENCH_ADMIN_URL"].replace("postgresql://", "postgresql+asyncpg://", 1), pool_size=POOL, max_overflow=0
)
SESSIONS = async_sessionmaker(ENGINE, expire_on_commit=False)

if __name__ == "__main__":
    uvicorn.run(WithSession(strawberry.Schema(Query)), port=int(sys.argv[1]), log_level="error", access_log=False)
