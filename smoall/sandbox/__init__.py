"""Stand-ins for the providers Smoall speaks to: small servers on loopback, for tests and for developers.

They are strangers to the rest of the code on purpose: what an adapter believes of a provider is written there once,
and here a second time from the provider's documentation.
"""
