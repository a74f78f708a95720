"""What was erased, in opaque ids: the database's own copy of the ledger that is kept apart from it."""

from sqlalchemy import BigInteger, Index, LargeBinary, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from smoall.infra.postgres.tables.building import MOMENT, plain, platform_table

erasure = platform_table(
    "erasure",
    plain("id", Uuid, primary_key=True),
    plain("kind", Text),
    plain("at", MOMENT),
    plain("tenant_id", Uuid, null=True),
    plain("subjects", ARRAY(Uuid)),
    plain("case_id", Uuid, null=True),
    plain("of_table", Text, null=True),
    plain("sequence", BigInteger, null=True),
    plain("hash", LargeBinary, null=True),
    Index("erasure_sequence_idx", "sequence", unique=True),
)

restoration = platform_table(
    "restoration",
    plain("id", Uuid, primary_key=True),
    plain("at", MOMENT),
    plain("replayed", BigInteger),
    plain("because", Text, null=True),
)
