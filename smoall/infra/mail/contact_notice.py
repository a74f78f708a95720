"""The notice of GDPR art. 13 and 14 in the first letter to a contact, in four languages, as the seller's own words."""

from collections.abc import Mapping
from dataclasses import dataclass

from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party
from smoall.domain.privacy.bases import LegalBasis
from smoall.usecases.privacy.objection.notice import ContactNotice


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The notice ready to print: its paragraphs, and the link with what it says."""

    title: str
    paragraphs: tuple[str, ...]
    objecting: str
    link: str


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """One language; ``{…}`` are filled by :func:`notice_text`."""

    title: str
    who: str
    why: str
    bases: Mapping[LegalBasis, str]
    whence: str
    sources: Mapping[str, str]
    unknown_source: str
    kept: str
    rights: str
    objecting: str


_B = LegalBasis

NOTICE_WORDS: Mapping[Language, NoticeWords] = {
    Language.FR: NoticeWords(
        title="Vos données personnelles",
        who="Nous vous écrivons pour la première fois. Responsable de vos nom, fonction et coordonnées : {seller}.",
        why="But : établir et envoyer nos documents et suivre la relation avec votre entreprise. Base : {basis}.",
        bases={
            _B.CONTRACT: "contrat et obligations légales",
            _B.LEGITIMATE_INTEREST: "intérêt légitime à cette relation",
        },
        whence="Source : {source}.",
        sources={
            "TENANT_USER": "vous-même ou votre entreprise, notées par nos soins",
            "COMPANY_REGISTER": "un registre public d’entreprises",
            "IMPORT": "nos fichiers de clients",
            "CONNECTION": "un service relié à notre comptabilité",
        },
        unknown_source="votre entreprise",
        kept="Destinataires : notre logiciel de facturation et son hébergeur, notre comptable. Durée : la relation,"
        " et dix ans pour les factures (Code de la TVA, art. 60).",
        rights="Vous pouvez consulter, corriger, faire effacer ou limiter ces données, en recevoir une copie, ou vous"
        " plaindre à l’Autorité de protection des données (www.autoriteprotectiondonnees.be).",
        objecting="Vous opposer à tout autre usage, en un clic :",
    ),
    Language.NL: NoticeWords(
        title="Uw persoonsgegevens",
        who="Wij schrijven u voor het eerst. Verantwoordelijk voor uw gegevens (naam, functie, adressen): {seller}.",
        why="Doel: onze documenten opmaken en versturen en de relatie met uw bedrijf opvolgen. Rechtsgrond: {basis}.",
        bases={
            _B.CONTRACT: "overeenkomst en wettelijke verplichtingen",
            _B.LEGITIMATE_INTEREST: "gerechtvaardigd belang bij die relatie",
        },
        whence="Bron: {source}.",
        sources={
            "TENANT_USER": "uzelf of uw bedrijf, door ons genoteerd",
            "COMPANY_REGISTER": "een openbaar ondernemingsregister",
            "IMPORT": "onze klantenbestanden",
            "CONNECTION": "een dienst die met onze boekhouding verbonden is",
        },
        unknown_source="uw bedrijf",
        kept="Ontvangers: onze facturatiesoftware en haar hosting, onze boekhouder. Duur: de relatie, en tien jaar"
        " voor facturen (Btw-wetboek, art. 60).",
        rights="U kunt deze gegevens inzien, verbeteren, laten wissen of beperken, er een kopie van krijgen, of klacht"
        " indienen bij de Gegevensbeschermingsautoriteit (www.gegevensbeschermingsautoriteit.be).",
        objecting="Bezwaar maken tegen elk ander gebruik, met één klik:",
    ),
    Language.DE: NoticeWords(
        title="Ihre personenbezogenen Daten",
        who="Wir schreiben Ihnen zum ersten Mal. Verantwortlich für Ihre Daten (Name, Funktion, Adressen): {seller}.",
        why="Zweck: unsere Dokumente erstellen und senden und die Beziehung zu Ihrem Unternehmen pflegen."
        " Rechtsgrundlage: {basis}.",
        bases={
            _B.CONTRACT: "Vertrag und gesetzliche Pflichten",
            _B.LEGITIMATE_INTEREST: "berechtigtes Interesse an dieser Beziehung",
        },
        whence="Quelle: {source}.",
        sources={
            "TENANT_USER": "Sie selbst oder Ihr Unternehmen, von uns notiert",
            "COMPANY_REGISTER": "ein öffentliches Unternehmensregister",
            "IMPORT": "unsere Kundendateien",
            "CONNECTION": "ein Dienst, der mit unserer Buchhaltung verbunden ist",
        },
        unknown_source="Ihr Unternehmen",
        kept="Empfänger: unsere Rechnungssoftware und ihr Hosting, unser Buchhalter. Dauer: die Beziehung, und zehn"
        " Jahre für Rechnungen (MwSt.-Gesetzbuch, Art. 60).",
        rights="Sie können diese Daten einsehen, berichtigen, löschen oder einschränken lassen, eine Kopie erhalten"
        " oder sich bei der Datenschutzbehörde beschweren (www.datenschutzbehorde.be).",
        objecting="Jeder anderen Nutzung widersprechen, mit einem Klick:",
    ),
    Language.EN: NoticeWords(
        title="Your personal data",
        who="We write to you for the first time. Responsible for your data (name, job, addresses): {seller}.",
        why="Purpose: making and sending our documents and keeping up the relation with your company. Basis: {basis}.",
        bases={
            _B.CONTRACT: "contract and legal obligations",
            _B.LEGITIMATE_INTEREST: "legitimate interest in that relation",
        },
        whence="Source: {source}.",
        sources={
            "TENANT_USER": "yourself or your company, noted by us",
            "COMPANY_REGISTER": "a public register of companies",
            "IMPORT": "our customer files",
            "CONNECTION": "a service connected to our accounts",
        },
        unknown_source="your company",
        kept="Recipients: our invoicing software and its hosting, our accountant. Kept: for the relation, and"
        " ten years for invoices (VAT Code, art. 60).",
        rights="You can see, correct, have erased or restrict this data, get a copy of it, or complain to the Belgian"
        " Data Protection Authority (www.dataprotectionauthority.be).",
        objecting="Object to any other use, with one click:",
    ),
}


def notice_text(notice: ContactNotice, seller: Party, language: Language) -> NoticeText:
    """The notice of that seller, who is the controller and says how to be reached."""
    words, address = NOTICE_WORDS[language], seller.address
    known = (seller.full_name, f"{address.street}, {address.postal_code} {address.city}", seller.email, seller.phone)
    return NoticeText(
        title=words.title,
        paragraphs=(
            words.who.format(seller=", ".join(filter(None, known))),
            words.why.format(basis=words.bases[notice.basis]),
            words.whence.format(source=words.sources.get(notice.source, words.unknown_source)),
            words.kept,
            words.rights,
        ),
        objecting=words.objecting,
        link=notice.link,
    )
