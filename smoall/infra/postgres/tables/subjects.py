"""Cases: requests of people about their data, and the answers that were given."""

from sqlalchemy import Date, Index, Integer, LargeBinary, Text, Uuid

from smoall.domain.kernel.ids import Kind
from smoall.domain.privacy import personal_data as pd
from smoall.infra.postgres.tables.building import (
    MOMENT,
    ContactRows,
    of_a_contact,
    personal,
    plain,
    tenant_table,
)

subject_request = tenant_table(
    "subject_request",
    plain("kind", Text),
    personal("person_name", Text, pd.SUBJECT_REQUEST, null=True),
    personal("person_email", Text, pd.SUBJECT_REQUEST, null=True),
    personal("person_phone", Text, pd.SUBJECT_REQUEST, null=True),
    plain("contact_id", Uuid, null=True),
    plain("language", Text),
    plain("channel", Text),
    plain("received_on", Date),
    plain("due_on", Date),
    plain("state", Text),
    personal("extension_reason", Text, pd.SUBJECT_REQUEST, null=True),
    plain("extended_on", Date, null=True),
    plain("verified_at", MOMENT, null=True),
    plain("verified_method", Text, null=True),
    plain("verified_by", Uuid, null=True),
    plain("refusal_ground", Text, null=True),
    plain("closed_at", MOMENT, null=True),
    plain("receipt_id", Uuid, null=True),
    plain("version", Integer, server_default="1"),
    Index("subject_request_due_on_idx", "organisation_id", "due_on", "id"),
)
of_a_contact(
    subject_request,
    ContactRows(own="contact_id = ANY({ids}) AND person_name IS NOT NULL", kind=Kind.SUBJECT_REQUEST),
)

subject_answer = tenant_table(
    "subject_answer",
    plain("request_id", Uuid),
    plain("contact_id", Uuid, null=True),
    plain("language", Text),
    personal("report", LargeBinary, pd.ANSWER),
    plain("report_sha256", Text),
    plain("pdf_sha256", Text),
    plain("created_at", MOMENT),
    plain("kept_at", MOMENT, null=True),
    Index("subject_answer_request_id_idx", "organisation_id", "request_id", unique=True),
    Index("subject_answer_created_at_idx", "created_at"),
)
of_a_contact(
    subject_answer,
    ContactRows(own="contact_id = ANY({ids})", kind=Kind.SUBJECT_REQUEST, key="request_id", drop=True),
)
