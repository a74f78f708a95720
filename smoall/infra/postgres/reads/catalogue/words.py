"""The words that every part of the catalogue is written in."""

from collections.abc import Mapping

from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.model import Expr, Field, Filter, Inside
from smoall.infra.postgres.reads.paging import identity

OWN = "{{c}}.organisation_id = {{t}}.organisation_id and {{c}}.{} = {{t}}.{}"


def columns(*names: str) -> dict[str, Field]:
    """Fields named as their column: ``dueOn`` lies in ``due_on``."""
    return {camel(name): Expr("{t}." + name) for name in names}


def camel(name: str) -> str:
    """``due_on`` as ``dueOn``."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def public_id_of(kind: Kind, column: str = "{t}.id") -> Expr:
    """The id as clients see it, of a UUID column."""
    return Expr(f"'{kind.value}_' || replace({column}::text, '-', '')")


def money(column: str, currency: str = "{t}.currency") -> Inside:
    """An amount with its currency."""
    return Inside({"amount": Expr(column), "currency": Expr(currency)})


def by_uuid(kind: Kind, column: str) -> Filter:
    """A filter by the id of ``kind`` that a UUID column holds."""
    return Filter(column, "uuid", identity(kind.value))


def signed_file(
    kind: str, entity: Kind, stored: Mapping[str, Field], *, present: str, path: str = "files", of: str = "id"
) -> Inside:
    """A signed address that opens without a header until it expires: ``kind`` of the object whose UUID ``of`` holds,
    below ``path``. The MAC is SHA-256(key ‖ SHA-256(key ‖ subject)),
    the key derived per organisation and expiry, so that nothing of the master key is ever in a statement."""
    begin = "" if kind.startswith("-") else "/"
    subject = f"'{entity.value}_' || replace({{t}}.{of}::text, '-', '') || '{begin}{kind}'"
    mac = f"encode(sha256({{signing_key}} || sha256({{signing_key}} || convert_to({subject}, 'UTF8'))), 'hex')"
    expiry = "extract(epoch from {expires_at})::bigint::text"
    address = f"'/{path}/' || replace({{t}}.organisation_id::text, '-', '') || '/' || {subject}"
    return Inside(
        {
            "url": Expr(f"{{base_url}} || {address} || '?expires=' || {expiry} || '&signature=' || {mac}"),
            "expiresAt": Expr("{expires_at}"),
            **stored,
        },
        present=present,
    )


def digits(text: object) -> str:
    """A structured communication as it is stored, whether typed with its decoration or without."""
    return "".join(sign for sign in str(text) if sign.isdigit())


ADDRESS = Inside(columns("street", "postal_code", "city", "country"))
