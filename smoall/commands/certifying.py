"""Handing out what Smoall signed as files that anybody can check: certificates of erasure, heads of audit chains."""

import json
import sys
from typing import Any
from uuid import UUID

import psycopg

from smoall.commands.database import open_database
from smoall.commands.speaking import Exit, Trouble, console
from smoall.domain.privacy.certificate import ChainHead, head_content
from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.master_key import master_key
from smoall.settings import Settings

_LIST = "SELECT id, subject, finished_at FROM purge_run WHERE finished_at IS NOT NULL ORDER BY finished_at"
_HEAD = """
SELECT sequence, hash, at, signature FROM signed_head WHERE organisation_id = %s ORDER BY sequence DESC LIMIT 1
"""
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


def print_heads(settings: Settings) -> None:
    """`smoall heads`: the last signed head of every organisation's chain, a paper a line.

    Kept elsewhere they show later that no tail was cut off: ``verifyAuditTrail(since:)`` looks for them.
    """
    signer = _signer(settings)
    with open_database(settings) as where, psycopg.connect(where.owner, connect_timeout=5) as connection:
        for (organisation_id,) in connection.execute("SELECT id FROM tenant ORDER BY id").fetchall():
            connection.execute("SELECT set_config('app.organisation', %s, true)", (str(organisation_id),))
            last = connection.execute(_HEAD, (organisation_id,)).fetchone()
            if last is None:
                continue
            sequence, digest, at, signature = last
            head = ChainHead(organisation_id=organisation_id, sequence=sequence, hash=bytes(digest))
            paper = json.loads(signer.paper(head_content(head, at=at), bytes(signature)))
            sys.stdout.write(json.dumps(paper) + "\n")


def _find(settings: Settings, identity: str) -> tuple[Any, bytes] | None:
    try:
        wanted = UUID(identity)
    except ValueError:
        return None
    with open_database(settings) as where, psycopg.connect(where.owner, connect_timeout=5) as connection:
        return connection.execute(_ONE, (wanted,)).fetchone()


def _signer(settings: Settings) -> CertificateSigner:
    return CertificateSigner(master_key(settings.home, given=settings.secret_key))
