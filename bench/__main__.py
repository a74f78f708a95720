"""``scripts/bench``: measures, prints ratios with a verdict each, keeps everything in bench/results as JSON."""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict
from typing import Any

from bench.ground import RESULTS, ground
from bench.issuing import measure_issuing
from bench.load import wrk_is_there
from bench.pages import last_page_over_first
from bench.peers import peers_are_there
from bench.people import measure_people
from bench.purging import measure_purging
from bench.reads import Standing, compare_reads
from bench.signing_in import measure_signing_in
from bench.starting import measure_start
from bench.targets import Verdict, of_people, of_purging, of_reads, of_the_rest, of_webhooks
from bench.webhooks import measure_webhooks

PARTS = ("reads", "issuing", "pages", "signing-in", "webhooks", "purging", "start", "people")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two rounds instead of five")
    parser.add_argument("--rounds", type=int, default=None, help="rounds that count (5)")
    parser.add_argument("--seconds", type=float, default=2, help="length of one round (2)")
    parser.add_argument("--no-peers", action="store_true", help="leave PostGraphile and Mercurius out")
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part; may be repeated")
    return parser.parse_args()


def _need_wrk() -> None:
    if not wrk_is_there() and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=False, stdout=subprocess.DEVNULL)
    if not wrk_is_there():
        sys.exit("wrk makes the load, and is not on this machine. Debian or Ubuntu: sudo apt-get install wrk")


def main() -> int:
    """Measure; 1 when servers disagree on an answer, 0 otherwise, whatever the verdicts."""
    arguments = _arguments()
    parts = arguments.only or PARTS
    rounds = arguments.rounds or (2 if arguments.quick else 5)
    standings: list[Standing] = []
    disagreements: list[str] = []
    issuing = pages = signing = None
    load_before = os.getloadavg()
    webhooks = purging = None
    with ground() as place:
        if "reads" in parts:
            _need_wrk()
            peers = not arguments.no_peers and peers_are_there()
            standings, disagreements = compare_reads(place, rounds=rounds, seconds=arguments.seconds, with_peers=peers)
        if "issuing" in parts:
            issuing = measure_issuing(place, seconds=10 if not arguments.quick else 5)
        if "pages" in parts:
            pages = last_page_over_first(place)
        if "signing-in" in parts:
            signing = measure_signing_in(place, rounds=rounds, seconds=arguments.seconds)
        if "webhooks" in parts:
            webhooks = measure_webhooks(place)
        if "purging" in parts:
            purging = measure_purging(place, rounds=rounds, seconds=arguments.seconds)
    start = measure_start() if "start" in parts else None
    people = measure_people() if "people" in parts else None
    verdicts = [
        *(of_reads(standings) if standings else ()),
        *of_the_rest(issuing, pages, signing, start),
        *of_webhooks(webhooks),
        *of_purging(purging),
        *of_people(people),
    ]
    _print_standings(standings)
    for found in (issuing, signing, webhooks, purging, start, people):
        if found:
            print(found)
    if pages:
        print(f"page 1: {pages[0]:.1f} ms, page 2 000: {pages[1]:.1f} ms")
    _print_verdicts(verdicts)
    _keep(
        {
            "load_before": load_before,
            "rounds": rounds,
            "reads": [asdict(one) for one in standings],
            "disagreements": disagreements,
            "issuing": asdict(issuing) if issuing else None,
            "pages": pages,
            "signing_in": asdict(signing) if signing else None,
            "webhooks": asdict(webhooks) if webhooks else None,
            "purging": asdict(purging) if purging else None,
            "start": asdict(start) if start else None,
            "people": asdict(people) if people else None,
            "verdicts": [{**asdict(one), "verdict": one.verdict} for one in verdicts],
        }
    )
    for text in disagreements:
        print(f"DISAGREEMENT: {text}")
    return 1 if disagreements else 0


def _print_standings(standings: list[Standing]) -> None:
    if standings:
        print("| question | server | req/s | ÷ floor | ours ÷ it | CPU ms | p50 ms | p99 ms |\n" + "|---" * 8 + "|")
    for one in standings:
        print(
            f"| {one.question} | {one.server} | {one.per_second:.0f} | {one.of_floor} | {one.ours_over_it} |"
            f" {one.cpu_ms:.3f} | {one.p50:.2f} | {one.p99:.2f} |"
        )


def _print_verdicts(verdicts: list[Verdict]) -> None:
    print("\n| target | measured | aim | verdict |\n|---|---|---|---|")
    for one in verdicts:
        print(one.row)


def _keep(figures: dict[str, Any]) -> None:
    RESULTS.mkdir(exist_ok=True)
    place = RESULTS / time.strftime("%Y%m%d-%H%M%S.json")
    place.write_text(json.dumps(figures, indent=1))
    print(f"\nEverything: {place.relative_to(RESULTS.parent.parent)}")


if __name__ == "__main__":
    sys.exit(main())
