"""What an announcement says where its author wrote nothing, in the reader's language; and how to object."""

from collections.abc import Mapping
from types import MappingProxyType

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.sub_processor_change import ChangeKind
from smoall.domain.privacy.sub_processors import Activity, SubProcessor

_FR, _NL, _DE, _EN = Language.FR, Language.NL, Language.DE, Language.EN
_Words = Mapping[Language, str]

_SENTENCES: Mapping[ChangeKind, _Words] = MappingProxyType(
    {
        ChangeKind.ADDED: {
            _FR: "{new} devient sous-traitant de Smoall ({activity}).",
            _NL: "{new} wordt subverwerker van Smoall ({activity}).",
            _DE: "{new} wird Unterauftragnehmer von Smoall ({activity}).",
            _EN: "{new} becomes a sub-processor of Smoall ({activity}).",
        },
        ChangeKind.REPLACED: {
            _FR: "{new} remplace {old} comme sous-traitant de Smoall ({activity}).",
            _NL: "{new} vervangt {old} als subverwerker van Smoall ({activity}).",
            _DE: "{new} ersetzt {old} als Unterauftragnehmer von Smoall ({activity}).",
            _EN: "{new} replaces {old} as a sub-processor of Smoall ({activity}).",
        },
        ChangeKind.CHANGED: {
            _FR: "Ce que {old} fait pour Smoall, ou sa protection, change ({activity}).",
            _NL: "Wat {old} voor Smoall doet, of de bescherming ervan, verandert ({activity}).",
            _DE: "Was {old} für Smoall tut, oder der Schutz dabei, ändert sich ({activity}).",
            _EN: "What {old} does for Smoall, or its protection, changes ({activity}).",
        },
        ChangeKind.ENDED: {
            _FR: "{old} n'est plus sous-traitant de Smoall ({activity}).",
            _NL: "{old} is geen subverwerker van Smoall meer ({activity}).",
            _DE: "{old} ist nicht mehr Unterauftragnehmer von Smoall ({activity}).",
            _EN: "{old} is no longer a sub-processor of Smoall ({activity}).",
        },
    }
)
_WHERE: _Words = MappingProxyType(
    {
        _FR: " Pays : {countries}.",
        _NL: " Landen: {countries}.",
        _DE: " Länder: {countries}.",
        _EN: " Countries: {countries}.",
    }
)
_UNNAMED: _Words = MappingProxyType(
    {_FR: "un prestataire", _NL: "een dienstverlener", _DE: "ein Dienstleister", _EN: "a provider"}
)
_ACTIVITIES: Mapping[Activity, _Words] = MappingProxyType(
    {
        Activity.PAYMENT: {_FR: "paiements", _NL: "betalingen", _DE: "Zahlungen", _EN: "payments"},
        Activity.NEWSLETTER: {_FR: "lettre d'information", _NL: "nieuwsbrief", _DE: "Newsletter", _EN: "newsletter"},
        Activity.TRANSACTIONAL_MAIL: {
            _FR: "courriels de service",
            _NL: "dienstmails",
            _DE: "Service-E-Mails",
            _EN: "service mail",
        },
        Activity.HOSTING: {_FR: "hébergement", _NL: "hosting", _DE: "Hosting", _EN: "hosting"},
        Activity.COMPANY_INFORMATION: {
            _FR: "informations sur les entreprises",
            _NL: "bedrijfsinformatie",
            _DE: "Unternehmensdaten",
            _EN: "company information",
        },
        Activity.POSTAL_MAIL: {_FR: "courrier postal", _NL: "briefpost", _DE: "Briefpost", _EN: "postal mail"},
    }
)
_OBJECTING: _Words = MappingProxyType(
    {
        _FR: "Vous pouvez vous y opposer, avec un motif, dans Smoall (objectToSubProcessor, référence {reference}).",
        _NL: "U kunt er, met een reden, bezwaar tegen maken in Smoall (objectToSubProcessor, referentie {reference}).",
        _DE: "Sie können dem mit Begründung in Smoall widersprechen (objectToSubProcessor, Referenz {reference}).",
        _EN: "You can object to it, with a reason, in Smoall (objectToSubProcessor, reference {reference}).",
    }
)
_OWN: _Words = MappingProxyType(
    {
        _FR: "Cela ne concerne que ce dont Smoall est lui-même responsable : votre abonnement et vos accès.",
        _NL: "Dit gaat enkel over wat Smoall zelf als verantwoordelijke doet: uw abonnement en uw toegang.",
        _DE: "Es betrifft nur, wofür Smoall selbst verantwortlich ist: Ihr Abonnement und Ihre Zugänge.",
        _EN: "It concerns only what Smoall itself is the controller of: your subscription and your access.",
    }
)


def generated_texts(kind: ChangeKind, *, old: SubProcessor | None, new: SubProcessor | None) -> Mapping[Language, str]:
    """The announcement in the four languages. Raises ValueError where nobody is concerned."""
    shown = new or old
    if shown is None:
        raise ValueError("a change concerns somebody")
    activity, countries = _ACTIVITIES[shown.activity], ", ".join(new.countries) if new else ""
    found = {}
    for language in Language:
        names = {"old": _name(old, language), "new": _name(new, language)}
        said = _SENTENCES[kind][language].format(**names, activity=activity[language])
        where = _WHERE[language].format(countries=countries) if countries else ""
        found[language] = said[0].upper() + said[1:] + where
    return found


def how_to_object(language: Language, *, reference: str, objectable: bool) -> str:
    """What a letter says of objecting: the way, or why there is nothing to object to."""
    return (_OBJECTING if objectable else _OWN)[language].format(reference=reference)


def _name(one: SubProcessor | None, language: Language) -> str:
    return (one.name if one else None) or _UNNAMED[language]
