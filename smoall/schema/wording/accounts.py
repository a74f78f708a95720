"""Wordings about accounts and members."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {}
