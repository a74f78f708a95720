"""What can be asked and done about second factors, passkeys and API keys."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.building import Connection, asks, does, pages, says
from smoall.schema.credentials import api_keys, factors, passkeys
from smoall.schema.credentials.types import ApiKey, ApiKeyWhere, Passkey, SecondFactor

_OWN, _KEYS = Permission.MANAGE_OWN_ACCOUNT, Permission.MANAGE_API_KEYS


@strawberry.type(description="Reading about second factors, passkeys and API keys.")
class CredentialsQueries:
    """Root fields of queries."""

    second_factor: SecondFactor = says("Your second factor.")
    passkeys: list[Passkey] = says("Your passkeys, the oldest first.")
    api_key: ApiKey | None = asks("One API key; null when there is none of that id.", id=(strawberry.ID, "Its id."))
    api_keys: Connection[ApiKey] = pages(
        "The organisation's API keys, the newest first; dead ones too.", where=ApiKeyWhere
    )


@strawberry.type(description="Acts on second factors, passkeys and API keys.")
class CredentialsMutations:
    """Root fields of mutations."""

    enrol_totp = does(
        factors.enrol_totp_,
        factors.EnrolTotpResult,
        "Make a secret for an authenticator app. It counts once `confirmTotp` has seen a code of it.",
        needs=_OWN,
        replayed=False,
    )
    confirm_totp = does(
        factors.confirm_totp_,
        factors.ConfirmTotpResult,
        "Switch the app on by its first code, within 30 minutes: signing in by password asks for a code from now on.",
        needs=_OWN,
        replayed=False,
    )
    disable_totp = does(
        factors.disable_totp_,
        factors.DisableTotpResult,
        "Switch the second factor off.",
        needs=_OWN,
        replayed=False,
    )
    regenerate_recovery_codes = does(
        factors.regenerate_recovery_codes_,
        factors.RegenerateRecoveryCodesResult,
        "Make ten new recovery codes; earlier ones are void.",
        needs=_OWN,
        replayed=False,
    )
    start_passkey_registration = does(
        passkeys.start_passkey_registration_,
        passkeys.StartPasskeyRegistrationResult,
        "Begin registering a passkey: what the browser makes it with. Good for five minutes, once.",
        needs=_OWN,
        replayed=False,
    )
    finish_passkey_registration = does(
        passkeys.finish_passkey_registration_,
        passkeys.FinishPasskeyRegistrationResult,
        "Register the passkey that the device made. It must verify the person: it signs in alone.",
        needs=_OWN,
        replayed=False,
    )
    start_passkey_sign_in = does(
        passkeys.start_passkey_sign_in_,
        passkeys.StartPasskeySignInResult,
        "Begin signing in with a passkey: what the browser asks its devices with. Good for five minutes, once.",
        needs=None,
        replayed=False,
    )
    finish_passkey_sign_in = does(
        passkeys.finish_passkey_sign_in_,
        passkeys.FinishPasskeySignInResult,
        "Sign in with a passkey. No password and no code is asked: the device verified the person.",
        needs=None,
        replayed=False,
    )
    remove_passkey = does(
        passkeys.remove_passkey_,
        passkeys.RemovePasskeyResult,
        "Remove a passkey, even the last one: the password stays.",
        needs=_OWN,
        replayed=False,
    )
    create_api_key = does(
        api_keys.create_api_key_,
        api_keys.CreateApiKeyResult,
        "Make an API key. It acts in your name, within its scopes and your role, until it expires or is revoked.",
        needs=_KEYS,
        replayed=False,
    )
    rotate_api_key = does(
        api_keys.rotate_api_key_,
        api_keys.RotateApiKeyResult,
        "Make a new key with the scopes of an old one, which goes on for an overlap.",
        needs=_KEYS,
        replayed=False,
    )
    revoke_api_key = does(
        api_keys.revoke_api_key_, api_keys.RevokeApiKeyResult, "End an API key at once, everywhere.", needs=_KEYS
    )
