"""Wordings about Smoall's own subscriptions."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {}
