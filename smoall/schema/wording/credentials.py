"""Wordings about second factors, passkeys and API keys."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
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
}
