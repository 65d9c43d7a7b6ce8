"""``passerelles people``: bringing in the persons an organisation already follows."""

from __future__ import annotations

import click

from passerelles.cli.french import FrenchGroup


@click.group(cls=FrenchGroup, help="Les personnes accompagnées.")
def people() -> None:
    """Commands on persons."""
