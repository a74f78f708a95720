"""Signing in, registering and accepting the terms."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "CREDENTIALS_WRONG": (
        "L'adresse e-mail ou le mot de passe n'est pas correct.",
        "Het e-mailadres of het wachtwoord klopt niet.",
        "Die E-Mail-Adresse oder das Passwort stimmt nicht.",
        "The e-mail address or the password is not right.",
    ),
    "TOO_MANY_ATTEMPTS": (
        "Trop d'essais : recommencez après {until}.",
        "Te veel pogingen: probeer opnieuw na {until}.",
        "Zu viele Versuche: versuchen Sie es nach {until} erneut.",
        "Too many attempts: try again after {until}.",
    ),
    "EMAIL_TAKEN": (
        "Un compte existe déjà avec cette adresse e-mail : connectez-vous.",
        "Er bestaat al een account met dit e-mailadres: meld u aan.",
        "Mit dieser E-Mail-Adresse gibt es schon ein Konto: melden Sie sich an.",
        "An account with this e-mail address exists already: sign in.",
    ),
    "NO_ORGANISATION": (
        "Vous n'appartenez à aucune organisation : enregistrez-en une ou acceptez une invitation.",
        "U behoort tot geen enkele organisatie: registreer er een of aanvaard een uitnodiging.",
        "Sie gehören keiner Organisation an: registrieren Sie eine oder nehmen Sie eine Einladung an.",
        "You belong to no organisation: register one or accept an invitation.",
    ),
    "PASSWORD_LENGTH": (
        "Un mot de passe compte de {min} à {max} caractères.",
        "Een wachtwoord telt {min} tot {max} tekens.",
        "Ein Passwort hat {min} bis {max} Zeichen.",
        "A password has {min} to {max} characters.",
    ),
    "TERMS_NOT_ACCEPTED": (
        "Acceptez les conditions d'utilisation pour ouvrir un compte.",
        "Aanvaard de gebruiksvoorwaarden om een account te openen.",
        "Akzeptieren Sie die Nutzungsbedingungen, um ein Konto zu eröffnen.",
        "Accept the terms of service to open an account.",
    ),
    "TERMS_VERSION": (
        "Les conditions d'utilisation ont changé : lisez et acceptez la version {current}.",
        "De gebruiksvoorwaarden zijn gewijzigd: lees en aanvaard versie {current}.",
        "Die Nutzungsbedingungen haben sich geändert: lesen und akzeptieren Sie Version {current}.",
        "The terms of service have changed: read and accept version {current}.",
    ),
}
