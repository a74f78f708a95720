"""How long organisations keep their records: choices, holds, reviews, and purges that they ordered."""

from pathlib import Path

from alembic import op

revision = "2026_11_26_retention"
down_revision = "2026_11_26_marketing"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    run("SET LOCAL lock_timeout = '2s'")
    run((SQL / "2026_11_26_retention.sql").read_text("utf-8"))


def downgrade() -> None:
    run("SET LOCAL lock_timeout = '2s'")
    run((SQL / "2026_11_26_retention_undo.sql").read_text("utf-8"))


def run(sql: str) -> None:
    """Execute a script as it stands: no parameter is looked for in it."""
    op.get_bind().exec_driver_sql(sql.replace("%", "%%"))
