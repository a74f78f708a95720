"""Smoall's own letters in Dutch."""

from collections.abc import Mapping

from smoall.infra.mail.account_words.shape import Labels, Words

LABELS = Labels(
    locale="nl_BE",
    greeting="Hallo,",
    greeting_named="Beste {name},",
    closing="Met vriendelijke groeten,",
    copy_link="Werkt de knop niet? Kopieer dit adres in uw browser:",
    dpo="Functionaris voor gegevensbescherming: {dpo}",
    enterprise_number="Ondernemingsnummer",
    why_account="Dit bericht gaat over uw account of uw abonnement. Het bevat geen afbeeldingen en volgt u niet.",
    why_marketing="U ontvangt deze brief omdat u erom vroeg. Hij bevat geen afbeeldingen en volgt u niet.",
    unsubscribe="Uitschrijven",
    notice_title="Uw persoonsgegevens",
    moment="{date} om {time}",
    rows={
        "amount": "Bedrag",
        "at": "Wanneer",
        "change": "Wijziging",
        "effect_on": "Gaat in op",
        "changed_by": "Door",
        "discovered_at": "Ontdekt op",
        "due_on": "Vervaldag",
        "ends_on": "Eindigt op",
        "expires_at": "Geldig tot",
        "expires_on": "Geldig tot",
        "from_on": "Vanaf",
        "issued_on": "Datum",
        "key_name": "Naam van de sleutel",
        "new": "Nieuw adres",
        "next_attempt_on": "Volgende poging",
        "number": "Factuur",
        "old": "Vorig adres",
        "objections_on": "Bezwaar tot en met",
        "organisation": "Organisatie",
        "persons": "Betrokken personen",
        "plan": "Formule",
        "reason": "Reden",
        "reference": "Referentie",
        "replaces": "Vervangt de aankondiging",
        "role": "Rol",
        "scopes": "Toestemmingen",
        "seats": "Gebruikers",
        "suspends_on": "Opschorting op",
        "tell_by_at": "De autoriteit melden vóór",
        "until_on": "Bewaard tot",
    },
    codes={
        "OWNER": "Eigenaar",
        "ADMIN": "Beheerder",
        "MEMBER": "Lid",
        "ACCOUNTANT": "Accountant",
        "READER": "Lezer",
        "TOTP_ENABLED": "Authenticatie-app ingeschakeld",
        "TOTP_DISABLED": "Authenticatie-app uitgeschakeld",
        "RECOVERY_CODES_MADE": "Nieuwe herstelcodes",
        "PASSKEY_ADDED": "Toegangssleutel toegevoegd",
        "PASSKEY_REMOVED": "Toegangssleutel verwijderd",
        "RECOVERY_CODE_USED": "Er is een herstelcode gebruikt",
        "PASSKEY_COPIED": "Een toegangssleutel is geweigerd: hij lijkt dubbel te bestaan",
        "ADDRESS_CLAIMED": (
            "Alles wat was ingesteld voordat u uw adres bewees, is verwijderd: "
            "toegangssleutels, authenticatie-app, sleutels, toestemming voor nieuws"
        ),
        "DECLINED": "Geweigerd door de bank",
        "TAKEN_BACK": "De betaling werd teruggevorderd",
        "INSUFFICIENT_FUNDS": "Onvoldoende saldo",
        "EXPIRED_CARD": "De kaart is vervallen",
        "AUTHENTICATION_REQUIRED": "Uw bank vraagt een bevestiging",
    },
    notice=(
        ("Verantwoordelijke", "Smoall, voor de accounts die toegang geven tot Smoall (gegevens hieronder)."),
        ("Bron", "Uw werkgever of klant, {organisation}: {inviter} gaf ons uw adres."),
        ("Gegevens", "Uw e-mailadres, uw rol, en de naam die u zelf opgeeft."),
        ("Doel", "U toegang geven tot de werkruimte van {organisation} en bijhouden wat daar gebeurt."),
        ("Rechtsgrond", "Het gerechtvaardigd belang van uw organisatie om u toegang te geven (art. 6, 1, f AVG)."),
        ("Ontvangers", "Uw organisatie en onze verwerkers voor hosting en e-mail, binnen de EU."),
        ("Bewaartermijn", "Zolang u toegang hebt. Een uitnodiging waarop u niet ingaat, wordt gewist."),
        ("Uw rechten", "Inzage, rectificatie, wissing, beperking, bezwaar en overdraagbaarheid: schrijf ons gewoon."),
        ("Vragen", "Onze functionaris voor gegevensbescherming: {dpo}"),
        ("Klacht", "Gegevensbeschermingsautoriteit, Drukpersstraat 35, 1000 Brussel."),
    ),
)

_NOT_YOU = "Was u dit niet? Wijzig uw wachtwoord en schrijf ons meteen."
_LINK_ONCE = "Deze link werkt één keer, tot {expires_at}."

LETTERS: Mapping[str, Words] = {
    "VERIFY_EMAIL": Words(
        "Bevestig uw e-mailadres",
        "Bevestig uw adres",
        ("Welkom bij Smoall. Bevestig dat dit adres van u is om uw account te gebruiken.",),
        (_LINK_ONCE, "Hebt u geen account aangemaakt? Negeer dit bericht: er gebeurt niets."),
        "Mijn adres bevestigen",
    ),
    "RESET_PASSWORD": Words(
        "Kies een nieuw wachtwoord",
        "Een nieuw wachtwoord",
        ("Iemand, waarschijnlijk u, vroeg een nieuw wachtwoord voor uw Smoall-account.",),
        (_LINK_ONCE, "Hebt u niets gevraagd? Negeer dit bericht: uw wachtwoord blijft hetzelfde."),
        "Een wachtwoord kiezen",
    ),
    "PASSWORD_CHANGED": Words(
        "Uw wachtwoord is gewijzigd",
        "Uw wachtwoord is gewijzigd",
        ("Het wachtwoord van uw Smoall-account is zonet gewijzigd. Uw andere sessies zijn beëindigd.",),
        (_NOT_YOU,),
    ),
    "CONFIRM_EMAIL_OLD": Words(
        "Bevestig de wijziging van uw adres",
        "Een ander adres?",
        (
            "Het adres van uw Smoall-account moet {new} worden.",
            "Het verandert pas wanneer u het hier én op het nieuwe adres bevestigt.",
        ),
        (_LINK_ONCE, "Hebt u dit niet gevraagd? Bevestig het niet en wijzig uw wachtwoord."),
        "De wijziging bevestigen",
    ),
    "CONFIRM_EMAIL_NEW": Words(
        "Bevestig uw nieuwe adres",
        "Uw nieuwe adres",
        ("Bevestig dat {new} het adres van uw Smoall-account moet worden.",),
        (_LINK_ONCE, "Hebt u niets gevraagd? Negeer dit bericht: er verandert niets."),
        "Het nieuwe adres bevestigen",
    ),
    "EMAIL_CHANGED": Words(
        "Het adres van uw account is gewijzigd",
        "Uw adres is gewijzigd",
        ("Uw Smoall-account heeft nu een ander adres. U meldt zich daarmee aan.",),
        (_NOT_YOU,),
    ),
    "INVITATION": Words(
        "{organisation} nodigt u uit op Smoall",
        "Kom bij {organisation}",
        (
            "{inviter} nodigt u uit bij {organisation} op Smoall, de facturatiesoftware.",
            "Aanvaard om toegang te krijgen. U mag ook weigeren: uw adres wordt dan gewist.",
        ),
        ("Deze link werkt één keer, tot {expires_at}.",),
        "De uitnodiging bekijken",
    ),
    "ROLE_CHANGED": Words(
        "Uw rol bij {organisation} is gewijzigd",
        "Uw rol is gewijzigd",
        ("Wat u mag doen in de werkruimte van {organisation} is gewijzigd.",),
        ("Een vraag? Richt u tot de eigenaar van de werkruimte.",),
    ),
    "MEMBERSHIP_ENDED": Words(
        "Uw toegang tot {organisation} is beëindigd",
        "Uw toegang is beëindigd",
        (
            "U hebt geen toegang meer tot de werkruimte van {organisation} op Smoall.",
            "Uw eigen account bestaat nog; u kunt het op elk moment verwijderen.",
        ),
    ),
    "SECOND_FACTOR_CHANGED": Words(
        "De beveiliging van uw account is gewijzigd",
        "De beveiliging van uw account is gewijzigd",
        ("De manier waarop u zich bij Smoall aanmeldt, is zonet gewijzigd.",),
        (_NOT_YOU,),
    ),
    "NEW_API_KEY": Words(
        "Nieuwe API-sleutel voor {organisation}",
        "Een nieuwe API-sleutel",
        ("Er is zonet een sleutel gemaakt die toegang geeft tot de gegevens van {organisation}.",),
        ("Herkent u hem niet? Trek hem meteen in.",),
    ),
    "ACCOUNT_ERASED": Words(
        "Uw Smoall-account is verwijderd",
        "Uw account is verwijderd",
        (
            "Uw account en uw persoonsgegevens zijn gewist. Dit is ons laatste bericht.",
            "Alleen wat we wettelijk moeten bewaren blijft over, en daar gebeurt verder niets mee.",
        ),
    ),
    "ORGANISATION_CLOSED": Words(
        "{organisation} is gesloten op Smoall",
        "De werkruimte is gesloten",
        (
            "De werkruimte van {organisation} is gesloten. Tot ze gewist wordt, kunt u ze nog lezen en exporteren.",
            "Documenten met een wettelijke bewaartermijn blijven zo lang bewaard en worden dan gewist.",
        ),
    ),
    "DATA_BREACH": Words(
        "Gegevenslek bij {organisation}",
        "Een gegevenslek raakt uw gegevens",
        (
            "Een inbreuk in verband met persoonsgegevens raakt gegevens van {organisation} die Smoall voor u verwerkt."
            " Wij melden u dit als verwerker (AVG, art. 33, lid 2).",
            "{facts}",
            "Als verantwoordelijke beslist u of de autoriteit en de personen op de hoogte worden gebracht (art. 33 en"
            " 34).",
            "Wat bij u getroffen is, de genomen maatregelen en ontwerpen van meldingen staan in uw register van"
            " gegevenslekken.",
        ),
        ("Een vraag? Wend u tot de functionaris voor gegevensbescherming hieronder.",),
    ),
    "TRIAL_ENDING": Words(
        "Uw proefperiode loopt bijna af",
        "Uw proefperiode eindigt op {ends_on}",
        (
            "De proefperiode van {organisation} bij Smoall loopt bijna af.",
            "Zonder betaalmiddel gaat de werkruimte over naar de gratis formule. Er gaat niets verloren.",
        ),
        (),
        "Een formule kiezen",
    ),
    "PAYMENT_FAILED": Words(
        "Uw betaling is niet gelukt",
        "De betaling is niet gelukt",
        ("De betaling voor het abonnement van {organisation} is geweigerd. Er is niets afgeschreven.",),
        ("Kijk uw betaalmiddel na. Intussen behoudt u volledige toegang.",),
        "De betaling bijwerken",
    ),
    "PAYMENT_REMINDER": Words(
        "Herinnering: er staat nog een betaling open",
        "Er staat nog een betaling open",
        ("Het abonnement van {organisation} is nog niet betaald.",),
        ("Hebt u intussen betaald? Bedankt, negeer dan dit bericht.",),
        "Nu betalen",
    ),
    "SUBSCRIPTION_SUSPENDED": Words(
        "Het abonnement van {organisation} is opgeschort",
        "Het abonnement is opgeschort",
        (
            "Omdat de betaling uitbleef, is het abonnement van {organisation} opgeschort.",
            "U kunt uw documenten nog lezen en exporteren; na betaling kunt u er weer uitreiken.",
        ),
        (),
        "Nu betalen",
    ),
    "SUBSCRIPTION_CHANGED": Words(
        "Uw abonnement is gewijzigd",
        "Uw abonnement is gewijzigd",
        ("Dit is het abonnement van {organisation} zoals het nu is.",),
        ("Hebt u deze wijziging niet gevraagd? Laat het ons meteen weten.",),
    ),
    "SUBSCRIPTION_CANCELLED": Words(
        "Uw abonnement is opgezegd",
        "Uw abonnement is opgezegd",
        (
            "Het abonnement van {organisation} eindigt op {ends_on}. Tot dan verandert er niets.",
            "Exporteer uw gegevens wanneer u wilt. U kunt vóór die dag ook van gedachten veranderen.",
        ),
    ),
    "SUBSCRIPTION_INVOICE": Words(
        "Uw Smoall-factuur {number}",
        "Uw factuur {number}",
        ("De factuur voor het abonnement van {organisation} staat klaar. U vindt ze in uw werkruimte.",),
    ),
    "SUB_PROCESSOR_CHANGE": Words(
        "Een wijziging bij onze subverwerkers",
        "Een subverwerker verandert",
        (
            (
                "Wij kondigen {organisation}, zoals de AVG het vraagt (art. 28.2), een wijziging aan bij "
                "wie voor Smoall gegevens verwerkt."
            ),
            "{text}",
            "{objecting}",
        ),
    ),
    "SUB_PROCESSOR_CHANGE_WITHDRAWN": Words(
        "Een aangekondigde wijziging is ingetrokken",
        "De wijziging gaat niet door",
        (
            (
                "De wijziging bij onze subverwerkers die wij {organisation} hadden aangekondigd, is "
                "ingetrokken: ze gaat niet door."
            ),
            "{text}",
        ),
    ),
}
