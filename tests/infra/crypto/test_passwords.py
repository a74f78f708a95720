"""Password hashes: costs that can grow, a few at a time."""

import asyncio
import threading

from argon2 import PasswordHasher

from smoall.infra.crypto.passwords import AT_A_TIME, Argon2Passwords

CHEAP = {"memory_kib": 64, "passes": 1}


async def test_a_hash_with_other_costs_is_due_for_another() -> None:
    cheap, dearer = Argon2Passwords(**CHEAP), Argon2Passwords(memory_kib=128, passes=1)
    stored = await cheap.hash("correct horse battery")
    assert not cheap.needs_rehash(stored)
    assert dearer.needs_rehash(stored)
    assert await dearer.matches("correct horse battery", stored)


async def test_what_is_no_hash_matches_nothing_and_is_due() -> None:
    passwords = Argon2Passwords(**CHEAP)
    assert passwords.needs_rehash("no hash")
    assert not await passwords.matches("correct horse battery", "no hash")


async def test_nobody_s_password_is_never_right() -> None:
    assert not await Argon2Passwords(**CHEAP).matches("nobody's password", None)


class Watched(PasswordHasher):
    """A hasher that counts how many of its hashes run at once."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=64, parallelism=1)
        self.running, self.most, self.lock = 0, 0, threading.Lock()

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        assert threading.current_thread() is not threading.main_thread()
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            return super().hash(password, salt=salt)
        finally:
            with self.lock:
                self.running -= 1


async def test_many_at_once_are_hashed_a_few_at_a_time_outside_the_event_loop() -> None:
    passwords, watched = Argon2Passwords(), Watched()
    passwords._hasher = watched
    await asyncio.gather(*(passwords.hash(f"password {number}") for number in range(40)))
    assert 1 <= watched.most <= AT_A_TIME
