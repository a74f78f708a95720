"""Texts about letters: what became of them, and mailboxes that are not written to."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "MESSAGE_NOT_FOUND": (
        "Ce message n'existe pas.",
        "Dit bericht bestaat niet.",
        "Diese Nachricht gibt es nicht.",
        "There is no such message.",
    ),
    "NOT_SUPPRESSED": (
        "Cette adresse n'est pas bloquée : écrivez-lui de nouveau.",
        "Dit adres is niet geblokkeerd: schrijf er gewoon opnieuw naar.",
        "Diese Adresse ist nicht gesperrt: schreiben Sie ihr einfach wieder.",
        "This address is not suppressed: simply write to it again.",
    ),
    "SUPPRESSED_BY_OWNER": (
        "Le titulaire de cette boîte s'est plaint de nos courriers ; lui seul peut lever le blocage.",
        "De houder van deze mailbox klaagde over onze brieven; alleen die persoon kan de blokkering opheffen.",
        "Wer dieses Postfach hat, beschwerte sich über unsere Briefe und kann die Sperre allein aufheben.",
        "The owner of this mailbox complained about our letters; only they can lift the suppression.",
    ),
    "AUDIENCE_UNAVAILABLE": (
        "Le service de lettres d'information ne répond pas ; il sera de nouveau sollicité.",
        "De nieuwsbriefdienst antwoordt niet; het wordt opnieuw geprobeerd.",
        "Der Newsletter-Dienst antwortet nicht; es wird wieder versucht.",
        "The newsletter service does not answer; it will be tried again.",
    ),
    "MAIL_UNSETTLED": (
        "On ne sait pas encore si le courrier est parti ; la question sera reposée.",
        "Het is nog niet bekend of de brief vertrokken is; het wordt opnieuw gevraagd.",
        "Noch ist nicht bekannt, ob der Brief abgegangen ist; es wird wieder gefragt.",
        "It is not known yet whether the letter left; it will be asked again.",
    ),
}
