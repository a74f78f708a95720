"""Customers: companies and their contacts."""
