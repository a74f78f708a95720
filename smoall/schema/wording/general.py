"""Outcomes of any act: refused, not found, stale, out of order."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "INVALID": (
        "La demande enfreint au moins une règle : corrigez les champs indiqués.",
        "De aanvraag overtreedt minstens één regel: verbeter de vermelde velden.",
        "Die Anfrage verletzt mindestens eine Regel: berichtigen Sie die genannten Felder.",
        "The request breaks at least one rule: correct the fields that are listed.",
    ),
    "FORBIDDEN": (
        "Votre rôle ne permet pas cette action ; demandez-la à un administrateur de votre organisation.",
        "Uw rol laat deze handeling niet toe; vraag het aan een beheerder van uw organisatie.",
        "Ihre Rolle erlaubt dies nicht; wenden Sie sich an einen Administrator Ihrer Organisation.",
        "Your role does not allow this; ask an administrator of your organisation.",
    ),
    "SCOPE_MISSING": (
        "La clé ou l'application n'a pas le droit {permission} ; donnez-le-lui ou connectez-vous vous-même.",
        "De gebruikte sleutel of toepassing kreeg het recht {permission} niet; geef het haar of meld uzelf aan.",
        "Dem Schlüssel oder der Anwendung fehlt das Recht {permission}; erteilen Sie es oder melden Sie sich an.",
        "The key or application does not have the right {permission}; grant it, or sign in yourself.",
    ),
    "STALE": (
        "L'objet a été modifié entre-temps (version {current}, vous aviez {expected}) : relisez-le puis recommencez.",
        "Het object is intussen gewijzigd (versie {current}, u had {expected}): lees het opnieuw en herbegin.",
        "Das Objekt wurde inzwischen geändert (Version {current}, Sie hatten {expected}): neu lesen und wiederholen.",
        "It has changed meanwhile (version {current}, you had {expected}): read it again and repeat.",
    ),
    "TRY_AGAIN": (
        "Une autre opération était en cours sur les mêmes données : recommencez.",
        "Een andere bewerking was bezig op dezelfde gegevens: probeer opnieuw.",
        "Ein anderer Vorgang war mit denselben Daten beschäftigt: bitte wiederholen.",
        "Another operation was busy with the same records: try again.",
    ),
    "DATABASE_UNAVAILABLE": (
        "La base de données ne répond pas ; rien n'a été enregistré. Réessayez dans un instant.",
        "De databank antwoordt niet; er is niets bewaard. Probeer zo dadelijk opnieuw.",
        "Die Datenbank antwortet nicht; nichts wurde gespeichert. Bitte gleich erneut versuchen.",
        "The database does not answer; nothing was saved. Try again in a moment.",
    ),
    "FILES_UNAVAILABLE": (
        "Le stockage des fichiers ne répond pas. Réessayez dans un instant.",
        "De bestandsopslag antwoordt niet. Probeer zo dadelijk opnieuw.",
        "Der Dateispeicher antwortet nicht. Bitte gleich erneut versuchen.",
        "The file store does not answer. Try again in a moment.",
    ),
    "MAIL_UNAVAILABLE": (
        "Le serveur de courrier ne répond pas ; l'envoi sera retenté.",
        "De mailserver antwoordt niet; de verzending wordt opnieuw geprobeerd.",
        "Der Mailserver antwortet nicht; der Versand wird wiederholt.",
        "The mail server does not answer; sending will be tried again.",
    ),
    "PDF_UNAVAILABLE": (
        "Le PDF ne peut pas être produit pour le moment. Réessayez dans un instant.",
        "De pdf kan nu niet worden gemaakt. Probeer zo dadelijk opnieuw.",
        "Das PDF kann im Moment nicht erstellt werden. Bitte gleich erneut versuchen.",
        "The PDF cannot be made right now. Try again in a moment.",
    ),
    "INVOICE_NOT_FOUND": (
        "Votre organisation n'a pas de facture avec cet identifiant.",
        "Uw organisatie heeft geen factuur met deze id.",
        "Ihre Organisation hat keine Rechnung mit dieser Kennung.",
        "Your organisation has no invoice of that id.",
    ),
    "CREDIT_NOTE_NOT_FOUND": (
        "Votre organisation n'a pas de note de crédit avec cet identifiant.",
        "Uw organisatie heeft geen creditnota met deze id.",
        "Ihre Organisation hat keine Gutschrift mit dieser Kennung.",
        "Your organisation has no credit note of that id.",
    ),
    "DOCUMENT_NOT_FOUND": (
        "Votre organisation n'a pas de document avec cet identifiant.",
        "Uw organisatie heeft geen document met deze id.",
        "Ihre Organisation hat kein Dokument mit dieser Kennung.",
        "Your organisation has no document of that id.",
    ),
    "COMPANY_NOT_FOUND": (
        "Votre organisation n'a pas d'entreprise avec cet identifiant ; créez d'abord sa fiche.",
        "Uw organisatie heeft geen bedrijf met deze id; maak eerst de fiche aan.",
        "Ihre Organisation hat kein Unternehmen mit dieser Kennung; legen Sie es zuerst an.",
        "Your organisation has no company of that id; create it first.",
    ),
    "COMPANY_ARCHIVED": (
        "La fiche de {name} est archivée : réactivez-la avant de l'utiliser.",
        "De fiche van {name} is gearchiveerd: maak ze weer actief voor u ze gebruikt.",
        "Der Eintrag von {name} ist archiviert: aktivieren Sie ihn, bevor Sie ihn verwenden.",
        "The record of {name} is archived: restore it before using it.",
    ),
    "CONTACT_NOT_FOUND": (
        "Votre organisation n'a pas de contact avec cet identifiant.",
        "Uw organisatie heeft geen contact met deze id.",
        "Ihre Organisation hat keinen Kontakt mit dieser Kennung.",
        "Your organisation has no contact of that id.",
    ),
    "PAYMENT_NOT_FOUND": (
        "Votre organisation n'a pas de paiement avec cet identifiant.",
        "Uw organisatie heeft geen betaling met deze id.",
        "Ihre Organisation hat keine Zahlung mit dieser Kennung.",
        "Your organisation has no payment of that id.",
    ),
    "JOURNAL_NOT_FOUND": (
        "Votre organisation n'a pas de journal avec cet identifiant.",
        "Uw organisatie heeft geen dagboek met deze id.",
        "Ihre Organisation hat kein Journal mit dieser Kennung.",
        "Your organisation has no journal of that id.",
    ),
    "DATABASE_BUSY": (
        "Trop de demandes à la fois : réessayez dans un instant.",
        "Te veel aanvragen tegelijk: probeer zo dadelijk opnieuw.",
        "Zu viele Anfragen auf einmal: versuchen Sie es gleich noch einmal.",
        "Too much at once: try again in a moment.",
    ),
    "POSTAL_CODE_INVALID": (
        "Un code postal belge a quatre chiffres, par exemple 1000.",
        "Een Belgische postcode heeft vier cijfers, bijvoorbeeld 1000.",
        "Eine belgische Postleitzahl hat vier Ziffern, zum Beispiel 1000.",
        "A Belgian postal code has four digits, for example 1000.",
    ),
    "PATTERN_TAKEN": (
        "Le journal {journal} écrit déjà de tels numéros : ajoutez {{journal}} ou un autre préfixe.",
        "Dagboek {journal} schrijft al zulke nummers: voeg {{journal}} of een ander voorvoegsel toe.",
        "Journal {journal} schreibt schon solche Nummern: fügen Sie {{journal}} oder ein anderes Präfix hinzu.",
        "Journal {journal} writes such numbers already: add {{journal}} or another prefix.",
    ),
    "NUMBER_TAKEN": (
        "Le numéro {number} existe déjà : changez le modèle de numérotation du journal.",
        "Nummer {number} bestaat al: wijzig het nummerpatroon van het dagboek.",
        "Nummer {number} gibt es schon: ändern Sie das Nummernmuster des Journals.",
        "Number {number} exists already: change the journal's pattern.",
    ),
    "DELIVERY_NOT_FOUND": (
        "Cet envoi n'existe pas.",
        "Deze verzending bestaat niet.",
        "Diesen Versand gibt es nicht.",
        "There is no such delivery.",
    ),
    "LETTER_NOT_FOUND": (
        "Ce courrier n'existe pas.",
        "Deze brief bestaat niet.",
        "Diesen Brief gibt es nicht.",
        "There is no such letter.",
    ),
    "JOB_NOT_FOUND": (
        "Cette tâche n'existe pas.",
        "Deze taak bestaat niet.",
        "Diese Aufgabe gibt es nicht.",
        "There is no such job.",
    ),
    "JOB_NOT_PARKED": (
        "Cette tâche n'est pas en attente d'une relance (état {state}) ; il n'y a rien à faire.",
        "Deze taak wacht niet op een nieuwe poging (status {state}); er hoeft niets te gebeuren.",
        "Diese Aufgabe wartet nicht auf einen neuen Versuch (Status {state}); es ist nichts zu tun.",
        "This job does not wait for a retry (state {state}); there is nothing to do.",
    ),
}
