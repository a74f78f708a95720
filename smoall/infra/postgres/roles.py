"""The two roles of a Smoall database: one that owns the tables, one that the application works with.

Row-level security binds ``smoall_app`` because it owns nothing, is no superuser and may not bypass it.
"""

from typing import Final, LiteralString

import psycopg
from psycopg import sql

OWNER: Final = "smoall_owner"
APP: Final = "smoall_app"
POWERLESS: Final[LiteralString] = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"


def ensure_roles(admin_dsn: str, *, owner_password: str, app_password: str) -> None:
    """Create both roles, or give the existing ones these passwords and rights; safe to repeat."""
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        for role, password in ((OWNER, owner_password), (APP, app_password)):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
            verb = sql.SQL("ALTER ROLE" if known else "CREATE ROLE")
            rights = sql.SQL(POWERLESS)
            connection.execute(
                sql.SQL("{} {} {} PASSWORD {}").format(verb, sql.Identifier(role), rights, sql.Literal(password))
            )


def ensure_database(admin_dsn: str, *, name: str) -> None:
    """Create the database, owned by ``smoall_owner`` and closed to strangers, unless it exists; safe to repeat."""
    database, owner, app = sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(APP)
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(database, owner))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, app))
