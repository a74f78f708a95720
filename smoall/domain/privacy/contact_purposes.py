"""What is told to people in an organisation's records of what their data is for (GDPR art. 15(1)), in words."""

from collections.abc import Mapping
from types import MappingProxyType

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.purposes import Told, Words


def _words(fr: str, nl: str, de: str, en: str) -> Words:
    return MappingProxyType({Language.FR: fr, Language.NL: nl, Language.DE: de, Language.EN: en})


PURPOSE: Words = _words(
    "gérer la relation avec l'entreprise dont vous êtes le contact, et la facturer",
    "de relatie beheren met het bedrijf waarvan u de contactpersoon bent, en het factureren",
    "die Beziehung zu dem Unternehmen pflegen, dessen Kontakt Sie sind, und es abrechnen",
    "managing the relation with the company whose contact you are, and invoicing it",
)
RIGHTS: Words = _words(
    "Vous pouvez demander la rectification, l'effacement, la limitation ou vous opposer, et introduire une réclamation"
    " auprès de l'Autorité de protection des données (contact@apd-gba.be).",
    "U kunt verbetering, wissing of beperking vragen of bezwaar maken, en een klacht indienen bij de"
    " Gegevensbeschermingsautoriteit (contact@apd-gba.be).",
    "Sie können Berichtigung, Löschung oder Einschränkung verlangen oder widersprechen und sich bei der"
    " Datenschutzbehörde beschweren (contact@apd-gba.be).",
    "You may ask for rectification, erasure or restriction, or object, and lodge a complaint with the Data Protection"
    " Authority (contact@apd-gba.be).",
)
RECIPIENTS = ("Mailgun", "OVH")
"""Who works for Smoall on such data (register sheets B1 and B2)."""

_YOU = _words("vous-même", "uzelf", "Sie selbst", "yourself")
_COMPANY_OR_YOU = _words(
    "vous-même, votre entreprise, ou une source notée à côté des données",
    "uzelf, uw bedrijf, of een bron die bij de gegevens vermeld staat",
    "Sie selbst, Ihr Unternehmen oder eine bei den Daten vermerkte Quelle",
    "yourself, your company, or a source noted beside the data",
)
_RELATION = Told(purpose=PURPOSE, source=_COMPANY_OR_YOU, recipients=RECIPIENTS)
_TOLD: Mapping[str, Told] = MappingProxyType(
    {
        "contact": _RELATION,
        "request about data": Told(
            purpose=_words(
                "répondre à votre demande et pouvoir le prouver",
                "uw verzoek beantwoorden en dat kunnen aantonen",
                "Ihren Antrag beantworten und dies nachweisen können",
                "answering your request, and being able to prove it",
            ),
            source=_YOU,
            recipients=("OVH",),
        ),
        "answer to a request": Told(
            purpose=_words(
                "prouver pendant un an ce que nous vous avons répondu",
                "gedurende een jaar kunnen aantonen wat wij u antwoordden",
                "ein Jahr lang nachweisen können, was wir Ihnen geantwortet haben",
                "proving for a year what we answered you",
            ),
            source=_words(
                "nos données à ce jour-là",
                "onze gegevens van die dag",
                "unsere Daten jenes Tages",
                "our records of that day",
            ),
            recipients=("OVH",),
        ),
        "objection": Told(
            purpose=_words(
                "respecter votre opposition ou la limitation que vous avez demandée",
                "uw bezwaar of de door u gevraagde beperking naleven",
                "Ihren Widerspruch oder die verlangte Einschränkung beachten",
                "respecting your objection, or the restriction that you asked for",
            ),
            source=_YOU,
            recipients=("OVH",),
        ),
    }
)


def told_to_contact(category: str) -> Told:
    """What is told of a category; of one without words of its own, what is told of the relation."""
    return _TOLD.get(category, _RELATION)
