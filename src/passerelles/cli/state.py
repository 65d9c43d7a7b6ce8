"""``passerelles migrate`` and ``passerelles check``."""

from __future__ import annotations

import click

from passerelles.cli.french import FrenchCommand
from passerelles.cli.output import console, print_json
from passerelles.cli.setup import start_django

SIGNS = {"ok": "[green]✔[/]", "warning": "[yellow]![/]", "error": "[bold red]✘[/]"}


@click.command(
    cls=FrenchCommand, help="Met la base à jour de cette version, sans perdre de données."
)
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON.")
def migrate(as_json: bool) -> None:
    """Apply what is missing, step by step."""
    start_django()
    done = prepare(quiet=as_json)
    if as_json:
        print_json({"done": done})
    elif not done:
        console.print("Rien à faire : tout est à jour.")


def prepare(*, quiet: bool = False) -> list[str]:
    """Run the steps an installation still needs; return their names."""
    from passerelles.ops.install import steps

    done = []
    for step in steps():
        if not step.needed():
            continue
        if quiet:
            step.run()
        else:
            with console.status(f"{step.words}…"):
                step.run()
            console.print(f"[green]✔[/] {step.words}")
        done.append(step.words)
    return done


@click.command(cls=FrenchCommand, help="Examine les réglages et les données, et dit quoi faire.")
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON.")
def check(as_json: bool) -> None:
    """Exit status 1 when something is wrong, 0 when there are only warnings."""
    start_django()
    from passerelles.ops.health import Level, examine

    findings = list(examine())
    if as_json:
        print_json([finding.as_dict() for finding in findings])
    else:
        for finding in findings:
            console.print(f"{SIGNS[finding.level]} {finding.message}", soft_wrap=True)
            if finding.remedy:
                console.print(f"   → {finding.remedy}", soft_wrap=True)
    if any(finding.level is Level.ERROR for finding in findings):
        raise SystemExit(1)
