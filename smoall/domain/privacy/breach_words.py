"""What the drafts of notifications of a breach are made of, in French, Dutch, German and English, in that order."""

from collections.abc import Mapping
from types import MappingProxyType

from smoall.domain.kernel.language import Language

_ORDER = (Language.FR, Language.NL, Language.DE, Language.EN)

_LABELS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "controller": (
            "Responsable du traitement",
            "Verwerkingsverantwoordelijke",
            "Verantwortlicher",
            "Controller",
        ),
        "processor": ("Sous-traitant", "Verwerker", "Auftragsverarbeiter", "Processor"),
        "contact": (
            "Délégué à la protection des données ou autre point de contact (art. 33, § 3, b)",
            "Functionaris voor gegevensbescherming of ander contactpunt (art. 33, lid 3, b)",
            "Datenschutzbeauftragter oder sonstige Anlaufstelle (Art. 33 Abs. 3 b)",
            "Data protection officer or other contact point (art. 33(3)(b))",
        ),
        "aware": ("Prise de connaissance", "Kennisname", "Bekannt geworden", "Became aware"),
        "occurred": ("Période de la violation", "Periode van de inbreuk", "Zeitraum der Verletzung", "Went on"),
        "nature": (
            "Nature de la violation (art. 33, § 3, a)",
            "Aard van de inbreuk (art. 33, lid 3, a)",
            "Art der Verletzung (Art. 33 Abs. 3 a)",
            "Nature of the breach (art. 33(3)(a))",
        ),
        "facts": ("Faits", "Feiten", "Sachverhalt", "Facts"),
        "people": (
            "Catégories et nombre approximatif de personnes concernées (art. 33, § 3, a)",
            "Categorieën van betrokkenen en, bij benadering, hun aantal (art. 33, lid 3, a)",
            "Kategorien und ungefähre Zahl der betroffenen Personen (Art. 33 Abs. 3 a)",
            "Categories and approximate number of people concerned (art. 33(3)(a))",
        ),
        "records": (
            "Catégories et nombre approximatif d'enregistrements (art. 33, § 3, a)",
            "Categorieën van gegevensrecords en, bij benadering, hun aantal (art. 33, lid 3, a)",
            "Kategorien und ungefähre Zahl der betroffenen Datensätze (Art. 33 Abs. 3 a)",
            "Categories and approximate number of records concerned (art. 33(3)(a))",
        ),
        "effects": (
            "Conséquences probables (art. 33, § 3, c)",
            "Waarschijnlijke gevolgen (art. 33, lid 3, c)",
            "Wahrscheinliche Folgen (Art. 33 Abs. 3 c)",
            "Likely consequences (art. 33(3)(c))",
        ),
        "remedy": (
            "Mesures prises ou proposées (art. 33, § 3, d)",
            "Genomen of voorgestelde maatregelen (art. 33, lid 3, d)",
            "Ergriffene oder vorgeschlagene Maßnahmen (Art. 33 Abs. 3 d)",
            "Measures taken or proposed (art. 33(3)(d))",
        ),
        "delay": (
            "Motifs du retard (art. 33, § 1)",
            "Motivering van de vertraging (art. 33, lid 1)",
            "Begründung der Verzögerung (Art. 33 Abs. 1)",
            "Reasons for the delay (art. 33(1))",
        ),
        "told": (
            "Communication aux personnes concernées (art. 34)",
            "Mededeling aan de betrokkenen (art. 34)",
            "Benachrichtigung der betroffenen Personen (Art. 34)",
            "Communication to the people concerned (art. 34)",
        ),
    }
)
_TEXTS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "authority": (
            "Notification d'une violation de données à caractère personnel à l'autorité de contrôle (RGPD, art. 33)",
            "Melding van een inbreuk in verband met persoonsgegevens aan de toezichthoudende autoriteit (AVG, art. 33)",
            "Meldung einer Verletzung des Schutzes personenbezogener Daten an die Aufsichtsbehörde (DSGVO, Art. 33)",
            "Notification of a personal data breach to the supervisory authority (GDPR, art. 33)",
        ),
        "to_controller": (
            "Notification d'une violation par le sous-traitant au responsable du traitement (RGPD, art. 33, § 2)",
            "Melding van een inbreuk door de verwerker aan de verwerkingsverantwoordelijke (AVG, art. 33, lid 2)",
            "Meldung einer Verletzung durch den Auftragsverarbeiter an den Verantwortlichen (DSGVO, Art. 33 Abs. 2)",
            "Notification of a breach by the processor to the controller (GDPR, art. 33(2))",
        ),
        "to_people": (
            "Madame, Monsieur,\n\nUne violation de données à caractère personnel vous concerne peut-être"
            " (RGPD, art. 34). {who} vous en informe.",
            "Geachte heer, mevrouw,\n\nEen inbreuk in verband met persoonsgegevens raakt u mogelijk"
            " (AVG, art. 34). {who} brengt u daarvan op de hoogte.",
            "Sehr geehrte Damen und Herren,\n\neine Verletzung des Schutzes personenbezogener Daten betrifft Sie"
            " möglicherweise (DSGVO, Art. 34). {who} benachrichtigt Sie davon.",
            "Dear Sir or Madam,\n\nA personal data breach may affect you (GDPR, art. 34). {who} informs you of it.",
        ),
        "happened": ("Ce qui s'est passé", "Wat er gebeurd is", "Was geschehen ist", "What happened"),
        "data": ("Les données en cause", "Om welke gegevens het gaat", "Welche Daten betroffen sind", "Which data"),
        "fear": (
            "Ce qui peut en résulter",
            "Wat de gevolgen kunnen zijn",
            "Was die Folgen sein können",
            "What may come of it",
        ),
        "done": (
            "Ce qui a été fait et sera fait",
            "Wat gedaan is en gedaan wordt",
            "Was getan wurde und wird",
            "What was done and will be",
        ),
        "ask": (
            "Vos questions : {contact}. Vous pouvez aussi introduire une réclamation auprès de l'Autorité de protection"
            " des données, rue de la Presse 35, 1000 Bruxelles, contact@apd-gba.be (art. 77).",
            "Uw vragen: {contact}. U kunt ook een klacht indienen bij de Gegevensbeschermingsautoriteit,"
            " Drukpersstraat 35, 1000 Brussel, contact@apd-gba.be (art. 77).",
            "Ihre Fragen: {contact}. Sie können auch bei der Datenschutzbehörde, rue de la Presse 35, 1000 Brüssel,"
            " contact@apd-gba.be, Beschwerde einlegen (Art. 77).",
            "Your questions: {contact}. You may also lodge a complaint with the Data Protection Authority, rue de la"
            " Presse 35, 1000 Brussels, contact@apd-gba.be (art. 77).",
        ),
        "phases": (
            "Ces informations peuvent être complétées par étapes, sans autre retard indu (art. 33, § 4).",
            "Deze informatie kan in stappen worden aangevuld, zonder onredelijke vertraging (art. 33, lid 4).",
            "Diese Angaben können schrittweise ohne unangemessene Verzögerung ergänzt werden (Art. 33 Abs. 4).",
            "This information may be completed in phases without undue further delay (art. 33(4)).",
        ),
        "clock": (
            "Le responsable du traitement notifie l'autorité dans les {hours} heures après en avoir pris connaissance,"
            " à moins que la violation ne soit pas susceptible d'engendrer un risque (art. 33, § 1).",
            "De verwerkingsverantwoordelijke meldt de inbreuk binnen {hours} uur na kennisname aan de autoriteit,"
            " tenzij het niet waarschijnlijk is dat ze een risico inhoudt (art. 33, lid 1).",
            "Der Verantwortliche meldet die Verletzung binnen {hours} Stunden nach Bekanntwerden der Behörde, es sei"
            " denn, sie führt voraussichtlich nicht zu einem Risiko (Art. 33 Abs. 1).",
            "The controller tells the authority within {hours} hours of becoming aware of it, unless the breach is"
            " unlikely to result in a risk (art. 33(1)).",
        ),
        "to_complete": ("[à compléter]", "[aan te vullen]", "[zu ergänzen]", "[to be completed]"),
        "unknown": ("inconnue", "onbekend", "unbekannt", "unknown"),
        "yes": ("oui", "ja", "ja", "yes"),
        "no": ("non", "neen", "nein", "no"),
        "CONFIDENTIALITY": ("confidentialité", "vertrouwelijkheid", "Vertraulichkeit", "confidentiality"),
        "INTEGRITY": ("intégrité", "integriteit", "Integrität", "integrity"),
        "AVAILABILITY": ("disponibilité", "beschikbaarheid", "Verfügbarkeit", "availability"),
        "USER": ("utilisateurs", "gebruikers", "Nutzer", "users"),
        "CUSTOMER": ("clients", "klanten", "Kunden", "customers"),
        "CONTACT": ("personnes de contact", "contactpersonen", "Kontaktpersonen", "contacts"),
        "ORGANISATION": ("abonnés", "abonnees", "Abonnenten", "subscribers"),
    }
)


def label(name: str, language: Language) -> str:
    """The heading of a line."""
    return _LABELS[name][_ORDER.index(language)]


def text(name: str, language: Language) -> str:
    """A sentence or a word; ``{…}`` are the caller's to fill."""
    return _TEXTS[name][_ORDER.index(language)]
