"""Copies of an installation that are checked before they count."""
