"""Texts about letters: what became of them, and mailboxes that are not written to."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "MESSAGE_NOT_FOUND": (
        "Ce message n'existe pas.",
        "Dit bericht bestaat niet.",
        "Diese Nachricht gibt es nicht.",
        "There is no such message.",
    ),
}
