"""Subscribing, changing, pausing, ending; collecting what is owed and believing what the provider says."""
