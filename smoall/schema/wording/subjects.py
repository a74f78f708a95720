"""Rights of the people in an organisation's records."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "PREVIEW_OUTDATED": (
        "Quelque chose a changé depuis l'aperçu : demandez-en un nouveau (`validateOnly`) et vérifiez-le.",
        "Er is iets veranderd sinds de voorvertoning: vraag een nieuwe (`validateOnly`) en kijk ze na.",
        "Seit der Vorschau hat sich etwas geändert: Fordern Sie eine neue an (`validateOnly`) und prüfen Sie sie.",
        "Something has changed since the preview: ask for a new one (`validateOnly`) and check it.",
    ),
    "PREVIEW_TOKEN_MISSING": (
        "Effacer demande le jeton d'un aperçu : appelez d'abord avec `validateOnly`.",
        "Wissen vraagt het token van een voorvertoning: roep eerst op met `validateOnly`.",
        "Löschen verlangt den Schlüssel einer Vorschau: Rufen Sie zuerst mit `validateOnly` auf.",
        "Erasing takes the token of a preview: call with `validateOnly` first.",
    ),
    "DELIVERY_UNDER_WAY": (
        "Une lettre à cette personne est en cours d'envoi : réessayez dès qu'elle est partie ou a échoué.",
        "Er wordt net een brief aan deze persoon verstuurd: probeer opnieuw zodra die weg is of mislukt.",
        "Ein Brief an diese Person wird gerade versandt: Versuchen Sie es erneut, sobald er fort oder gescheitert ist.",
        "A letter to this person is being sent: try again once it has left or failed.",
    ),
    "SUBJECT_MISSING": (
        "Indiquez soit des contacts, soit une entreprise.",
        "Geef ofwel contacten, ofwel een bedrijf.",
        "Geben Sie entweder Kontakte oder ein Unternehmen an.",
        "Give either contacts or a company.",
    ),
    "TOO_MANY_CONTACTS": (
        "Au plus {limit} contacts à la fois.",
        "Hoogstens {limit} contacten tegelijk.",
        "Höchstens {limit} Kontakte auf einmal.",
        "At most {limit} contacts at a time.",
    ),
    "CONTACT_ANONYMISED": (
        "Ce contact est anonymisé : ajoutez-en un nouveau.",
        "Dit contact is geanonimiseerd: voeg een nieuw toe.",
        "Dieser Kontakt ist anonymisiert: Fügen Sie einen neuen hinzu.",
        "This contact is anonymised: add a new one.",
    ),
}
