"""People who sign in, their credentials, proofs and letters; the timetable."""

from sqlalchemy import Boolean, Date, ForeignKeyConstraint, Index, Integer, LargeBinary, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from smoall.domain.privacy import personal_data as pd
from smoall.infra.postgres.tables.building import MOMENT, of_a_person, personal, plain, platform_table

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
    plain("erased_at", MOMENT, null=True),
    personal("source_detail", Text, pd.USER_IDENTITY, null=True),
    plain("email_verified_at", MOMENT, null=True),
)
of_a_person(user_account, "id = {id}")

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
    plain("language", Text),
    ForeignKeyConstraint(["user_id"], ["user_account.id"]),
    Index("consent_user_id_idx", "user_id", "at"),
)

letter_request = platform_table(
    "letter_request",
    plain("id", Uuid, primary_key=True),
    plain("purpose", Text),
    personal("email", Text, pd.ACCOUNT_LETTER),
    plain("language", Text),
    plain("created_at", MOMENT),
)

email_change = platform_table(
    "email_change",
    plain("user_id", Uuid, primary_key=True),
    plain("id", Uuid, unique=True),
    personal("old_email", Text, pd.ACCOUNT_LETTER),
    personal("new_email", Text, pd.ACCOUNT_LETTER),
    plain("expires_at", MOMENT),
    plain("old_confirmed_at", MOMENT, null=True),
    plain("new_confirmed_at", MOMENT, null=True),
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
    plain("id", Uuid, unique=True),
    plain("kind", Text),
    plain("scopes", ARRAY(Text), null=True),
    plain("method", Text, null=True),
    plain("seen_at", MOMENT),
    plain("ends_at", MOMENT),
    personal("remote_address", Text, pd.CONNECTION_TRACE, null=True),
    personal("user_agent", Text, pd.CONNECTION_TRACE, null=True),
    plain("api_key_id", Uuid, null=True),
    plain("oauth_grant_id", Uuid, null=True),
    ForeignKeyConstraint(["user_id"], ["user_account.id"]),
    Index("session_user_id_idx", "user_id", "organisation_id"),
    Index("session_api_key_id_idx", "api_key_id"),
    Index("session_oauth_grant_id_idx", "oauth_grant_id"),
)

one_time_token = platform_table(
    "one_time_token",
    personal("token_hash", LargeBinary, pd.CREDENTIAL, primary_key=True),
    plain("purpose", Text),
    plain("user_id", Uuid, null=True),
    plain("subject_id", Uuid),
    plain("created_at", MOMENT),
    plain("expires_at", MOMENT),
    plain("used_at", MOMENT, null=True),
    Index("one_time_token_subject_id_idx", "purpose", "subject_id"),
)

message = platform_table(
    "message",
    plain("id", Uuid, primary_key=True),
    plain("user_id", Uuid, null=True),
    plain("kind", Text),
    plain("language", Text),
    personal("recipient", Text, pd.ACCOUNT_LETTER),
    personal("name", Text, pd.ACCOUNT_LETTER),
    personal("words", JSONB, pd.ACCOUNT_LETTER),
    plain("link_purpose", Text, null=True),
    plain("subject_id", Uuid, null=True),
    plain("state", Text),
    plain("attempts", Integer, server_default="0"),
    plain("failure", Text, null=True),
    plain("provider_id", Text, null=True),
    plain("created_at", MOMENT),
    plain("sent_at", MOMENT, null=True),
    plain("attempted_at", MOMENT, null=True),
    Index("message_user_id_idx", "user_id", "created_at"),
    Index("message_created_at_idx", "created_at"),
    Index("message_recipient_idx", "recipient", "sent_at"),
)

audience_member = platform_table(
    "audience_member",
    plain("user_id", Uuid, primary_key=True),
    personal("member_id", Text, pd.AUDIENCE_MEMBER),
    plain("provider", Text),
    plain("since", MOMENT),
    Index("audience_member_member_id_idx", "member_id"),
)

audience_farewell = platform_table(
    "audience_farewell",
    plain("id", Uuid, primary_key=True),
    personal("member_id", Text, pd.AUDIENCE_MEMBER),
    plain("provider", Text),
    plain("since", MOMENT),
)

suppression = platform_table(
    "suppression",
    personal("address_hmac", LargeBinary, pd.DO_NOT_WRITE, primary_key=True),
    plain("reason", Text),
    plain("provider", Text),
    plain("since", MOMENT),
)

throttle = platform_table(
    "throttle",
    personal("subject", LargeBinary, pd.ATTEMPT_TRACE, primary_key=True),
    plain("failures", Integer),
    plain("since", MOMENT),
)

# What is counted by somebody's address, and by their id: see usecases/access/limiting.py.
_BY_EMAIL = ("account", "letter:RESET_PASSWORD", "letter:VERIFY_EMAIL", "invited")
_COUNTED = ", ".join([*(f"('{kind}', {{email}})" for kind in _BY_EMAIL), "('changes', replace({id}::text, '-', ''))"])
of_a_person(
    throttle,
    "subject IN (SELECT sha256(convert_to(k.kind || chr(31) || k.whose, 'UTF8'))"
    f" FROM (VALUES {_COUNTED}) k (kind, whose))",
)

tenant = platform_table(
    "tenant",
    plain("id", Uuid, primary_key=True),
    plain("created_at", MOMENT),
    plain("ended_at", MOMENT, null=True),
    plain("reopened_at", MOMENT, null=True),
    plain("erase_after", Date, null=True),
    plain("erased_at", MOMENT, null=True),
)

schedule = platform_table(
    "schedule",
    plain("name", Text, primary_key=True),
    plain("next_run_at", MOMENT),
    plain("last_run_at", MOMENT, null=True),
)
