"""How long records are kept, in the API."""
