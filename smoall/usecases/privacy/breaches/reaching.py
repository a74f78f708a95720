"""What a breach reaches: the objects that are named, or what happened in a time window."""

from collections.abc import Sequence
from uuid import UUID

from smoall.domain.kernel.errors import Finding
from smoall.domain.kernel.ids import Kind
from smoall.domain.privacy.breach import BreachReach
from smoall.usecases.privacy.breaches.naming import Named, Window, named_at, unknown
from smoall.usecases.privacy.breaches.stores import Bearer, Reached, Span
from smoall.usecases.unit import Unit

Reach = dict[UUID, Reached]


async def reach_objects(unit: Unit, objects: Sequence[Named], reached: Reach, findings: list[Finding]) -> None:
    """What is named, where it lies; an organisation is all that it holds. A finding for each that lies nowhere."""
    wanted: dict[Kind, list[UUID]] = {}
    for one in objects:
        wanted.setdefault(one.kind, []).append(one.id)
    lying = await unit.breaches.lying(wanted) if wanted else ()
    for place in lying:
        here = reached.setdefault(place.organisation_id, Reached())
        here.named.setdefault(place.kind, set()).add(place.id)
        if place.kind is Kind.ORGANISATION:
            here.everything_until = unit.now
    found = {(place.kind, place.id) for place in lying}
    findings += [unknown(one.path) for one in objects if (one.kind, one.id) not in found]


async def reach_window(unit: Unit, window: Window, reached: Reach, findings: list[Finding]) -> None:
    """What the trails say was acted on in the window; with EVERYTHING also all that could be read in it."""
    count = len(findings)
    span = await _span(unit, window, findings)
    if len(findings) > count:
        return
    for holder, acts in (await unit.breaches.acted_on(span)).items():
        here = reached.setdefault(holder, Reached())
        here.entries += sum(acts.values())
        for text in acts:
            one = named_at("", text)
            if one:
                here.acted.setdefault(one.kind, set()).add(one.id)
    if window.reach is BreachReach.EVERYTHING:
        for holder in await _open_to(unit, span):
            here = reached.setdefault(holder, Reached())
            here.everything_until = max(here.everything_until or window.until, window.until)


async def _span(unit: Unit, window: Window, findings: list[Finding]) -> Span:
    """What the window narrows it to; a finding where its credential is not of the actor that it names."""
    bearer = await _bearer(unit, window, findings)
    organisation_id = await _organisation(unit, window, findings)
    user_id = await _actor(unit, window, findings)
    if bearer and user_id not in (None, bearer.user_id):
        findings.append(Finding("CREDENTIAL_OF_ANOTHER", "window.credential"))
    if bearer:
        user_id, organisation_id = bearer.user_id, organisation_id or bearer.organisation_id
    return Span(since=window.since, until=window.until, user_id=user_id, organisation_id=organisation_id)


async def _open_to(unit: Unit, span: Span) -> Sequence[UUID]:
    """The organisations whose records could be read: the one that is named, those of the person, or all."""
    if span.organisation_id:
        return [span.organisation_id]
    if span.user_id:
        return await unit.breaches.memberships(span.user_id)
    return await unit.breaches.organisations()


async def _bearer(unit: Unit, window: Window, findings: list[Finding]) -> Bearer | None:
    if window.credential is None:
        return None
    one = named_at("window.credential", window.credential)
    bearer = await unit.breaches.bearer(one.kind, one.id) if one else None
    if bearer is None:
        findings.append(unknown("window.credential"))
    return bearer


async def _organisation(unit: Unit, window: Window, findings: list[Finding]) -> UUID | None:
    return await _known(unit, window.organisation, Kind.ORGANISATION, "window.organisation", findings)


async def _actor(unit: Unit, window: Window, findings: list[Finding]) -> UUID | None:
    return await _known(unit, window.actor, Kind.USER, "window.actor", findings)


async def _known(unit: Unit, text: str | None, kind: Kind, path: str, findings: list[Finding]) -> UUID | None:
    if text is None:
        return None
    one = named_at(path, text)
    if one and one.kind is kind and await unit.breaches.lying({kind: [one.id]}):
        return one.id
    findings.append(unknown(path))
    return None
