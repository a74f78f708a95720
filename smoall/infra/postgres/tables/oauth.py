"""Other people's applications: platform tables, for their rows are found by id or by hash before an organisation is."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer, LargeBinary, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from smoall.domain.privacy import personal_data as pd
from smoall.infra.postgres.tables.building import MOMENT, of_a_person, personal, plain, platform_table

oauth_app = platform_table(
    "oauth_app",
    plain("id", Uuid, primary_key=True),
    plain("organisation_id", Uuid),
    plain("name", Text),
    personal("owner_name", Text, pd.ORGANISATION_IDENTITY),
    plain("kind", Text),
    plain("redirect_uris", ARRAY(Text)),
    plain("scopes", ARRAY(Text)),
    personal("secret_hash", LargeBinary, pd.CREDENTIAL, null=True),
    personal("previous_secret_hash", LargeBinary, pd.CREDENTIAL, null=True),
    plain("previous_until", MOMENT, null=True),
    plain("created_at", MOMENT),
    plain("revoked_at", MOMENT, null=True),
    plain("version", Integer, server_default="1"),
    Index("oauth_app_organisation_id_idx", "organisation_id", "name", "id"),
)

oauth_grant = platform_table(
    "oauth_grant",
    plain("id", Uuid, primary_key=True),
    plain("app_id", Uuid),
    plain("user_id", Uuid),
    plain("organisation_id", Uuid),
    plain("scopes", ARRAY(Text)),
    plain("created_at", MOMENT),
    plain("revoked_at", MOMENT, null=True),
    ForeignKeyConstraint(["app_id"], ["oauth_app.id"]),
    ForeignKeyConstraint(["user_id"], ["user_account.id"]),
    Index("oauth_grant_user_id_idx", "user_id", "organisation_id", "app_id", "created_at"),
    Index("oauth_grant_app_id_idx", "app_id"),
)

oauth_code = platform_table(
    "oauth_code",
    personal("code_hash", LargeBinary, pd.CREDENTIAL, primary_key=True),
    plain("grant_id", Uuid),
    plain("redirect_uri", Text),
    plain("challenge", Text),
    plain("created_at", MOMENT),
    plain("expires_at", MOMENT),
    plain("used_at", MOMENT, null=True),
    ForeignKeyConstraint(["grant_id"], ["oauth_grant.id"], ondelete="CASCADE"),
    Index("oauth_code_grant_id_idx", "grant_id"),
)

oauth_refresh = platform_table(
    "oauth_refresh",
    personal("token_hash", LargeBinary, pd.CREDENTIAL, primary_key=True),
    plain("grant_id", Uuid),
    plain("created_at", MOMENT),
    plain("expires_at", MOMENT),
    plain("rotated_at", MOMENT, null=True),
    ForeignKeyConstraint(["grant_id"], ["oauth_grant.id"], ondelete="CASCADE"),
    Index("oauth_refresh_grant_id_idx", "grant_id"),
)

for _of_grant in (oauth_code, oauth_refresh):
    of_a_person(_of_grant, "grant_id IN (SELECT g.id FROM oauth_grant g WHERE g.user_id = {id})")
