"""Texts about objections and restrictions: since when, and what remains allowed."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "PROCESSING_OPPOSED": (
        "Opposition à tout traitement depuis le {since}. Restent permis, avec un motif : créditer une facture émise"
        " et la renvoyer (`legalDuty`). La personne peut changer d'avis : `liftOpposition`.",
        "Bezwaar tegen alle verwerking sinds {since}. Wat mag, met een reden: een uitgereikte factuur crediteren en"
        " opnieuw versturen (`legalDuty`). De persoon kan zich bedenken: `liftOpposition`.",
        "Widerspruch gegen jede Verarbeitung seit {since}. Erlaubt bleibt mit Begründung: eine ausgestellte Rechnung"
        " gutschreiben und erneut senden (`legalDuty`). Die Person kann es sich anders überlegen: `liftOpposition`.",
        "All processing is opposed since {since}. What remains allowed, with a reason: crediting an issued invoice and"
        " sending it again (`legalDuty`). The person may change their mind: `liftOpposition`.",
    ),
    "PROCESSING_RESTRICTED": (
        "Traitement limité depuis le {since} : les données sont gardées et lues, rien d'autre, sauf avec"
        " l'accord de la personne ou par devoir légal (`legalDuty`).",
        "Verwerking beperkt sinds {since}: de gegevens worden bewaard en gelezen, meer niet, tenzij de persoon"
        " instemt of de wet het vraagt (`legalDuty`).",
        "Verarbeitung eingeschränkt seit {since}: Die Daten werden aufbewahrt und gelesen, mehr nicht, außer mit"
        " Einwilligung der Person oder aus gesetzlicher Pflicht (`legalDuty`).",
        "Processing is restricted since {since}: the data is kept and read, and nothing else, unless the person agrees"
        " or the law asks for it (`legalDuty`).",
    ),
    "ALREADY_OPPOSED": (
        "Cette opposition est déjà notée, depuis le {since}.",
        "Dit bezwaar is al genoteerd, sinds {since}.",
        "Dieser Widerspruch ist bereits vermerkt, seit {since}.",
        "This objection is noted already, since {since}.",
    ),
    "NOT_OPPOSED": (
        "Il n'y a pas d'opposition à lever ici.",
        "Hier is geen bezwaar om op te heffen.",
        "Hier gibt es keinen Widerspruch aufzuheben.",
        "There is no objection to lift here.",
    ),
    "ALREADY_RESTRICTED": (
        "Le traitement est déjà limité, depuis le {since}.",
        "De verwerking is al beperkt, sinds {since}.",
        "Die Verarbeitung ist bereits eingeschränkt, seit {since}.",
        "Processing is restricted already, since {since}.",
    ),
    "NOT_RESTRICTED": (
        "Il n'y a pas de limitation à lever ici.",
        "Hier is geen beperking om op te heffen.",
        "Hier gibt es keine Einschränkung aufzuheben.",
        "There is no restriction to lift here.",
    ),
    "SUBJECT_AMBIGUOUS": (
        "Dites de qui ou de quoi il s'agit : un seul des champs, ni plus ni moins.",
        "Zeg om wie of wat het gaat: precies één van de velden.",
        "Sagen Sie, um wen oder was es geht: genau eines der Felder.",
        "Say whom or what it is about: exactly one of the fields.",
    ),
}
