"""What a person sees when Smoall is up."""

from rich.panel import Panel
from rich.table import Table

from smoall.commands.seeding import demo_is_there
from smoall.commands.speaking import console
from smoall.demo.story import EMAIL, PASSWORD
from smoall.settings import Settings
from smoall.wiring import Addresses

LOOPBACK = ("127.0.0.1", "localhost", "::1")


async def say_welcome(settings: Settings, where: Addresses) -> None:
    """Where everything is, the demo account when there is one, and how to stop."""
    rows = _rows(settings, demo=await demo_is_there(where))
    if console.is_terminal:
        table = Table.grid(padding=(0, 3))
        for name, value in rows:
            table.add_row(f"[dim]{name}[/]", value)
        console.print(
            Panel(table, title="[bold]Smoall is ready[/]", border_style="green", expand=False, padding=(1, 2))
        )
    else:
        console.print("Smoall is ready.")
        for name, value in rows:
            console.print(f"  {name:<10}{value}")


def _rows(settings: Settings, *, demo: bool) -> list[tuple[str, str]]:
    url = f"{settings.base_url}/graphql"
    rows = [("GraphiQL" if settings.graphiql else "GraphQL", f"[bold]{url}[/]")]
    if demo:
        rows.append(("Sign in", f"[bold]{EMAIL}[/]  password [bold]{PASSWORD}[/]"))
    if demo and settings.host not in LOOPBACK:
        rows.append(("Beware", "[yellow]other machines can reach this demo account, whose password is public[/]"))
    if not settings.letters_leave:
        rows.append(("Mailbox", f"{settings.home / 'mailbox'}  (letters are kept here, not sent)"))
    rows.append(("Home", str(settings.home)))
    rows.append(("Health", f"{settings.base_url}/health/ready   {settings.base_url}/metrics"))
    rows.append(("Stop", "Ctrl-C"))
    return rows
