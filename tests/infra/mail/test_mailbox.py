"""The mailbox in a folder: each delivery once, whole, and readable."""

import os
from email import message_from_bytes
from pathlib import Path
from uuid import UUID

import pytest

from smoall.domain.invoicing.delivery import NotSent, Sent
from smoall.domain.kernel.errors import NotFound, Unavailable
from smoall.infra.mail.mailbox import LocalMailbox
from smoall.usecases.mail import Mailbox, Receipt, Rejected, StoredAttachment
from tests.infra.mail.letters import DELIVERY, MAIL_FROM, MESSAGE_ID, SENT_AT, clock, letter

OTHER = UUID("0190c3f0-1111-7abc-8def-000000000002")


@pytest.fixture
def mailbox(tmp_path: Path) -> LocalMailbox:
    return LocalMailbox(tmp_path / "mailbox", mail_from=MAIL_FROM, clock=clock)


async def test_keeps_the_letter_under_its_delivery(mailbox: LocalMailbox, tmp_path: Path) -> None:
    assert await mailbox.send(letter()) == Receipt(MESSAGE_ID)
    (file,) = (tmp_path / "mailbox").iterdir()
    assert file.name == f"{DELIVERY}.eml"
    assert message_from_bytes(file.read_bytes())["Message-ID"] == f"<{MESSAGE_ID}>"


async def test_the_same_delivery_is_kept_once(mailbox: LocalMailbox) -> None:
    first = await mailbox.send(letter())
    assert await mailbox.send(letter(subject="Another")) == first
    assert (await mailbox.read(DELIVERY)).subject == "Facture F2026-0001"


async def test_knows_what_was_sent(mailbox: LocalMailbox) -> None:
    assert await mailbox.find(DELIVERY, since=SENT_AT) == NotSent()
    await mailbox.send(letter())
    assert await mailbox.find(DELIVERY, since=SENT_AT) == Sent(MESSAGE_ID)
    assert await mailbox.find(OTHER, since=SENT_AT) == NotSent()


async def test_reads_the_letter_back(mailbox: LocalMailbox) -> None:
    await mailbox.send(letter(subject="Facture – à payer", sender="Café Zoé"))
    reader: Mailbox = mailbox
    stored = await reader.read(DELIVERY)
    assert stored.delivery_id == DELIVERY
    assert stored.sender == "Café Zoé <invoices@smoall.example>"
    assert stored.recipient == "boekhouding@inkt.example"
    assert stored.subject == "Facture – à payer"
    assert stored.sent_at == SENT_AT
    assert (stored.text, stored.html) == (letter().text, letter().html)
    assert stored.attachments == (
        StoredAttachment("Facture-F2026-0001.pdf", "application/pdf", 14),
        StoredAttachment("Facture-F2026-0001.xml", "application/xml", 5),
    )


async def test_what_was_never_sent_cannot_be_read(mailbox: LocalMailbox) -> None:
    with pytest.raises(NotFound, match="LETTER_NOT_FOUND"):
        await mailbox.read(DELIVERY)


async def test_a_refused_letter_leaves_nothing(mailbox: LocalMailbox, tmp_path: Path) -> None:
    with pytest.raises(Rejected):
        await mailbox.send(letter(subject="=?utf-8?q?a=0ABcc:x?="))
    assert not (tmp_path / "mailbox").exists()


@pytest.mark.parametrize("step", ["fsync", "rename"])
async def test_a_full_disk_is_an_outage_after_which_nothing_was_sent(
    mailbox: LocalMailbox, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(Unavailable, match="MAIL_UNAVAILABLE"):
        await mailbox.send(letter())
    monkeypatch.undo()
    assert await mailbox.find(DELIVERY, since=SENT_AT) == NotSent()
    assert await mailbox.send(letter()) == Receipt(MESSAGE_ID)


async def test_an_erased_letter_is_gone(mailbox: LocalMailbox, tmp_path: Path) -> None:
    await mailbox.send(letter())
    assert await mailbox.erase(DELIVERY)
    assert not await mailbox.erase(DELIVERY)
    assert list((tmp_path / "mailbox").iterdir()) == []


async def test_starting_cleans_what_a_crash_left(mailbox: LocalMailbox, tmp_path: Path) -> None:
    await mailbox.send(letter())
    left = tmp_path / "mailbox" / f"{OTHER}.eml.0.tmp"
    left.write_bytes(b"From: ")
    os.utime(left, (0, 0))
    assert await mailbox.find(OTHER, since=SENT_AT) == NotSent()
    assert await mailbox.clean() == 1
    assert await mailbox.find(DELIVERY, since=SENT_AT) == Sent(MESSAGE_ID)
