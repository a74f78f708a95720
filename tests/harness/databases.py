"""Databases for tests: one template per process, made by the migrations as the owner, and quick copies of it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from smoall.infra.postgres.migrate import migrate
from smoall.infra.postgres.roles import APP, OWNER, ensure_database
from smoall.wiring import Addresses
from tests.postgres_server import PostgresServer


class Databases:
    """Makes and drops databases on the run's server."""

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        self._template: str | None = None

    @contextmanager
    def copy(self) -> Iterator[Addresses]:
        """A migrated database with nothing in it, dropped at the end of the block."""
        with self._dropped(_fresh_name()) as name:
            copied, template, owner = map(sql.Identifier, (name, self._ready_template(), OWNER))
            self._do(sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(copied, template, owner))
            self._do(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(copied))
            self._do(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(copied, sql.Identifier(APP)))
            yield self.addresses(name)

    @contextmanager
    def empty(self) -> Iterator[Addresses]:
        """A database without a table, dropped at the end of the block."""
        with self._dropped(_fresh_name()) as name:
            ensure_database(self.server.admin_dsn(), name=name)
            yield self.addresses(name)

    def addresses(self, name: str) -> Addresses:
        """The two ways in, as the application knows them."""
        return Addresses(self.server.owner_dsn(name), self.server.app_dsn(name), None)

    def admin(self, where: Addresses) -> str:
        """The superuser's way into the same database."""
        return self.server.admin_dsn(urlsplit(where.owner).path.lstrip("/"))

    def drop_template(self) -> None:
        """Remove the template, at the end of the process."""
        if self._template:
            self._drop(self._template)

    def _ready_template(self) -> str:
        if self._template is None:
            self._template = _fresh_name()
            ensure_database(self.server.admin_dsn(), name=self._template)
            migrate(self.server.owner_dsn(self._template))
        return self._template

    @contextmanager
    def _dropped(self, name: str) -> Iterator[str]:
        try:
            yield name
        finally:
            self._drop(name)

    def _drop(self, name: str) -> None:
        self._do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _do(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.server.admin_dsn(), autocommit=True) as connection:
            connection.execute(statement)


def _fresh_name() -> str:
    return f"smoall_test_{os.getpid()}_{secrets.token_hex(4)}"
