"""Adapters: what the use cases need from outside, one folder per outside thing."""
