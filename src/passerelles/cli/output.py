"""What commands print: words for people, JSON for programs, progress for both."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

from rich.console import Console

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def stop(message: str, *, status: int = 1) -> NoReturn:
    """Print an error and leave: 1 when the work failed, 2 when the request made no sense."""
    errors.print(f"[bold red]Erreur :[/] {message}", soft_wrap=True)
    raise SystemExit(status)
