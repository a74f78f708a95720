"""Between the password and the code: what was given first, sealed into the form that asks for the second.

The browser carries it for five minutes and cannot read it; it opens only for the visitor whom it was given to.
"""

import base64
import binascii
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from smoall.usecases.credentials.ports import Place, SealBroken, Vault

LASTS = 5 * 60
_LONGEST = 8000


@dataclass(frozen=True, slots=True)
class FirstStep:
    """An address and a password, of which nobody has been told yet whether they are right."""

    email: str
    password: str


@dataclass(frozen=True, slots=True)
class SecondStep:
    """Seals the first step and opens it again."""

    vault: Vault
    clock: Callable[[], float] = time.time

    def seal(self, first: FirstStep, *, visitor: str) -> str:
        """The form's hidden field."""
        told = json.dumps([int(self.clock()) + LASTS, first.email, first.password]).encode()
        return base64.urlsafe_b64encode(self.vault.seal(told, _place(visitor))).decode("ascii")

    def open(self, text: str, *, visitor: str) -> FirstStep | None:
        """What was sealed; None when it is over, altered, or somebody else's."""
        if len(text) > _LONGEST:
            return None
        try:
            told = self.vault.open(base64.urlsafe_b64decode(text.encode("utf-8")), _place(visitor))
        except (binascii.Error, ValueError, SealBroken):
            return None
        until, email, password = json.loads(told)
        return FirstStep(email, password) if self.clock() < until else None


def _place(visitor: str) -> Place:
    return Place("page", UUID(bytes=hashlib.sha256(visitor.encode()).digest()[:16]), "first step")
