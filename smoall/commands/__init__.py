"""What can be typed: up, serve, worker, migrate, seed, schema, sandbox, reseal, audience, register, doctor and others.

Each command reads the settings first, then imports what it needs: a wrong setting is told at once, a warm start loads
no Alembic.
"""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Smoall: invoicing and client relations for Belgian small businesses, behind one GraphQL API.",
    epilog="Settings are environment variables: docs/settings.md. Exit statuses: docs/operations.md.",
)

_WITHOUT = "Go on although the ledger of erasures is missing or cut; whoever it named may be in the data again."


@app.command()
def up() -> None:
    """Run everything in one process: database, migrations, API, job worker, scheduler."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.running import run_all

        run_all(settings)


@app.command()
def serve() -> None:
    """Run the API alone; jobs wait for a `smoall worker`."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.running import run_api

        run_api(settings)


@app.command()
def worker() -> None:
    """Run jobs and the scheduler alone; any number of these may share one database."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.running import run_worker

        run_worker(settings)


@app.command()
def migrate() -> None:
    """Bring the database to the current schema, from any earlier one."""
    from smoall.commands.speaking import console, settings_read

    with settings_read() as settings:
        from smoall.commands.database import bring_up_to_date, open_database

        with open_database(settings) as where:
            changed = bring_up_to_date(where)
    console.print("The database has the current schema now." if changed else "The database was up to date.")


@app.command()
def seed() -> None:
    """Add the demo organisation with fourteen months of documents; does nothing when it is there."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.seeding import seed_and_say

        seed_and_say(settings)


@app.command()
def schema(
    write: Annotated[bool, typer.Option("--write", help="Write it to smoall/schema/schema.graphql.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Fail when that file is not the schema of the code.")] = False,
) -> None:
    """Print the GraphQL schema, sorted by name."""
    from smoall.commands.sdl import check_snapshot, print_schema_text, write_snapshot

    if write:
        write_snapshot()
    if check:
        check_snapshot()
    if not (write or check):
        print_schema_text()


@app.command()
def sandbox(port: Annotated[int, typer.Option(help="The first port; each stand-in takes the next.")] = 8401) -> None:
    """Start stand-ins for the providers on this machine, and print the settings that use them."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.sandboxing import run_sandbox

        run_sandbox(settings, port=port)


@app.command()
def reseal() -> None:
    """Seal stored secrets anew with the present master key, so that SMOALL_FORMER_SECRET_KEYS can be emptied."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.resealing import reseal_and_say

        reseal_and_say(settings)


@app.command()
def audience() -> None:
    """Print who asked for news: address and language, for sending by other means than Mailchimp."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.reading_audience import print_audience

        print_audience(settings)


@app.command()
def refund(
    number: Annotated[str, typer.Argument(help="The number of an invoice to a subscriber, credited in full.")],
) -> None:
    """Give back through the payment provider what was collected for an invoice of Smoall that was credited."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.refunding import refund_invoice

        refund_invoice(settings, number)


@app.command()
def operator(
    email: Annotated[str, typer.Argument(help="The address of an account.")],
    remove: Annotated[bool, typer.Option("--remove", help="Take it back.")] = False,
) -> None:
    """Make somebody an owner of Smoall's own organisation: its books, its breaches, its sub-processors."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.operating import change_operators

        change_operators(settings, email, remove=remove)


@app.command()
def register(
    language: Annotated[str, typer.Option(help="fr, nl, de or en.")] = "en",
    form: Annotated[str, typer.Option("--format", help="pdf, csv or json.")] = "pdf",
    at: Annotated[str, typer.Option(help="Its day, 2026-11-26; today without one.")] = "",
    organisation: Annotated[str, typer.Option(help="That of one customer, org_…; Smoall's own without.")] = "",
) -> None:
    """Write the register of processing (GDPR art. 30) to standard output."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.registering import print_register

        print_register(settings, language=language, form=form, at=at, organisation=organisation)


@app.command()
def certificates(
    identity: Annotated[str | None, typer.Argument(metavar="[ID]", help="Print this one as a file to check.")] = None,
) -> None:
    """List the certificates of what was erased, or print one; scripts/verify_certificate.py checks it."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.certifying import list_certificates, print_certificate

        if identity is None:
            list_certificates(settings)
        else:
            print_certificate(settings, identity)


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="Where to: a folder that is not there yet.")],
    check: Annotated[bool, typer.Option("--check", help="Only look whether that backup is whole.")] = False,
) -> None:
    """Copy the database and the files into a folder, with the checksum of every part. The key is kept apart."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.backing_up import back_up, say_sound

        if check:
            say_sound(folder)
        else:
            back_up(settings, folder)


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(help="A folder that `smoall backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Keep aside the installation that is there.")] = False,
    without_ledger: Annotated[bool, typer.Option("--without-ledger", help=_WITHOUT)] = False,
    because: Annotated[str, typer.Option(help="Why there is no whole ledger; it is kept.")] = "",
) -> None:
    """Make a home anew from a whole backup, with the embedded database, and erase again whom the ledger tells."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.replaying import reason_given
        from smoall.commands.restoring import Deliberately, restore_home

        why = reason_given(without_ledger=without_ledger, because=because)
        restore_home(settings, folder, Deliberately(replace=replace, because=why))


@app.command()
def replay(
    without_ledger: Annotated[bool, typer.Option("--without-ledger", help=_WITHOUT)] = False,
    because: Annotated[str, typer.Option(help="Why there is no whole ledger; it is kept.")] = "",
) -> None:
    """Erase again, in a database that was restored by hand, what the ledger of erasures tells."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.replaying import reason_given, replay_and_say

        replay_and_say(settings, because=reason_given(without_ledger=without_ledger, because=because))


audit = typer.Typer(no_args_is_help=True, help="The audit trail.")
app.add_typer(audit, name="audit")


@audit.command("export")
def audit_export(
    organisation: Annotated[str, typer.Option(help="Whose, org_….")],
    file: Annotated[Path | None, typer.Argument(help="Where to; standard output without one.")] = None,
    since: Annotated[str, typer.Option("--from", help="From this day on, 2026-11-26; all without one.")] = "",
    until: Annotated[str, typer.Option("--to", help="To the end of this day; to now without one.")] = "",
) -> None:
    """Write an organisation's audit trail as JSON Lines; scripts/verify_trail.py checks it."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.exporting_trail import export_to

        export_to(settings, file, organisation=organisation, since=since, until=until)


@app.command()
def heads() -> None:
    """Print the last signed head of every audit chain, a paper a line; scripts/verify_certificate.py checks each."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.certifying import print_heads

        print_heads(settings)


@app.command()
def doctor() -> None:
    """Look at everything Smoall needs, and say how to mend what is broken. Exit status 1 when something is."""
    from smoall.commands.speaking import settings_read

    with settings_read() as settings:
        from smoall.commands.doctor import examine

        examine(settings)
