"""The doctor's look at the ledger of erasures: whether it and the database know the same."""

from collections.abc import Iterator

import psycopg
from psycopg.rows import TupleRow

from smoall.commands.ledger import ensure_standing, read_ledger
from smoall.commands.speaking import Trouble
from smoall.commands.verdict import Verdict, broken, odd, well
from smoall.domain.privacy.erasures import Known
from smoall.infra.erasures.known import known_to
from smoall.settings import Settings
from smoall.wiring_ledger import ledger_of

_WITHOUT = "SELECT at, because FROM restoration WHERE because IS NOT NULL ORDER BY at DESC LIMIT 1"
_WAITS = "SELECT count(*) FROM erasure WHERE sequence IS NULL AND at < now() - interval '10 minutes'"


def ledger_checks(connection: psycopg.Connection[TupleRow], settings: Settings) -> Iterator[Verdict]:
    """For a database with the schema of this code."""
    ledger = ledger_of(settings)
    try:
        with ledger.locked():
            known = known_to(connection) or Known(written={})
            entries = read_ledger(ledger, known)
        ensure_standing(ledger, entries, known)
    except Trouble as trouble:
        yield broken("ledger", trouble.what, trouble.remedy)
        return
    except OSError as error:
        yield broken("ledger", f"{ledger.path}: {error.strerror}.", "Set SMOALL_ERASURE_LEDGER to a file of yours.")
        return
    waits = connection.execute(_WAITS).fetchone()
    without = connection.execute(_WITHOUT).fetchone()
    if waits and waits[0]:
        yield odd("ledger", f"{waits[0]} erasures wait to be written into {ledger.path}.", "Look at the worker's log.")
    elif without:
        text = f"Begun anew on {without[0]:%Y-%m-%d}, without a whole one: {without[1]}"
        yield odd("ledger", text, "Whoever was erased between a restored backup and that day may be in the data.")
    else:
        yield well("ledger", f"{ledger.path}, {len(entries)} entries. Keep a copy apart from the backups.")
