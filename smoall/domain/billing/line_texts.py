"""How the lines of Smoall's own invoices read, in the subscriber's language."""

from collections.abc import Mapping
from datetime import date, timedelta

from smoall.domain.billing.charge import Charge, ChargeKind
from smoall.domain.kernel.language import Language

_FR, _NL, _DE, _EN = Language.FR, Language.NL, Language.DE, Language.EN

_TEXTS: Mapping[ChargeKind, Mapping[Language, str]] = {
    ChargeKind.PLAN: {
        _FR: "Smoall {plan}",
        _NL: "Smoall {plan}",
        _DE: "Smoall {plan}",
        _EN: "Smoall {plan}",
    },
    ChargeKind.SEATS: {
        _FR: "Smoall {plan} : utilisateurs supplémentaires ({seats})",
        _NL: "Smoall {plan}: extra gebruikers ({seats})",
        _DE: "Smoall {plan}: weitere Benutzer ({seats})",
        _EN: "Smoall {plan}: further users ({seats})",
    },
    ChargeKind.ADDED_SEATS: {
        _FR: "Smoall {plan} : utilisateurs ajoutés en cours de période ({seats})",
        _NL: "Smoall {plan}: gebruikers toegevoegd tijdens de periode ({seats})",
        _DE: "Smoall {plan}: im Laufe des Zeitraums hinzugefügte Benutzer ({seats})",
        _EN: "Smoall {plan}: users added during the period ({seats})",
    },
    ChargeKind.UPGRADE: {
        _FR: "Passage à Smoall {plan} : différence",
        _NL: "Overstap naar Smoall {plan}: verschil",
        _DE: "Wechsel zu Smoall {plan}: Differenz",
        _EN: "Change to Smoall {plan}: difference",
    },
}
_FROM_TO: Mapping[Language, str] = {
    _FR: "du {start} au {end}",
    _NL: "van {start} tot en met {end}",
    _DE: "vom {start} bis {end}",
    _EN: "from {start} to {end}",
}
COLLECTED: Mapping[Language, str] = {
    _FR: "Rien à virer : le montant est prélevé par le moyen de paiement enregistré pour votre abonnement.",
    _NL: "Niets over te schrijven: het bedrag wordt geïnd via het betaalmiddel dat bij uw abonnement bewaard is.",
    _DE: "Nichts zu überweisen: Der Betrag wird über das für Ihr Abonnement hinterlegte Zahlungsmittel eingezogen.",
    _EN: "Nothing to transfer: the amount is collected from the payment method saved for your subscription.",
}
"""The note of an invoice that a payment provider collects."""
_DAYS: Mapping[Language, str] = {
    _FR: "{days} jours sur {of}",
    _NL: "{days} van {of} dagen",
    _DE: "{days} von {of} Tagen",
    _EN: "{days} of {of} days",
}


def describe(charge: Charge, language: Language) -> str:
    """A line's text: what, from the first day to the last, and how many days of the period when it is not whole."""
    what = _TEXTS[charge.kind][language].format(plan=charge.plan, seats=charge.seats)
    last = charge.end - timedelta(days=1)
    when = _FROM_TO[language].format(start=_day(charge.start, language), end=_day(last, language))
    days = "" if charge.whole else f" ({_DAYS[language].format(days=charge.days, of=charge.of)})"
    return f"{what}, {when}{days}"


def _day(day: date, language: Language) -> str:
    """As it is written in Belgium; German puts dots."""
    return f"{day:%d.%m.%Y}" if language is _DE else f"{day:%d/%m/%Y}"
