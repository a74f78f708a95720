"""Passkeys: the WebAuthn ceremonies, checked."""
