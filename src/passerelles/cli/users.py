"""``passerelles user``: the first accounts of an installation."""

from __future__ import annotations

from typing import Any

import click

from passerelles.cli.french import FrenchGroup
from passerelles.cli.output import console, print_json
from passerelles.cli.setup import start_django


@click.group(cls=FrenchGroup, help="Les comptes.")
def user() -> None:
    """Commands on accounts."""


@user.command(help="Crée un compte, ou lui ajoute une organisation et des rôles.")
@click.argument("email", metavar="ADRESSE")
@click.option("--first-name", "--prenom", required=True, help="Prénom.")
@click.option("--last-name", "--nom", required=True, help="Nom.")
@click.option("--organisation", help="Nom de l’organisation, créée si elle n’existe pas.")
@click.option("--kind", "--sorte", default="association", help="Sorte de l’organisation créée.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    help="Rôle (worker, supervisor, manager, directory, admin, privacy) ; répétable.",
)
@click.option(
    "--platform-admin", is_flag=True, help="Administre la plateforme (ne lit aucun dossier)."
)
@click.option(
    "--password",
    prompt="Mot de passe",
    hide_input=True,
    confirmation_prompt="Encore une fois",
    help="Demandé au clavier s’il n’est pas donné.",
)
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON.")
def add(email: str, password: str, roles: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Create the account and say what it may do."""
    start_django()
    from passerelles.kernel.actors import acting_as, system_actor
    from passerelles.organisations.first_accounts import AccountWanted, add_account

    wanted = AccountWanted(email=email, password=password, roles=roles, **options)
    actor = system_actor("commande user add")
    with acting_as(actor):
        account = add_account(actor=actor, wanted=wanted)
    if as_json:
        print_json({"id": str(account.id), "email": account.email, "roles": list(roles)})
    else:
        console.print(f"Compte prêt : {account.email}")
