"""Customers: companies and the people who work there."""
