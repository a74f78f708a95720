"""How a session that was just opened reaches its owner: as a token in the answer, or as a cookie no script can read."""

from smoall.schema.context import Info
from smoall.usecases.access.cookie import dropping, keeping
from smoall.usecases.access.session import Opened


def shown_session(info: Info, opened: Opened, *, use_cookie: bool) -> dict[str, object]:
    """The fields of ``Session``.

    What continues the session at hand passes ``info.context.by_cookie``: a cookie is followed by a cookie, and no
    script gets to see its token.
    """
    if use_cookie:
        info.context.cookie = keeping(opened.token)
    token = "" if use_cookie else opened.token
    return {"token": token, "expiresAt": opened.ends_at, "idleExpiresAt": opened.expires_at}


def forget_session(info: Info) -> None:
    """Let the browser drop its cookie."""
    if info.context.by_cookie:
        info.context.cookie = dropping()
