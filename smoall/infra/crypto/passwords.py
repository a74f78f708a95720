"""Slow hashes of passwords: argon2id in threads, few at a time, for each takes tens of megabytes.

The threads are nice: who signs in waits a little longer, rather than everybody who only asks for an invoice.
"""

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from smoall.domain.access.password import normal_password

MEMORY_KIB = 46 * 1024
PASSES = 2
AT_A_TIME = max(1, (os.cpu_count() or 2) // 2)
NICENESS = 15

T = TypeVar("T")


class Argon2Passwords:
    """argon2id with 46 MiB and two passes (OWASP ASVS asks for at least one); on half of the cores."""

    def __init__(self, *, memory_kib: int = MEMORY_KIB, passes: int = PASSES) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._threads = ThreadPoolExecutor(AT_A_TIME, "passwords", initializer=_step_back)
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        """The hash to store."""
        return await self._apart(lambda: self._hasher.hash(normal_password(password)))

    async def matches(self, password: str, stored: str | None) -> bool:
        """Whether it is the password; None takes as long as a real one and is always False."""
        if stored is None:
            if self._nobody is None:
                self._nobody = await self.hash("nobody's password")
            await self._verify(self._nobody, password)
            return False
        return await self._verify(stored, password)

    def needs_rehash(self, stored: str) -> bool:
        """Whether it was hashed with other costs than those of today: hash the password anew while it is at hand."""
        try:
            return self._hasher.check_needs_rehash(stored)
        except InvalidHashError:
            return True

    async def _verify(self, stored: str, password: str) -> bool:
        try:
            return await self._apart(lambda: self._hasher.verify(stored, normal_password(password)))
        except (VerificationError, InvalidHashError):
            return False

    async def _apart(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _step_back() -> None:
    """Let this thread run behind the others (on Linux, where threads have a priority of their own)."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
