"""The marks of objection and restriction on every read path: a record's own, or that of the customer it belongs to."""

from collections.abc import Callable
from typing import TypeAlias

from smoall.infra.postgres.reads.model import Expr, Filter, Inside

Of: TypeAlias = Callable[[str], str]

_CUSTOMER = (
    "(select marked.{0} from company marked where marked.organisation_id = {{t}}.organisation_id"
    " and marked.id = {{t}}.company_id)"
)
_DOCUMENT = (
    "(select kept.{0} from document_restriction kept where kept.organisation_id = {{t}}.organisation_id"
    " and kept.document_id = {{t}}.id)"
)


def _own(column: str) -> str:
    return "{t}." + column


def _customers(column: str) -> str:
    return _CUSTOMER.format(column)


def _own_or_customers(column: str) -> str:
    return f"coalesce({_own(column)}, {_customers(column)})"


def _documents(column: str) -> str:
    own = _DOCUMENT.format(column.removeprefix("restricted_").removeprefix("restriction_"))
    return f"coalesce({own}, {_customers(column)})"


def _opposition(of: Of) -> Inside:
    return Inside(
        {
            "since": Expr(of("opposed_since")),
            "by": Expr(of("opposed_by")),
            "reason": Expr(of("opposed_reason")),
        },
        present=f"{of('opposed_since')} is not null",
    )


def _restriction(of: Of, *, until: str = "null::date") -> Inside:
    return Inside(
        {"since": Expr(of("restricted_since")), "reason": Expr(of("restriction_reason")), "until": Expr(until)},
        present=f"{of('restricted_since')} is not null",
    )


def _where(opposed: str, restricted: str) -> dict[str, Filter]:
    return {
        "isOpposed": Filter(f"({opposed} is not null)", "boolean"),
        "isRestricted": Filter(f"({restricted} is not null)", "boolean"),
    }


COMPANY = {"processingOpposition": _opposition(_own), "processingRestriction": _restriction(_own)}
COMPANY_WHERE = _where(_own("opposed_since"), _own("restricted_since"))
CONTACT = {
    "processingOpposition": _opposition(_own_or_customers),
    "processingRestriction": _restriction(_own_or_customers),
}
CONTACT_WHERE = _where(_own_or_customers("opposed_since"), _own_or_customers("restricted_since"))
DOCUMENT = {
    "processingOpposition": _opposition(_customers),
    "processingRestriction": _restriction(_documents, until="kept_until({t}.issued_on)"),
}
DOCUMENT_WHERE = _where(_customers("opposed_since"), _documents("restricted_since"))
