"""Second factors, passkeys, API keys."""
