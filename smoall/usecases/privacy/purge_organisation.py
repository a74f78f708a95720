"""Erase an organisation whose grace is over, and what Smoall keeps past its legal term; each run leaves a certificate.

Work goes in slices, each a transaction of its own that first locks the organisation and looks whether it still is to
be erased: whoever reopened it in time keeps everything. A run that is cut off goes on where it stopped and ends in the
same certificate, for what was there before is counted once, when the run begins.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID, uuid5

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.certificate import Certificate
from smoall.domain.privacy.erasures import Erasure, ErasureKind
from smoall.domain.privacy.receipt import Outcome, condensed
from smoall.usecases.actor import Actor, system
from smoall.usecases.privacy.endings import CertificateSeal, counted
from smoall.usecases.privacy.receipts import line_of
from smoall.usecases.privacy.retention.terms import terms_of
from smoall.usecases.privacy.sign_heads import HeadSeal
from smoall.usecases.unit import Unit, Units

SLICE = 500


class Seal(CertificateSeal, HeadSeal, Protocol):
    """Signs what is handed out as proof."""


@dataclass(frozen=True, slots=True)
class Purging:
    """What a purge needs: the seal of its certificates, and the operator's grace in days.

    ``again``: it was done before a backup was restored, so it is due whatever that says, and stands in the ledger.
    """

    seal: Seal
    grace_days: int
    slice: int = SLICE
    again: bool = False


async def purge_organisation(units: Units, organisation_id: UUID, run_id: UUID, *, purging: Purging) -> bool:
    """Erase it; False when it was reopened, is not due yet, or is erased already."""
    actor = system(organisation_id)
    if not await _start(units, actor, run_id, again=purging.again):
        return False
    while True:
        async with units.begin(actor, request_id=f"purge:{run_id.hex}") as unit:
            if not await is_due(unit, again=purging.again):
                return False
            gone = await unit.endings.erase_slice(most=purging.slice)
            await unit.commit()
        if not gone:
            break
    await purge_billing(units, organisation_id, run_id, purging=purging)
    async with units.begin(actor, request_id=f"purge:{run_id.hex}") as unit:
        if not await is_due(unit, again=purging.again):
            return False
        await unit.endings.forget_subscriber()
        await unit.endings.blank()
        unit.record("eraseOrganisation", public_id(Kind.ORGANISATION, organisation_id))
        await unit.seal()
        await certify(unit, run_id, purging=purging, ended=True)
        await unit.commit()
    return True


async def purge_floors(units: Units, organisation_id: UUID, run_id: UUID, *, purging: Purging) -> int:
    """Drop documents and payments past their legal term, of an erased organisation or of Smoall itself; not where terms
    of their own were chosen, by which only an order, or the standing one, judges."""
    actor = system(organisation_id)
    subject = public_id(Kind.ORGANISATION, organisation_id)
    async with units.begin(actor, request_id=f"purge:{run_id.hex}") as unit:
        if any(made.choice.rule for made in (await terms_of(unit)).current.values()):
            return 0
        run = await unit.endings.start_purge(run_id, subject=subject)
        await unit.commit()
    if run.certificate:
        return 0
    gone = await purge_billing(units, organisation_id, run_id, purging=purging)
    async with units.begin(actor, request_id=f"purge:{run_id.hex}") as unit:
        await certify(unit, run_id, purging=purging, ended=False)
        await unit.commit()
    return gone


async def purge_billing(units: Units, organisation_id: UUID, run_id: UUID, *, purging: Purging) -> int:
    """Slice by slice; files that nothing refers to any more are removed by a job of the same transaction."""
    total = 0
    while True:
        async with units.begin(system(organisation_id), request_id=f"purge:{run_id.hex}") as unit:
            purged = await unit.endings.purge_billing(most=purging.slice)
            if purged.rows and not purging.again:
                await _note(unit, uuid5(run_id, "term"), ErasureKind.TERM)
            if purged.files:
                key = f"files:{unit.new_id().hex}"
                await unit.enqueue("erase_files", run_key=key, files=purged.files)
            await unit.commit()
        if not purged.rows:
            return total
        total += purged.rows


async def is_due(unit: Unit, *, again: bool = False) -> bool:
    """Whether the organisation, locked until the unit ends, is to be erased today: never before its export is made."""
    ending = await unit.endings.ending(lock=True)
    if again:
        return bool(ending.ended_at and not ending.erased_at)
    export = await unit.endings.export()
    if export and export.state != "DONE":
        return False
    return bool(ending.ended_at and not ending.erased_at and ending.erase_after and ending.erase_after < unit.today)


async def certify(unit: Unit, run_id: UUID, *, purging: Purging, ended: bool) -> None:
    """Sign what the run did."""
    subject = public_id(Kind.ORGANISATION, unit.actor.organisation_id)
    run = await unit.endings.start_purge(run_id, subject=subject)
    policy = account_policy(grace_days=purging.grace_days)
    lines = condensed(line_of(unit, one, policy) for one in await unit.endings.survey())
    certificate = Certificate(
        id=run.id,
        subject=subject,
        at=unit.now,
        policy_version=policy.version,
        counts=counted(run.before, await unit.endings.counts()),
        kept=tuple(line for line in lines if line.outcome is Outcome.RETAINED),
        heads=(await unit.endings.head(),),
    )
    await unit.endings.finish_purge(certificate, purging.seal.sign(certificate), ended=ended)


async def _start(units: Units, actor: Actor, run_id: UUID, *, again: bool) -> bool:
    async with units.begin(actor, request_id=f"purge:{run_id.hex}") as unit:
        if not await is_due(unit, again=again):
            return False
        await unit.endings.start_purge(run_id, subject=public_id(Kind.ORGANISATION, actor.organisation_id))
        if not again:
            await _note(unit, run_id, ErasureKind.ORGANISATION)  # from here on there is no way back
        if exports := await unit.endings.export_files():
            await unit.enqueue("erase_files", run_key=f"files:{run_id.hex}", files=exports)
        if letters := await unit.endings.letters():
            await unit.enqueue("erase_letters", run_key=f"letters:{run_id.hex}", letters=letters)
        subscription = await unit.subscriptions.get()
        if subscription and subscription.customer:
            await unit.enqueue("forget_payer", run_key=f"forget:{run_id.hex}", customer=subscription.customer)
        await unit.commit()
    return True


async def _note(unit: Unit, identity: UUID, kind: ErasureKind) -> None:
    await unit.erasures.note(Erasure(id=identity, kind=kind, at=unit.now, organisation_id=unit.actor.organisation_id))
