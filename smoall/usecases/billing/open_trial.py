"""The first subscription of an organisation: a trial of the best plan, once per enterprise; then the free plan."""

from dataclasses import dataclass

from smoall.domain.billing.cycle import next_turn
from smoall.domain.billing.plan import PlanList
from smoall.domain.billing.subscription import free, trial
from smoall.domain.organisations.organisation import Organisation
from smoall.usecases.ports import Fingerprints
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Trials:
    """What a trial takes: the plans, and the keyed hash by which an enterprise is known again."""

    plans: PlanList
    fingerprint: Fingerprints


async def open_trial(unit: Unit, organisation: Organisation, trials: Trials) -> None:
    """Thirty days of everything without a way to pay, the first time an enterprise number registers.

    That it was used is remembered by a keyed hash of the number, never by the number itself.
    """
    today = unit.today
    if await unit.subscriptions.use_trial(trials.fingerprint(organisation.enterprise_number)):
        opened = trial(trials.plans.best(today), today)
        await unit.subscriptions.add(opened, today=today, next_turn_on=next_turn(opened, (), today=today))
    else:
        await unit.subscriptions.add(free(trials.plans.free(today), today), today=today, next_turn_on=None)
