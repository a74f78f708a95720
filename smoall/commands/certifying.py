"""Handing out certificates of erasure: the list of them, or one as a file that anybody can check."""

import sys
from typing import Any
from uuid import UUID

import psycopg

from smoall.commands.database import open_database
from smoall.commands.speaking import Exit, Trouble, console
from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.master_key import master_key
from smoall.settings import Settings

_LIST = "SELECT id, subject, finished_at FROM purge_run WHERE finished_at IS NOT NULL ORDER BY finished_at"
_ONE = "SELECT certificate, signature FROM purge_run WHERE id = %s AND finished_at IS NOT NULL"


def list_certificates(settings: Settings) -> None:
    """`smoall certificates`: one line each, the oldest first, then the key to check them with."""
    with open_database(settings) as where, psycopg.connect(where.owner, connect_timeout=5) as connection:
        for identity, subject, finished_at in connection.execute(_LIST):
            console.print(f"{identity}  {finished_at:%Y-%m-%d %H:%M}  {subject}")
    console.print(f"Public key: {_signer(settings).public_key.hex()}")


def print_certificate(settings: Settings, identity: str) -> None:
    """`smoall certificates ID`: the paper on standard output, as `scripts/verify_certificate.py` reads it."""
    found = _find(settings, identity)
    if found is None:
        raise Trouble(f"There is no certificate {identity}.", "`smoall certificates` lists them.", Exit.BROKEN)
    content, signature = found
    sys.stdout.write(_signer(settings).paper(content, bytes(signature)).decode("ascii") + "\n")


def _find(settings: Settings, identity: str) -> tuple[Any, bytes] | None:
    try:
        wanted = UUID(identity)
    except ValueError:
        return None
    with open_database(settings) as where, psycopg.connect(where.owner, connect_timeout=5) as connection:
        return connection.execute(_ONE, (wanted,)).fetchone()


def _signer(settings: Settings) -> CertificateSigner:
    return CertificateSigner(master_key(settings.home, given=settings.secret_key))
