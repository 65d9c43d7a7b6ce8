"""Entry point: the commands and the way their errors are said."""

from __future__ import annotations

import sys

import click

from passerelles.cli import journal, law, people, routes, server, state, transfer, users
from passerelles.cli.french import FrenchGroup, usage_problem
from passerelles.cli.output import errors, stop


@click.group(cls=FrenchGroup, help="Passerelles : un parcours raconté une fois, suivi par tous.")
@click.version_option(package_name="passerelles", message="%(version)s", help="Affiche la version.")
def cli() -> None:
    """All commands hang here."""


cli.add_command(server.serve)
cli.add_command(server.demo)
cli.add_command(state.migrate)
cli.add_command(state.check)
cli.add_command(transfer.import_file)
cli.add_command(people.people)
cli.add_command(users.user)
cli.add_command(journal.journal)
cli.add_command(law.law)
cli.add_command(routes.route)


def main(arguments: list[str] | None = None) -> None:
    """Run a command; a usage error is a French sentence and status 2, never a traceback."""
    from passerelles.kernel.errors import Hidden, Refusal

    try:
        cli.main(args=arguments, prog_name="passerelles", standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.Abort:
        errors.print("Interrompu.")
        sys.exit(130)
    except click.ClickException as error:
        stop(usage_problem(error), status=2)
    except Hidden:
        stop("Introuvable.", status=1)
    except Refusal as refusal:
        stop(str(refusal), status=1)
