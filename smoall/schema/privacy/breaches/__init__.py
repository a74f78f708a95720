"""Breaches, in the API."""
