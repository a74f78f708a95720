"""The cookie that keeps a session in a browser, where no script can read it.

``__Host-``: a browser takes it over a secure connection (or from its own machine) for this host alone, so that no
neighbouring host can plant one (RFC 6265bis §4.1.3.2). ``SameSite=Lax`` keeps it at home when another site posts.
"""

NAME = "__Host-smoall"
"""Holds the token of a session."""
VISIT = "__Host-smoall-visit"
"""Holds a random value for the forms of somebody who is not signed in yet."""
_KEPT = "Secure; HttpOnly; SameSite=Lax; Path=/"
_LONGEST = 8192


def keeping(value: str, *, name: str = NAME) -> str:
    """The ``Set-Cookie`` header that keeps a value until the browser is closed."""
    return f"{name}={value}; {_KEPT}"


def dropping(*, name: str = NAME) -> str:
    """The ``Set-Cookie`` header that drops it."""
    return f"{name}=; {_KEPT}; Max-Age=0"


def kept(header: str, *, name: str = NAME) -> str | None:
    """The value in a ``Cookie`` header; None without one, or with two, of which one cannot be ours."""
    pairs = [part.strip().partition("=") for part in header[:_LONGEST].split(";")]
    values = [value for key, _, value in pairs if key == name and value]
    return values[0] if len(values) == 1 else None
