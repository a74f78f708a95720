"""The words of the page of an objection: French, Dutch, German, English."""

from collections.abc import Mapping

from smoall.domain.kernel.language import Language
from smoall.infra.http.pages.account_words import LANGUAGES, Wording

OBJECTION_WORDS: Mapping[str, Wording] = {
    "title": (
        "S'opposer à l'usage de vos données",
        "Bezwaar tegen het gebruik van uw gegevens",
        "Widerspruch gegen die Nutzung Ihrer Daten",
        "Object to the use of your data",
    ),
    "text": (
        "{name} n'utilisera plus votre adresse ni vos données, sauf pour ce que la loi impose : facturer ce qui est"
        " livré, et corriger ces factures.",
        "{name} gebruikt uw adres en gegevens niet meer, behalve voor wat de wet oplegt: factureren wat geleverd is, en"
        " die facturen verbeteren.",
        "{name} nutzt Ihre Adresse und Ihre Daten nicht mehr, außer für gesetzliche Pflichten: Geliefertes in Rechnung"
        " stellen und solche Rechnungen berichtigen.",
        "{name} will no longer use your address or your data, except for what the law demands: invoicing what was"
        " delivered, and correcting such invoices.",
    ),
    "button": ("Je m'oppose", "Ik maak bezwaar", "Ich widerspreche", "I object"),
    "done_title": ("C'est noté", "Genoteerd", "Notiert", "Noted"),
    "done_text": (
        "Votre opposition est notée chez {name}. Vous pouvez fermer cette page.",
        "Uw bezwaar is genoteerd bij {name}. U kunt deze pagina sluiten.",
        "Ihr Widerspruch ist bei {name} vermerkt. Sie können diese Seite schließen.",
        "Your objection is noted at {name}. You can close this page.",
    ),
    "over_text": (
        "Vérifiez que l'adresse est complète, ou répondez simplement au message que vous avez reçu.",
        "Kijk na of het adres volledig is, of beantwoord gewoon het bericht dat u kreeg.",
        "Prüfen Sie, ob die Adresse vollständig ist, oder antworten Sie einfach auf die Nachricht.",
        "Check that the address is complete, or simply reply to the message that you received.",
    ),
    "reason": (
        "Par le lien d'un message",
        "Via de link in een bericht",
        "Über den Link einer Nachricht",
        "By the link in a message",
    ),
}


def objection_words(language: Language) -> Mapping[str, str]:
    """All of them in one language."""
    place = LANGUAGES.index(language)
    return {name: texts[place] for name, texts in OBJECTION_WORDS.items()}
