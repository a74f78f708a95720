"""Wiring the ledger of erasures."""

from smoall.infra.crypto.master_key import master_key
from smoall.infra.erasures.ledger import FileLedger
from smoall.settings import Settings

LEDGER = "erasures.ledger"


def ledger_of(settings: Settings) -> FileLedger:
    """The ledger, sealed with the present master key, read with the former ones too."""
    key = master_key(settings.home, given=settings.secret_key)
    return FileLedger(settings.erasure_ledger or settings.home / LEDGER, keys=(key, *settings.former_secret_keys))
