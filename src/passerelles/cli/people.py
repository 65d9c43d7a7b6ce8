"""``passerelles people``: bringing in the persons an organisation already follows."""

from __future__ import annotations

import json
from pathlib import Path

import click

from passerelles.cli.french import FrenchGroup
from passerelles.cli.output import console, print_json, stop
from passerelles.cli.setup import start_django


@click.group(cls=FrenchGroup, help="Les personnes accompagnées.")
def people() -> None:
    """Commands on persons."""
