"""Texts, codes and identifiers that cannot be read."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "TEXT_REQUIRED": (
        "Ce texte est obligatoire.",
        "Deze tekst is verplicht.",
        "Dieser Text ist erforderlich.",
        "This text is required.",
    ),
    "TEXT_TOO_LONG": (
        "Ce texte est trop long : {limit} caractères au plus.",
        "Deze tekst is te lang: hoogstens {limit} tekens.",
        "Dieser Text ist zu lang: höchstens {limit} Zeichen.",
        "This text is too long: {limit} characters at most.",
    ),
    "TEXT_CHARACTER": (
        "Ce texte contient un caractère qui ne s'imprime pas ({character}) : retirez-le.",
        "Deze tekst bevat een teken dat niet kan worden afgedrukt ({character}): verwijder het.",
        "Dieser Text enthält ein nicht druckbares Zeichen ({character}): entfernen Sie es.",
        "This text contains a character that cannot be printed ({character}): remove it.",
    ),
    "EMAIL_INVALID": (
        "Ceci n'est pas une adresse e-mail unique de la forme nom@domaine.be.",
        "Dit is geen enkel e-mailadres in de vorm naam@domein.be.",
        "Dies ist keine einzelne E-Mail-Adresse der Form name@domain.be.",
        "This is not one e-mail address of the form name@domain.be.",
    ),
    "COUNTRY_UNKNOWN": (
        "« {country} » n'est pas un code de pays ISO 3166-1 à deux lettres, comme BE ou FR.",
        '"{country}" is geen landcode van twee letters (ISO 3166-1), zoals BE of NL.',
        "„{country}“ ist kein zweistelliger Ländercode nach ISO 3166-1 wie BE oder DE.",
        '"{country}" is not a two-letter country code of ISO 3166-1, such as BE or FR.',
    ),
    "CURRENCY_UNKNOWN": (
        "« {currency} » n'est pas un code de devise ISO 4217, comme EUR.",
        '"{currency}" is geen muntcode van ISO 4217, zoals EUR.',
        "„{currency}“ ist kein Währungscode nach ISO 4217 wie EUR.",
        '"{currency}" is not a currency code of ISO 4217, such as EUR.',
    ),
    "CURRENCY_NOT_SUPPORTED": (
        "Les documents s'émettent en EUR ; {currency} exigerait aussi la TVA en euro (loi belge).",
        "Documenten worden in EUR uitgereikt; {currency} vergt ook de btw in euro (Belgische wet).",
        "Dokumente werden in EUR ausgestellt; {currency} erfordert auch die MwSt. in Euro (belgisches Recht).",
        "Documents are issued in EUR; {currency} would need the VAT in euro as well (Belgian law).",
    ),
    "UNIT_UNKNOWN": (
        "« {unit} » n'est pas une unité acceptée : utilisez par exemple C62 (unité), HUR (heure), DAY ou KGM.",
        '"{unit}" is geen aanvaarde eenheid: gebruik bijvoorbeeld C62 (eenheid), HUR (uur), DAY of KGM.',
        "„{unit}“ ist keine zulässige Einheit: verwenden Sie etwa C62 (Einheit), HUR (Stunde), DAY oder KGM.",
        '"{unit}" is not an accepted unit: use for example C62 (unit), HUR (hour), DAY or KGM.',
    ),
    "EXEMPTION_UNKNOWN": (
        "« {exemption} » n'est pas un code VATEX d'exemption : omettez-le ou utilisez p. ex. VATEX-EU-132.",
        '"{exemption}" is geen VATEX-code van vrijstelling: laat het weg of gebruik bv. VATEX-EU-132.',
        "„{exemption}“ ist kein VATEX-Befreiungscode: lassen Sie ihn weg oder verwenden Sie z. B. VATEX-EU-132.",
        '"{exemption}" is not a VATEX code of exemption: leave it out or use for example VATEX-EU-132.',
    ),
    "ENTERPRISE_NUMBER_INVALID": (
        "Un numéro d'entreprise compte dix chiffres et commence par 0 ou 1, comme 0403.170.701.",
        "Een ondernemingsnummer telt tien cijfers en begint met 0 of 1, zoals 0403.170.701.",
        "Eine Unternehmensnummer hat zehn Ziffern und beginnt mit 0 oder 1, etwa 0403.170.701.",
        "An enterprise number has ten digits and starts with 0 or 1, such as 0403.170.701.",
    ),
    "ENTERPRISE_NUMBER_CHECK_DIGITS": (
        "Les deux derniers chiffres de ce numéro d'entreprise ne concordent pas : vérifiez la saisie.",
        "De laatste twee cijfers van dit ondernemingsnummer kloppen niet: kijk het na.",
        "Die letzten zwei Ziffern dieser Unternehmensnummer stimmen nicht: prüfen Sie die Eingabe.",
        "The last two digits of this enterprise number do not match: check what you typed.",
    ),
    "VAT_NUMBER_INVALID": (
        "Un numéro de TVA commence par le code du pays, comme BE0403170701.",
        "Een btw-nummer begint met de landcode, zoals BE0403170701.",
        "Eine MwSt.-Nummer beginnt mit dem Ländercode, etwa BE0403170701.",
        "A VAT number starts with its country code, such as BE0403170701.",
    ),
    "VAT_NUMBER_COUNTRY": (
        "Ce numéro de TVA commence par {country}, qui n'est pas un pays.",
        "Dit btw-nummer begint met {country}, en dat is geen land.",
        "Diese MwSt.-Nummer beginnt mit {country}; das ist kein Land.",
        "This VAT number starts with {country}, which is not a country.",
    ),
    "VAT_NUMBER_CHECK_DIGITS": (
        "Ce numéro n'est pas un numéro de TVA valable du pays {country} : vérifiez la saisie.",
        "Dit is geen geldig btw-nummer van het land {country}: kijk het na.",
        "Dies ist keine gültige MwSt.-Nummer des Landes {country}: prüfen Sie die Eingabe.",
        "This is not a valid VAT number of the country {country}: check what you typed.",
    ),
    "VAT_NUMBER_OF_ANOTHER": (
        "Le numéro de TVA appartient à une autre entreprise ; celui de ce numéro d'entreprise est {expected}.",
        "Het btw-nummer hoort bij een andere onderneming; bij dit ondernemingsnummer hoort {expected}.",
        "Die MwSt.-Nummer gehört einem anderen Unternehmen; zu dieser Nummer gehört {expected}.",
        "The VAT number belongs to another enterprise; that of this enterprise number is {expected}.",
    ),
    "IBAN_INVALID": (
        "Ce numéro de compte n'est pas un IBAN valable, comme BE68 5390 0754 7034.",
        "Dit rekeningnummer is geen geldig IBAN, zoals BE68 5390 0754 7034.",
        "Diese Kontonummer ist keine gültige IBAN wie BE68 5390 0754 7034.",
        "This account number is not a valid IBAN, such as BE68 5390 0754 7034.",
    ),
    "BIC_INVALID": (
        "Un BIC compte huit ou onze caractères, comme KREDBEBB.",
        "Een BIC telt acht of elf tekens, zoals KREDBEBB.",
        "Ein BIC hat acht oder elf Zeichen, etwa KREDBEBB.",
        "A BIC has eight or eleven characters, such as KREDBEBB.",
    ),
    "STRUCTURED_COMMUNICATION_INVALID": (
        "Ceci n'est pas une communication structurée valable, comme +++123/4567/89002+++.",
        "Dit is geen geldige gestructureerde mededeling, zoals +++123/4567/89002+++.",
        "Dies ist keine gültige strukturierte Mitteilung wie +++123/4567/89002+++.",
        "This is not a valid structured communication, such as +++123/4567/89002+++.",
    ),
    "STRUCTURED_COMMUNICATION_EXHAUSTED": (
        "Le numéro {number} ne tient plus dans une communication structurée : ouvrez un autre journal.",
        "Nummer {number} past niet meer in een gestructureerde mededeling: open een ander dagboek.",
        "Nummer {number} passt nicht mehr in eine strukturierte Mitteilung: eröffnen Sie ein anderes Journal.",
        "Number {number} no longer fits in a structured communication: open another journal.",
    ),
    "LOGO_INVALID": (
        "Un logo est une image PNG ou JPEG, donnée comme URL « data: » en base64.",
        'Een logo is een PNG- of JPEG-afbeelding, gegeven als "data:"-URL in base64.',
        "Ein Logo ist ein PNG- oder JPEG-Bild, angegeben als „data:“-URL in Base64.",
        'A logo is a PNG or JPEG picture, given as a "data:" URL in base64.',
    ),
    "LOGO_TOO_LARGE": (
        "Le logo est trop grand : {limit} au plus.",
        "Het logo is te groot: hoogstens {limit}.",
        "Das Logo ist zu groß: höchstens {limit}.",
        "The logo is too large: {limit} at most.",
    ),
    "MONTH_INVALID": (
        "Un mois est un nombre de 1 à 12.",
        "Een maand is een getal van 1 tot 12.",
        "Ein Monat ist eine Zahl von 1 bis 12.",
        "A month is a number from 1 to 12.",
    ),
    "PERIOD_REVERSED": (
        "Le dernier jour précède le premier.",
        "De laatste dag valt voor de eerste.",
        "Der letzte Tag liegt vor dem ersten.",
        "The last day comes before the first.",
    ),
}
