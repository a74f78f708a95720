"""Values that every capability shares: money, identifiers, addresses, errors."""
