"""Fingerprints of addresses on the lists of objections: one organisation's own, and readable after a change of keys."""

from uuid import uuid4

from smoall.infra.crypto.fingerprints import OrganisationFingerprints

OLD, NEW = b"o" * 32, b"n" * 32
MINE, THEIRS = uuid4(), uuid4()


def test_one_address_is_known_differently_in_each_organisation() -> None:
    known_as = OrganisationFingerprints(NEW)
    assert known_as(MINE, "jan@inkt.example") == known_as(MINE, "jan@inkt.example")
    assert set(known_as(MINE, "jan@inkt.example")).isdisjoint(known_as(THEIRS, "jan@inkt.example"))
    assert set(known_as(MINE, "jan@inkt.example")).isdisjoint(known_as(MINE, "an@inkt.example"))


def test_what_was_listed_under_a_former_key_is_still_found() -> None:
    listed = OrganisationFingerprints(OLD)(MINE, "jan@inkt.example")[0]
    now = OrganisationFingerprints(NEW, former=(OLD,))(MINE, "jan@inkt.example")
    assert listed in now
    assert now[0] != listed
    assert listed not in OrganisationFingerprints(NEW)(MINE, "jan@inkt.example")
