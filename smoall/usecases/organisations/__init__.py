"""Changing the organisation and its journals."""
