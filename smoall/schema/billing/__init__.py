"""Smoall's own subscriptions."""
