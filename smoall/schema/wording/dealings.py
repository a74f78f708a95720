"""Crediting, paying and sending."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "NOTHING_LEFT_TO_CREDIT": (
        "Il ne reste rien à créditer sur cette facture.",
        "Op deze factuur valt niets meer te crediteren.",
        "Auf dieser Rechnung gibt es nichts mehr gutzuschreiben.",
        "Nothing is left to credit on this invoice.",
    ),
    "LINE_UNKNOWN": (
        "La facture n'a pas de ligne en position {position}.",
        "De factuur heeft geen lijn op positie {position}.",
        "Die Rechnung hat keine Zeile an Position {position}.",
        "The invoice has no line at position {position}.",
    ),
    "LINE_TWICE": (
        "La ligne {position} est citée deux fois : additionnez les quantités.",
        "Lijn {position} is twee keer genoemd: tel de aantallen op.",
        "Zeile {position} ist zweimal genannt: zählen Sie die Mengen zusammen.",
        "Line {position} is named twice: add the quantities up.",
    ),
    "CREDIT_QUANTITY_SIGN": (
        "La quantité à créditer a le signe de la ligne et n'est pas nulle ; il reste {left}.",
        "Het te crediteren aantal heeft het teken van de lijn en is niet nul; er blijft {left} over.",
        "Die gutzuschreibende Menge hat das Vorzeichen der Zeile und ist nicht null; übrig sind {left}.",
        "The quantity to credit has the line's sign and is not zero; {left} is left.",
    ),
    "CREDIT_QUANTITY_TOO_HIGH": (
        "Il ne reste que {left} à créditer sur cette ligne.",
        "Op deze lijn valt nog maar {left} te crediteren.",
        "Auf dieser Zeile sind nur noch {left} gutzuschreiben.",
        "Only {left} is left to credit on this line.",
    ),
    "CREDIT_TOO_HIGH": (
        "Cette note de crédit dépasse ce qui reste de la facture ({left}) : créditez aussi ses déductions.",
        "Deze creditnota is hoger dan de rest van de factuur ({left}): crediteer ook haar aftrekken.",
        "Diese Gutschrift übersteigt den Rest der Rechnung ({left}): schreiben Sie auch deren Abzüge gut.",
        "This credit note exceeds what is left of the invoice ({left}): credit its deductions too.",
    ),
    "CREDIT_NEGATIVE": (
        "Cette note de crédit serait négative ({gross}) : créditez aussi des lignes positives.",
        "Deze creditnota zou negatief zijn ({gross}): crediteer ook positieve lijnen.",
        "Diese Gutschrift wäre negativ ({gross}): schreiben Sie auch positive Zeilen gut.",
        "This credit note would be negative ({gross}): credit positive lines too.",
    ),
    "CREDIT_BEFORE_INVOICE": (
        "Une note de crédit ne précède pas sa facture, datée du {issued}.",
        "Een creditnota gaat niet vooraf aan haar factuur, van {issued}.",
        "Eine Gutschrift liegt nicht vor ihrer Rechnung vom {issued}.",
        "A credit note does not precede its invoice, dated {issued}.",
    ),
    "OVER_ALLOCATED": (
        "Il ne reste que {balance} à payer sur cette facture ; laissez le surplus sans affectation.",
        "Op deze factuur is nog {balance} te betalen; laat de rest ontoegewezen.",
        "Auf dieser Rechnung sind nur {balance} offen; lassen Sie den Rest ohne Zuordnung.",
        "Only {balance} is left to pay on this invoice; leave the rest unallocated.",
    ),
    "ALLOCATED_ABOVE_PAYMENT": (
        "Les affectations dépassent ce que le paiement contient encore ({available}).",
        "De toewijzingen zijn hoger dan wat de betaling nog bevat ({available}).",
        "Die Zuordnungen übersteigen, was die Zahlung noch enthält ({available}).",
        "The allocations exceed what the payment still holds ({available}).",
    ),
    "ALLOCATIONS_MISSING": (
        "Indiquez au moins une facture à payer.",
        "Geef minstens één factuur op om te betalen.",
        "Geben Sie mindestens eine zu zahlende Rechnung an.",
        "Name at least one invoice to pay.",
    ),
    "TOO_MANY_ALLOCATIONS": (
        "Un paiement s'affecte à {limit} factures au plus en une fois.",
        "Een betaling wordt in één keer aan hoogstens {limit} facturen toegewezen.",
        "Eine Zahlung wird auf einmal höchstens {limit} Rechnungen zugeordnet.",
        "A payment is allocated to {limit} invoices at most at once.",
    ),
    "INVOICE_TWICE": (
        "La même facture est citée deux fois : additionnez les montants.",
        "Dezelfde factuur is twee keer genoemd: tel de bedragen op.",
        "Dieselbe Rechnung ist zweimal genannt: zählen Sie die Beträge zusammen.",
        "The same invoice is named twice: add the amounts up.",
    ),
    "INVOICE_NOT_PAYABLE": (
        "Cette facture n'existe pas ou est encore un projet : rien ne peut y être payé.",
        "Deze factuur bestaat niet of is nog een ontwerp: er kan niets op worden betaald.",
        "Diese Rechnung gibt es nicht oder sie ist noch ein Entwurf: darauf kann nichts gezahlt werden.",
        "This invoice does not exist or is still a draft: nothing can be paid on it.",
    ),
    "CURRENCY_DIFFERS": (
        "La facture est en {currency} : un paiement dans une autre devise ne s'y affecte pas.",
        "De factuur is in {currency}: een betaling in een andere munt kan er niet aan worden toegewezen.",
        "Die Rechnung lautet auf {currency}: eine Zahlung in anderer Währung wird nicht zugeordnet.",
        "The invoice is in {currency}: a payment in another currency cannot be allocated to it.",
    ),
    "RECEIVED_IN_FUTURE": (
        "Un paiement ne se reçoit pas dans le futur : nous sommes le {today}.",
        "Een betaling wordt niet in de toekomst ontvangen: het is {today}.",
        "Eine Zahlung geht nicht in der Zukunft ein: heute ist {today}.",
        "A payment is not received in the future: today is {today}.",
    ),
    "RECIPIENT_MISSING": (
        "Indiquez au moins un destinataire, ou une adresse e-mail sur la fiche du client.",
        "Geef minstens één ontvanger op, of een e-mailadres op de fiche van de klant.",
        "Geben Sie mindestens einen Empfänger an, oder eine E-Mail-Adresse beim Kunden.",
        "Give at least one recipient, or an e-mail address on the customer's record.",
    ),
    "TOO_MANY_RECIPIENTS": (
        "Un envoi a {limit} destinataires au plus.",
        "Een verzending heeft hoogstens {limit} ontvangers.",
        "Ein Versand hat höchstens {limit} Empfänger.",
        "A delivery has {limit} recipients at most.",
    ),
    "TOO_MANY_CONTACTS": (
        "{limit} contacts au plus s'ajoutent en une fois.",
        "Hoogstens {limit} contacten worden in één keer toegevoegd.",
        "Höchstens {limit} Kontakte werden auf einmal hinzugefügt.",
        "At most {limit} contacts are added at once.",
    ),
    "DELIVERY_NOT_DUE": (
        "Cet envoi n'est pas à faire (état {state}).",
        "Deze verzending hoeft niet te gebeuren (status {state}).",
        "Dieser Versand steht nicht an (Status {state}).",
        "This delivery is not due (state {state}).",
    ),
    "DELIVERY_TRANSITION": (
        "Un envoi ne passe pas de {before} à {after}.",
        "Een verzending gaat niet van {before} naar {after}.",
        "Ein Versand geht nicht von {before} in {after} über.",
        "A delivery does not go from {before} to {after}.",
    ),
}
