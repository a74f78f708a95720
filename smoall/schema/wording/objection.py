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
    "OPPOSITION_ON_RECORD": (
        "Une fiche avec cette adresse porte l'opposition : levez-la là (`{id}`).",
        "Een fiche met dit adres draagt het bezwaar: hef het daar op (`{id}`).",
        "Ein Datensatz mit dieser Adresse trägt den Widerspruch: Heben Sie ihn dort auf (`{id}`).",
        "A record with this address bears the objection: lift it there (`{id}`).",
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
    "ASSESSMENT_REQUIRED": (
        "Un intérêt légitime se pèse par écrit : l'intérêt, la nécessité, les droits de la personne.",
        "Een gerechtvaardigd belang weegt u schriftelijk af: het belang, de noodzaak, de rechten van de persoon.",
        "Ein berechtigtes Interesse wird schriftlich abgewogen: Interesse, Notwendigkeit, Rechte der Person.",
        "A legitimate interest is weighed in writing: the interest, the need, the person's rights.",
    ),
    "PROOF_REQUIRED": (
        "Un consentement se prouve : dites quand, comment et à quels mots la personne a dit oui.",
        "Een toestemming wordt bewezen: zeg wanneer, hoe en op welke woorden de persoon ja zei.",
        "Eine Einwilligung wird nachgewiesen: Sagen Sie, wann, wie und welchen Worten die Person zustimmte.",
        "A consent is proven: say when, how and to which words the person agreed.",
    ),
    "ADDRESS_PERSONAL": (
        "L'adresse de ce contact est celle d'une personne, ou manque : info@ ou contact@ seraient impersonnelles.",
        "Het adres van dit contact is dat van een persoon, of ontbreekt: info@ of contact@ zouden onpersoonlijk zijn.",
        "Die Adresse dieses Kontakts ist die einer Person oder fehlt: info@ oder contact@ wären unpersönlich.",
        "This contact's address is a person's, or missing: info@ or contact@ would be impersonal.",
    ),
    "WORDING_VERSION_REQUIRED": (
        "Un consentement dit à quelle version d'un texte : indiquez-la (`wordingVersion`).",
        "Een toestemming zegt aan welke versie van een tekst: geef ze op (`wordingVersion`).",
        "Eine Einwilligung sagt, zu welcher Fassung eines Textes: Geben Sie sie an (`wordingVersion`).",
        "A consent says to which version of a text: give it (`wordingVersion`).",
    ),
    "WORDING_REQUIRED": (
        "Personne n'a encore accepté cette version : donnez-en le texte (`wording`).",
        "Niemand stemde al met deze versie in: geef de tekst ervan (`wording`).",
        "Dieser Fassung hat noch niemand zugestimmt: Geben Sie ihren Text an (`wording`).",
        "Nobody agreed to this version yet: give its text (`wording`).",
    ),
    "WORDING_DIFFERS": (
        "La version {version} a un autre texte : donnez une autre version à celui-ci.",
        "Versie {version} heeft een andere tekst: geef deze tekst een andere versie.",
        "Fassung {version} hat einen anderen Text: Geben Sie diesem eine andere Fassung.",
        "Version {version} has another text: give this one another version.",
    ),
    "GIVEN_IN_THE_FUTURE": (
        "Un consentement ne se donne pas un jour à venir.",
        "Een toestemming wordt niet op een dag in de toekomst gegeven.",
        "Eine Einwilligung wird nicht an einem künftigen Tag gegeben.",
        "No consent is given on a day to come.",
    ),
    "MARKETING_BASIS_MISSING": (
        "Rien ne permet d'envoyer de la publicité à ce contact : indiquez sur quelle base (`setMarketingBasis`).",
        "Niets laat toe dit contact reclame te sturen: zeg op welke grond (`setMarketingBasis`).",
        "Nichts erlaubt Werbung an diesen Kontakt: Geben Sie die Grundlage an (`setMarketingBasis`).",
        "Nothing allows advertising to this contact: state on which basis (`setMarketingBasis`).",
    ),
    "NOT_A_CUSTOMER": (
        "Rien n'a encore été facturé à cette entreprise : ce n'est pas une cliente existante.",
        "Aan dit bedrijf werd nog niets gefactureerd: het is geen bestaande klant.",
        "Diesem Unternehmen wurde noch nichts in Rechnung gestellt: Es ist keine bestehende Kundschaft.",
        "Nothing was invoiced to this company yet: it is no existing customer.",
    ),
    "SUBJECT_AMBIGUOUS": (
        "Dites de qui ou de quoi il s'agit : un seul des champs, ni plus ni moins.",
        "Zeg om wie of wat het gaat: precies één van de velden.",
        "Sagen Sie, um wen oder was es geht: genau eines der Felder.",
        "Say whom or what it is about: exactly one of the fields.",
    ),
}
