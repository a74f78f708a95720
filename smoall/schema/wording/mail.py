"""Texts about letters: what became of them, and mailboxes that are not written to."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "MESSAGE_NOT_FOUND": (
        "Ce message n'existe pas.",
        "Dit bericht bestaat niet.",
        "Diese Nachricht gibt es nicht.",
        "There is no such message.",
    ),
    "MAIL_UNSETTLED": (
        "On ne sait pas encore si le courrier est parti ; la question sera reposée.",
        "Het is nog niet bekend of de brief vertrokken is; het wordt opnieuw gevraagd.",
        "Noch ist nicht bekannt, ob der Brief abgegangen ist; es wird wieder gefragt.",
        "It is not known yet whether the letter left; it will be asked again.",
    ),
}
