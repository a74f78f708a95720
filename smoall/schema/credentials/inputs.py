"""What the mutations of credentials take, and what they answer."""

from datetime import datetime

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.access.types import Session, User
from smoall.schema.building import says
from smoall.schema.credentials.types import ApiKey, Passkey
from smoall.schema.organisations.types import Organisation

_PROOF = "Who you are, asked once more."


@strawberry.input(description="Who you are, asked once more: your password or a code, and whatever is given is right.")
class ProofInput:
    """A proof on top of the open session."""

    password: str | None = says("Your password.", default=None)
    code: str | None = says("A code of your authenticator app, or a recovery code.", default=None)


@strawberry.input(description="An authenticator app to enrol.")
class EnrolTotpInput:
    """The proof alone."""

    proof: ProofInput = says(_PROOF)


@strawberry.input(description="The first code of the app.")
class ConfirmTotpInput:
    """The code."""

    code: str = says("The six digits that the app shows.")


@strawberry.input(description="The second factor to switch off.")
class DisableTotpInput:
    """The proof, with a code."""

    proof: ProofInput = says(f"{_PROOF} Here a code is needed.")


@strawberry.input(description="Recovery codes to replace.")
class RegenerateRecoveryCodesInput:
    """The proof, with a code."""

    proof: ProofInput = says(f"{_PROOF} Here a code is needed.")


@strawberry.input(description="A passkey to register.")
class StartPasskeyRegistrationInput:
    """The proof alone."""

    proof: ProofInput = says(_PROOF)


@strawberry.input(description="The passkey that a device made.")
class FinishPasskeyRegistrationInput:
    """The browser's answer and a name."""

    credential: str = says("What `navigator.credentials.create()` answered, as JSON: `JSON.stringify(credential)`.")
    name: str = says("What to call it: the device, say. At most 60 characters.")


@strawberry.input(description="The signature of a device.")
class FinishPasskeySignInInput:
    """The browser's answer."""

    credential: str = says("What `navigator.credentials.get()` answered, as JSON: `JSON.stringify(credential)`.")
    use_cookie: bool = says("For browsers: as in `signIn`.", default=False)


@strawberry.input(description="A passkey to remove.")
class RemovePasskeyInput:
    """Which, and the proof."""

    passkey: strawberry.ID = says("Which one.")
    proof: ProofInput = says(_PROOF)


@strawberry.input(description="An API key to make.")
class CreateApiKeyInput:
    """What the key is for."""

    name: str = says("What it is called: the program that will hold it. At most 60 characters.")
    scopes: list[Permission] = says("What it may do: at most what you may yourself, and never your own account.")
    expires_at: datetime | None = says("When it ends: in 90 days unless given, in 366 at the latest.", default=None)
    proof: ProofInput = says(_PROOF)


@strawberry.input(description="An API key to rotate.")
class RotateApiKeyInput:
    """Which, and how long the old one goes on."""

    api_key: strawberry.ID = says("Which one.")
    overlap_hours: int = says("How long the old key still works: 0 to 168 hours.", default=24)
    expires_at: datetime | None = says("When the new one ends: in 90 days unless given, in 366 at most.", default=None)
    proof: ProofInput = says(_PROOF)


@strawberry.input(description="An API key to revoke.")
class RevokeApiKeyInput:
    """Which."""

    api_key: strawberry.ID = says("Which one.")


@strawberry.type(description="An authenticator app that waits for its first code.")
class EnrolTotpPayload:
    """What the app is told, shown this once."""

    secret: str = says("The secret in base32, to be typed where the image cannot be read. Shown once.")
    uri: str = says("The same as an `otpauth:` address.")
    qr_code: str = says("The address as a QR code: a `data:` URL of an SVG image.")


@strawberry.type(description="The second factor is on.")
class ConfirmTotpPayload:
    """The recovery codes, shown this once."""

    recovery_codes: list[str] = says("Ten codes, each good once in place of the app. Shown once: keep them apart.")


@strawberry.type(description="The second factor is off.")
class DisableTotpPayload:
    """Nothing is left of it."""

    disabled: bool = says("True: signing in asks for the password alone.")


@strawberry.type(description="New recovery codes.")
class RegenerateRecoveryCodesPayload:
    """The recovery codes, shown this once."""

    recovery_codes: list[str] = says("Ten codes; all earlier ones are void. Shown once.")


@strawberry.type(description="What the browser makes a passkey with.")
class StartPasskeyRegistrationPayload:
    """The options."""

    options: str = says("JSON for `PublicKeyCredential.parseCreationOptionsFromJSON()`.")
    expires_at: datetime = says("Until when the answer is awaited.")


@strawberry.type(description="A passkey was registered.")
class FinishPasskeyRegistrationPayload:
    """The passkey."""

    passkey: Passkey = says("The passkey.")


@strawberry.type(description="What the browser asks its devices with.")
class StartPasskeySignInPayload:
    """The options."""

    options: str = says("JSON for `PublicKeyCredential.parseRequestOptionsFromJSON()`.")
    expires_at: datetime = says("Until when the answer is awaited.")


@strawberry.type(description="Signed in.")
class FinishPasskeySignInPayload:
    """What signing in opened."""

    user: User = says("The person.")
    organisation: Organisation = says("The organisation of the session.")
    session: Session = says("The session.")


@strawberry.type(description="A passkey was removed.")
class RemovePasskeyPayload:
    """It is gone."""

    removed: bool = says("True: it signs nobody in any more.")


@strawberry.type(description="An API key was made.")
class CreateApiKeyPayload:
    """The key and its secret."""

    api_key: ApiKey = says("The key, without its secret.")
    secret: str = says("The whole key, to be sent as `Authorization: Bearer smk_live_…`. Shown once.")


@strawberry.type(description="An API key was rotated.")
class RotateApiKeyPayload:
    """The new key and its secret."""

    api_key: ApiKey = says("The new key, without its secret.")
    secret: str = says("The whole new key. Shown once.")
    replaced: ApiKey = says("The old key, and when it ends now.")


@strawberry.type(description="An API key was revoked.")
class RevokeApiKeyPayload:
    """The key."""

    api_key: ApiKey = says("The key, dead.")
