"""Changes of sub-processors and objections to them."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "SUB_PROCESSOR_CHANGE_NOT_FOUND": (
        "Cette annonce n'existe pas.",
        "Deze aankondiging bestaat niet.",
        "Diese Ankündigung gibt es nicht.",
        "There is no such announcement.",
    ),
    "SUB_PROCESSOR_CHANGE_STATE": (
        "L'annonce est à l'état {state} : ce n'est plus possible.",
        "De aankondiging staat op {state}: dat kan niet meer.",
        "Die Ankündigung steht auf {state}: Das ist nicht mehr möglich.",
        "The announcement is {state}: this is no longer possible.",
    ),
    "OBJECTION_TOO_LATE": (
        "L'opposition était possible jusqu'au {until}.",
        "Bezwaar was mogelijk tot en met {until}.",
        "Widerspruch war bis {until} möglich.",
        "Objections were possible until {until}.",
    ),
    "OBJECTION_NOT_FOR_THIS_SHEET": (
        "Le changement ne touche que la fiche {sheets}, dont Smoall est le responsable : écrivez au délégué.",
        "De wijziging raakt enkel fiche {sheets}, waarvan Smoall de verantwoordelijke is: schrijf de functionaris.",
        "Die Änderung betrifft nur Blatt {sheets}, für das Smoall verantwortlich ist: Schreiben Sie dem Beauftragten.",
        "The change touches only sheet {sheets}, of which Smoall is the controller: write to the officer.",
    ),
    "OBJECTION_NOT_FOUND": (
        "Votre organisation ne s'oppose pas à ce changement.",
        "Uw organisatie maakt geen bezwaar tegen deze wijziging.",
        "Ihre Organisation widerspricht dieser Änderung nicht.",
        "Your organisation does not object to this change.",
    ),
    "NOTICE_TOO_SHORT": (
        "Annoncez {days} jours à l'avance, donc pour le {earliest} au plus tôt, ou dites pourquoi c'est urgent.",
        "Kondig {days} dagen vooraf aan, dus ten vroegste voor {earliest}, of zeg waarom het dringend is.",
        "Kündigen Sie {days} Tage vorher an, also frühestens zum {earliest}, oder sagen Sie, warum es eilt.",
        "Announce it {days} days ahead, so for {earliest} at the earliest, or say why it is urgent.",
    ),
    "EFFECT_IN_THE_PAST": (
        "Un changement ne s'annonce pas pour un jour passé.",
        "Een wijziging wordt niet voor een voorbije dag aangekondigd.",
        "Eine Änderung wird nicht für einen vergangenen Tag angekündigt.",
        "A change is not announced for a day in the past.",
    ),
    "EFFECT_TOO_FAR": (
        "Un changement s'annonce au plus trois ans à l'avance.",
        "Een wijziging wordt hoogstens drie jaar vooraf aangekondigd.",
        "Eine Änderung wird höchstens drei Jahre vorher angekündigt.",
        "A change is announced at most three years ahead.",
    ),
    "SUB_PROCESSOR_MISSING": (
        "Décrivez qui fait le travail ensuite.",
        "Beschrijf wie het werk daarna doet.",
        "Beschreiben Sie, wer die Arbeit danach tut.",
        "Describe who does the work afterwards.",
    ),
    "SUB_PROCESSOR_UNWANTED": (
        "Ce changement n'en demande pas.",
        "Deze wijziging vraagt er geen.",
        "Diese Änderung verlangt keinen.",
        "This change takes none.",
    ),
    "SUB_PROCESSOR_UNKNOWN": (
        "Ce sous-traitant n'est pas au registre ce jour-là. Connus : {known}.",
        "Deze subverwerker staat die dag niet in het register. Bekend: {known}.",
        "Dieser Unterauftragnehmer steht an dem Tag nicht im Verzeichnis. Bekannt: {known}.",
        "This sub-processor is not in the register on that day. Known: {known}.",
    ),
    "SUB_PROCESSOR_KNOWN": (
        "{code} est déjà au registre : annoncez plutôt un changement.",
        "{code} staat al in het register: kondig liever een wijziging aan.",
        "{code} steht schon im Verzeichnis: Kündigen Sie eher eine Änderung an.",
        "{code} is in the register already: announce a change instead.",
    ),
    "SHEETS_MISSING": (
        "Indiquez au moins une fiche.",
        "Geef minstens één fiche.",
        "Geben Sie mindestens ein Blatt an.",
        "Give at least one sheet.",
    ),
    "COUNTRIES_MISSING": (
        "Indiquez au moins un pays.",
        "Geef minstens één land.",
        "Geben Sie mindestens ein Land an.",
        "Give at least one country.",
    ),
    "COUNTRIES_TOO_MANY": (
        "Au plus {limit} pays.",
        "Hoogstens {limit} landen.",
        "Höchstens {limit} Länder.",
        "At most {limit} countries.",
    ),
    "MECHANISM_MISSING": (
        "Sans garantie connue et en vigueur, aucune donnée n'y va (RGPD, art. 44).",
        "Zonder bekende, geldige waarborg gaan er geen gegevens heen (AVG, art. 44).",
        "Ohne bekannte, geltende Garantie gehen keine Daten dorthin (DSGVO, Art. 44).",
        "Without a known safeguard in force no data goes there (GDPR art. 44).",
    ),
    "OUTSIDE_THE_EEA": (
        "Hors de l'Espace économique européen : {countries}. Indiquez une autre garantie (RGPD, art. 44).",
        "Buiten de Europese Economische Ruimte: {countries}. Geef een andere waarborg op (AVG, art. 44).",
        "Außerhalb des Europäischen Wirtschaftsraums: {countries}. Geben Sie eine andere Garantie an (DSGVO, Art. 44).",
        "Outside the European Economic Area: {countries}. Give another safeguard (GDPR art. 44).",
    ),
    "VALIDITY_REVERSED": (
        "La garantie se termine avant de commencer.",
        "De waarborg eindigt voor ze begint.",
        "Die Garantie endet, bevor sie beginnt.",
        "The safeguard ends before it begins.",
    ),
}
