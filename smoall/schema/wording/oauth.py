"""Wordings about other people's applications."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {}
