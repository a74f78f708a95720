"""Other people's applications."""
