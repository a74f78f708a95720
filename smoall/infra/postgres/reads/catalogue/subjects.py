"""Requests of people about their data."""

from smoall.domain.kernel.ids import Kind
from smoall.domain.privacy.account_policy import term_days
from smoall.domain.privacy.retention import Holding
from smoall.infra.postgres.reads.catalogue.words import OWN, by_uuid, columns, public_id_of, signed_file
from smoall.infra.postgres.reads.model import Entity, Expr, Filter, Inside, One, Order

_OVERDUE = "({t}.closed_at is null and {t}.due_on < (now() at time zone 'Europe/Brussels')::date)"


def _optional_id(prefix: str, column: str) -> Expr:
    return Expr(f"'{prefix}_' || replace({{t}}.{column}::text, '-', '')")


def _file(form: str) -> Inside:
    kind = Kind.SUBJECT_REQUEST
    return signed_file(f"-answer/{form}", kind, {}, present="{t}.kept_at is not null", path="private", of="request_id")


ENTITIES: dict[str, Entity] = {
    "SubjectRequest": Entity(
        "subject_request",
        {
            "id": public_id_of(Kind.SUBJECT_REQUEST),
            **columns("kind", "state", "channel", "language", "received_on", "due_on", "extended_on"),
            **columns("person_name", "person_email", "person_phone", "extension_reason", "verified_at"),
            **columns("verified_method", "refusal_ground", "closed_at", "version"),
            "isOverdue": Expr(_OVERDUE),
            "contactId": _optional_id(Kind.CONTACT.value, "contact_id"),
            "verifiedBy": _optional_id(Kind.USER.value, "verified_by"),
            "receiptId": _optional_id("rcp", "receipt_id"),
            "answer": One("SubjectAnswer", OWN.format("request_id", "id")),
        },
        prefix=Kind.SUBJECT_REQUEST,
        filters={
            "id": by_uuid(Kind.SUBJECT_REQUEST, "{t}.id"),
            "state": Filter("{t}.state", "text"),
            "kind": Filter("{t}.kind", "text"),
            "dueOn": Filter("{t}.due_on", "date"),
            "isOverdue": Filter(_OVERDUE, "boolean"),
        },
        orders={"DUE_ON": Order("{t}.due_on", "date"), "RECEIVED_ON": Order("{t}.received_on", "date")},
        default_order=(("DUE_ON", "ASC"),),
    ),
    "SubjectAnswer": Entity(
        "subject_answer",
        {
            **columns("language", "created_at", "report_sha256", "pdf_sha256"),
            "keptUntil": Expr(f"({{t}}.created_at at time zone 'Europe/Brussels')::date + {term_days(Holding.ANSWER)}"),
            "json": _file("json"),
            "pdf": _file("pdf"),
        },
        only="{t}.kept_at is not null",
    ),
}
