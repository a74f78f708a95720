"""The written refusal of a request, ready to be sent: the reason with its article, and where to complain.

GDPR art. 12(4): within one month, with the reasons, and the possibility of lodging a complaint with a supervisory
authority and of seeking a judicial remedy (art. 77 and 79).
"""

from collections.abc import Mapping
from types import MappingProxyType

from smoall.domain.kernel.errors import Finding
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.subject_request import RefusalGround, RequestKind, SubjectRequest

_L, _G, _K = Language, RefusalGround, RequestKind

CITATIONS: Mapping[RefusalGround, Mapping[RequestKind, str]] = MappingProxyType(
    {
        _G.IDENTITY_UNPROVEN: dict.fromkeys(RequestKind, "art. 11(2), 12(2), 12(6)"),
        _G.UNFOUNDED_OR_EXCESSIVE: dict.fromkeys(RequestKind, "art. 12(5)(b)"),
        _G.LEGAL_OBLIGATION: {_K.ERASURE: "art. 17(3)(b)", _K.OBJECTION: "art. 6(1)(c), 21(1)"},
        _G.LEGAL_CLAIMS: {_K.ERASURE: "art. 17(3)(e)", _K.OBJECTION: "art. 21(1)"},
        _G.RIGHTS_OF_OTHERS: {_K.ACCESS: "art. 15(4)", _K.PORTABILITY: "art. 20(4)"},
        _G.NO_DATA: {
            _K.ACCESS: "art. 15(1)",
            _K.RECTIFICATION: "art. 16",
            _K.ERASURE: "art. 17(1)",
            _K.RESTRICTION: "art. 18(1)",
            _K.PORTABILITY: "art. 20(1)",
            _K.OBJECTION: "art. 21(1)",
        },
    }
)
"""Of the GDPR, by what was asked: a ground that is missing there refuses nothing of that kind."""

_REASONS: Mapping[RefusalGround, tuple[str, str, str, str]] = {
    _G.IDENTITY_UNPROVEN: (
        "nous n'avons pas pu établir votre identité",
        "wij konden uw identiteit niet vaststellen",
        "wir konnten Ihre Identität nicht feststellen",
        "we could not establish your identity",
    ),
    _G.UNFOUNDED_OR_EXCESSIVE: (
        "elle est manifestement infondée ou excessive",
        "het is kennelijk ongegrond of buitensporig",
        "er ist offenkundig unbegründet oder exzessiv",
        "it is manifestly unfounded or excessive",
    ),
    _G.LEGAL_OBLIGATION: (
        "une obligation légale nous impose de conserver ces données",
        "een wettelijke verplichting legt ons op deze gegevens te bewaren",
        "eine rechtliche Verpflichtung schreibt uns vor, diese Daten aufzubewahren",
        "a legal obligation requires us to keep this data",
    ),
    _G.LEGAL_CLAIMS: (
        "ces données sont nécessaires à la constatation, à l'exercice ou à la défense de droits en justice",
        "deze gegevens zijn nodig voor de instelling, uitoefening of onderbouwing van een rechtsvordering",
        "diese Daten sind zur Geltendmachung, Ausübung oder Verteidigung von Rechtsansprüchen erforderlich",
        "this data is needed for the establishment, exercise or defence of legal claims",
    ),
    _G.RIGHTS_OF_OTHERS: (
        "y répondre porterait atteinte aux droits et libertés d'autrui",
        "erop ingaan zou afbreuk doen aan de rechten en vrijheden van anderen",
        "ihm zu entsprechen würde die Rechte und Freiheiten anderer Personen beeinträchtigen",
        "meeting it would adversely affect the rights and freedoms of others",
    ),
    _G.NO_DATA: (
        "nous ne détenons aucune donnée vous concernant",
        "wij bewaren geen gegevens over u",
        "wir verarbeiten keine Daten über Sie",
        "we hold no data about you",
    ),
}
_TEXTS: Mapping[Language, str] = {
    _L.FR: "Madame, Monsieur,\n\nNous avons reçu votre demande le {day}. Nous ne pouvons pas y donner suite : {reason}"
    " (RGPD, {citation}).\n\nVous pouvez introduire une réclamation auprès de l'Autorité de protection des données, rue"
    " de la Presse 35, 1000 Bruxelles, contact@apd-gba.be (art. 77), et former un recours juridictionnel (art. 79).",
    _L.NL: "Geachte heer, mevrouw,\n\nWij ontvingen uw verzoek op {day}. Wij kunnen er niet op ingaan: {reason} (AVG,"
    " {citation}).\n\nU kunt een klacht indienen bij de Gegevensbeschermingsautoriteit, Drukpersstraat 35, 1000"
    " Brussel, contact@apd-gba.be (art. 77), en een voorziening in rechte instellen (art. 79).",
    _L.DE: "Sehr geehrte Damen und Herren,\n\nIhren Antrag haben wir am {day} erhalten. Wir können ihm nicht"
    " entsprechen: {reason} (DSGVO, {citation}).\n\nSie können bei der Datenschutzbehörde, rue de la Presse 35, 1000"
    " Brüssel, contact@apd-gba.be, Beschwerde einlegen (Art. 77) und einen gerichtlichen Rechtsbehelf einlegen"
    " (Art. 79).",
    _L.EN: "Dear Sir or Madam,\n\nWe received your request on {day}. We cannot act on it: {reason} (GDPR, {citation})."
    "\n\nYou may lodge a complaint with the Data Protection Authority, rue de la Presse 35, 1000 Brussels,"
    " contact@apd-gba.be (art. 77), and seek a judicial remedy (art. 79).",
}
_ORDER = (_L.FR, _L.NL, _L.DE, _L.EN)


def check_ground(ground: RefusalGround, kind: RequestKind) -> tuple[Finding, ...]:
    """A request can be refused on a ground only that the law knows for it (art. 12(4)): GROUND_NOT_FOR_KIND."""
    if kind in CITATIONS[ground]:
        return ()
    fitting = ", ".join(one for one in RefusalGround if kind in CITATIONS[one])
    return (Finding("GROUND_NOT_FOR_KIND", "ground", values={"kind": kind, "grounds": fitting}),)


def refusal_text(request: SubjectRequest, ground: RefusalGround, language: Language) -> str:
    """The letter, in that language, on a ground that fits the request; the day as dd/mm/yyyy. It names nobody."""
    reason = _REASONS[ground][_ORDER.index(language)]
    day = request.received_on.strftime("%d/%m/%Y")
    return _TEXTS[language].format(day=day, reason=reason, citation=CITATIONS[ground][request.kind])
