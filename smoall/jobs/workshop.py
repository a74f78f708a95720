"""What jobs need to do their work."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from smoall.usecases.access.deliver_message import Desk
from smoall.usecases.audience import AudienceSync
from smoall.usecases.billing.hear_provider import Ear
from smoall.usecases.billing.till import Till
from smoall.usecases.files import FileStore
from smoall.usecases.invoicing.deliver_document import Post
from smoall.usecases.mail import MailReports
from smoall.usecases.operations.housekeeping import Housekeeping
from smoall.usecases.operations.take_event import Follow
from smoall.usecases.privacy.erase_outside import ErasableFiles, ErasableMailbox
from smoall.usecases.privacy.ledger.stores import Ledger
from smoall.usecases.privacy.purge_organisation import Purging
from smoall.usecases.privacy.subjects.export_report import ReportWriter
from smoall.usecases.unit import Units


class KeptFiles(FileStore, ErasableFiles, Protocol):
    """The store of files, from which can also be removed."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What jobs need, made on the event loop on which they run."""

    units: Units
    post: Post
    desk: Desk
    housekeeping: Housekeeping
    mailbox: ErasableMailbox | None
    files: KeptFiles
    purging: Purging
    ledger: Ledger
    till: Till
    due: Callable[[], Awaitable[int]]
    """wakes the subscriptions of which a turn is due"""
    papers: ReportWriter
    """writes down what people are told of their data"""
    followers: Mapping[str, Follow] = field(default_factory=dict)
    """who follows the hints of which provider"""
    ear: Ear | None = None
    """the payment provider that is listened to"""
    reports: MailReports | None = None
    """the mail provider that follows letters, where there is one"""
    audience: AudienceSync | None = None
    """the newsletter's provider, where there is one"""
