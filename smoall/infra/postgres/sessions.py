"""Whose a session token is, remembered for a moment: every compiled read proves it again in its own statement."""

from collections import OrderedDict

from smoall.domain.access.role import Role
from smoall.domain.kernel.language import Language
from smoall.infra.crypto.tokens import PREFIX, hash_of_token
from smoall.infra.postgres.database import Database
from smoall.usecases.reading import Reader

KNOWN_SESSIONS = 10_000

_FIND = """
SELECT s.user_id, s.organisation_id, s.role, u.language FROM session s JOIN user_account u ON u.id = s.user_id
WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > now()
"""


class Sessions:
    """Finds the reader of a token. What is remembered may be stale: reads check again, mutations ask anew."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: OrderedDict[bytes, Reader] = OrderedDict()

    async def __call__(self, token: str, *, fresh: bool = False) -> Reader | None:
        """The session's reader, None when it does not hold; ``fresh`` never answers from memory."""
        if not token.startswith(PREFIX) or len(token) > 100:
            return None
        digest = hash_of_token(token)
        if not fresh and (found := self._known.get(digest)):
            return found
        async with self._database.link() as link:
            row = await link.row(_FIND, digest)
        if row is None:
            self.forget(digest)
            return None
        reader = Reader(row["organisation_id"], row["user_id"], Role(row["role"]), digest, Language(row["language"]))
        self._known[digest] = reader
        if len(self._known) > KNOWN_SESSIONS:
            self._known.popitem(last=False)
        return reader

    def forget(self, token_hash: bytes) -> None:
        """The session turned out not to hold any more."""
        self._known.pop(token_hash, None)
