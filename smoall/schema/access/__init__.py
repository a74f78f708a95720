"""Signing in, and who is looking."""
