"""Documents named by their SHA-256: sent once and remembered, or, in strict mode, only those that were laid down."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from smoall.schema.documents import Documents, Operation
from smoall.schema.failures import failure
from smoall.schema.guard import BadBody, Parameters

MOST_DOCUMENTS = 1000
MOST_CHARACTERS = 4_000_000


class TrustedDocuments:
    """``extensions.persistedQuery.sha256Hash``: a document with its hash is kept, the hash alone then stands for it.

    What is kept is bounded, the longest unused goes first; a client that is told PERSISTED_QUERY_NOT_FOUND sends the
    text again. In strict mode, with ``only``, nothing is kept and no other document is executed at all.
    """

    def __init__(self, documents: Documents, *, only: Iterable[str] | None = None) -> None:
        self._documents = documents
        self._only: Mapping[str, str] | None = None if only is None else {digest_of(text): text for text in only}
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._characters = 0

    def operation(self, asked: Parameters) -> Operation:
        """The operation that was asked for. Raises Refused, BadBody 400, PERSISTED_QUERY_NOT_FOUND."""
        if self._only is not None:
            return self._documents.get(self._laid_down(asked, self._only), asked.name)
        if asked.digest is None:
            return self._documents.get(asked.text, asked.name)
        if not asked.text:
            return self._documents.get(self._remembered(asked.digest), asked.name)
        if digest_of(asked.text) != asked.digest:
            raise BadBody("sha256Hash is not the SHA-256 of the query, in lower-case hexadecimal.")
        operation = self._documents.get(asked.text, asked.name)
        self._keep(asked.digest, asked.text)  # a valid document only
        return operation

    def _laid_down(self, asked: Parameters, only: Mapping[str, str]) -> str:
        text = only.get(digest_of(asked.text) if asked.text else asked.digest or "")
        if text is None:
            raise failure("PERSISTED_QUERY_NOT_FOUND", "Only the documents laid down with this server are executed.")
        return text

    def _remembered(self, digest: str) -> str:
        text = self._kept.get(digest)
        if text is None:
            # The text that clients of automatic persisted queries look for.
            raise failure("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
        self._kept.move_to_end(digest)
        return text

    def _keep(self, digest: str, text: str) -> None:
        if digest not in self._kept:
            self._characters += len(text)
        self._kept[digest] = text
        self._kept.move_to_end(digest)
        while len(self._kept) > MOST_DOCUMENTS or self._characters > MOST_CHARACTERS:
            self._characters -= len(self._kept.popitem(last=False)[1])


def digest_of(text: str) -> str:
    """A document's SHA-256 in lower-case hexadecimal, of its UTF-8 bytes as they stand."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
