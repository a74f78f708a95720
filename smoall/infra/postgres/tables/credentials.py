"""Second factors, passkeys and their challenges, API keys. Secrets are sealed or hashed; a public key is neither."""

from sqlalchemy import BigInteger, Boolean, ForeignKeyConstraint, Index, LargeBinary, PrimaryKeyConstraint, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from smoall.domain.privacy import personal_data as pd
from smoall.infra.postgres.tables.building import MOMENT, of_a_person, personal, plain, platform_table, tenant_table

second_factor = platform_table(
    "second_factor",
    plain("user_id", Uuid, primary_key=True),
    personal("secret_sealed", LargeBinary, pd.CREDENTIAL),
    plain("created_at", MOMENT),
    plain("confirmed_at", MOMENT, null=True),
    plain("last_counter", BigInteger, null=True),
    ForeignKeyConstraint(["user_id"], ["user_account.id"], ondelete="CASCADE"),
)

recovery_code = platform_table(
    "recovery_code",
    plain("user_id", Uuid),
    personal("code_hash", LargeBinary, pd.CREDENTIAL),
    plain("created_at", MOMENT),
    plain("used_at", MOMENT, null=True),
    PrimaryKeyConstraint("user_id", "code_hash", name="recovery_code_pk"),
    ForeignKeyConstraint(["user_id"], ["user_account.id"], ondelete="CASCADE"),
)

passkey = platform_table(
    "passkey",
    plain("id", Uuid, primary_key=True),
    plain("user_id", Uuid),
    personal("credential_id", LargeBinary, pd.CREDENTIAL, unique=True),
    personal("public_key", LargeBinary, pd.CREDENTIAL),
    plain("sign_count", BigInteger),
    personal("name", Text, pd.DEVICE),
    plain("transports", ARRAY(Text)),
    plain("backed_up", Boolean),
    plain("created_at", MOMENT),
    plain("used_at", MOMENT, null=True),
    ForeignKeyConstraint(["user_id"], ["user_account.id"], ondelete="CASCADE"),
    Index("passkey_user_id_idx", "user_id", "id"),
)

challenge = platform_table(
    "challenge",
    personal("challenge_hash", LargeBinary, pd.CREDENTIAL, primary_key=True),
    plain("purpose", Text),
    plain("user_id", Uuid, null=True),
    plain("created_at", MOMENT),
    plain("expires_at", MOMENT),
    Index("challenge_expires_at_idx", "expires_at"),
)

api_key = tenant_table(
    "api_key",
    plain("name", Text),
    plain("prefix", Text),
    plain("scopes", ARRAY(Text)),
    plain("created_by", Uuid),
    plain("created_at", MOMENT),
    plain("expires_at", MOMENT),
    plain("revoked_at", MOMENT, null=True),
)
of_a_person(api_key, "created_by = {id}")  # its token is a session of theirs and goes with it
