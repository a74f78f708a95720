"""What each category of a user's data is for, where it comes from and who receives it (GDPR art. 15(1)), in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from smoall.domain.kernel.language import Language

Words = Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Purpose, source and recipients of a category, in the reader's language; recipients are names."""

    purpose: Words
    source: Words
    recipients: tuple[str, ...]


def _words(fr: str, nl: str, de: str, en: str) -> Words:
    return MappingProxyType({Language.FR: fr, Language.NL: nl, Language.DE: de, Language.EN: en})


_YOU = _words("vous-même", "uzelf", "Sie selbst", "yourself")
_YOU_OR_EMPLOYER = _words(
    "vous-même ou votre employeur",
    "uzelf of uw werkgever",
    "Sie selbst oder Ihr Arbeitgeber",
    "yourself or your employer",
)
_USE = _words(
    "votre usage du service", "uw gebruik van de dienst", "Ihre Nutzung des Dienstes", "your use of the service"
)
_SAFE = _words(
    "sécurité de l'accès", "veilige toegang", "Sicherheit des Zugangs", "keeping access to your account safe"
)

_ACCESS = Told(
    purpose=_words(
        "vous reconnaître et vous donner accès",
        "u herkennen en toegang geven",
        "Sie erkennen und Ihnen Zugang geben",
        "recognising you and giving you access",
    ),
    source=_YOU_OR_EMPLOYER,
    recipients=("OVH",),
)

PURPOSES: Mapping[str, Told] = MappingProxyType(
    {
        "identity": _ACCESS,
        "credential": Told(purpose=_SAFE, source=_YOU, recipients=("OVH",)),
        "connection": Told(purpose=_SAFE, source=_USE, recipients=("OVH",)),
        "device": Told(purpose=_SAFE, source=_YOU, recipients=("OVH",)),
        "invitation": Told(
            purpose=_words(
                "vous inviter dans une organisation",
                "u uitnodigen in een organisatie",
                "Sie in eine Organisation einladen",
                "inviting you into an organisation",
            ),
            source=_words("votre employeur", "uw werkgever", "Ihr Arbeitgeber", "your employer"),
            recipients=("OVH", "Mailgun"),
        ),
        "proof of consent": Told(
            purpose=_words(
                "prouver ce que vous avez accepté",
                "bewijzen wat u hebt aanvaard",
                "nachweisen, was Sie angenommen haben",
                "proving what you agreed to",
            ),
            source=_YOU,
            recipients=("OVH",),
        ),
        "letter about the account": Told(
            purpose=_words(
                "vous écrire au sujet de votre compte",
                "u schrijven over uw account",
                "Ihnen über Ihr Konto schreiben",
                "writing to you about your account",
            ),
            source=_YOU_OR_EMPLOYER,
            recipients=("OVH", "Mailgun"),
        ),
        "place in the newsletter's audience": Told(
            purpose=_words(
                "vous envoyer les nouvelles que vous avez demandées",
                "u het nieuws sturen waar u om vroeg",
                "Ihnen die Neuigkeiten senden, um die Sie gebeten haben",
                "sending you the news that you asked for",
            ),
            source=_YOU,
            recipients=("OVH", "Mailchimp"),
        ),
        "billing": Told(
            purpose=_words(
                "facturer l'abonnement et tenir les comptes",
                "het abonnement factureren en boek houden",
                "das Abonnement in Rechnung stellen und Bücher führen",
                "invoicing the subscription and keeping books",
            ),
            source=_YOU_OR_EMPLOYER,
            recipients=("OVH", "Mailgun", "Stripe"),
        ),
        "trace of actions": Told(
            purpose=_words(
                "savoir qui a fait quoi dans l'organisation",
                "weten wie wat deed in de organisatie",
                "wissen, wer in der Organisation was getan hat",
                "knowing who did what in the organisation",
            ),
            source=_USE,
            recipients=("OVH",),
        ),
    }
)


def told_of(category: str) -> Told:
    """What is told of a category; of one without words of its own, what is told of access."""
    return PURPOSES.get(category, _ACCESS)
