"""Changes of sub-processors, and objections to them."""

from pathlib import Path

from alembic import op

revision = "2026_11_26_sub_processors"
down_revision = "2026_11_26_answers"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    run("SET LOCAL lock_timeout = '2s'")
    run((SQL / "2026_11_26_sub_processors.sql").read_text("utf-8"))


def downgrade() -> None:
    run("SET LOCAL lock_timeout = '2s'")
    run((SQL / "2026_11_26_sub_processors_undo.sql").read_text("utf-8"))


def run(sql: str) -> None:
    """Execute a script as it stands: no parameter is looked for in it."""
    op.get_bind().exec_driver_sql(sql.replace("%", "%%"))
