"""The kit of stand-ins ships with ``smoall sandbox`` (ADR 13): apps live in ``smoall/sandbox/``, tests drive them."""

from smoall.sandbox.faults import STALE, Fault, Faults, Planned
from smoall.sandbox.kit import Clock, Logged, Shelf, StandIn, running
from smoall.sandbox.sender import IN_ORDER, Manner, Sender, Sign

__all__ = [
    "IN_ORDER", "STALE", "Clock", "Fault", "Faults", "Logged", "Manner", "Planned", "Sender", "Shelf", "Sign",
    "StandIn", "running",
]  # fmt: skip
