"""`smoall doctor`: everything Smoall needs, looked at one by one, each with the way to mend it."""

import typer

from smoall.commands.checks_database import database_checks
from smoall.commands.checks_machine import machine_checks
from smoall.commands.speaking import Exit, console
from smoall.commands.verdict import Health
from smoall.settings import Settings

_MARKS = {Health.WELL: "[green]✓[/]", Health.ODD: "[yellow]![/]", Health.BROKEN: "[bold red]✗[/]"}


def examine(settings: Settings) -> None:
    """Print one line for each check. Exit status 1 when something is broken; what is merely odd does not count."""
    broken = 0
    for verdict in (*machine_checks(settings), *database_checks(settings)):
        broken += verdict.health is Health.BROKEN
        console.print(f"{_MARKS[verdict.health]} {verdict.name:<12}{_escaped(verdict.text)}")
        if verdict.remedy:
            console.print(f"  {'':<12}[dim]→ {_escaped(verdict.remedy)}[/]")
    if broken:
        console.print(f"\n{broken} broken.")
        raise typer.Exit(Exit.BROKEN)
    console.print("\nAll is well.")


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")
