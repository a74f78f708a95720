"""Objecting to processing, and restricting it."""
