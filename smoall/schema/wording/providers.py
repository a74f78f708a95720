"""Wordings about those who work for Smoall: the payment provider."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "PAYMENT_PROVIDER_UNAVAILABLE": (
        "Le prestataire de paiement ne répond pas. Réessayez dans quelques minutes : rien n'est prélevé deux fois.",
        "De betaaldienst antwoordt niet. Probeer het over enkele minuten opnieuw: er wordt niets dubbel geïnd.",
        "Der Zahlungsdienst antwortet nicht. Versuchen Sie es in einigen Minuten neu: nichts wird doppelt eingezogen.",
        "The payment provider does not answer. Try again in a few minutes: nothing is ever collected twice.",
    ),
}
