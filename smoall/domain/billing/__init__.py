"""Smoall's own customers: plans, subscriptions, what they may use, and what the payment provider said."""
