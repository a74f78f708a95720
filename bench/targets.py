"""What is aimed at, and whether it was reached."""

from dataclasses import dataclass

from bench.issuing import Issuing
from bench.people import People
from bench.purging import Purging
from bench.reads import Standing
from bench.signing_in import SigningIn
from bench.starting import Start
from bench.webhooks import PER_SECOND, Webhooks


@dataclass(frozen=True, slots=True)
class Verdict:
    """One target: what was measured, what was aimed at."""

    what: str
    measured: float
    target: float
    at_least: bool = True
    shown: str = ""

    @property
    def verdict(self) -> str:
        """``ok``, or by how much it falls short."""
        if self.measured >= self.target if self.at_least else self.measured <= self.target:
            return "ok"
        return f"short by {abs(self.measured - self.target) / self.target:.0%}"

    @property
    def row(self) -> str:
        """A line of the table."""
        sign = "≥" if self.at_least else "≤"
        return f"| {self.what} | {self.shown or f'{self.measured:.2f}'} | {sign} {self.target:g} | {self.verdict} |"


_OF_FLOOR = {"Q1": 0.42, "Q2": 0.78, "Q3": 0.88}
_OVER = (("Q2", "naive", 25.0), ("Q1", "postgraphile", 2.5), ("Q2", "postgraphile", 2.5))
_AHEAD = (("Q1", "mercurius"), ("Q2", "mercurius"))


def of_reads(standings: list[Standing]) -> list[Verdict]:
    """The read path against the floor and the others."""
    known = {(one.question, one.server): one for one in standings}
    found = []
    for question, target in _OF_FLOOR.items():
        ratio = known[question, "ours"].of_floor
        found.append(Verdict(f"{question}: ours ÷ bare asyncpg", ratio.median, target, shown=str(ratio)))
    for question, server, target in _OVER:
        if one := known.get((question, server)):
            ratio = one.ours_over_it
            found.append(Verdict(f"{question}: ours ÷ {server}", ratio.median, target, shown=str(ratio)))
    for question, name in _AHEAD:
        rivals = [one for (asked, server), one in known.items() if asked == question and server.startswith(name)]
        if rivals:
            best = min(rivals, key=lambda one: one.ours_over_it.median)
            shown = f"{best.ours_over_it} ({best.server})"
            found.append(Verdict(f"{question}: ours ÷ best {name}", best.ours_over_it.median, 1.0, shown=shown))
    return found


def of_the_rest(
    issuing: Issuing | None,
    pages: tuple[float, float, float] | None,
    signing: SigningIn | None,
    start: Start | None,
) -> list[Verdict]:
    """Issuing, paging, signing in, starting."""
    found = []
    if issuing:
        found.append(Verdict("M1: issueInvoice p99, ms, 16 clients on one journal", issuing.issue_p99, 150, False))
        found.append(Verdict("M1: numbers without gap or double, trail intact", float(issuing.gapless), 1))
    if pages:
        found.append(Verdict("page 2 000 ÷ page 1", pages[2], 1.2, False))
    if signing:
        what = "S1: p99 of a query beside 16 clients who sign in ÷ alone"
        found.append(Verdict(what, signing.ratio, 2, False))
    if start:
        found.append(Verdict("idle memory of `smoall up` without Postgres, MB (PSS)", start.idle_pss_mb, 250, False))
        found.append(Verdict("warm start to ready, s", start.warm_seconds, 5, False))
    return found


def of_webhooks(webhooks: Webhooks | None) -> list[Verdict]:
    """A provider's events: answered at once, followed soon, and each charge in the ledger once."""
    if webhooks is None:
        return []
    return [
        Verdict(f"W1: webhook answered, p99, ms, {PER_SECOND} a second", webhooks.answered_p99, 20, False),
        Verdict("W1: its job done, p99, ms", webhooks.done_p99, 1000, False),
        Verdict("W1: one line in the ledger per charge", float(webhooks.one_line_per_charge), 1),
    ]


def of_people(people: People | None) -> list[Verdict]:
    """Finding and anonymising a person among 100 000 rows, walking a long trail, and what it takes of memory."""
    if people is None:
        return []
    most = max(people.find_mb, people.erase_mb, people.erase_company_mb, people.verify_mb)
    return [
        Verdict("P1: findSubject over 100 000 rows, s", people.find_seconds, 10, False),
        Verdict("P2: anonymiseContacts there, one contact, s", people.erase_seconds, 60, False),
        Verdict("P2: the twenty contacts of a company, s", people.erase_company_seconds, 60, False),
        Verdict("P3: verifyAuditTrail, entries a second", people.entries_per_second, 100_000),
        Verdict("P1 to P3: memory that the API took meanwhile, MB", most, 32, False),
    ]


def of_purging(purging: Purging | None) -> list[Verdict]:
    """A purge beside people at work."""
    if purging is None:
        return []
    return [
        Verdict("P4: rows purged a second, beside 8 clients", purging.rows_per_second, 2000),
        Verdict("P4: p99 of a query of 8 clients beside it ÷ alone", purging.ratio, 2, False),
    ]
