"""A person is told by letter of whatever changes in how they prove who they are: an intruder cannot hide it."""

from smoall.domain.access.message import MessageKind
from smoall.usecases.credentials.stores import CredentialChange, Owner
from smoall.usecases.messages import Message
from smoall.usecases.unit import Unit


async def tell_owner(unit: Unit, owner: Owner, change: CredentialChange) -> None:
    """Ask for the letter that says what changed, and when."""
    await unit.messages.post(
        Message(
            id=unit.new_id(),
            kind=MessageKind.SECOND_FACTOR_CHANGED,
            language=owner.language,
            recipient=owner.email,
            name=owner.name,
            user_id=owner.id,
            words={"change": change.value, "at": unit.now.isoformat(timespec="seconds")},
        )
    )
