"""The words of the payment page: French, Dutch, German, English."""

from collections.abc import Mapping

from smoall.domain.kernel.language import Language

_LANGUAGES = (Language.FR, Language.NL, Language.DE, Language.EN)

_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "title": ("Paiement", "Betaling", "Zahlung", "Payment"),
    "save_title": ("Moyen de paiement", "Betaalmiddel", "Zahlungsmittel", "Means of payment"),
    "to_pay": ("À payer : {amount}", "Te betalen: {amount}", "Zu zahlen: {amount}", "To pay: {amount}"),
    "nothing_now": (
        "Rien n'est débité maintenant.",
        "Er wordt nu niets aangerekend.",
        "Jetzt wird nichts abgebucht.",
        "Nothing is charged now.",
    ),
    "pretend": (
        "Prestataire de démonstration : aucun argent ne bouge, aucune carte n'est demandée.",
        "Demonstratieprovider: er beweegt geen geld, er wordt geen kaart gevraagd.",
        "Demonstrationsanbieter: Es fließt kein Geld, keine Karte wird verlangt.",
        "A provider for demonstration: no money moves, no card is asked for.",
    ),
    "card": ("Carte", "Kaart", "Karte", "Card"),
    "card-fails-later": (
        "Carte qui sera refusée plus tard",
        "Kaart die later geweigerd wordt",
        "Karte, die später abgelehnt wird",
        "Card that is declined later",
    ),
    "bancontact": (
        "Bancontact, puis domiciliation SEPA",
        "Bancontact, daarna SEPA-domiciliëring",
        "Bancontact, danach SEPA-Lastschrift",
        "Bancontact, then SEPA direct debit",
    ),
    "sepa-debit": (
        "Domiciliation SEPA (trois jours)",
        "SEPA-domiciliëring (drie dagen)",
        "SEPA-Lastschrift (drei Tage)",
        "SEPA direct debit (three days)",
    ),
    "challenge": (
        "Carte avec vérification 3-D Secure",
        "Kaart met 3-D Secure-controle",
        "Karte mit 3-D-Secure-Prüfung",
        "Card with a 3-D Secure challenge",
    ),
    "decline": ("Carte refusée", "Geweigerde kaart", "Abgelehnte Karte", "Card that is declined"),
    "declined": (
        "La banque a refusé. Rien n'a été débité : choisissez un autre moyen.",
        "De bank heeft geweigerd. Er werd niets aangerekend: kies een ander middel.",
        "Die Bank hat abgelehnt. Nichts wurde abgebucht: Wählen Sie ein anderes Mittel.",
        "The bank refused. Nothing was debited: choose another way.",
    ),
    "challenge_title": (
        "Votre banque demande une confirmation",
        "Uw bank vraagt een bevestiging",
        "Ihre Bank bittet um Bestätigung",
        "Your bank asks for confirmation",
    ),
    "authorise": ("Confirmer", "Bevestigen", "Bestätigen", "Confirm"),
    "refuse": ("Refuser", "Weigeren", "Ablehnen", "Refuse"),
    "cancel": ("Revenir sans payer", "Terug zonder te betalen", "Zurück ohne zu zahlen", "Go back without paying"),
    "over_title": (
        "Cette page n'est plus ouverte",
        "Deze pagina is niet meer open",
        "Diese Seite ist nicht mehr offen",
        "This page is no longer open",
    ),
    "over": (
        "Elle a déjà servi ou a expiré.",
        "Ze is al gebruikt of verlopen.",
        "Sie wurde schon benutzt oder ist abgelaufen.",
        "It has been used, or has expired.",
    ),
    "done_title": ("Merci", "Dank u", "Danke", "Thank you"),
    "done": (
        "C'est enregistré. Vous pouvez fermer cette page.",
        "Het is geregistreerd. U kunt deze pagina sluiten.",
        "Es ist erfasst. Sie können diese Seite schließen.",
        "It is recorded. You can close this page.",
    ),
    "cancelled_title": ("Rien n'a changé", "Er is niets veranderd", "Nichts hat sich geändert", "Nothing has changed"),
    "cancelled": (
        "Rien n'a été débité. Vous pouvez fermer cette page.",
        "Er werd niets aangerekend. U kunt deze pagina sluiten.",
        "Nichts wurde abgebucht. Sie können diese Seite schließen.",
        "Nothing was charged. You can close this page.",
    ),
    "clock_title": ("Horloge de démonstration", "Demonstratieklok", "Demonstrationsuhr", "Clock of the demonstration"),
    "clock": (
        "Il est {moment}. L'horloge ne fait qu'avancer.",
        "Het is {moment}. De klok gaat alleen vooruit.",
        "Es ist {moment}. Die Uhr geht nur vor.",
        "It is {moment}. The clock only goes on.",
    ),
    "days": ("{days} jours plus tard", "{days} dagen later", "{days} Tage später", "{days} days later"),
}


def words(language: Language) -> Mapping[str, str]:
    """All words in one language."""
    index = _LANGUAGES.index(language)
    return {name: texts[index] for name, texts in _WORDS.items()}
