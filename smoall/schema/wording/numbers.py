"""Quantities, prices, percentages, amounts and numbering patterns."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "TOO_MANY_LINES": (
        "Le document compte {count} lignes, {limit} au plus : répartissez-les sur plusieurs documents.",
        "Het document telt {count} lijnen, hoogstens {limit}: verdeel ze over meerdere documenten.",
        "Das Dokument hat {count} Zeilen, höchstens {limit}: verteilen Sie sie auf mehrere Dokumente.",
        "The document has {count} lines, {limit} at most: spread them over several documents.",
    ),
    "TOO_MANY_DISCOUNTS": (
        "Le document compte {count} remises, {limit} au plus : regroupez-les.",
        "Het document telt {count} kortingen, hoogstens {limit}: voeg ze samen.",
        "Das Dokument hat {count} Rabatte, höchstens {limit}: fassen Sie sie zusammen.",
        "The document has {count} discounts, {limit} at most: combine them.",
    ),
    "LINES_MISSING": (
        "Le document n'a aucune ligne : ajoutez-en au moins une.",
        "Het document heeft geen lijnen: voeg er minstens één toe.",
        "Das Dokument hat keine Zeile: fügen Sie mindestens eine hinzu.",
        "The document has no line: add at least one.",
    ),
    "LINE_POSITION_DOUBLE": (
        "Deux lignes portent la position {position} : numérotez-les différemment.",
        "Twee lijnen hebben positie {position}: nummer ze verschillend.",
        "Zwei Zeilen haben die Position {position}: nummerieren Sie sie unterschiedlich.",
        "Two lines have position {position}: number them differently.",
    ),
    "QUANTITY_ZERO": (
        "La quantité est nulle : indiquez une quantité ou retirez la ligne.",
        "Het aantal is nul: vul een aantal in of verwijder de lijn.",
        "Die Menge ist null: geben Sie eine Menge an oder entfernen Sie die Zeile.",
        "The quantity is zero: give a quantity or remove the line.",
    ),
    "QUANTITY_OUT_OF_RANGE": (
        "La quantité doit rester en dessous de {limit}.",
        "Het aantal moet onder {limit} blijven.",
        "Die Menge muss unter {limit} liegen.",
        "The quantity must be below {limit}.",
    ),
    "QUANTITY_DECIMALS": (
        "Une quantité a {limit} décimales au plus.",
        "Een aantal heeft hoogstens {limit} decimalen.",
        "Eine Menge hat höchstens {limit} Dezimalstellen.",
        "A quantity has {limit} decimals at most.",
    ),
    "UNIT_PRICE_NEGATIVE": (
        "Le prix unitaire ne peut pas être négatif : pour une déduction, rendez la quantité négative.",
        "De eenheidsprijs mag niet negatief zijn: maak voor een aftrek het aantal negatief.",
        "Der Einzelpreis darf nicht negativ sein: machen Sie für einen Abzug die Menge negativ.",
        "The unit price may not be negative: for a deduction, make the quantity negative.",
    ),
    "UNIT_PRICE_OUT_OF_RANGE": (
        "Le prix unitaire doit rester en dessous de {limit}.",
        "De eenheidsprijs moet onder {limit} blijven.",
        "Der Einzelpreis muss unter {limit} liegen.",
        "The unit price must be below {limit}.",
    ),
    "UNIT_PRICE_DECIMALS": (
        "Un prix unitaire a {limit} décimales au plus.",
        "Een eenheidsprijs heeft hoogstens {limit} decimalen.",
        "Ein Einzelpreis hat höchstens {limit} Dezimalstellen.",
        "A unit price has {limit} decimals at most.",
    ),
    "PERCENT_OUT_OF_RANGE": (
        "Un pourcentage va de 0 à 100.",
        "Een percentage gaat van 0 tot 100.",
        "Ein Prozentsatz reicht von 0 bis 100.",
        "A percentage goes from 0 to 100.",
    ),
    "PERCENT_DECIMALS": (
        "Un pourcentage a {limit} décimales au plus.",
        "Een percentage heeft hoogstens {limit} decimalen.",
        "Ein Prozentsatz hat höchstens {limit} Dezimalstellen.",
        "A percentage has {limit} decimals at most.",
    ),
    "DISCOUNT_PERCENT_OR_AMOUNT": (
        "Une remise est soit un pourcentage, soit un montant : donnez l'un des deux.",
        "Een korting is een percentage of een bedrag: geef één van beide.",
        "Ein Rabatt ist ein Prozentsatz oder ein Betrag: geben Sie eines von beiden an.",
        "A discount is a percentage or an amount: give one of the two.",
    ),
    "DISCOUNT_ZERO": (
        "La remise est nulle : indiquez-la ou retirez-la.",
        "De korting is nul: vul ze in of verwijder ze.",
        "Der Rabatt ist null: geben Sie ihn an oder entfernen Sie ihn.",
        "The discount is zero: give it or remove it.",
    ),
    "DISCOUNT_OUT_OF_RANGE": (
        "Le montant d'une remise n'est pas négatif et reste en dessous de {limit}.",
        "Het bedrag van een korting is niet negatief en blijft onder {limit}.",
        "Der Betrag eines Rabatts ist nicht negativ und liegt unter {limit}.",
        "The amount of a discount is not negative and below {limit}.",
    ),
    "DISCOUNT_WITHOUT_LINES": (
        "Aucune ligne n'a la catégorie et le taux de TVA de cette remise : choisissez ceux d'une ligne.",
        "Geen lijn heeft de btw-categorie en het tarief van deze korting: kies die van een lijn.",
        "Keine Zeile hat die MwSt.-Kategorie und den Satz dieses Rabatts: wählen Sie die einer Zeile.",
        "No line has the VAT category and rate of this discount: choose those of a line.",
    ),
    "DISCOUNT_EXCEEDS_BASE": (
        "La remise dépasse ce qui reste des lignes de sa catégorie de TVA ({base}) : réduisez-la.",
        "De korting is hoger dan wat van de lijnen van haar btw-categorie overblijft ({base}): verlaag ze.",
        "Der Rabatt übersteigt den Rest der Zeilen seiner MwSt.-Kategorie ({base}): senken Sie ihn.",
        "The discount exceeds what is left of the lines of its VAT category ({base}): lower it.",
    ),
    "AMOUNT_DECIMALS": (
        "Un montant a deux décimales au plus.",
        "Een bedrag heeft hoogstens twee decimalen.",
        "Ein Betrag hat höchstens zwei Dezimalstellen.",
        "An amount has two decimals at most.",
    ),
    "AMOUNT_NOT_POSITIVE": (
        "Le montant doit être supérieur à zéro.",
        "Het bedrag moet groter zijn dan nul.",
        "Der Betrag muss größer als null sein.",
        "The amount must be above zero.",
    ),
    "AMOUNT_TOO_HIGH": (
        "Ce montant n'est pas plausible : il doit rester en dessous de mille milliards.",
        "Dit bedrag is niet aannemelijk: het moet onder duizend miljard blijven.",
        "Dieser Betrag ist nicht plausibel: er muss unter einer Billion liegen.",
        "This amount is not plausible: it must be below a million million.",
    ),
    "LINE_AMOUNT_TOO_HIGH": (
        "Quantité fois prix dépasse {limit} : vérifiez la ligne.",
        "Aantal maal prijs gaat boven {limit}: kijk de lijn na.",
        "Menge mal Preis übersteigt {limit}: prüfen Sie die Zeile.",
        "Quantity times price exceeds {limit}: check the line.",
    ),
    "TOTAL_NEGATIVE": (
        "Le total est négatif ({gross}) : pour rendre de l'argent, créditez une facture.",
        "Het totaal is negatief ({gross}): crediteer een factuur om geld terug te geven.",
        "Der Gesamtbetrag ist negativ ({gross}): schreiben Sie eine Rechnung gut, um Geld zurückzugeben.",
        "The total is negative ({gross}): credit an invoice to give money back.",
    ),
    "PAYMENT_TERM_OUT_OF_RANGE": (
        "Le délai de paiement va de 0 à {limit} jours.",
        "De betalingstermijn gaat van 0 tot {limit} dagen.",
        "Die Zahlungsfrist reicht von 0 bis {limit} Tage.",
        "The payment term goes from 0 to {limit} days.",
    ),
    "PATTERN_CHARACTERS": (
        "Utilisez des lettres, chiffres, « . _ / - » et {{year}}, {{yy}}, {{journal}}, {{number}} ou {{number:4}}.",
        'Gebruik letters, cijfers, ". _ / -" en {{year}}, {{yy}}, {{journal}}, {{number}} of {{number:4}}.',
        "Verwenden Sie Buchstaben, Ziffern, „. _ / -“ und {{year}}, {{yy}}, {{journal}}, {{number}}, {{number:4}}.",
        'Use letters, digits, ". _ / -" and {{year}}, {{yy}}, {{journal}}, {{number}} or {{number:4}}.',
    ),
    "PATTERN_WITHOUT_NUMBER": (
        "Le modèle doit contenir exactement un numéro : {{number}} ou {{number:4}}.",
        "Het patroon moet precies één nummer bevatten: {{number}} of {{number:4}}.",
        "Das Muster muss genau eine Nummer enthalten: {{number}} oder {{number:4}}.",
        "The pattern must contain exactly one number: {{number}} or {{number:4}}.",
    ),
    "PATTERN_WITHOUT_YEAR": (
        "Le modèle doit contenir l'année, {{year}} ou {{yy}}, car la numérotation recommence chaque exercice.",
        "Het patroon moet het jaar bevatten, {{year}} of {{yy}}: de nummering herbegint elk boekjaar.",
        "Das Muster muss das Jahr enthalten, {{year}} oder {{yy}}: die Nummerierung beginnt jährlich neu.",
        "The pattern must contain the year, {{year}} or {{yy}}, because numbering restarts every fiscal year.",
    ),
    "PATTERN_AMBIGUOUS": (
        "Séparez {{journal}} et {{number}}, par exemple d'un tiret : deux documents pourraient porter le même numéro.",
        "Scheid {{journal}} en {{number}}, bv. met een streepje: twee documenten konden hetzelfde nummer krijgen.",
        "Trennen Sie {{journal}} und {{number}}, etwa mit Bindestrich: zwei Dokumente könnten gleich heißen.",
        "Separate {{journal}} and {{number}}, for example by a dash: two documents could bear one number.",
    ),
    "PATTERN_TOO_LONG": (
        "Les numéros de ce modèle dépassent {limit} caractères : raccourcissez-le.",
        "De nummers van dit patroon zijn langer dan {limit} tekens: kort het in.",
        "Die Nummern dieses Musters überschreiten {limit} Zeichen: kürzen Sie es.",
        "The numbers of this pattern exceed {limit} characters: shorten it.",
    ),
}
