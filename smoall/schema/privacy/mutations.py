"""Deleting one's account, closing an organisation."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import DomainError
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.credentials.inputs import ProofInput
from smoall.schema.credentials.proving import prove
from smoall.schema.organisations.types import Organisation
from smoall.schema.performing import Answer, perform, perform_secret, refused
from smoall.schema.privacy.showing import shown_export, shown_receipt
from smoall.schema.privacy.types import ErasureReceipt, OrganisationExport
from smoall.usecases.privacy.close_organisation import Closing, close_organisation, reopen_organisation
from smoall.usecases.privacy.delete_my_account import Deletion, delete_my_account


@strawberry.input(description="Proof that it is you, and that you mean it.")
class DeleteMyAccountInput:
    """What deleting one's account takes."""

    proof: ProofInput = says("Your password, or a code of your second factor, once more.")
    confirm: bool = says("Whether you mean it: it cannot be undone.")
    validate_only: bool = says("Only show the receipt that would come; nothing is erased.", default=False)


@strawberry.type(description="The account is erased.")
class DeleteMyAccountPayload:
    """What deleting one's account answers."""

    receipt: ErasureReceipt = says("What is gone, and what stays until when and why.")


DeleteMyAccountResult = result(DeleteMyAccountPayload, "What came of deleting one's account.")


async def delete_my_account_(info: Info, input: DeleteMyAccountInput) -> Answer:
    """Erase the account at hand."""
    request = info.context
    request.signed_in()
    services = request.services
    deletion = Deletion(confirmed=input.confirm, grace_days=services.grace_days)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"receipt": shown_receipt(await delete_my_account(unit, deletion))}

    try:
        if not input.validate_only:
            await prove(info, input.proof, permission=Permission.MANAGE_OWN_ACCOUNT)
    except DomainError as error:
        return refused(info, error)
    return await perform_secret(info, act, keep=not input.validate_only)


@strawberry.input(description="Proof that it is you, and that you mean this organisation.")
class CloseOrganisationInput:
    """What closing an organisation takes."""

    proof: ProofInput = says("Your password, or a code of your second factor, once more.")
    name: str = says("The organisation's name, typed as it is registered.")
    validate_only: bool = says("Only show the receipt that would come; nothing is closed.", default=False)


@strawberry.type(description="The organisation is closed.")
class CloseOrganisationPayload:
    """What closing an organisation answers."""

    receipt: ErasureReceipt = says("What goes after the grace, and what the law keeps until when.")
    export: OrganisationExport = says("The export that is being made; ask for it again with `organisationExport`.")


@strawberry.type(description="The organisation goes on.")
class ReopenOrganisationPayload:
    """What reopening an organisation answers."""

    organisation: Organisation = says("The organisation, as it was.")


CloseOrganisationResult = result(CloseOrganisationPayload, "What came of closing the organisation.")
ReopenOrganisationResult = result(ReopenOrganisationPayload, "What came of reopening the organisation.")


async def close_organisation_(info: Info, input: CloseOrganisationInput) -> Answer:
    """Close the organisation at hand."""
    services = info.context.services
    info.context.signed_in()
    closing = Closing(name=input.name, grace_days=services.grace_days)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        closed = await close_organisation(unit, closing, till=services.till)
        export = await unit.endings.export(closed.export_id)
        assert export is not None
        shown = shown_export(export, services, unit.actor.organisation_id)
        return {"receipt": shown_receipt(closed.receipt), "export": shown}

    try:
        if not input.validate_only:
            await prove(info, input.proof, permission=Permission.CLOSE_ORGANISATION)
    except DomainError as error:
        return refused(info, error)
    return await perform_secret(info, act, keep=not input.validate_only)


async def reopen_organisation_(info: Info) -> Answer:
    """Reopen the organisation at hand."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"organisation": await reopen_organisation(unit)}

    return await perform(info, act)
