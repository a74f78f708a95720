"""Seal every stored secret anew with the master key in use, so that an earlier one can be put away."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from smoall.usecases.credentials.ports import SealBroken, Vault
from smoall.usecases.unit import Unit, Units

SLICE = 100


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many secrets there are, how many were sealed anew, and how many no key at hand opens."""

    found: int = 0
    anew: int = 0
    shut: int = 0


async def reseal_secrets(units: Units, *, vault: Vault) -> Resealed:
    """Go through all of them in small transactions; may run while people sign in, and again."""
    done, last = Resealed(), None
    while True:
        async with units.begin(None, request_id="reseal") as unit:
            people = await unit.credentials.sealed_after(last, limit=SLICE)
            counted = await _reseal(unit, people, vault)
            await unit.commit()
        done = Resealed(done.found + counted.found, done.anew + counted.anew, done.shut + counted.shut)
        if len(people) < SLICE:
            return done
        last = people[-1]


async def _reseal(unit: Unit, people: Sequence[UUID], vault: Vault) -> Resealed:
    found = anew = shut = 0
    for user_id in people:
        factor = await unit.credentials.factor(user_id, lock=True)
        if factor is None:
            continue
        found += 1
        if vault.is_current(factor.secret_sealed):
            continue
        try:
            secret = vault.open(factor.secret_sealed, factor.place)
        except SealBroken:
            shut += 1
            continue
        await unit.credentials.reseal(user_id, vault.seal(secret, factor.place))
        anew += 1
    return Resealed(found, anew, shut)
