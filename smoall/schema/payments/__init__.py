"""Payments and what they are allocated to."""
