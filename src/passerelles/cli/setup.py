"""Django, loaded only by the commands that need it."""

from __future__ import annotations

import os

from passerelles.cli.output import errors
from passerelles.config.environment import ConfigurationError, environment


def start_django() -> None:
    """Load Django; print every configuration error at once and leave with status 2."""
    try:
        environment()
    except ConfigurationError as error:
        errors.print("[bold red]Des réglages sont refusés :[/]")
        for problem in error.problems:
            errors.print(f"  • {problem}", soft_wrap=True)
        errors.print("Corrigez ces variables (voir .env.example), puis recommencez.")
        raise SystemExit(2) from error
    # The database, the keys and the deposited papers are for this account's eyes only.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelles.config.settings")
    import django

    django.setup()
