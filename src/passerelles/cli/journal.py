"""``passerelles journal``: the proof that nothing was rewritten."""

from __future__ import annotations

import click

from passerelles.cli.french import FrenchGroup
from passerelles.cli.output import console, print_json, stop
from passerelles.cli.setup import start_django


@click.group(cls=FrenchGroup, help="Le journal : qui a fait ou lu quoi.")
def journal() -> None:
    """Commands on the journal."""


@journal.command(help="Recalcule la chaîne du journal et dit si une ligne a été touchée.")
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON.")
def verify(as_json: bool) -> None:
    """Recompute the chain; exit status 1 when it is broken."""
    start_django()
    from passerelles.journal import queries

    proof = queries.verify()
    if as_json:
        print_json({"whole": proof.whole, "entries": proof.entries, "broken_at": proof.broken_at})
    elif proof.whole:
        console.print(f"Journal intact : {proof.entries} lignes, chaîne vérifiée.")
    if not proof.whole:
        stop(
            f"la chaîne est rompue à la ligne {proof.broken_at}. "
            "Comparez avec une sauvegarde antérieure."
        )
