"""The data protection officer: published, with a mailbox of their own (GDPR art. 13(1)(b), 37(7))."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """How to reach the officer."""

    name: str
    email: str
    phone: str

    @property
    def contact(self) -> str:
        """In one line, as it stands in letters and texts."""
        return ", ".join(part for part in (self.name, self.email, self.phone) if part)
