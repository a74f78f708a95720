"""Keeping customers."""
