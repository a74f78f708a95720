"""Sign where each audit chain stands, day by day, to hand it out: who kept a head finds a tail that was cut off."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from smoall.domain.privacy.certificate import ChainHead
from smoall.usecases.actor import system
from smoall.usecases.unit import Units


class HeadSeal(Protocol):
    """Signs heads of audit chains."""

    def sign_head(self, head: ChainHead, *, at: datetime) -> bytes:
        """The signature over the head's canonical form."""
        ...


class Papers(Protocol):
    """Makes what was signed a file that anybody can check."""

    def paper(self, content: Mapping[str, Any], signature: bytes) -> bytes:
        """The file: content, signature and public key."""
        ...


async def sign_heads(units: Units, organisations: Callable[[], Awaitable[Sequence[UUID]]], *, seal: HeadSeal) -> int:
    """One transaction each; a head that is signed already is not signed again. How many were."""
    signed = 0
    for identity in await organisations():
        async with units.begin(system(identity), request_id="sign-heads") as unit:
            head = await unit.endings.head()
            if head.sequence:
                signed += await unit.keep_head(head, seal.sign_head(head, at=unit.now))
                await unit.commit()
    return signed
