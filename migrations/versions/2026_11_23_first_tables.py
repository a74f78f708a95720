"""The first tables, the job queue's own, rights and ledgers."""

from pathlib import Path

from alembic import op
from dramatiq_postgres.schema import generate_init_sql

revision = "2026_11_23_first_tables"
down_revision = None
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    run("SET LOCAL lock_timeout = '2s'")
    run((SQL / "2026_11_23_first_tables.sql").read_text("utf-8"))
    run(generate_init_sql())
    run((SQL / "2026_11_23_rights_and_ledgers.sql").read_text("utf-8"))


def downgrade() -> None:
    run("SET LOCAL lock_timeout = '2s'")
    run((SQL / "2026_11_23_undo.sql").read_text("utf-8"))


def run(sql: str) -> None:
    """Execute a script as it stands: no parameter is looked for in it."""
    op.get_bind().exec_driver_sql(sql.replace("%", "%%"))
