"""The organisation that invoices, and its journals."""
