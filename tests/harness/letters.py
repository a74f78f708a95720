"""Reading Smoall's own letters out of the embedded mailbox, and following the links in them."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from uuid import UUID

from smoall.domain.organisations.house import HOUSE
from tests.harness.house import RunningHouse


async def letters_to(house: RunningHouse, address: str, kind: str, *organisations: UUID) -> list[EmailMessage]:
    """The letters of one kind to one address, the oldest first, once the jobs that write them have run."""
    for organisation in (HOUSE, *organisations, HOUSE):
        await house.queue.drain(organisation)
    rows = await house.truth(
        "SELECT id FROM message WHERE recipient = $1 AND kind = $2 ORDER BY created_at, id", address, kind
    )
    return [_read(house, row["id"]) for row in rows]


async def token_to(house: RunningHouse, address: str, kind: str, *organisations: UUID) -> str:
    """The token of the link in the last letter of that kind to that address."""
    return token_in((await letters_to(house, address, kind, *organisations))[-1])


def token_in(letter: EmailMessage) -> str:
    """The token of a letter's link, as a reader of plain text sees it."""
    found = re.search(r"\?token=(\S+)", text_of(letter))
    assert found is not None
    return found[1]


def text_of(letter: EmailMessage) -> str:
    """A letter's plain text."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def _read(house: RunningHouse, identity: UUID) -> EmailMessage:
    path = house.home / "mailbox" / f"{identity}.eml"
    return message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=modern)
