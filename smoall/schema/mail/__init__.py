"""Mailboxes that are not written to."""
