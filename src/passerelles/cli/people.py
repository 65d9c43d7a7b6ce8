"""``passerelles people``: bringing in the persons an organisation already follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from passerelles.cli.french import FrenchGroup
from passerelles.cli.output import console, print_json, stop
from passerelles.cli.setup import start_django

if TYPE_CHECKING:
    from passerelles.organisations.models import Organisation


@click.group(cls=FrenchGroup, help="Les personnes accompagnées.")
def people() -> None:
    """Commands on persons."""


@people.command(
    "import",
    help="Reprend les personnes d’un FICHIER (CSV, XLSX, ODS) dans une organisation. "
    "Sans --apply : essai à blanc, rien n’est écrit.",
)
@click.argument(
    "file", metavar="FICHIER", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--organisation", required=True, help="Nom exact ou identifiant de l’organisation.")
@click.option(
    "--column",
    "--colonne",
    "columns",
    multiple=True,
    metavar="CHAMP=TITRE",
    help="Dit dans quelle colonne du fichier lire un champ ; répétable.",
)
@click.option("--apply", is_flag=True, help="Écrit vraiment, en une fois.")
@click.option("--yes", is_flag=True, help="Ne demande pas de confirmer les colonnes.")
@click.option("--json", "as_json", is_flag=True, help="Rapport en JSON.")
def import_people(
    file: Path, organisation: str, columns: tuple[str, ...], apply: bool, yes: bool, as_json: bool
) -> None:
    """Show the columns understood, then what the file would change, or change it."""
    start_django()
    from passerelles.exchanges.people_csv import importing
    from passerelles.exchanges.unpacking import FileRefused
    from passerelles.kernel.actors import acting_as, system_actor
    from passerelles.territories.loading import ensure_loaded

    actor = system_actor("reprise de personnes")
    with acting_as(actor):
        receiver = _organisation(organisation)
        try:
            mapping = _mapping(importing.headers_of(file), columns)
            if not as_json:
                _show(mapping)
            if apply and not yes and not as_json:
                click.confirm("Les colonnes sont-elles les bonnes ?", abort=True)
            ensure_loaded()
            report = importing.run(
                file, actor=actor, organisation_id=receiver.id, mapping=mapping, apply=apply
            )
        except FileRefused as refusal:
            if as_json:
                print_json({"refused_whole": True, "reason": str(refusal)})
            stop(f"fichier refusé en entier. {refusal}")
    if as_json:
        print_json({**report.as_dict(), "columns": mapping})
    else:
        report.print_to(console)


@people.command("template", help="Écrit le modèle de tableau à remplir (CSV) dans un FICHIER.")
@click.argument("file", metavar="FICHIER", type=click.Path(dir_okay=False, path_type=Path))
def template(file: Path) -> None:
    """Write the documented template."""
    start_django()
    from passerelles.exchanges.people_csv.columns import template as content

    if file.exists():
        stop(f"{file} existe déjà : choisissez un autre nom.")
    file.write_bytes(content())
    console.print(f"Modèle écrit dans {file}.")


def _organisation(wanted: str) -> Organisation:
    from passerelles.kernel.text import fold
    from passerelles.organisations.models import Organisation

    try:
        found = list(Organisation.objects.filter(pk=UUID(wanted)))
    except ValueError:
        found = list(Organisation.objects.filter(folded_name=fold(wanted))[:2])
    if len(found) != 1:
        problem = "introuvable" if not found else "plusieurs portent ce nom : donnez l’identifiant"
        stop(f"organisation « {wanted} » : {problem}.", status=2)
    return found[0]


def _mapping(headers: tuple[str, ...], columns: tuple[str, ...]) -> dict[str, str]:
    """Our fields and the file's titles: what was said wins over what is proposed."""
    from passerelles.exchanges.people_csv.columns import COLUMNS, propose

    mapping = dict(propose(headers))
    known = {column.field for column in COLUMNS}
    for said in columns:
        field, equals, title = said.partition("=")
        if not equals or field not in known:
            stop(f"« {said} » : attendu CHAMP=TITRE, avec {', '.join(sorted(known))}.", status=2)
        mapping[field] = title
    return mapping


def _show(mapping: dict[str, str]) -> None:
    from passerelles.exchanges.people_csv.columns import COLUMNS

    console.print("Colonnes comprises :")
    for column in COLUMNS:
        read = mapping.get(column.field)
        console.print(f"  {column.title} ← {read or '(absente)'}", soft_wrap=True)
