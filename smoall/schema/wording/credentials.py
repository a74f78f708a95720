"""Wordings about second factors, passkeys and API keys."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {}
