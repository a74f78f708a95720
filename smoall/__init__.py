"""Smoall: invoicing and client relations for Belgian small businesses, behind one GraphQL API."""

__version__ = "0.1.0"
