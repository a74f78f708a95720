"""Compiled reads: a Selection becomes one SQL statement whose only value is the JSON of the answer."""
