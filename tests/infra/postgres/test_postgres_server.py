"""The run's own Postgres: reachable by role, with no privilege leaking to the application's."""

import psycopg

from tests.postgres_server import PostgresServer


def test_each_address_opens_the_server_as_its_role(postgres_server: PostgresServer) -> None:
    addresses = (
        postgres_server.admin_dsn(),
        postgres_server.owner_dsn("postgres"),
        postgres_server.app_dsn("postgres"),
    )
    who = []
    for address in addresses:
        with psycopg.connect(address) as connection:
            row = connection.execute("SELECT session_user::text").fetchone()
            who.append(row[0] if row else None)
    assert who[1:] == ["smoall_owner", "smoall_app"]
    assert who[0] not in who[1:]
