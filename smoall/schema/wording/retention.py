"""How long records are kept, holds, purges."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "RETENTION_UNDER_FLOOR": (
        "La loi ou le registre demande au moins {years} ans ({citation}) : choisissez au moins autant.",
        "De wet of het register vraagt minstens {years} jaar ({citation}): kies minstens zoveel.",
        "Gesetz oder Verzeichnis verlangen mindestens {years} Jahre ({citation}): Wählen Sie mindestens so viel.",
        "The law or the register asks for at least {years} years ({citation}): choose at least as much.",
    ),
    "RETENTION_TERM_RANGE": (
        "Un délai va de 1 à {most} ; pour plus, `unlimited` avec une raison.",
        "Een termijn gaat van 1 tot {most}; voor meer: `unlimited` met een reden.",
        "Eine Frist reicht von 1 bis {most}; für mehr: `unlimited` mit einem Grund.",
        "A term goes from 1 to {most}; for more, `unlimited` with a reason.",
    ),
    "RETENTION_TERM_AMBIGUOUS": (
        "Donnez des années, des mois ou `unlimited`, pas plusieurs à la fois.",
        "Geef jaren, maanden of `unlimited`, niet meer dan een ervan.",
        "Geben Sie Jahre, Monate oder `unlimited` an, nicht mehreres zugleich.",
        "Give years, months or `unlimited`, not more than one of them.",
    ),
    "RETENTION_REASON_MISSING": (
        "Garder sans limite demande une raison écrite (RGPD art. 5(1)(e)).",
        "Onbeperkt bewaren vraagt een geschreven reden (AVG art. 5(1)(e)).",
        "Unbegrenzt aufzubewahren verlangt einen schriftlichen Grund (DSGVO Art. 5(1)(e)).",
        "Keeping without end takes a reason in writing (GDPR art. 5(1)(e)).",
    ),
    "PREVIEW_IN_THE_PAST": (
        "Un aperçu se fait pour aujourd'hui ou un jour à venir.",
        "Een voorvertoning geldt voor vandaag of een dag die nog komt.",
        "Eine Vorschau gilt für heute oder einen kommenden Tag.",
        "A preview is for today or a day to come.",
    ),
    "NOTHING_IS_OVER": (
        "Rien n'est échu : il n'y a rien à purger.",
        "Niets is verlopen: er valt niets op te ruimen.",
        "Nichts ist abgelaufen: Es gibt nichts zu löschen.",
        "Nothing is over: there is nothing to purge.",
    ),
    "PURGE_UNDER_WAY": (
        "Une purge est déjà en cours : {id}. Attendez qu'elle soit finie.",
        "Er loopt al een opruiming: {id}. Wacht tot ze klaar is.",
        "Eine Löschung läuft bereits: {id}. Warten Sie, bis sie fertig ist.",
        "A purge is under way already: {id}. Wait until it is done.",
    ),
    "HOLD_TARGET_AMBIGUOUS": (
        "Indiquez soit un objet, soit une période, soit `everything`.",
        "Geef ofwel een object, ofwel een periode, ofwel `everything`.",
        "Geben Sie entweder ein Objekt, einen Zeitraum oder `everything` an.",
        "Give either an object, a period or `everything`.",
    ),
    "HOLD_TARGET_NOT_FOUND": (
        "Il n'y a ni entreprise, ni contact, ni document émis, ni paiement de cet identifiant : rien à geler.",
        "Er is geen bedrijf, contact, uitgereikt document of betaling met die id: niets om te bevriezen.",
        "Kein Unternehmen, Kontakt, ausgestelltes Dokument oder keine Zahlung mit dieser Kennung: nichts zu sperren.",
        "There is no company, contact, issued document or payment of that id: nothing to hold.",
    ),
    "HOLD_PERIOD_REVERSED": (
        "La période se termine avant de commencer.",
        "De periode eindigt voor ze begint.",
        "Der Zeitraum endet, bevor er beginnt.",
        "The period ends before it begins.",
    ),
    "HOLD_ENDS_IN_THE_PAST": (
        "Un gel ne peut pas se terminer dans le passé.",
        "Een bewaarplicht kan niet in het verleden eindigen.",
        "Eine Aufbewahrungssperre kann nicht in der Vergangenheit enden.",
        "A hold cannot end in the past.",
    ),
    "HOLD_DUPLICATE": (
        "Le même gel existe déjà : {id}.",
        "Dezelfde bewaarplicht bestaat al: {id}.",
        "Dieselbe Aufbewahrungssperre besteht bereits: {id}.",
        "The same hold stands already: {id}.",
    ),
    "HOLD_NOT_FOUND": (
        "Ce gel n'existe pas.",
        "Deze bewaarplicht bestaat niet.",
        "Diese Aufbewahrungssperre gibt es nicht.",
        "There is no such hold.",
    ),
    "HOLD_RELEASED": (
        "Ce gel est déjà levé.",
        "Deze bewaarplicht is al opgeheven.",
        "Diese Aufbewahrungssperre ist bereits aufgehoben.",
        "This hold is released already.",
    ),
    "REVIEW_ENDS_IN_THE_PAST": (
        "Un prospect se garde jusqu'à aujourd'hui au moins.",
        "Een prospect bewaart u minstens tot vandaag.",
        "Einen Interessenten behalten Sie mindestens bis heute.",
        "A prospect is kept until today at least.",
    ),
    "TOO_MANY_COMPANIES": (
        "De une à {limit} entreprises à la fois.",
        "Een tot {limit} bedrijven tegelijk.",
        "Ein bis {limit} Unternehmen auf einmal.",
        "One to {limit} companies at a time.",
    ),
    "PROSPECT_NOT_FOUND": (
        "L'une de ces entreprises n'existe pas, ou n'est pas un prospect : un document a été émis pour elle.",
        "Een van deze bedrijven bestaat niet of is geen prospect: er werd een document voor uitgereikt.",
        "Eines dieser Unternehmen gibt es nicht, oder es ist kein Interessent: Ein Dokument wurde dafür ausgestellt.",
        "One of these companies does not exist, or is no prospect: a document was issued to it.",
    ),
}
