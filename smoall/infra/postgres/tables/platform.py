"""The trail, jobs, replayable answers, the inbox."""

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from smoall.domain.privacy import personal_data as pd
from smoall.infra.postgres.tables.building import (
    MOMENT,
    ContactRows,
    of_a_contact,
    of_a_person,
    personal,
    plain,
    tenant_table,
)

audit_actor = tenant_table(
    "audit_actor",
    personal("user_id", Uuid, pd.TRACE, null=True),
    UniqueConstraint("organisation_id", "user_id", name="audit_actor_user_id_key"),
)

audit_head = tenant_table(
    "audit_head",
    plain("sequence", BigInteger),
    plain("hash", LargeBinary),
    key=(),
)

audit_entry = tenant_table(
    "audit_entry",
    plain("sequence", BigInteger),
    plain("at", MOMENT),
    plain("action", Text),
    plain("object_id", Text),
    plain("actor_id", Uuid),
    plain("request_id", Text),
    plain("commitment", LargeBinary),
    plain("hash", LargeBinary),
    Index("audit_entry_object_id_idx", "organisation_id", "object_id", "sequence"),
    key=("sequence",),
)

audit_payload = tenant_table(
    "audit_payload",
    plain("sequence", BigInteger),
    personal("salt", LargeBinary, pd.TRACE),
    personal("payload", LargeBinary, pd.TRACE),
    key=("sequence",),
)

signed_head = tenant_table(
    "signed_head",
    plain("sequence", BigInteger),
    plain("hash", LargeBinary),
    plain("at", MOMENT),
    plain("signature", LargeBinary),
    key=("sequence",),
)

# A name is what its bearer makes it: one who is called "scopes" for a day must not take the others' traces along. So it
# counts in what they did themselves only, and in copies that are gone after a day anyhow.
_NAMED = (
    "(position(convert_to({{email}}, 'UTF8') in {0}) > 0"
    " OR length({{name}}) > 3 AND position(convert_to({{name}}, 'UTF8') in {0}) > 0)"
)
of_a_person(
    audit_payload,
    "sequence IN (SELECT e.sequence FROM audit_entry e WHERE e.organisation_id = audit_payload.organisation_id"
    " AND e.object_id = 'usr_' || replace({id}::text, '-', '')) OR position(convert_to({email}, 'UTF8') in payload) > 0"
    " OR length({name}) > 3 AND position(convert_to({name}, 'UTF8') in payload) > 0 AND sequence IN ("
    "SELECT e.sequence FROM audit_entry e JOIN audit_actor a ON a.organisation_id = e.organisation_id"
    " AND a.id = e.actor_id WHERE e.organisation_id = audit_payload.organisation_id AND a.user_id = {id})",
)

idempotency = tenant_table(
    "idempotency",
    plain("key", Text),
    plain("field", Text),
    plain("request_sha256", LargeBinary),
    personal("answer", LargeBinary, pd.COPY_OF_ANSWER, null=True),
    plain("created_at", MOMENT),
    Index("idempotency_created_at_idx", "created_at"),
    key=("key", "field"),
)

of_a_person(idempotency, "answer IS NOT NULL AND " + _NAMED.format("answer"))

job_run = tenant_table(
    "job_run",
    plain("run_key", Text),
    plain("actor", Text),
    plain("arguments", JSONB),
    plain("state", Text),
    plain("attempts", Integer),
    plain("failure", Text, null=True),
    plain("created_at", MOMENT),
    plain("updated_at", MOMENT),
    Index("job_run_state_idx", "organisation_id", "state", "updated_at", "run_key"),
    key=("run_key",),
)

inbox = tenant_table(
    "inbox",
    plain("provider", Text),
    plain("event_id", Text),
    personal("body", LargeBinary, pd.PROVIDER_EVENT),
    plain("received_at", MOMENT),
    plain("handled_at", MOMENT, null=True),
    key=("provider", "event_id"),
)

of_a_contact(
    idempotency,
    ContactRows(own="convert_from(answer, 'UTF8') ~ {public_ids}", copy=True, key="key"),
)
of_a_contact(inbox, ContactRows(copy=True, key="event_id"))
of_a_contact(audit_payload, ContactRows(copy=True, drop=True, key="sequence"))
