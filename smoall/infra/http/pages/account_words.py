"""The words of the pages that links in letters lead to: French, Dutch, German, English."""

from collections.abc import Mapping
from typing import TypeAlias

from smoall.domain.access.role import Role
from smoall.domain.kernel.language import Language

Wording: TypeAlias = tuple[str, str, str, str]

LANGUAGES = (Language.FR, Language.NL, Language.DE, Language.EN)

ACCOUNT_WORDS: Mapping[str, Wording] = {
    "link_over": (
        "Ce lien ne fonctionne pas",
        "Deze link werkt niet",
        "Dieser Link funktioniert nicht",
        "This link does not work",
    ),
    "verify_title": (
        "Confirmer votre adresse e-mail",
        "Uw e-mailadres bevestigen",
        "Ihre E-Mail-Adresse bestätigen",
        "Confirm your e-mail address",
    ),
    "verify_text": (
        "Un clic suffit : nous saurons que vous lisez bien les messages envoyés à cette adresse.",
        "Eén klik volstaat: dan weten we dat u de berichten op dit adres leest.",
        "Ein Klick genügt: dann wissen wir, dass Sie Nachrichten an diese Adresse lesen.",
        "One click is enough: we then know that you read what is sent to this address.",
    ),
    "verify_button": ("Confirmer", "Bevestigen", "Bestätigen", "Confirm"),
    "verify_done_title": ("Adresse confirmée", "Adres bevestigd", "Adresse bestätigt", "Address confirmed"),
    "verify_done_text": (
        "Merci. Vous pouvez fermer cette page.",
        "Bedankt. U kunt deze pagina sluiten.",
        "Danke. Sie können diese Seite schließen.",
        "Thank you. You can close this page.",
    ),
    "email_title": (
        "Changer d'adresse e-mail",
        "E-mailadres wijzigen",
        "E-Mail-Adresse ändern",
        "Change your e-mail address",
    ),
    "email_text": (
        "Vous avez demandé à vous connecter avec une autre adresse. Elle change quand les deux boîtes ont dit oui.",
        "U vroeg om u met een ander adres aan te melden. Het wijzigt zodra beide mailboxen ja zeggen.",
        "Sie möchten sich mit einer anderen Adresse anmelden. Sie ändert sich, wenn beide Postfächer zustimmen.",
        "You asked to sign in with another address. It changes once both mailboxes have agreed.",
    ),
    "email_button": ("D'accord", "Akkoord", "Einverstanden", "Agree"),
    "email_waiting_title": ("C'est noté", "Genoteerd", "Notiert", "Noted"),
    "email_waiting_text": (
        "Il reste à confirmer depuis l'autre adresse : le message y est déjà.",
        "Nu nog bevestigen vanaf het andere adres: het bericht is er al.",
        "Bestätigen Sie noch von der anderen Adresse aus: die Nachricht ist schon dort.",
        "Now confirm from the other address: the message is there already.",
    ),
    "email_done_title": ("Adresse changée", "Adres gewijzigd", "Adresse geändert", "Address changed"),
    "email_done_text": (
        "Connectez-vous désormais avec la nouvelle adresse.",
        "Meld u voortaan aan met het nieuwe adres.",
        "Melden Sie sich künftig mit der neuen Adresse an.",
        "From now on sign in with the new address.",
    ),
    "unsubscribe_title": (
        "Ne plus recevoir de nouvelles",
        "Geen nieuws meer ontvangen",
        "Keine Neuigkeiten mehr erhalten",
        "No more news",
    ),
    "unsubscribe_text": (
        "Vous retirez votre accord pour la lettre d'information. Les messages sur votre compte arrivent toujours.",
        "U trekt uw toestemming voor de nieuwsbrief in. Berichten over uw account komen nog wel.",
        "Sie widerrufen Ihre Einwilligung in den Newsletter. Nachrichten zu Ihrem Konto kommen weiterhin.",
        "You withdraw your consent to the newsletter. Messages about your account still come.",
    ),
    "unsubscribe_button": ("Me désinscrire", "Uitschrijven", "Abmelden", "Unsubscribe"),
    "unsubscribe_done_title": ("C'est fait", "Gebeurd", "Erledigt", "Done"),
    "unsubscribe_done_text": (
        "Vous ne recevrez plus la lettre d'information.",
        "U ontvangt de nieuwsbrief niet meer.",
        "Sie erhalten den Newsletter nicht mehr.",
        "You will not receive the newsletter any more.",
    ),
    "reset_title": (
        "Choisir un autre mot de passe",
        "Een ander wachtwoord kiezen",
        "Ein anderes Passwort wählen",
        "Choose another password",
    ),
    "reset_text": ("Pour le compte {email}", "Voor het account {email}", "Für das Konto {email}", "For {email}"),
    "reset_button": ("Enregistrer", "Opslaan", "Speichern", "Save"),
    "reset_keys": (
        "Mettre fin aussi à mes clés d'API et aux applications que j'ai autorisées",
        "Ook mijn API-sleutels en de apps die ik toestond beëindigen",
        "Auch meine API-Schlüssel und die von mir erlaubten Anwendungen beenden",
        "Also end my API keys and the applications I allowed",
    ),
    "reset_done_title": ("Mot de passe changé", "Wachtwoord gewijzigd", "Passwort geändert", "Password changed"),
    "reset_done_text": (
        "Toutes vos sessions ont pris fin. Connectez-vous avec le nouveau mot de passe.",
        "Al uw sessies zijn beëindigd. Meld u aan met het nieuwe wachtwoord.",
        "Alle Ihre Sitzungen sind beendet. Melden Sie sich mit dem neuen Passwort an.",
        "All your sessions ended. Sign in with the new password.",
    ),
    "new_password": ("Nouveau mot de passe", "Nieuw wachtwoord", "Neues Passwort", "New password"),
    "password_hint": (
        "Au moins {shortest} caractères ; une phrase convient très bien.",
        "Minstens {shortest} tekens; een zin is prima.",
        "Mindestens {shortest} Zeichen; ein Satz eignet sich gut.",
        "At least {shortest} characters; a sentence does very well.",
    ),
    "your_name": ("Votre nom", "Uw naam", "Ihr Name", "Your name"),
    "invitation_title": (
        "Rejoindre {organisation}",
        "Lid worden van {organisation}",
        "{organisation} beitreten",
        "Join {organisation}",
    ),
    "invitation_text": (
        "{inviter} vous invite à travailler dans Smoall, à l'adresse {email}.",
        "{inviter} nodigt u uit om in Smoall te werken, op het adres {email}.",
        "{inviter} lädt Sie ein, in Smoall zu arbeiten, unter {email}.",
        "{inviter} invites you to work in Smoall, at {email}.",
    ),
    "invitation_role": (
        "Votre rôle : {role}",
        "Uw rol: {role}",
        "Ihre Rolle: {role}",
        "Your role: {role}",
    ),
    "invitation_accept": ("Accepter", "Aanvaarden", "Annehmen", "Accept"),
    "invitation_decline": ("Décliner", "Afwijzen", "Ablehnen", "Decline"),
    "invitation_sign_in": (
        "pour rejoindre {organisation}",
        "om lid te worden van {organisation}",
        "um {organisation} beizutreten",
        "to join {organisation}",
    ),
    "invitation_other": (
        "Cette invitation est pour {email} ; vous êtes connecté en tant que {signed_in}.",
        "Deze uitnodiging is voor {email}; u bent aangemeld als {signed_in}.",
        "Diese Einladung ist für {email}; Sie sind als {signed_in} angemeldet.",
        "This invitation is for {email}; you are signed in as {signed_in}.",
    ),
    "invitation_source": (
        "{organisation} nous a donné votre adresse pour vous inviter. Si vous déclinez, nous ne l'utilisons plus.",
        "{organisation} gaf ons uw adres om u uit te nodigen. Wijst u af, dan gebruiken we het niet meer.",
        "{organisation} gab uns Ihre Adresse für diese Einladung. Lehnen Sie ab, nutzen wir sie nicht mehr.",
        "{organisation} gave us your address to invite you. If you decline, we use it no more.",
    ),
    "invitation_done_title": ("Bienvenue", "Welkom", "Willkommen", "Welcome"),
    "invitation_done_text": (
        "Vous faites maintenant partie de {organisation}.",
        "U maakt nu deel uit van {organisation}.",
        "Sie gehören jetzt zu {organisation}.",
        "You are now part of {organisation}.",
    ),
    "invitation_declined_title": ("Invitation déclinée", "Uitnodiging afgewezen", "Einladung abgelehnt", "Declined"),
    "invitation_declined_text": (
        "Rien n'a été créé. Vous pouvez fermer cette page.",
        "Er is niets aangemaakt. U kunt deze pagina sluiten.",
        "Es wurde nichts angelegt. Sie können diese Seite schließen.",
        "Nothing was created. You can close this page.",
    ),
    "terms_read": (
        "Lire les conditions d'utilisation",
        "De gebruiksvoorwaarden lezen",
        "Die Nutzungsbedingungen lesen",
        "Read the terms of service",
    ),
    "notice_read": (
        "Lire la déclaration de confidentialité",
        "De privacyverklaring lezen",
        "Die Datenschutzerklärung lesen",
        "Read the privacy notice",
    ),
    "terms_accept": (
        "J'accepte les conditions d'utilisation",
        "Ik aanvaard de gebruiksvoorwaarden",
        "Ich akzeptiere die Nutzungsbedingungen",
        "I accept the terms of service",
    ),
    "news_accept": (
        "J'aimerais recevoir des nouvelles de Smoall (facultatif)",
        "Ik ontvang graag nieuws van Smoall (vrijblijvend)",
        "Ich möchte Neuigkeiten von Smoall erhalten (freiwillig)",
        "I would like news of Smoall (optional)",
    ),
}

_ROLES: Mapping[Role, Wording] = {
    Role.OWNER: ("Propriétaire", "Eigenaar", "Inhaber", "Owner"),
    Role.ADMIN: ("Administrateur", "Beheerder", "Administrator", "Administrator"),
    Role.MEMBER: ("Membre", "Medewerker", "Mitarbeiter", "Member"),
    Role.ACCOUNTANT: ("Comptable", "Boekhouder", "Buchhalter", "Accountant"),
    Role.READER: ("Lecture seule", "Alleen lezen", "Nur lesen", "Read only"),
}


def role_words(role: Role, language: Language) -> str:
    """A role, as the person who is to hold it reads it."""
    return _ROLES[role][LANGUAGES.index(language)]
