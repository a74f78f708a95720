"""Invitations are reached by erasing whom they are for."""

from pathlib import Path

from alembic import op

revision = "2026_11_25_erasure_reach"
down_revision = "2026_11_25_billing"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    run("SET LOCAL lock_timeout = '2s'")
    run((SQL / "2026_11_25_erasure_reach.sql").read_text("utf-8"))


def downgrade() -> None:
    run("SET LOCAL lock_timeout = '2s'")
    run((SQL / "2026_11_25_erasure_reach_undo.sql").read_text("utf-8"))


def run(sql: str) -> None:
    """Execute a script as it stands: no parameter is looked for in it."""
    op.get_bind().exec_driver_sql(sql.replace("%", "%%"))
