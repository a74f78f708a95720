"""Other people's applications: registering them, letting them act, taking that back (OAuth 2.0)."""
