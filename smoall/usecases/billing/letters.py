"""Letters about the subscription, to each owner of the organisation in their language."""

from smoall.domain.access.message import MessageKind
from smoall.usecases.messages import Message
from smoall.usecases.unit import Unit


async def tell_owners(unit: Unit, kind: MessageKind, **words: str) -> None:
    """Post one letter per owner. ``words`` fill its template: amounts ``48.40``, days ``2026-12-31``."""
    organisation = await unit.organisations.get()
    for owner in await unit.subscriptions.owners():
        await unit.messages.post(
            Message(
                id=unit.new_id(),
                kind=kind,
                language=owner.language,
                recipient=owner.email,
                name=owner.name,
                user_id=owner.user_id,
                words={"organisation": organisation.name, **words},
            )
        )
