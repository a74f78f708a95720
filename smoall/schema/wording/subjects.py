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
    "UNDER_LEGAL_HOLD": (
        "Un gel est posé ({hold}) : rien n'est effacé avant qu'il soit levé (`releaseHold`) ou terminé.",
        "Er staat een bewaarplicht ({hold}): er wordt niets gewist voor ze opgeheven (`releaseHold`) of voorbij is.",
        "Eine Aufbewahrung ist angeordnet ({hold}): Gelöscht wird erst, wenn sie aufgehoben (`releaseHold`)"
        " oder vorbei ist.",
        "A legal hold stands ({hold}): nothing is erased before it is released (`releaseHold`) or over.",
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
    "COMPANY_ANONYMISED": (
        "Cette entreprise était une personne et est anonymisée : créez-en une nouvelle.",
        "Dit bedrijf was een persoon en is geanonimiseerd: maak een nieuw aan.",
        "Dieses Unternehmen war eine Person und ist anonymisiert: Legen Sie ein neues an.",
        "This company was a person and is anonymised: create a new one.",
    ),
    "CONTACT_ANONYMISED": (
        "Ce contact est anonymisé : ajoutez-en un nouveau.",
        "Dit contact is geanonimiseerd: voeg een nieuw toe.",
        "Dieser Kontakt ist anonymisiert: Fügen Sie einen neuen hinzu.",
        "This contact is anonymised: add a new one.",
    ),
    "SUBJECT_REQUEST_NOT_FOUND": (
        "Cette demande n'existe pas.",
        "Dit verzoek bestaat niet.",
        "Diesen Antrag gibt es nicht.",
        "There is no such request.",
    ),
    "SUBJECT_REQUEST_STATE": (
        "La demande est à l'état {state} : {action} n'y est pas possible.",
        "Het verzoek staat op {state}: {action} kan daar niet.",
        "Der Antrag steht auf {state}: {action} ist dort nicht möglich.",
        "The request is {state}: {action} is not possible there.",
    ),
    "SUBJECT_REQUEST_DUPLICATE": (
        "La même demande de cette personne est déjà ouverte : {id}.",
        "Hetzelfde verzoek van deze persoon staat al open: {id}.",
        "Derselbe Antrag dieser Person ist bereits offen: {id}.",
        "The same request of this person is open already: {id}.",
    ),
    "IDENTITY_UNVERIFIED": (
        "L'identité n'a pas été vérifiée : `verifySubjectIdentity` d'abord.",
        "De identiteit is niet nagegaan: eerst `verifySubjectIdentity`.",
        "Die Identität wurde nicht geprüft: zuerst `verifySubjectIdentity`.",
        "The identity has not been verified: `verifySubjectIdentity` first.",
    ),
    "ALREADY_EXTENDED": (
        "Le délai a déjà été prolongé, jusqu'au {until}.",
        "De termijn werd al verlengd, tot {until}.",
        "Die Frist wurde schon verlängert, bis {until}.",
        "The time was extended already, until {until}.",
    ),
    "EXTENSION_TOO_LATE": (
        "Le délai s'est terminé le {until} : il ne peut plus être prolongé.",
        "De termijn eindigde op {until}: hij kan niet meer verlengd worden.",
        "Die Frist endete am {until}: Sie kann nicht mehr verlängert werden.",
        "The time ended on {until}: it can no longer be extended.",
    ),
    "GROUND_NOT_FOR_KIND": (
        "La loi ne connaît pas ce motif pour une demande {kind}. Possibles : {grounds}.",
        "De wet kent deze grond niet voor een verzoek {kind}. Mogelijk: {grounds}.",
        "Das Gesetz kennt diesen Grund für einen Antrag {kind} nicht. Möglich: {grounds}.",
        "The law knows no such ground for a request {kind}. Possible: {grounds}.",
    ),
    "REQUEST_NOT_ACTED_ON": (
        "La réponse dirait fait ce qui ne l'est pas : `{mutation}` d'abord, pour {contact}.",
        "Het antwoord zou zeggen dat het gebeurd is: eerst `{mutation}`, voor {contact}.",
        "Die Antwort sagte getan, was es nicht ist: zuerst `{mutation}`, für {contact}.",
        "The answer would say done what is not: `{mutation}` first, for {contact}.",
    ),
    "RECEIVED_IN_THE_FUTURE": (
        "Ce jour n'est pas encore venu.",
        "Die dag moet nog komen.",
        "Dieser Tag kommt erst noch.",
        "That day has yet to come.",
    ),
    "RECEIVED_TOO_EARLY": (
        "Le RGPD s'applique depuis 2018.",
        "De AVG geldt sinds 2018.",
        "Die DSGVO gilt seit 2018.",
        "The GDPR applies since 2018.",
    ),
    "PERSON_MISSING": (
        "Indiquez un contact ou un nom.",
        "Geef een contact of een naam.",
        "Geben Sie einen Kontakt oder einen Namen an.",
        "Give a contact or a name.",
    ),
    "SEARCH_TOO_SHORT": (
        "Donnez un nom d'au moins quatre lettres, une adresse ou un numéro d'au moins six chiffres.",
        "Geef een naam van minstens vier letters, een adres of een nummer van minstens zes cijfers.",
        "Geben Sie einen Namen mit mindestens vier Buchstaben, eine Adresse oder eine Nummer mit mindestens sechs"
        " Ziffern an.",
        "Give a name of at least four letters, an address, or a number of at least six digits.",
    ),
    "SEARCH_TOO_LONG": (
        "Au plus 200 caractères par mot cherché.",
        "Hoogstens 200 tekens per gezocht woord.",
        "Höchstens 200 Zeichen je gesuchtem Wort.",
        "At most 200 characters for each word that is looked for.",
    ),
}
