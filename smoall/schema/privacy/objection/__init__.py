"""Objections and restrictions, in the API."""
