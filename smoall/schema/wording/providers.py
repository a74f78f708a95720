"""Wordings about those who work for Smoall: the payment provider."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "PAYMENT_PROVIDER_UNAVAILABLE": (
        "Le prestataire de paiement ne répond pas. Réessayez dans quelques minutes : rien n'est prélevé deux fois.",
        "De betaaldienst antwoordt niet. Probeer het over enkele minuten opnieuw: er wordt niets dubbel geïnd.",
        "Der Zahlungsdienst antwortet nicht. Versuchen Sie es in einigen Minuten neu: nichts wird doppelt eingezogen.",
        "The payment provider does not answer. Try again in a few minutes: nothing is ever collected twice.",
    ),
    "PROVIDER_NOT_SET_UP": (
        "Ce prestataire n'est plus configuré ici : rétablissez ses réglages, puis relancez la tâche.",
        "Deze dienst is hier niet meer ingesteld: herstel de instellingen en start de taak opnieuw.",
        "Dieser Dienst ist hier nicht mehr eingerichtet: stellen Sie die Einstellungen wieder her und starten Sie neu.",
        "This provider is no longer set up here: restore its settings, then retry the job.",
    ),
}
