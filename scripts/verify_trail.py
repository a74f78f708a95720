#!/usr/bin/env python3
"""Check an exported audit trail, and heads of it that were kept: verify_trail.py FILE [HEAD_FILE ...].

Needs nothing but Python and, for heads, verify_certificate.py beside it. An entry binds the one before it:
hash = SHA-256(previous hash + meta + commitment), commitment = HMAC-SHA-256(salt, payload); an erased payload leaves
its commitment. What was cut off or written anew as a whole is only found by a head that was kept elsewhere.
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
    """What is wrong, or None."""
    first = json.loads(next(lines))
    at, previous, known = first["first"] - 1, bytes.fromhex(first["previous"]), {}
    wanted = {one["certificate"]["sequence"]: one["certificate"] for one in heads}
    if first["from"] is None and (at or any(previous)):
        return "it does not begin at the beginning"
    for line in lines:
        entry = json.loads(line)
        if entry.get("kind") == "end":
            if (entry["last"], entry["head"]) != (at, previous.hex()):
                return f"entries are missing after {at}"
            late = [seen for seen in wanted if seen > at and first["to"] is None and wanted[seen]["at"] <= first["at"]]
            if late:
                return f"the tail after {at} was cut off: it had {max(late)} entries"
            differs = [seen for seen in known if known[seen] != wanted[seen]["hash"]]
            return f"it was written anew, up to entry {min(differs)}" if differs else None
        if entry["organisation"] != first["organisation"] or entry["sequence"] != at + 1 or not fits(entry, previous):
            return f"entry {at + 1} does not fit"
        at, previous = at + 1, bytes.fromhex(entry["hash"])
        if at in wanted:
            known[at] = entry["hash"]
    return f"it breaks off after entry {at}"


def main(path, *kept):
    heads = [json.loads(pathlib.Path(one).read_text("utf-8")) for one in kept]
    with open(path, encoding="utf-8") as file:
        subject = "org_" + json.loads(file.readline())["organisation"].replace("-", "")
        file.seek(0)
        if all(certificate.accepts(one) and one["certificate"]["subject"] == subject for one in heads):
            wrong = walk(file, heads)
        else:
            wrong = "a head is not signed, or of another organisation"
    sys.stdout.write(f"{'BAD' if wrong else 'good'} {subject}{f': {wrong}' if wrong else ''}\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(*sys.argv[1:])
