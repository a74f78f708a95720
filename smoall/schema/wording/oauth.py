"""Other people's applications: registering them, letting them act."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "OAUTH_APP_UNKNOWN": (
        "Cette application n'est pas connue ici, ou elle n'est plus active.",
        "Deze app is hier niet bekend, of ze is niet meer actief.",
        "Diese Anwendung ist hier nicht bekannt oder nicht mehr aktiv.",
        "This application is not known here, or no longer active.",
    ),
    "OAUTH_APP_PUBLIC": (
        "Cette application est publique : elle n'a pas de secret.",
        "Deze app is publiek: ze heeft geen geheim.",
        "Diese Anwendung ist öffentlich: sie hat kein Geheimnis.",
        "This application is public: it has no secret.",
    ),
    "OAUTH_APPS_TOO_MANY": (
        "Une organisation enregistre au plus {most} applications : mettez fin à une autre d'abord.",
        "Een organisatie registreert hoogstens {most} apps: beëindig er eerst een.",
        "Eine Organisation registriert höchstens {most} Anwendungen: beenden Sie zuerst eine andere.",
        "An organisation registers at most {most} applications: end another one first.",
    ),
    "OAUTH_ORGANISATION_UNKNOWN": (
        "Vous ne pouvez pas ouvrir cette organisation à l'application.",
        "U kunt deze organisatie niet openen voor de app.",
        "Sie können diese Organisation nicht für die Anwendung öffnen.",
        "You cannot open this organisation to the application.",
    ),
    "OAUTH_SCOPES_BEYOND_ROLE": (
        "L'application demande des droits que votre rôle n'a pas : demandez à un propriétaire de l'autoriser.",
        "De app vraagt rechten die uw rol niet heeft: vraag een eigenaar om ze toe te staan.",
        "Die Anwendung verlangt Rechte, die Ihre Rolle nicht hat: bitten Sie einen Inhaber, sie zu erlauben.",
        "The application asks for rights that your role does not have: ask an owner to allow it.",
    ),
    "REDIRECT_URI_INVALID": (
        "Une adresse de retour commence par https://, ou par http://127.0.0.1 ou http://[::1] ; ni fragment, ni joker.",
        "Een terugkeeradres begint met https://, of met http://127.0.0.1 of http://[::1]; geen fragment, geen joker.",
        "Eine Rückadresse beginnt mit https://, http://127.0.0.1 oder http://[::1]; ohne Fragment und Platzhalter.",
        "A redirect address begins with https://, or http://127.0.0.1 or http://[::1]; no fragment, no wildcard.",
    ),
    "REDIRECT_URI_COUNT": (
        "Donnez de 1 à {most} adresses de retour.",
        "Geef 1 tot {most} terugkeeradressen.",
        "Geben Sie 1 bis {most} Rückadressen an.",
        "Give 1 to {most} redirect addresses.",
    ),
    "REDIRECT_URI_UNREGISTERED": (
        "L'adresse de retour que donne l'application n'est pas de celles qu'elle a enregistrées.",
        "Het terugkeeradres dat de app opgeeft, is geen van de adressen die ze registreerde.",
        "Die Rückadresse, die die Anwendung angibt, ist keine von denen, die sie registriert hat.",
        "The redirect address that the application gives is none of those it registered.",
    ),
    "SCOPE_REQUIRED": (
        "Choisissez au moins un droit.",
        "Kies minstens één recht.",
        "Wählen Sie mindestens ein Recht.",
        "Choose at least one right.",
    ),
    "SCOPE_UNKNOWN": (
        "Le droit {scope} ne peut pas être accordé.",
        "Het recht {scope} kan niet worden verleend.",
        "Das Recht {scope} kann nicht gewährt werden.",
        "The right {scope} cannot be granted.",
    ),
    "OVERLAP_RANGE": (
        "Le secret précédent peut rester valable de 0 à {most} heures.",
        "Het vorige geheim kan 0 tot {most} uur geldig blijven.",
        "Das vorige Geheimnis kann 0 bis {most} Stunden gültig bleiben.",
        "The previous secret can stay valid for 0 to {most} hours.",
    ),
}
