"""Deleting one's account."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import DomainError
from smoall.domain.privacy.receipt import Receipt
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.performing import Answer, perform_secret, refused
from smoall.schema.privacy.types import ErasureReceipt
from smoall.usecases.privacy.delete_my_account import Deletion, delete_my_account
from smoall.usecases.privacy.prove import prove_password


@strawberry.input(description="Proof that it is you, and that you mean it.")
class DeleteMyAccountInput:
    """What deleting one's account takes."""

    password: str = says("Your password, once more.")
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
            await _prove(info, input.password, Permission.MANAGE_OWN_ACCOUNT)
    except DomainError as error:
        return refused(info, error)
    return await perform_secret(info, act, keep=not input.validate_only)


async def _prove(info: Info, password: str, permission: Permission) -> None:
    request = info.context
    assert request.actor is not None
    await prove_password(
        request.services.units,
        request.actor,
        password,
        permission=permission,
        remote_address=request.remote_address,
        request_id=request.request_id,
        passwords=request.services.passwords,
    )


def shown_receipt(receipt: Receipt) -> dict[str, object]:
    """A receipt by field name."""
    return {
        "id": f"rcp_{receipt.id.hex}",
        "subject": receipt.subject,
        "at": receipt.at,
        "policyVersion": receipt.policy_version,
        "lines": [
            {
                "category": line.category,
                "table": line.table,
                "outcome": line.outcome,
                "count": line.count,
                "until": line.until,
                "reason": line.reason,
                "citation": line.citation,
            }
            for line in receipt.lines
        ],
    }
