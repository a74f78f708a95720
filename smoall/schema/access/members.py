"""Members: another role, no role any more."""

import strawberry

from smoall.domain.access.role import Role
from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.schema.access.keeping import forget_session
from smoall.schema.access.types import Membership
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.performing import Answer, perform, perform_secret
from smoall.usecases.access.members import change_role, leave_organisation, remove_member


@strawberry.input(description="Who gets which role.")
class ChangeRoleInput:
    """A member and a role."""

    user: strawberry.ID = says("The member.")
    role: Role = says("The new role; only an owner makes or unmakes an owner.")
    validate_only: bool = says("True: the same problems, nothing written.", default=False)


@strawberry.type(description="The member has the role, in every session and key of theirs, at once.")
class ChangeRolePayload:
    """The member."""

    member: Membership = says("The member in the new role.")


@strawberry.input(description="Who leaves.")
class RemoveMemberInput:
    """A member."""

    user: strawberry.ID = says("The member.")
    validate_only: bool = says("True: the same problems, nothing written.", default=False)


@strawberry.type(description="The person is no member any more; their sessions and keys here are dead.")
class RemoveMemberPayload:
    """Who was removed."""

    removed: strawberry.ID = says("The id of the person.")


@strawberry.type(description="You are no member any more; this session is over.")
class LeaveOrganisationPayload:
    """You left."""

    left: bool = says("True: sign in again to go on in another organisation.")


ChangeRoleResult = result(ChangeRolePayload, "What came of changing a role.")
RemoveMemberResult = result(RemoveMemberPayload, "What came of removing a member.")
LeaveOrganisationResult = result(LeaveOrganisationPayload, "What came of leaving.")


async def change_role_(info: Info, input: ChangeRoleInput) -> Answer:
    """Another role."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"member": await change_role(unit, parse_id(input.user, Kind.USER), input.role)}

    return await perform(info, act, keep=not input.validate_only)


async def remove_member_(info: Info, input: RemoveMemberInput) -> Answer:
    """No member any more."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"removed": public_id(Kind.USER, await remove_member(unit, parse_id(input.user, Kind.USER)))}

    return await perform(info, act, keep=not input.validate_only)


async def leave_organisation_(info: Info) -> Answer:
    """Leave."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        await leave_organisation(unit)
        forget_session(info)
        return {"left": True}

    return await perform_secret(info, act)
