"""What commands print: words for people, JSON for programs, progress for both."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from rich.console import Console
from rich.markup import escape

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def stop(message: str, *, status: int = 1) -> NoReturn:
    """Print an error and leave: 1 when the work failed, 2 when the request made no sense."""
    errors.print(f"[bold red]Erreur :[/] {message}", soft_wrap=True)
    raise SystemExit(status)


def read_file(file: str) -> bytes:
    """Bytes of a file, of the standard input for « - »; a sentence and status 2 otherwise."""
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except FileNotFoundError:
        stop(f"ce fichier n’existe pas : {escape(file)}.", status=2)
    except IsADirectoryError:
        stop(f"{escape(file)} est un dossier : donnez un fichier JSON.", status=2)
    except OSError as error:
        stop(f"ce fichier ne peut pas être lu : {escape(file)} ({error.strerror}).", status=2)
