"""Every table, with the class of personal data of every column beside it.

Two kinds of table:

* *tenant tables* start with ``organisation_id`` (key and every UNIQUE), live under forced row-level security and can
  be distributed by it;
* *platform tables* belong to no organisation: people who sign in, their sessions, the timetable.

``plain`` columns hold no personal data, ``personal`` ones say what they hold; a test refuses a column that says
nothing. What only the database may write (``paid``, ``credited``, ``state``, ``balance``) is kept by triggers and
generated columns, and the application's role has no right to write it.
"""

from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import TypeEngine

from smoall.domain.privacy import personal_data as pd
from smoall.domain.privacy.personal_data import PersonalData

metadata = MetaData()

AMOUNT = Numeric(14, 2)
QUANTITY = Numeric()
PERCENT = Numeric()
MOMENT = DateTime(timezone=True)

Type: TypeAlias = TypeEngine[Any] | type[TypeEngine[Any]]


def plain(name: str, kind: Type, *rest: Any, null: bool = False, **options: Any) -> Column[Any]:
    """A column without personal data."""
    return Column(name, kind, *rest, nullable=null, info={"personal": None}, **options)


def personal(name: str, kind: Type, what: PersonalData, *, null: bool = False, **options: Any) -> Column[Any]:
    """A column that holds ``what`` of a person."""
    return Column(name, kind, nullable=null, info={"personal": what}, **options)


def tenant_table(name: str, *parts: Any, key: tuple[str, ...] = ("id",)) -> Table:
    """A table under row-level security, its key led by the organisation."""
    identity = [plain("id", Uuid)] if key == ("id",) else []
    return Table(
        name,
        metadata,
        plain("organisation_id", Uuid),
        *identity,
        *parts,
        PrimaryKeyConstraint("organisation_id", *key, name=f"{name}_pk"),
        info={"tenant": True},
    )


def platform_table(name: str, *parts: Any) -> Table:
    """A table that belongs to no organisation."""
    return Table(name, metadata, *parts, info={"tenant": False})


def belongs_to(parent: str, column: str, *, cascade: bool = False) -> ForeignKeyConstraint:
    """A reference within the same organisation."""
    return ForeignKeyConstraint(
        ["organisation_id", column],
        [f"{parent}.organisation_id", f"{parent}.id"],
        ondelete="CASCADE" if cascade else None,
    )


def _address(what: PersonalData) -> tuple[Column[Any], ...]:
    return tuple(personal(name, Text, what) for name in ("street", "postal_code", "city", "country"))


# -- people, access ---------------------------------------------------------------------------------------------------

user_account = platform_table(
    "user_account",
    plain("id", Uuid, primary_key=True),
    personal("email", Text, pd.USER_IDENTITY, unique=True),
    personal("name", Text, pd.USER_IDENTITY),
    personal("password_hash", Text, pd.CREDENTIAL),
    plain("language", Text),
    plain("source", Text),
    plain("created_at", MOMENT),
    plain("version", Integer, server_default="1"),
)

consent = platform_table(
    "consent",
    plain("id", Uuid, primary_key=True),
    plain("user_id", Uuid),
    plain("subject", Text),
    plain("version", Text),
    plain("text_sha256", Text),
    plain("given", Boolean),
    plain("at", MOMENT),
    personal("remote_address", Text, pd.PROOF_OF_CONSENT, null=True),
    plain("source", Text),
    ForeignKeyConstraint(["user_id"], ["user_account.id"]),
)

session = platform_table(
    "session",
    personal("token_hash", LargeBinary, pd.CREDENTIAL, primary_key=True),
    plain("user_id", Uuid),
    plain("organisation_id", Uuid),
    plain("role", Text),
    plain("created_at", MOMENT),
    plain("expires_at", MOMENT),
    plain("revoked_at", MOMENT, null=True),
    ForeignKeyConstraint(["user_id"], ["user_account.id"]),
)

throttle = platform_table(
    "throttle",
    personal("subject", LargeBinary, pd.CONNECTION_TRACE, primary_key=True),
    plain("failures", Integer),
    plain("since", MOMENT),
)

tenant = platform_table("tenant", plain("id", Uuid, primary_key=True), plain("created_at", MOMENT))

schedule = platform_table(
    "schedule",
    plain("name", Text, primary_key=True),
    plain("next_run_at", MOMENT),
    plain("last_run_at", MOMENT, null=True),
)

# -- organisation -----------------------------------------------------------------------------------------------------

organisation = Table(
    "organisation",
    metadata,
    plain("organisation_id", Uuid, primary_key=True),
    personal("name", Text, pd.ORGANISATION_IDENTITY),
    personal("enterprise_number", Text, pd.ORGANISATION_IDENTITY),
    personal("vat_number", Text, pd.ORGANISATION_IDENTITY, null=True),
    plain("small_enterprise", Boolean, server_default=text("false")),
    plain("legal_form", Text, null=True),
    plain("register", Text, null=True),
    *_address(pd.ORGANISATION_IDENTITY),
    personal("iban", Text, pd.ORGANISATION_IDENTITY, null=True),
    plain("bic", Text, null=True),
    personal("email", Text, pd.ORGANISATION_IDENTITY, null=True),
    personal("phone", Text, pd.ORGANISATION_IDENTITY, null=True),
    plain("language", Text),
    plain("logo", Text, null=True),
    plain("fiscal_year_start", SmallInteger, server_default="1"),
    plain("created_at", MOMENT),
    plain("version", Integer, server_default="1"),
    info={"tenant": True},
)

membership = tenant_table(
    "membership",
    plain("user_id", Uuid),
    plain("role", Text),
    plain("created_at", MOMENT),
    ForeignKeyConstraint(["user_id"], ["user_account.id"]),
    Index("membership_user_id_idx", "user_id"),
    key=("user_id",),
)

# -- customers --------------------------------------------------------------------------------------------------------

company = tenant_table(
    "company",
    personal("name", Text, pd.CUSTOMER_IDENTITY),
    personal("enterprise_number", Text, pd.CUSTOMER_IDENTITY, null=True),
    personal("vat_number", Text, pd.CUSTOMER_IDENTITY, null=True),
    plain("language", Text),
    *_address(pd.CUSTOMER_IDENTITY),
    personal("email", Text, pd.CUSTOMER_IDENTITY, null=True),
    personal("phone", Text, pd.CUSTOMER_IDENTITY, null=True),
    plain("archived_at", MOMENT, null=True),
    plain("created_at", MOMENT),
    plain("version", Integer, server_default="1"),
    Index("company_name_idx", "organisation_id", "name", "id"),
    Index("company_created_at_idx", "organisation_id", "created_at", "id"),
    Index("company_enterprise_number_idx", "organisation_id", "enterprise_number"),
)

contact = tenant_table(
    "contact",
    plain("company_id", Uuid),
    personal("name", Text, pd.CUSTOMER_CONTACT),
    personal("email", Text, pd.CUSTOMER_CONTACT, null=True),
    personal("phone", Text, pd.CUSTOMER_CONTACT, null=True),
    personal("job_title", Text, pd.CUSTOMER_CONTACT, null=True),
    plain("language", Text, null=True),
    plain("source", Text),
    plain("created_at", MOMENT),
    plain("version", Integer, server_default="1"),
    belongs_to("company", "company_id", cascade=True),
    Index("contact_company_id_idx", "organisation_id", "company_id", "created_at", "id"),
)

# -- sales documents --------------------------------------------------------------------------------------------------

journal = tenant_table(
    "journal",
    plain("code", Text),
    plain("kind", Text),
    plain("ordinal", SmallInteger),
    plain("pattern", Text),
    plain("version", Integer, server_default="1"),
    UniqueConstraint("organisation_id", "code", name="journal_code_key"),
    UniqueConstraint("organisation_id", "ordinal", name="journal_ordinal_key"),
)

sequence = tenant_table(
    "sequence",
    plain("journal_id", Uuid),
    plain("fiscal_year", Integer),
    plain("last_number", Integer),
    plain("last_issued_on", Date),
    plain("previous_issued_on", Date, null=True),
    belongs_to("journal", "journal_id"),
    key=("journal_id", "fiscal_year"),
)

STATE = """case
    when issued_on is null then 'DRAFT'
    when kind = 'CREDIT_NOTE' then 'ISSUED'
    when gross > 0 and credited = gross then 'CREDITED'
    when paid + credited >= gross then 'PAID'
    when paid > 0 then 'PARTIALLY_PAID'
    else 'ISSUED' end"""

BALANCE = "case when kind = 'INVOICE' and issued_on is not null then gross - paid - credited else 0 end"

document = tenant_table(
    "document",
    plain("kind", Text),
    plain("company_id", Uuid),
    plain("currency", Text),
    plain("language", Text),
    plain("payment_term_days", Integer),
    personal("buyer_reference", Text, pd.FREE_TEXT, null=True),
    personal("note", Text, pd.FREE_TEXT, null=True),
    plain("delivered_on", Date, null=True),
    plain("delivery_country", Text, null=True),
    plain("exemption", Text, null=True),
    plain("credits_id", Uuid, null=True),
    personal("reason", Text, pd.FREE_TEXT, null=True),
    plain("lines_total", AMOUNT),
    plain("discounts_total", AMOUNT),
    plain("net", AMOUNT),
    plain("vat", AMOUNT),
    plain("gross", AMOUNT),
    plain("journal_id", Uuid, null=True),
    plain("fiscal_year", Integer, null=True),
    plain("sequence_number", Integer, null=True),
    plain("number", Text, null=True),
    plain("structured_communication", Text, null=True),
    plain("issued_on", Date, null=True),
    plain("due_on", Date, null=True),
    plain("issued_at", MOMENT, null=True),
    personal("seller", JSONB, pd.BILLING, null=True),
    personal("buyer", JSONB, pd.BILLING, null=True),
    plain("mentions", ARRAY(Text), null=True),
    plain("paid", AMOUNT, server_default="0"),
    plain("credited", AMOUNT, server_default="0"),
    plain("balance", AMOUNT, Computed(BALANCE, persisted=True)),
    plain("state", Text, Computed(STATE, persisted=True)),
    plain("listed_on", Date, Computed("coalesce(issued_on, 'infinity'::date)", persisted=True)),
    plain("created_at", MOMENT),
    plain("version", Integer, server_default="1"),
    belongs_to("company", "company_id"),
    belongs_to("journal", "journal_id"),
    belongs_to("document", "credits_id"),
    UniqueConstraint(
        "organisation_id", "journal_id", "fiscal_year", "sequence_number", name="document_sequence_number_key"
    ),
    UniqueConstraint("organisation_id", "number", name="document_number_key"),
    UniqueConstraint("organisation_id", "structured_communication", name="document_structured_communication_key"),
    Index("document_listed_on_idx", "organisation_id", "kind", "listed_on", "id"),
    Index("document_state_idx", "organisation_id", "kind", "state", "listed_on", "id"),
    Index("document_company_id_idx", "organisation_id", "company_id", "kind", "listed_on", "id"),
    Index("document_created_at_idx", "organisation_id", "kind", "created_at", "id"),
    Index("document_credits_id_idx", "organisation_id", "credits_id"),
)

document_line = tenant_table(
    "document_line",
    plain("document_id", Uuid),
    plain("position", Integer),
    personal("description", Text, pd.FREE_TEXT),
    plain("quantity", QUANTITY),
    plain("credited_before", QUANTITY, server_default="0"),
    plain("unit", Text),
    plain("unit_price", QUANTITY),
    plain("discount_percent", PERCENT),
    plain("vat_category", Text),
    plain("vat_rate", PERCENT),
    plain("net", AMOUNT),
    belongs_to("document", "document_id", cascade=True),
    key=("document_id", "position"),
)

document_discount = tenant_table(
    "document_discount",
    plain("document_id", Uuid),
    plain("position", Integer),
    personal("reason", Text, pd.FREE_TEXT),
    plain("percent", PERCENT, null=True),
    plain("amount", AMOUNT),
    plain("vat_category", Text),
    plain("vat_rate", PERCENT),
    belongs_to("document", "document_id", cascade=True),
    key=("document_id", "position"),
)

document_vat = tenant_table(
    "document_vat",
    plain("document_id", Uuid),
    plain("position", Integer),
    plain("vat_category", Text),
    plain("vat_rate", PERCENT),
    plain("base", AMOUNT),
    plain("amount", AMOUNT),
    belongs_to("document", "document_id", cascade=True),
    key=("document_id", "position"),
)

document_file = tenant_table(
    "document_file",
    plain("document_id", Uuid),
    plain("kind", Text),
    plain("name", Text),
    plain("media_type", Text),
    plain("size", Integer),
    plain("sha256", Text),
    plain("created_at", MOMENT),
    belongs_to("document", "document_id"),
    key=("document_id", "kind"),
)

delivery = tenant_table(
    "delivery",
    plain("document_id", Uuid),
    plain("channel", Text),
    personal("recipient", Text, pd.CUSTOMER_CONTACT),
    plain("state", Text),
    plain("attempts", Integer, server_default="0"),
    plain("failure", Text, null=True),
    plain("created_at", MOMENT),
    plain("sent_at", MOMENT, null=True),
    belongs_to("document", "document_id"),
    Index("delivery_document_id_idx", "organisation_id", "document_id", "created_at", "id"),
    Index("delivery_created_at_idx", "organisation_id", "created_at", "id"),
)

# -- payments ---------------------------------------------------------------------------------------------------------

payment = tenant_table(
    "payment",
    plain("amount", AMOUNT),
    plain("currency", Text),
    plain("received_on", Date),
    personal("payer", Text, pd.BILLING, null=True),
    personal("communication", Text, pd.FREE_TEXT, null=True),
    plain("allocated", AMOUNT, server_default="0"),
    plain("unallocated", AMOUNT, Computed("amount - allocated", persisted=True)),
    plain("created_at", MOMENT),
    Index("payment_received_on_idx", "organisation_id", "received_on", "id"),
    Index("payment_created_at_idx", "organisation_id", "created_at", "id"),
)

allocation = tenant_table(
    "allocation",
    plain("payment_id", Uuid),
    plain("document_id", Uuid),
    plain("amount", AMOUNT),
    plain("created_at", MOMENT),
    belongs_to("payment", "payment_id"),
    belongs_to("document", "document_id"),
    Index("allocation_payment_id_idx", "organisation_id", "payment_id", "created_at", "id"),
    Index("allocation_document_id_idx", "organisation_id", "document_id", "created_at", "id"),
)

# -- trace, jobs, replay ----------------------------------------------------------------------------------------------

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
    personal("body", LargeBinary, pd.COPY_OF_ANSWER),
    plain("received_at", MOMENT),
    plain("handled_at", MOMENT, null=True),
    key=("provider", "event_id"),
)
