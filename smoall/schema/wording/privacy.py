"""Card numbers, erasing an account, closing an organisation."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "CARD_NUMBER": (
        "Ce texte contient un numéro de carte : retirez-le. Une carte ne se tape que sur la page de paiement.",
        "Deze tekst bevat een kaartnummer: verwijder het. Een kaart typt u alleen op de betaalpagina.",
        "Dieser Text enthält eine Kartennummer: entfernen Sie sie. Karten gibt man nur auf der Zahlungsseite ein.",
        "This text holds a card number: remove it. Cards are only typed at the payment page.",
    ),
}
