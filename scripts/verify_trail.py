#!/usr/bin/env python3
"""Check an exported audit trail, and heads of it that were kept: verify_trail.py FILE [HEAD_FILE ...].

Needs nothing but Python and, for heads, verify_certificate.py beside it. An entry binds the one before it:
hash = SHA-256(previous hash + meta + commitment), commitment = HMAC-SHA-256(salt, payload); an erased payload leaves
its commitment. What was cut off or written anew as a whole is only found by a head that was kept elsewhere. The first
line is not signed and excuses nothing: each head that is given has to be met, at the entry before the first or later.
"""

import hashlib
import hmac
import importlib.util
import json
import pathlib
import sys

FIELDS = ("organisation", "sequence", "at", "action", "object", "actor", "request")
papers = importlib.util.spec_from_file_location("papers", pathlib.Path(__file__).with_name("verify_certificate.py"))
certificate = importlib.util.module_from_spec(papers)
papers.loader.exec_module(certificate)


def fits(entry, previous):
    meta = "\x1f".join(str(entry[name]) for name in FIELDS).encode()
    commitment = bytes.fromhex(entry["commitment"])
    there, salt = entry["payload"] is not None, bytes.fromhex(entry["salt"] or "")
    if there and hmac.digest(salt, entry["payload"].encode(), "sha256") != commitment:
        return False
    return hashlib.sha256(previous + meta + commitment).hexdigest() == entry["hash"]


def walk(lines, heads):
    """Whether it is good, and what was found."""
    first = json.loads(next(lines))
    before, previous = first["first"] - 1, bytes.fromhex(first["previous"])
    at, known = before, {before: previous.hex()}
    wanted = {(one["certificate"]["sequence"], one["certificate"]["hash"]) for one in heads}
    marks = {one for one, _ in wanted}
    if before < 0 or (before and first["from"] is None) or (not before and any(previous)):
        return False, "it does not begin at the beginning"
    for line in lines:
        entry = json.loads(line)
        if entry.get("kind") == "end":
            if (entry["last"], entry["head"]) != (at, previous.hex()):
                return False, f"entries are missing after {at}"
            differs = [one for one, kept in wanted if known.get(one, kept) != kept]
            if differs:
                return False, f"it was written anew, up to entry {min(differs)}"
            missed = sorted(marks - known.keys())
            if missed and missed[-1] > at:
                return False, f"the tail after {at} was cut off, or left out: it had {missed[-1]} entries"
            if missed:
                return False, f"it begins after {before}, and a head stands at {missed[0]}"
            return True, f"{at - before} entries after {before}, {len(wanted)} heads met"
        if entry["organisation"] != first["organisation"] or entry["sequence"] != at + 1 or not fits(entry, previous):
            return False, f"entry {at + 1} does not fit"
        at, previous = at + 1, bytes.fromhex(entry["hash"])
        if at in marks:
            known[at] = entry["hash"]
    return False, f"it breaks off after entry {at}"


def main(path, *kept):
    heads = [json.loads(pathlib.Path(one).read_text("utf-8")) for one in kept]
    with open(path, encoding="utf-8") as file:
        subject = "org_" + json.loads(file.readline())["organisation"].replace("-", "")
        file.seek(0)
        if all(certificate.accepts(one) and one["certificate"]["subject"] == subject for one in heads):
            good, found = walk(file, heads)
        else:
            good, found = False, "a head is not signed, or of another organisation"
    sys.stdout.write(f"{'good' if good else 'BAD'} {subject}: {found}\n")
    sys.exit(not good)


if __name__ == "__main__":
    main(*sys.argv[1:])
