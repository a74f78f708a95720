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
    "LAST_OWNER": (
        "Une organisation ne peut rester sans propriétaire : nommez d'abord un autre propriétaire (`changeRole`) ou"
        " clôturez l'organisation (`closeOrganisation`).",
        "Een organisatie kan niet zonder eigenaar: duid eerst een andere eigenaar aan (`changeRole`) of sluit de"
        " organisatie (`closeOrganisation`).",
        "Eine Organisation kann nicht ohne Inhaber bleiben: ernennen Sie zuerst einen anderen Inhaber (`changeRole`)"
        " oder schließen Sie die Organisation (`closeOrganisation`).",
        "An organisation cannot be without an owner: first make somebody else an owner (`changeRole`) or close the"
        " organisation (`closeOrganisation`).",
    ),
}
