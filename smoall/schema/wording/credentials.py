"""Wordings about second factors, passkeys and API keys."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "SECOND_FACTOR_REQUIRED": (
        "Donnez aussi un code de votre application d'authentification, ou un code de secours.",
        "Geef ook een code van uw authenticatie-app, of een herstelcode.",
        "Geben Sie auch einen Code Ihrer Authentifizierungs-App oder einen Wiederherstellungscode an.",
        "Give a code of your authenticator app too, or a recovery code.",
    ),
    "CODE_WRONG": (
        "Ce code n'est pas correct, ou il a déjà servi.",
        "Deze code klopt niet, of is al gebruikt.",
        "Dieser Code stimmt nicht oder wurde schon verwendet.",
        "This code is not right, or was used before.",
    ),
    "PROOF_REQUIRED": (
        "Confirmez que c'est bien vous : donnez votre mot de passe ou un code.",
        "Bevestig dat u het bent: geef uw wachtwoord of een code.",
        "Bestätigen Sie, dass Sie es sind: geben Sie Ihr Passwort oder einen Code an.",
        "Confirm that it is you: give your password or a code.",
    ),
    "PROOF_WRONG": (
        "Le mot de passe ou le code n'est pas correct.",
        "Het wachtwoord of de code klopt niet.",
        "Das Passwort oder der Code stimmt nicht.",
        "The password or the code is not right.",
    ),
    "SECRET_CLOSED": (
        "Ce code ne peut pas être vérifié pour l'instant : utilisez un code de secours.",
        "Deze code kan nu niet worden gecontroleerd: gebruik een herstelcode.",
        "Dieser Code kann gerade nicht geprüft werden: verwenden Sie einen Wiederherstellungscode.",
        "This code cannot be checked now: use a recovery code.",
    ),
    "TOTP_ENABLED": (
        "Une application d'authentification est déjà active : désactivez-la d'abord.",
        "Er is al een authenticatie-app actief: schakel die eerst uit.",
        "Eine Authentifizierungs-App ist schon aktiv: schalten Sie sie zuerst aus.",
        "An authenticator app is switched on already: switch it off first.",
    ),
    "TOTP_NOT_ENROLLED": (
        "Aucune application n'attend d'être confirmée : recommencez l'inscription.",
        "Er wacht geen app op bevestiging: begin de inschrijving opnieuw.",
        "Keine App wartet auf Bestätigung: beginnen Sie die Einrichtung von vorn.",
        "No app waits to be confirmed: enrol it again.",
    ),
    "TOTP_NOT_ENABLED": (
        "Aucune application d'authentification n'est active.",
        "Er is geen authenticatie-app actief.",
        "Es ist keine Authentifizierungs-App aktiv.",
        "No authenticator app is switched on.",
    ),
    "PASSKEYS_ENOUGH": (
        "Vous avez déjà {most} clés d'accès : supprimez-en une d'abord.",
        "U hebt al {most} toegangssleutels: verwijder er eerst een.",
        "Sie haben schon {most} Passkeys: entfernen Sie zuerst einen.",
        "You have {most} passkeys already: remove one first.",
    ),
    "PASSKEY_INVALID": (
        "Cette réponse de l'appareil n'est pas valable, ou elle arrive trop tard : recommencez.",
        "Dit antwoord van het toestel is niet geldig, of komt te laat: begin opnieuw.",
        "Diese Antwort des Geräts gilt nicht oder kommt zu spät: beginnen Sie von vorn.",
        "This answer of the device is not valid, or comes too late: start again.",
    ),
    "PASSKEY_KNOWN": (
        "Cette clé d'accès est déjà enregistrée.",
        "Deze toegangssleutel is al geregistreerd.",
        "Dieser Passkey ist schon registriert.",
        "This passkey is registered already.",
    ),
    "PASSKEY_WRONG": (
        "Cette clé d'accès n'ouvre aucun compte, ou la demande a expiré : recommencez.",
        "Deze toegangssleutel opent geen account, of de aanvraag is verlopen: begin opnieuw.",
        "Dieser Passkey öffnet kein Konto, oder die Anfrage ist abgelaufen: beginnen Sie von vorn.",
        "This passkey opens no account, or the request is over: start again.",
    ),
    "PASSKEY_COPIED": (
        "Cette clé d'accès semble exister en double : elle est refusée. Supprimez-la de votre compte.",
        "Deze toegangssleutel lijkt dubbel te bestaan: hij is geweigerd. Verwijder hem uit uw account.",
        "Diesen Passkey scheint es zweimal zu geben: er wird abgelehnt. Entfernen Sie ihn aus Ihrem Konto.",
        "This passkey seems to exist twice: it is refused. Remove it from your account.",
    ),
    "NO_SUCH_PASSKEY": (
        "Vous n'avez pas de clé d'accès de cet identifiant.",
        "U hebt geen toegangssleutel met deze id.",
        "Sie haben keinen Passkey mit dieser ID.",
        "You have no passkey of this id.",
    ),
    "SCOPES_EMPTY": (
        "Donnez à la clé au moins une autorisation.",
        "Geef de sleutel minstens één toestemming.",
        "Geben Sie dem Schlüssel mindestens eine Berechtigung.",
        "Give the key at least one permission.",
    ),
    "SCOPE_NOT_YOURS": (
        "Vous ne pouvez pas donner {scope} à une clé.",
        "U kunt {scope} niet aan een sleutel geven.",
        "Sie können {scope} keinem Schlüssel geben.",
        "You cannot give {scope} to a key.",
    ),
    "KEY_EXPIRY": (
        "Une clé expire après maintenant et au plus tard le {latest}.",
        "Een sleutel vervalt na nu en uiterlijk op {latest}.",
        "Ein Schlüssel läuft nach jetzt und spätestens am {latest} ab.",
        "A key expires after now and by {latest}.",
    ),
    "KEY_OVERLAP": (
        "L'ancienne clé reste valable de 0 à {most} heures.",
        "De oude sleutel blijft 0 tot {most} uur geldig.",
        "Der alte Schlüssel gilt noch 0 bis {most} Stunden.",
        "The old key goes on for 0 to {most} hours.",
    ),
    "KEYS_ENOUGH": (
        "L'organisation a déjà {most} clés valables : révoquez-en une d'abord.",
        "De organisatie heeft al {most} geldige sleutels: trek er eerst een in.",
        "Die Organisation hat schon {most} gültige Schlüssel: widerrufen Sie zuerst einen.",
        "The organisation has {most} live keys already: revoke one first.",
    ),
    "KEY_ENDED": (
        "Cette clé est expirée ou révoquée.",
        "Deze sleutel is vervallen of ingetrokken.",
        "Dieser Schlüssel ist abgelaufen oder widerrufen.",
        "This key has expired or was revoked.",
    ),
    "NO_SUCH_API_KEY": (
        "Il n'y a pas de clé de cet identifiant.",
        "Er is geen sleutel met deze id.",
        "Es gibt keinen Schlüssel mit dieser ID.",
        "There is no key of this id.",
    ),
}
