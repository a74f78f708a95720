"""`smoall audience`: who asked for news, and nobody else."""

from pathlib import Path

import psycopg

from tests.commands.processes import environment, free_port, smoall
from tests.harness.databases import Databases

PEOPLE = """
INSERT INTO user_account (id, email, name, password_hash, language, source, created_at, email_verified_at)
VALUES (gen_random_uuid(), %s, 'Jan', '', 'NL', 'SELF', now(), now()) RETURNING id"""
CONSENT = """
INSERT INTO consent (id, user_id, subject, version, text_sha256, given, at, source, language)
VALUES (gen_random_uuid(), %s, 'MARKETING', '1', '', %s, now() + %s * interval '1 second', 'SETTINGS', 'NL')"""


def test_prints_who_asked_for_news(databases: Databases, tmp_path: Path) -> None:
    with databases.copy() as where:
        with psycopg.connect(databases.admin(where), autocommit=True) as connection:
            for email, said in (
                ("jan@inkt.example", [True]),
                ("els@inkt.example", [True, False]),
                ("=cmd@x.example", [True]),
                ("no@x.example", []),
            ):
                row = connection.execute(PEOPLE, (email,)).fetchone()
                assert row
                for place, given in enumerate(said):
                    connection.execute(CONSENT, (row[0], given, place))
        env = environment(tmp_path, free_port(), DATABASE_URL=where.owner, DATABASE_APP_URL=where.app)
        done = smoall("audience", env=env)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.splitlines()) == ["'=cmd@x.example,NL", "email,language", "jan@inkt.example,NL"]
