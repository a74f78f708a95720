"""Bring a database to the current schema, in one go from any earlier one."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

FOLDER = Path(__file__).parents[3] / "migrations"
LOCK = 4_627_710_001


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def _with_connection(owner_dsn: str, act: Any) -> Any:
    engine = create_engine(owner_dsn.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)
    with engine.connect() as connection:
        try:
            return act(connection)
        finally:
            connection.close()
            engine.dispose()


def migrate(owner_dsn: str, revision: str = "head") -> None:
    """Apply what is missing, as the owner, one process at a time (an advisory lock makes the others wait)."""

    def act(connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        connection.commit()
        config = _config()
        config.attributes["connection"] = connection
        if revision == "base":
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)
        connection.commit()

    _with_connection(owner_dsn, act)


def pending(owner_dsn: str) -> list[str]:
    """The revisions that this database still lacks, oldest first; empty when it is current."""

    def act(connection: Connection) -> list[str]:
        current = MigrationContext.configure(connection).get_current_revision()
        script = ScriptDirectory.from_config(_config())
        return [revision.revision for revision in script.iterate_revisions("head", current)][::-1]

    result: list[str] = _with_connection(owner_dsn, act)
    return result
