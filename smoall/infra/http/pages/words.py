"""The words of the pages, in four languages: French, Dutch, German, English. ``{…}`` are filled by the page."""

from collections.abc import Mapping

from smoall.domain.access.role import Permission
from smoall.domain.kernel.language import Language
from smoall.infra.http.pages.account_words import ACCOUNT_WORDS, LANGUAGES, Wording

WORDS: Mapping[str, Wording] = {
    "sign_in": ("Se connecter", "Aanmelden", "Anmelden", "Sign in"),
    "sign_in_for": (
        "pour continuer vers {app}",
        "om verder te gaan naar {app}",
        "um mit {app} fortzufahren",
        "to continue to {app}",
    ),
    "email": ("Adresse e-mail", "E-mailadres", "E-Mail-Adresse", "E-mail address"),
    "password": ("Mot de passe", "Wachtwoord", "Passwort", "Password"),
    "code": ("Code de vérification", "Verificatiecode", "Bestätigungscode", "Verification code"),
    "code_title": (
        "Vérification en deux étapes",
        "Verificatie in twee stappen",
        "Bestätigung in zwei Schritten",
        "Two-step verification",
    ),
    "code_hint": (
        "Six chiffres de votre application d'authentification, ou un code de secours.",
        "Zes cijfers uit uw authenticatie-app, of een herstelcode.",
        "Sechs Ziffern aus Ihrer Authentifizierungs-App, oder ein Wiederherstellungscode.",
        "Six digits from your authenticator app, or a recovery code.",
    ),
    "step_over": (
        "Cela a duré trop longtemps : entrez à nouveau votre adresse et votre mot de passe.",
        "Dit duurde te lang: geef uw adres en uw wachtwoord opnieuw in.",
        "Das hat zu lange gedauert: geben Sie Adresse und Passwort noch einmal ein.",
        "That took too long: enter your address and your password again.",
    ),
    "or_else": ("ou", "of", "oder", "or"),
    "passkey": (
        "Utiliser une clé d'accès",
        "Een toegangssleutel gebruiken",
        "Einen Passkey verwenden",
        "Use a passkey",
    ),
    "passkey_problem": (
        "Votre appareil n'a rien signé : réessayez, ou utilisez votre mot de passe.",
        "Uw toestel ondertekende niets: probeer opnieuw, of gebruik uw wachtwoord.",
        "Ihr Gerät hat nichts signiert: versuchen Sie es noch einmal, oder nehmen Sie Ihr Passwort.",
        "Your device signed nothing: try again, or use your password.",
    ),
    "continue": ("Continuer", "Doorgaan", "Weiter", "Continue"),
    "cancel": ("Annuler", "Annuleren", "Abbrechen", "Cancel"),
    "consent_title": (
        "Autoriser {app} ?",
        "{app} toegang geven?",
        "{app} Zugriff gewähren?",
        "Allow {app}?",
    ),
    "consent_intro": (
        "{app}, de {owner}, demande à agir en votre nom dans Smoall.",
        "{app}, van {owner}, vraagt om namens u te handelen in Smoall.",
        "{app}, von {owner}, möchte in Ihrem Namen in Smoall handeln.",
        "{app}, by {owner}, asks to act on your behalf in Smoall.",
    ),
    "opens": ("Organisation ouverte", "Geopende organisatie", "Geöffnete Organisation", "Organisation to be opened"),
    "opens_which": (
        "Quelle organisation ouvrir ?",
        "Welke organisatie openen?",
        "Welche Organisation öffnen?",
        "Which organisation to open?",
    ),
    "may": (
        "Cette application pourra :",
        "Deze app mag dan:",
        "Diese Anwendung darf dann:",
        "This application will be able to:",
    ),
    "may_less": (
        "Dans une organisation où votre rôle permet moins, elle pourra moins.",
        "In een organisatie waar uw rol minder toelaat, mag ze minder.",
        "In einer Organisation, in der Ihre Rolle weniger erlaubt, darf sie weniger.",
        "Where your role allows less, it will be able to do less.",
    ),
    "until_revoked": (
        "Elle pourra agir jusqu'à ce que vous lui retiriez cet accès, dans les réglages de votre compte.",
        "Ze mag handelen tot u deze toegang intrekt, in de instellingen van uw account.",
        "Sie darf handeln, bis Sie diesen Zugriff widerrufen, in den Einstellungen Ihres Kontos.",
        "It may act until you revoke it, in the settings of your account.",
    ),
    "never": (
        "Elle ne verra jamais votre mot de passe et ne peut rien changer à votre compte.",
        "Ze ziet nooit uw wachtwoord en kan niets aan uw account wijzigen.",
        "Sie sieht nie Ihr Passwort und kann an Ihrem Konto nichts ändern.",
        "It never sees your password and cannot change your account.",
    ),
    "goes_to": (
        "Vous serez ensuite redirigé vers {host}.",
        "Daarna gaat u verder naar {host}.",
        "Danach werden Sie zu {host} weitergeleitet.",
        "You will then be taken to {host}.",
    ),
    "goes_home": (
        "Vous serez ensuite ramené à une application sur cet appareil.",
        "Daarna gaat u terug naar een app op dit toestel.",
        "Danach kehren Sie zu einer Anwendung auf diesem Gerät zurück.",
        "You will then return to an application on this device.",
    ),
    "allow": ("Autoriser", "Toestaan", "Erlauben", "Allow"),
    "deny": ("Refuser", "Weigeren", "Ablehnen", "Deny"),
    "signed_in_as": (
        "Connecté en tant que {email}",
        "Aangemeld als {email}",
        "Angemeldet als {email}",
        "Signed in as {email}",
    ),
    "other_account": (
        "Utiliser un autre compte",
        "Een ander account gebruiken",
        "Ein anderes Konto verwenden",
        "Use another account",
    ),
    "stopped": (
        "Cela ne peut pas continuer",
        "Dit kan niet doorgaan",
        "Hier geht es nicht weiter",
        "This cannot go on",
    ),
    "stopped_hint": (
        "Revenez à l'application d'où vous venez et recommencez ; si cela se répète, prévenez ceux qui la font.",
        "Ga terug naar de app waar u vandaan komt en begin opnieuw; verwittig de makers als dit zich herhaalt.",
        "Kehren Sie zur Anwendung zurück und beginnen Sie neu; geschieht es wieder, sagen Sie es ihren Betreibern.",
        "Return to the application you came from and start again; if it happens again, tell its makers.",
    ),
    "form_stale": (
        "Cette page est restée ouverte trop longtemps, ou votre navigateur refuse les cookies : recommencez.",
        "Deze pagina stond te lang open, of uw browser weigert cookies: begin opnieuw.",
        "Diese Seite war zu lange offen, oder Ihr Browser lehnt Cookies ab: beginnen Sie neu.",
        "This page was open for too long, or your browser refuses cookies: start again.",
    ),
    "form_refused": (
        "Ce formulaire n'a pas été accepté",
        "Dit formulier is niet aanvaard",
        "Dieses Formular wurde nicht angenommen",
        "This form was not accepted",
    ),
    "form_bad": (
        "Ce formulaire n'est pas lisible : recommencez.",
        "Dit formulier is niet leesbaar: begin opnieuw.",
        "Dieses Formular ist nicht lesbar: beginnen Sie neu.",
        "This form cannot be read: start again.",
    ),
    "unavailable": (
        "Smoall ne répond pas pour le moment : réessayez dans un instant.",
        "Smoall antwoordt nu niet: probeer het zo meteen opnieuw.",
        "Smoall antwortet gerade nicht: versuchen Sie es gleich noch einmal.",
        "Smoall does not answer just now: try again in a moment.",
    ),
}

SCOPES: Mapping[Permission, Wording] = {
    Permission.READ: (
        "Lire vos clients, factures, paiements et les réglages de l'organisation",
        "Uw klanten, facturen, betalingen en de instellingen van de organisatie lezen",
        "Ihre Kunden, Rechnungen, Zahlungen und die Einstellungen der Organisation lesen",
        "Read your customers, invoices, payments and the organisation's settings",
    ),
    Permission.READ_AUDIT: (
        "Lire la piste d'audit : qui a fait quoi, et quand",
        "Het audittrail lezen: wie wat deed, en wanneer",
        "Das Protokoll lesen: wer was wann getan hat",
        "Read the audit trail: who did what, and when",
    ),
    Permission.READ_SUBSCRIPTION: (
        "Lire votre abonnement à Smoall et ses factures",
        "Uw Smoall-abonnement en de facturen ervan lezen",
        "Ihr Smoall-Abonnement und dessen Rechnungen lesen",
        "Read your Smoall subscription and its invoices",
    ),
    Permission.MANAGE_COMPANIES: (
        "Créer et modifier vos clients et leurs contacts",
        "Uw klanten en hun contacten aanmaken en wijzigen",
        "Ihre Kunden und deren Kontakte anlegen und ändern",
        "Create and change your customers and their contacts",
    ),
    Permission.DRAFT_INVOICES: (
        "Préparer des brouillons de factures",
        "Ontwerpfacturen opstellen",
        "Rechnungsentwürfe schreiben",
        "Write draft invoices",
    ),
    Permission.ISSUE_INVOICES: (
        "Émettre des factures et des notes de crédit, ce qui engage votre organisation",
        "Facturen en creditnota's uitreiken, wat uw organisatie bindt",
        "Rechnungen und Gutschriften ausstellen, was Ihre Organisation bindet",
        "Issue invoices and credit notes, which binds your organisation",
    ),
    Permission.SEND_INVOICES: (
        "Envoyer des documents à vos clients",
        "Documenten naar uw klanten sturen",
        "Dokumente an Ihre Kunden senden",
        "Send documents to your customers",
    ),
    Permission.REGISTER_PAYMENTS: (
        "Enregistrer des paiements et les imputer sur des factures",
        "Betalingen registreren en aan facturen toewijzen",
        "Zahlungen erfassen und Rechnungen zuordnen",
        "Register payments and allocate them to invoices",
    ),
    Permission.MANAGE_ORGANISATION: (
        "Modifier l'organisation : coordonnées, compte bancaire, numérotation",
        "De organisatie wijzigen: gegevens, bankrekening, nummering",
        "Die Organisation ändern: Angaben, Bankkonto, Nummerierung",
        "Change the organisation: details, bank account, numbering",
    ),
    Permission.MANAGE_JOBS: (
        "Voir et relancer les tâches en arrière-plan",
        "Achtergrondtaken bekijken en opnieuw starten",
        "Hintergrundaufgaben sehen und neu starten",
        "See and retry background jobs",
    ),
    Permission.MANAGE_PRIVACY: (
        "Répondre aux personnes sur leurs données : les trouver, les remettre, les limiter, les effacer",
        "Mensen antwoorden over hun gegevens: vinden, overhandigen, beperken, wissen",
        "Personen Auskunft über ihre Daten geben: finden, aushändigen, einschränken, löschen",
        "Answer people about their data: find, hand out, restrict and erase it",
    ),
    Permission.MANAGE_MEMBERS: (
        "Inviter des personnes, changer leur rôle, les retirer",
        "Mensen uitnodigen, hun rol wijzigen, hen verwijderen",
        "Personen einladen, ihre Rolle ändern, sie entfernen",
        "Invite people, change their role, remove them",
    ),
    Permission.MANAGE_API_KEYS: (
        "Gérer les clés d'API et les applications de l'organisation",
        "De API-sleutels en apps van de organisatie beheren",
        "Die API-Schlüssel und Anwendungen der Organisation verwalten",
        "Manage the organisation's API keys and applications",
    ),
    Permission.MANAGE_SUBSCRIPTION: (
        "Changer votre abonnement à Smoall, ce qui peut coûter de l'argent",
        "Uw Smoall-abonnement wijzigen, wat geld kan kosten",
        "Ihr Smoall-Abonnement ändern, was Geld kosten kann",
        "Change your Smoall subscription, which may cost money",
    ),
}


def words(language: Language) -> dict[str, str]:
    """Every word in one language."""
    place = LANGUAGES.index(language)
    return {name: wording[place] for name, wording in {**WORDS, **ACCOUNT_WORDS}.items()}


def scope_words(permission: Permission, language: Language) -> str:
    """What a scope lets an application do, as the person who allows it reads it."""
    return SCOPES[permission][LANGUAGES.index(language)]


def language_of(accepted: str, fallback: Language = Language.EN) -> Language:
    """The first of our languages that a browser accepts, else the fallback."""
    for part in accepted.split(","):
        tag = part.split(";")[0].strip()[:2].upper()
        if tag in Language.__members__:
            return Language[tag]
    return fallback
