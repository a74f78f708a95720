"""Stripe as a collector of payments: the adapter, its webhooks, and how it forgets."""
