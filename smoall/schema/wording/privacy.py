"""Card numbers, erasing an account, closing an organisation."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "CARD_NUMBER": (
        "Ce texte contient un numéro de carte : retirez-le. Une carte ne se tape que sur la page de paiement.",
        "Deze tekst bevat een kaartnummer: verwijder het. Een kaart typt u alleen op de betaalpagina.",
        "Dieser Text enthält eine Kartennummer: entfernen Sie sie. Karten gibt man nur auf der Zahlungsseite ein.",
        "This text holds a card number: remove it. Cards are only typed at the payment page.",
    ),
    "CONFIRMATION_MISSING": (
        "Cela ne peut pas être annulé : confirmez avec `confirm: true`.",
        "Dit kan niet ongedaan worden gemaakt: bevestig met `confirm: true`.",
        "Das lässt sich nicht rückgängig machen: bestätigen Sie mit `confirm: true`.",
        "This cannot be undone: confirm it with `confirm: true`.",
    ),
    "ACCOUNT_NOT_FOUND": (
        "Ce compte n'existe pas ou plus.",
        "Deze account bestaat niet of niet meer.",
        "Dieses Konto gibt es nicht oder nicht mehr.",
        "There is no such account, or no longer.",
    ),
    "NAME_MISMATCH": (
        "Le nom tapé n'est pas celui de l'organisation : {name}.",
        "De getypte naam is niet die van de organisatie: {name}.",
        "Der eingegebene Name ist nicht der der Organisation: {name}.",
        "The name that was typed is not that of the organisation: {name}.",
    ),
    "ORGANISATION_CLOSED": (
        "L'organisation est clôturée : elle ne peut plus qu'être lue. Un propriétaire peut la rouvrir"
        " (`reopenOrganisation`).",
        "De organisatie is gesloten: ze kan alleen nog gelezen worden. Een eigenaar kan ze heropenen"
        " (`reopenOrganisation`).",
        "Die Organisation ist geschlossen: Sie kann nur noch gelesen werden. Ein Inhaber kann sie wieder öffnen"
        " (`reopenOrganisation`).",
        "The organisation is closed: it can only be read. An owner can reopen it (`reopenOrganisation`).",
    ),
    "ORGANISATION_OPEN": (
        "L'organisation n'est pas clôturée ; il n'y a rien à faire.",
        "De organisatie is niet gesloten; er hoeft niets te gebeuren.",
        "Die Organisation ist nicht geschlossen; es ist nichts zu tun.",
        "The organisation is not closed; there is nothing to do.",
    ),
    "ORGANISATION_ERASED": (
        "Le délai est passé : l'effacement de l'organisation a commencé.",
        "De termijn is voorbij: het wissen van de organisatie is begonnen.",
        "Die Frist ist vorbei: Das Löschen der Organisation hat begonnen.",
        "The time is over: erasing the organisation has begun.",
    ),
    "EXPORT_NOT_FOUND": (
        "Cet export n'existe pas ou plus.",
        "Deze export bestaat niet of niet meer.",
        "Diesen Export gibt es nicht oder nicht mehr.",
        "There is no such export, or no longer.",
    ),
    "HOUSE_STAYS": (
        "L'organisation de Smoall elle-même ne se ferme pas : quittez-la plutôt.",
        "De organisatie van Smoall zelf kan niet worden gesloten: verlaat haar.",
        "Die Organisation von Smoall selbst wird nicht geschlossen: Verlassen Sie sie.",
        "Smoall's own organisation is not closed: leave it instead.",
    ),
    "OPERATOR_ONLY": (
        "Seule l'organisation de Smoall elle-même peut le faire.",
        "Alleen de organisatie van Smoall zelf kan dit doen.",
        "Nur die Organisation von Smoall selbst kann das tun.",
        "Only Smoall's own organisation can do this.",
    ),
}
