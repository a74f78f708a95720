"""The letter that tells a person that what they asked was done: what, when, on which article, and where to complain.

GDPR art. 12(3): the person is informed of the action taken; art. 77 and 79.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.subject_request import RequestKind, SubjectRequest

_L, _K = Language, RequestKind
_ORDER = (_L.FR, _L.NL, _L.DE, _L.EN)

_DONE: Mapping[RequestKind, tuple[str, tuple[str, str, str, str]]] = MappingProxyType(
    {
        _K.ACCESS: (
            "art. 15",
            (
                "vous recevez avec cette lettre les données que nous détenons à votre sujet",
                "u ontvangt bij deze brief de gegevens die wij over u bewaren",
                "mit diesem Schreiben erhalten Sie die Daten, die wir über Sie haben",
                "with this letter you receive the data that we hold about you",
            ),
        ),
        _K.PORTABILITY: (
            "art. 20",
            (
                "vous recevez avec cette lettre vos données dans un format lisible par machine",
                "u ontvangt bij deze brief uw gegevens in een machineleesbaar formaat",
                "mit diesem Schreiben erhalten Sie Ihre Daten in maschinenlesbarer Form",
                "with this letter you receive your data in a form that machines read",
            ),
        ),
        _K.RECTIFICATION: (
            "art. 16, 19",
            (
                "vos données ont été rectifiées",
                "uw gegevens zijn verbeterd",
                "Ihre Daten wurden berichtigt",
                "your data was rectified",
            ),
        ),
        _K.ERASURE: (
            "art. 17, 19",
            (
                "vos données ont été effacées, sauf ce que le reçu dit gardé, avec le délai et la loi",
                "uw gegevens zijn gewist, behalve wat volgens het bewijs bewaard blijft, met de termijn en de wet",
                "Ihre Daten wurden gelöscht, außer was laut Beleg aufbewahrt bleibt, mit Frist und Gesetz",
                "your data was erased, but for what the receipt says is kept, with its term and the law",
            ),
        ),
        _K.RESTRICTION: (
            "art. 18, 19",
            (
                "vos données sont limitées : elles sont gardées et ne servent plus",
                "uw gegevens zijn beperkt: ze worden bewaard en niet meer gebruikt",
                "Ihre Daten sind eingeschränkt: sie werden aufbewahrt und nicht mehr genutzt",
                "your data is restricted: it is kept and no longer used",
            ),
        ),
        _K.OBJECTION: (
            "art. 21",
            (
                "votre opposition est enregistrée et respectée",
                "uw bezwaar is genoteerd en wordt nageleefd",
                "Ihr Widerspruch ist vermerkt und wird beachtet",
                "your objection is on record and respected",
            ),
        ),
    }
)
_TEXTS: Mapping[Language, str] = MappingProxyType(
    {
        _L.FR: "Madame, Monsieur,\n\nNous avons reçu votre demande le {day}. Elle est accomplie depuis le {done} :"
        " {what} (RGPD, {citation}).\n\nSi cette réponse ne vous satisfait pas, vous pouvez introduire une"
        " réclamation auprès de l'Autorité de protection des données, rue de la Presse 35, 1000 Bruxelles,"
        " contact@apd-gba.be (art. 77), et former un recours juridictionnel (art. 79).",
        _L.NL: "Geachte heer, mevrouw,\n\nWij ontvingen uw verzoek op {day}. Het is uitgevoerd op {done}: {what} (AVG,"
        " {citation}).\n\nVoldoet dit antwoord u niet, dan kunt u een klacht indienen bij de"
        " Gegevensbeschermingsautoriteit, Drukpersstraat 35, 1000 Brussel, contact@apd-gba.be (art. 77), en een"
        " voorziening in rechte instellen (art. 79).",
        _L.DE: "Sehr geehrte Damen und Herren,\n\nIhren Antrag haben wir am {day} erhalten. Er wurde am {done}"
        " erledigt: {what} (DSGVO, {citation}).\n\nSind Sie mit dieser Antwort nicht zufrieden, können Sie bei der"
        " Datenschutzbehörde, rue de la Presse 35, 1000 Brüssel, contact@apd-gba.be, Beschwerde einlegen (Art. 77) und"
        " einen gerichtlichen Rechtsbehelf einlegen (Art. 79).",
        _L.EN: "Dear Sir or Madam,\n\nWe received your request on {day}. It was completed on {done}: {what} (GDPR,"
        " {citation}).\n\nIf this answer does not satisfy you, you may lodge a complaint with the Data Protection"
        " Authority, rue de la Presse 35, 1000 Brussels, contact@apd-gba.be (art. 77), and seek a judicial remedy"
        " (art. 79).",
    }
)


def closing_text(request: SubjectRequest, language: Language, *, done: date) -> str:
    """The letter of a case completed on the day ``done``, in that language; days as dd/mm/yyyy. It names nobody."""
    citation, words = _DONE[request.kind]
    return _TEXTS[language].format(
        day=request.received_on.strftime("%d/%m/%Y"),
        done=done.strftime("%d/%m/%Y"),
        what=words[_ORDER.index(language)],
        citation=citation,
    )
