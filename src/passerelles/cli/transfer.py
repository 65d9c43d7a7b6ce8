"""``passerelles import``: national lists and partners' files, dry run first."""

from __future__ import annotations

from pathlib import Path

import click

from passerelles.cli.french import FrenchCommand
from passerelles.cli.output import console, print_json, stop
from passerelles.cli.setup import start_django

OUTCOMES = {
    "created": "créées",
    "updated": "modifiées",
    "unchanged": "inchangées",
    "refused": "refusées",
}


@click.command(
    "import",
    cls=FrenchCommand,
    help="Importe un FICHIER avec un CONNECTEUR. Sans --apply : essai à blanc, rien n’est écrit.",
)
@click.argument("connector", metavar="CONNECTEUR")
@click.argument(
    "file", metavar="FICHIER", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--apply", is_flag=True, help="Écrit vraiment, en une fois.")
@click.option("--json", "as_json", is_flag=True, help="Rapport en JSON.")
def import_file(connector: str, file: Path, apply: bool, as_json: bool) -> None:
    """Show what a file would change, or change it."""
    start_django()
    from passerelles.exchanges import registry
    from passerelles.exchanges.actions import import_file as run
    from passerelles.exchanges.unpacking import FileRefused
    from passerelles.kernel.actors import acting_as, system_actor
    from passerelles.territories.loading import ensure_loaded

    if connector not in registry.names():
        stop(
            f"connecteur inconnu « {connector} ». Connecteurs : {', '.join(registry.names())}.",
            status=2,
        )
    actor = system_actor(f"import {connector}")
    try:
        with acting_as(actor), console.status(f"Lecture de {file.name}…"):
            ensure_loaded()
            report = run(actor=actor, connector=connector, path=file, apply=apply)
    except FileRefused as refusal:
        if as_json:
            print_json({"refused_whole": True, "reason": str(refusal)})
        stop(f"fichier refusé en entier. {refusal}")
    if as_json:
        print_json(report.as_dict())
    else:
        report.print_to(console)
