"""The doctor's look at this machine: home, disk, keys, printing, mail, payments, clock, port."""

import asyncio
import os
import shutil
import socket
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import asyncpg

from smoall.commands.announcements import changes_at_hand
from smoall.commands.listening import answers_smoall
from smoall.commands.verdict import Verdict, broken, odd, well
from smoall.domain.kernel.errors import Unavailable
from smoall.domain.privacy.register.register import AlertCode, Named
from smoall.infra.crypto.master_key import MasterKeyError, master_key
from smoall.infra.mail.smtp_config import SmtpConfig
from smoall.infra.pdf.fonts import font_faces
from smoall.infra.pdf.pango import pango_missing
from smoall.settings import Settings
from smoall.usecases.privacy.register.processing_register import drawn_up
from smoall.wiring_register import register_source

GIB = 1024**3
LITTLE_ROOM, NO_ROOM = 2 * GIB, GIB // 4
_WORDS = {AlertCode.MECHANISM_UNKNOWN: "unknown", AlertCode.MECHANISM_EXPIRED: "expired"}
CODE_WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def machine_checks(settings: Settings) -> Iterator[Verdict]:
    """Every check that needs no database."""
    yield _home(settings.home)
    yield _disk(settings.home)
    yield _key(settings)
    yield _pango()
    yield _fonts()
    yield asyncio.run(_mail(settings))
    yield asyncio.run(_audience(settings))
    yield asyncio.run(_payments(settings))
    yield _register(settings)
    yield _clock()
    yield _port(settings)


def _register(settings: Settings) -> Verdict:
    """The register of processing: whoever processes data for Smoall does so under a protection that is valid today."""
    today = datetime.now(UTC).date()
    try:
        changes = changes_at_hand(settings)
    except (Unavailable, OSError, asyncpg.PostgresError):  # what is wrong with it, the look at the database tells
        changes = ()
    register = drawn_up(register_source(settings), today, Named(name=""), changes)
    alerts = register.alerts if register else ()
    if alerts:
        names = ", ".join(f"{one.sub_processor} ({_WORDS[one.code]})" for one in alerts)
        remedy = "The data protection officer confirms what protects the transfer; `smoall register` shows it."
        return odd("register", f"Without confirmed protection: {names}.", remedy)
    return well("register", "Every sub-processor has a valid protection.")


def _home(home: Path) -> Verdict:
    nearest = _nearest(home)
    if not os.access(nearest, os.W_OK | os.X_OK):
        return broken("home", f"{nearest} cannot be written.", "Set SMOALL_HOME to a folder of yours.")
    if not home.exists():
        return well("home", f"{home} will be made at the first start.")
    private = [folder for folder in (home / "files", home / "mailbox") if folder.exists()]
    if exposed := [str(folder) for folder in private if stat.S_IMODE(folder.stat().st_mode) & OTHERS]:
        text = f"Other accounts of this machine can look into {' and '.join(exposed)}."
        return odd("home", text, f"chmod 700 {' '.join(exposed)}")
    return well("home", str(home))


def _disk(home: Path) -> Verdict:
    free = shutil.disk_usage(_nearest(home)).free
    text = f"{free / GIB:.1f} GiB free where {home} lies."
    if free < NO_ROOM:
        return broken("disk", text, "Make room: Postgres stops when the disk is full.")
    return odd("disk", text, "Make room soon.") if free < LITTLE_ROOM else well("disk", text)


def _nearest(folder: Path) -> Path:
    """The folder, or the first above it that exists."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _key(settings: Settings) -> Verdict:
    file = settings.home / "secret.key"
    if settings.secret_key is not None:
        return well("key", "SMOALL_SECRET_KEY is set.")
    if not file.exists():
        return well("key", f"{file} will be made at the first start. Keep a copy of it elsewhere.")
    try:
        master_key(settings.home)
    except (MasterKeyError, OSError) as error:
        return broken("key", str(error), "")
    if stat.S_IMODE(file.stat().st_mode) & OTHERS:
        return broken("key", f"{file} can be read by other accounts of this machine.", f"chmod 600 {file}")
    return well("key", f"{file}. Keep a copy of it elsewhere.")


def _pango() -> Verdict:
    remedy = pango_missing()
    if remedy is None:
        return well("pdf", "Pango is there.")
    return broken("pdf", "Pango is missing: documents are issued, but their PDFs wait.", f"As root: {remedy}")


def _fonts() -> Verdict:
    try:
        faces = font_faces().count("@font-face")
    except (OSError, ImportError) as error:
        return broken(
            "fonts", f"The typeface cannot be read ({type(error).__name__}).", "Install requirements.lock anew."
        )
    return well("fonts", f"Source Sans, {faces} weights.")


async def _mail(settings: Settings) -> Verdict:
    if settings.mailgun_domain and settings.mailgun_key:
        return await _mailgun(settings, settings.mailgun_domain, settings.mailgun_key)
    if settings.smtp_url is None:
        return well("mail", f"No mail server: letters are kept in {settings.home / 'mailbox'}, not sent.")
    try:
        config = SmtpConfig.parse(settings.smtp_url)
    except ValueError as error:
        return broken("mail", f"{error}.", "Set SMOALL_SMTP_URL (docs/settings.md).")
    from smoall.infra.mail.smtp import reach

    problem = await reach(config)
    if problem:
        remedy = "Check host, port, user, password and tls in SMOALL_SMTP_URL. Letters wait until it answers."
        return broken("mail", f"{config.host}:{config.port} does not let us in: {problem}.", remedy)
    return well("mail", f"{config.host}:{config.port} lets us in.")


async def _payments(settings: Settings) -> Verdict:
    if settings.stripe_key is None:
        return well("payments", "No Stripe key: payments go through the page that is built in, and no money moves.")
    from smoall.infra.stripe.calls import reach
    from smoall.infra.stripe.config import StripeConfig

    config = StripeConfig(settings.stripe_key, settings.stripe_webhook_secrets, settings.stripe_url)
    if problem := await reach(config):
        return broken("payments", f"Stripe does not let us in: {problem}.", "Set SMOALL_STRIPE_KEY, SMOALL_STRIPE_URL.")
    return well("payments", f"Stripe lets us in, {'for real money' if config.livemode else 'in test mode'}.")


async def _mailgun(settings: Settings, domain: str, key: str) -> Verdict:
    from smoall.infra.mail.mailgun import MailgunConfig, reach

    problem = await reach(MailgunConfig(domain, key, base_url=settings.mailgun_url))
    if problem:
        remedy = "Check SMOALL_MAILGUN_DOMAIN, _KEY and _URL (each region has its own). Letters wait until it answers."
        return broken("mail", f"Mailgun does not let us in for {domain}: {problem}.", remedy)
    return well("mail", f"Mailgun lets us in for {domain}.")


async def _audience(settings: Settings) -> Verdict:
    if not (settings.mailchimp_key and settings.mailchimp_list):
        return well("newsletter", "No Mailchimp: nothing of the audience leaves this installation.")
    from smoall.infra.mail.mailchimp import MailchimpConfig, reach

    config = MailchimpConfig(settings.mailchimp_key, settings.mailchimp_list, base_url=settings.mailchimp_url)
    if problem := await reach(config):
        remedy = "Check SMOALL_MAILCHIMP_KEY. Who said yes is invited, and who was erased is deleted, once it answers."
        return broken("newsletter", f"Mailchimp does not let us in: {problem}.", remedy)
    return well("newsletter", "Mailchimp lets us in.")


def _clock() -> Verdict:
    now = datetime.now(UTC)
    try:
        brussels = now.astimezone(ZoneInfo("Europe/Brussels"))
    except ZoneInfoNotFoundError:
        return broken("clock", "The time zone Europe/Brussels is unknown here.", "Install the tzdata package.")
    if now < CODE_WRITTEN:
        return broken("clock", f"It is {now:%Y-%m-%d} here, before this code was written.", "Set the clock; use NTP.")
    return well("clock", f"{brussels:%Y-%m-%d %H:%M} in Brussels.")


def _port(settings: Settings) -> Verdict:
    place = f"{settings.host}:{settings.port}"
    if answers_smoall(settings):
        return well("port", f"Smoall answers at {place}.")
    try:
        family, _, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return broken("port", f"{place} cannot be used: {error.strerror}.", "Set SMOALL_HOST or SMOALL_PORT.")
    return well("port", f"{place} is free.")
