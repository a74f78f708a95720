"""Whose a token is, remembered for a moment: every compiled read proves it again in its own statement."""

import time
from collections import OrderedDict
from uuid import UUID

from smoall.domain.access.role import Permission, Role
from smoall.domain.access.session import IDLE, SEEN_EVERY, CredentialKind
from smoall.domain.kernel.language import Language
from smoall.infra.crypto.tokens import hash_of_token, is_token
from smoall.infra.postgres.database import Database
from smoall.usecases.reading import Reader

KNOWN_SESSIONS = 10_000

# Looking a credential up counts as using it; what was used within the last minutes is left as it is.
_FIND = f"""
WITH used AS (
    UPDATE session SET seen_at = now(), expires_at = CASE WHEN kind = '{CredentialKind.SESSION}'
        THEN least(ends_at, now() + interval '{int(IDLE.total_seconds())} seconds') ELSE expires_at END
    WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > now()
    AND (kind = '{CredentialKind.API_KEY}' AND seen_at = created_at
        OR seen_at < now() - interval '{int(SEEN_EVERY.total_seconds())} seconds')
)
SELECT s.id, s.user_id, s.organisation_id, s.role, s.scopes, u.language, t.ended_at IS NOT NULL AS is_closed
FROM session s JOIN user_account u ON u.id = s.user_id LEFT JOIN tenant t ON t.id = s.organisation_id
WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > now()
"""


class Sessions:
    """Finds the reader of a token. What is remembered may be stale: reads check again, mutations ask anew."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: OrderedDict[bytes, tuple[Reader, float]] = OrderedDict()

    async def __call__(self, token: str, *, fresh: bool = False) -> Reader | None:
        """The credential's reader, None when it does not hold; ``fresh`` never answers from memory."""
        if not is_token(token):
            return None
        digest = hash_of_token(token)
        if not fresh and (found := self._known.get(digest)) and found[1] > time.monotonic():
            return found[0]
        async with self._database.link() as link:
            row = await link.row(_FIND, digest)
        if row is None:
            self._known.pop(digest, None)
            return None
        reader = Reader(
            row["organisation_id"],
            row["user_id"],
            Role(row["role"]),
            digest,
            Language(row["language"]),
            session_id=UUID(int=row["id"].int),
            scopes=None if row["scopes"] is None else frozenset(map(Permission, row["scopes"])),
            is_closed=row["is_closed"],
        )
        # Asked again after a while, so that using it is noted.
        self._known[digest] = reader, time.monotonic() + SEEN_EVERY.total_seconds()
        if len(self._known) > KNOWN_SESSIONS:
            self._known.popitem(last=False)
        return reader
