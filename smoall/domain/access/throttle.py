"""Slowing down whoever guesses secrets, registers or has letters sent, per account and per network address."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Attempts:
    """Attempts of one subject since the first of them, the present one included; a success takes its own back."""

    count: int
    since: datetime


def network_of(address: str) -> str:
    """As whom to count an address: itself, or for IPv6 its first 64 bits, which whoever has one has all (RFC 6177)."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or IPv6Address(found.packed[:8] + bytes(8)))


@dataclass(frozen=True, slots=True)
class Limit:
    """How many of one thing within a window, of fifteen minutes where nothing else is said."""

    kind: str
    most: int
    window: timedelta = WINDOW

    def wait_until(self, attempts: Attempts) -> datetime | None:
        """When the next one is allowed: None for now, else the end of the window once more than ``most`` are in it."""
        return attempts.since + self.window if attempts.count > self.most else None


GUESSES_PER_ACCOUNT = Limit("account", 5)
"""Attempts at one account's password, code or passkey that came to nothing."""
GUESSES_PER_ADDRESS = Limit("address", 50)
"""The same from one network address, at whichever accounts."""
OAUTH_CALLS_PER_CLIENT = Limit("oauth client", 50)
"""Calls of one application from one network address that came to nothing: nobody shuts it out from elsewhere."""
OAUTH_CALLS_PER_ADDRESS = Limit("oauth address", 200)
"""The same from one network address, of whichever applications."""

TAKEN_PER_ADDRESS = Limit("taken", 10)
"""Registrations from one network address at addresses that somebody has: the answer tells so, so it is given rarely."""


def registrations_per_address(most: int) -> Limit:
    """Accounts that one network address may register, of which ``most`` is what the installation was set to."""
    return Limit("registrations", most)


LETTERS_PER_PERSON = Limit("letter", 3)
"""Letters of one purpose that anybody can have sent to one address: resets, verifications."""
LETTERS_PER_ADDRESS = Limit("letters-from", 50)
"""Letters that one network address can ask for."""
CHANGES_PER_ACCOUNT = Limit("changes", 5)
"""Changes of address that one account asks for: each writes to an address that may be anybody's."""
DELIVERIES_UNPROVED = Limit("unproved", 10, timedelta(days=1))
"""Documents that leave one organisation by letter on behalf of people who have not proved their own address."""
INVITATIONS_PER_ORGANISATION = Limit("invitations", 30)
"""Invitations that leave one organisation, sent again or not."""
INVITATIONS_PER_PERSON = Limit("invited", 5)
"""Invitations to one address, whichever organisations they come from."""
