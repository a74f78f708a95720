"""Second factors, passkeys, API keys: what proves who acts, beside the password."""
