"""Second factors: enrolling an app, confirming it, switching it off, recovery codes."""

from smoall.domain.access.role import Permission
from smoall.schema.building import result
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.credentials.inputs import (
    ConfirmTotpInput,
    ConfirmTotpPayload,
    DisableTotpInput,
    DisableTotpPayload,
    EnrolTotpInput,
    EnrolTotpPayload,
    RegenerateRecoveryCodesInput,
    RegenerateRecoveryCodesPayload,
)
from smoall.schema.credentials.proving import perform_proved
from smoall.schema.performing import Answer, perform_secret
from smoall.usecases.credentials.confirm_totp import confirm_totp
from smoall.usecases.credentials.disable_totp import disable_totp
from smoall.usecases.credentials.enrol_totp import enrol_totp
from smoall.usecases.credentials.regenerate_recovery_codes import regenerate_recovery_codes
from smoall.usecases.credentials.stores import Owner

OWN = Permission.MANAGE_OWN_ACCOUNT

EnrolTotpResult = result(EnrolTotpPayload, "What came of enrolling an app.")
ConfirmTotpResult = result(ConfirmTotpPayload, "What came of confirming the app.")
DisableTotpResult = result(DisableTotpPayload, "What came of switching the second factor off.")
RegenerateRecoveryCodesResult = result(RegenerateRecoveryCodesPayload, "What came of making new recovery codes.")


async def enrol_totp_(info: Info, input: EnrolTotpInput) -> Answer:
    """Make a secret for an app."""
    services = info.context.services

    async def act(unit: AnsweringUnit, owner: Owner) -> dict[str, object]:
        made = await enrol_totp(unit, owner, entropy=services.entropy, vault=services.vault)
        return {"secret": made.secret, "uri": made.uri, "qrCode": services.qr_codes.image_url(made.uri)}

    return await perform_proved(info, input.proof, act, permission=OWN)


async def confirm_totp_(info: Info, input: ConfirmTotpInput) -> Answer:
    """Switch the app on."""
    services = info.context.services

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        codes = await confirm_totp(unit, input.code, entropy=services.entropy, vault=services.vault)
        return {"recoveryCodes": codes}

    return await perform_secret(info, act)


async def disable_totp_(info: Info, input: DisableTotpInput) -> Answer:
    """Switch the app off."""

    async def act(unit: AnsweringUnit, owner: Owner) -> dict[str, object]:
        await disable_totp(unit, owner)
        return {"disabled": True}

    return await perform_proved(info, input.proof, act, permission=OWN, needs_code=True)


async def regenerate_recovery_codes_(info: Info, input: RegenerateRecoveryCodesInput) -> Answer:
    """Make other recovery codes."""
    entropy = info.context.services.entropy

    async def act(unit: AnsweringUnit, owner: Owner) -> dict[str, object]:
        return {"recoveryCodes": await regenerate_recovery_codes(unit, owner, entropy=entropy)}

    return await perform_proved(info, input.proof, act, permission=OWN, needs_code=True)
