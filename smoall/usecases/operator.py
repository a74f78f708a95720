"""Who runs this Smoall: the controller of its accounts, whom its letters name (Code of Economic Law, art. XII.6)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """The company behind the installation; ``email`` answers questions, ``dpo`` is the data protection officer's."""

    name: str
    address: str
    enterprise_number: str
    email: str
    dpo: str
