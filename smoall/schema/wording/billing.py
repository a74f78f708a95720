"""Wordings about Smoall's own subscriptions."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "SUBSCRIPTION_NOT_FOUND": (
        "Cette organisation n'a pas d'abonnement et n'en a pas besoin.",
        "Deze organisatie heeft geen abonnement en heeft er geen nodig.",
        "Diese Organisation hat kein Abonnement und braucht keines.",
        "This organisation has no subscription and needs none.",
    ),
    "SUBSCRIPTION_STATE": (
        "L'abonnement est dans l'état {state} : {action} n'est pas possible maintenant. Voyez `allowedActions`.",
        "Het abonnement is in staat {state}: {action} kan nu niet. Zie `allowedActions`.",
        "Das Abonnement steht auf {state}: {action} ist jetzt nicht möglich. Siehe `allowedActions`.",
        "The subscription is {state}: {action} is not possible now. See `allowedActions`.",
    ),
    "SUBSCRIPTION_NOT_USABLE": (
        "L'abonnement est dans l'état {state} : tout reste lisible et exportable, rien de nouveau ne peut être émis.",
        "Het abonnement is in staat {state}: alles blijft leesbaar en exporteerbaar, niets nieuws kan erbij.",
        "Das Abonnement steht auf {state}: Alles bleibt lesbar und exportierbar, Neues kann nicht ausgestellt werden.",
        "The subscription is {state}: everything can be read and exported, nothing new can be issued.",
    ),
    "SUBSCRIPTION_INVOICE_NOT_FOUND": (
        "Il n'y a pas de facture de Smoall avec cet identifiant.",
        "Er is geen factuur van Smoall met dit kenmerk.",
        "Es gibt keine Rechnung von Smoall mit dieser Kennung.",
        "There is no invoice of Smoall with this id.",
    ),
    "LIMIT_REACHED": (
        "La formule {plan} permet {limit} ({entitlement}). Une autre formule lève cette limite : voyez `liftedBy`.",
        "De formule {plan} laat {limit} toe ({entitlement}). Een andere formule heft die grens op: zie `liftedBy`.",
        "Der Tarif {plan} erlaubt {limit} ({entitlement}). Ein anderer Tarif hebt diese Grenze auf: siehe `liftedBy`.",
        "The plan {plan} allows {limit} ({entitlement}). Another plan lifts this limit: see `liftedBy`.",
    ),
    "PLAN_UNKNOWN": (
        "Il n'y a pas de formule {plan}. Formules proposées : {known}.",
        "Er is geen formule {plan}. Aangeboden formules: {known}.",
        "Es gibt keinen Tarif {plan}. Angebotene Tarife: {known}.",
        "There is no plan {plan}. Plans offered: {known}.",
    ),
    "PLAN_UNCHANGED": (
        "L'abonnement est déjà en formule {plan} avec ces utilisateurs.",
        "Het abonnement heeft al formule {plan} met deze gebruikers.",
        "Das Abonnement hat schon den Tarif {plan} mit diesen Benutzern.",
        "The subscription already has the plan {plan} with these seats.",
    ),
    "PAYMENT_UNDER_WAY": (
        "Un paiement est déjà en cours : une domiciliation prend quelques jours. Ne payez pas deux fois.",
        "Er is al een betaling onderweg: een domiciliëring duurt enkele dagen. Betaal geen twee keer.",
        "Eine Zahlung ist schon unterwegs: Eine Lastschrift dauert einige Tage. Zahlen Sie nicht zweimal.",
        "A payment is already under way: a direct debit takes some days. Do not pay twice.",
    ),
    "PLAN_TO_PAY_MISSING": (
        "Indiquez une formule payante à commencer.",
        "Geef een betalende formule op om mee te beginnen.",
        "Geben Sie einen kostenpflichtigen Tarif an, der beginnen soll.",
        "Name a plan to begin with that has a price.",
    ),
    "SEATS_NOT_OFFERED": (
        "La formule {plan} se prend avec {least} à {most} utilisateurs.",
        "De formule {plan} kan met {least} tot {most} gebruikers.",
        "Den Tarif {plan} gibt es mit {least} bis {most} Benutzern.",
        "The plan {plan} can be had with {least} to {most} seats.",
    ),
    "SEATS_UNCHANGED": (
        "Il y a déjà {seats} utilisateurs.",
        "Er zijn al {seats} gebruikers.",
        "Es sind schon {seats} Benutzer.",
        "There are {seats} seats already.",
    ),
    "SEATS_IN_USE": (
        "{taken} places sont occupées : prenez-en au moins autant, ou retirez d'abord des membres ou des invitations.",
        "{taken} plaatsen zijn bezet: neem er minstens zoveel, of verwijder eerst leden of uitnodigingen.",
        "{taken} Plätze sind belegt: Nehmen Sie mindestens so viele, oder entfernen Sie Mitglieder oder Einladungen.",
        "{taken} seats are taken: take at least as many, or remove members or invitations first.",
    ),
    "PAUSE_LENGTH": (
        "Une pause dure de 1 à {most} périodes.",
        "Een pauze duurt 1 tot {most} periodes.",
        "Eine Pause dauert 1 bis {most} Zeiträume.",
        "A pause lasts 1 to {most} periods.",
    ),
    "CANCEL_TOO_EARLY": (
        "La période payée court jusqu'au {earliest} : choisissez ce jour ou un jour plus tardif.",
        "De betaalde periode loopt tot {earliest}: kies die dag of een latere.",
        "Der bezahlte Zeitraum läuft bis {earliest}: Wählen Sie diesen oder einen späteren Tag.",
        "What is charged runs until {earliest}: choose that day or a later one.",
    ),
    "CANCEL_TOO_LATE": (
        "Choisissez un jour jusqu'au {latest}.",
        "Kies een dag tot en met {latest}.",
        "Wählen Sie einen Tag bis {latest}.",
        "Choose a day until {latest}.",
    ),
    "PAYMENT_METHOD_MISSING": (
        "Il n'y a pas encore de moyen de paiement : passez d'abord par `startCheckout`.",
        "Er is nog geen betaalmiddel: ga eerst langs `startCheckout`.",
        "Es gibt noch kein Zahlungsmittel: Gehen Sie zuerst über `startCheckout`.",
        "There is no way to pay yet: go through `startCheckout` first.",
    ),
    "PAYER_UNKNOWN": (
        "Le prestataire de paiement ne vous connaît pas encore : passez d'abord par `startCheckout`.",
        "De betaaldienst kent u nog niet: ga eerst langs `startCheckout`.",
        "Der Zahlungsdienst kennt Sie noch nicht: Gehen Sie zuerst über `startCheckout`.",
        "The payment provider does not know you yet: go through `startCheckout` first.",
    ),
    "CHECKOUT_OUTDATED": (
        "Le montant a changé entre-temps : recommencez.",
        "Het bedrag is intussen gewijzigd: begin opnieuw.",
        "Der Betrag hat sich inzwischen geändert: Beginnen Sie neu.",
        "The amount has changed meanwhile: start again.",
    ),
    "URL_INVALID": (
        "Ce n'est pas l'adresse d'une page : http(s)://…",
        "Dit is geen adres van een pagina: http(s)://…",
        "Das ist keine Adresse einer Seite: http(s)://…",
        "This is not the address of a page: http(s)://…",
    ),
}
