"""A postal address as EN 16931 asks for it (BG-5, BG-8)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """Street with number, postal code, city and ISO 3166-1 alpha-2 country."""

    street: str
    postal_code: str
    city: str
    country: str = "BE"
