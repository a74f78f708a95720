"""Heads of audit chains are signed, and kept."""

from pathlib import Path

from alembic import op

revision = "2026_11_26_audit_heads"
down_revision = "2026_11_26_subject_requests"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    run("SET LOCAL lock_timeout = '2s'")
    run((SQL / "2026_11_26_audit_heads.sql").read_text("utf-8"))


def downgrade() -> None:
    run("SET LOCAL lock_timeout = '2s'")
    run((SQL / "2026_11_26_audit_heads_undo.sql").read_text("utf-8"))


def run(sql: str) -> None:
    """Execute a script as it stands: no parameter is looked for in it."""
    op.get_bind().exec_driver_sql(sql.replace("%", "%%"))
