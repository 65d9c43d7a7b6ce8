"""``passerelles serve`` and ``passerelles demo``."""

from __future__ import annotations

import os
import shutil
import socket
import sys

import click

from passerelles.cli.french import FrenchCommand
from passerelles.cli.output import console, stop
from passerelles.cli.setup import start_django
from passerelles.cli.state import prepare


@click.command(
    cls=FrenchCommand, help="Lance le service : pages et tâches de fond, un seul processus."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse d’écoute.")
@click.option("--port", type=int, help="Port (sinon la variable PORT, sinon 8000).")
def serve(host: str, port: int | None) -> None:
    """Serve until Ctrl-C."""
    start_django()
    from passerelles.config.environment import environment
    from passerelles.ops.install import pending_migrations

    if pending_migrations():
        stop("la base n’est pas à jour. Lancez « passerelles migrate ».")
    _serve(host, port or environment().port)


@click.command(
    cls=FrenchCommand,
    help="Ouvre un territoire de démonstration, inventé, et affiche les comptes d’essai.",
)
@click.option("--reset", is_flag=True, help="Efface le territoire et recommence.")
@click.option("--port", type=int, help="Port (sinon la variable PORT, sinon 8000).")
@click.option("--no-serve", is_flag=True, help="Prépare sans lancer le serveur.")
def demo(reset: bool, port: int | None, no_serve: bool) -> None:
    """Prepare what is missing, print the accounts, serve."""
    os.environ.setdefault("PASSERELLES_DEMO", "true")
    if port:
        os.environ["PORT"] = str(port)
    os.environ.setdefault(
        "PASSERELLES_PUBLIC_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    )
    start_django()
    from django.conf import settings

    from passerelles.config.environment import environment

    if reset:
        _erase_demo()
    done = prepare()
    from passerelles.ops.demo import accounts, build, is_built

    if not is_built():
        console.print("Territoire de démonstration…")
        build(progress=lambda words: console.print(f"  [green]✔[/] {words}"))
        done.append("demonstration")
    if done and not no_serve:
        _start_afresh(port)
    console.print(f"\n[bold]Passerelles : {settings.PUBLIC_URL}[/]\n")
    console.print(accounts.table())
    if not no_serve:
        console.print("\nCtrl-C pour arrêter.")
        _serve("127.0.0.1", environment().port)


def _start_afresh(port: int | None) -> None:
    """Serve from a new start of this very process: building took memory that serving spares."""
    sys.stdout.flush()
    options = ["--port", str(port)] if port else []
    start = "from passerelles.cli import main; main()"
    os.execv(sys.executable, [sys.executable, "-c", start, "demo", *options])  # noqa: S606


def _erase_demo() -> None:
    """Erase the demonstration data; refuses a database that is not a demonstration."""
    from django.conf import settings
    from django.db import connections

    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        stop("« --reset » n’efface qu’une base SQLite de démonstration.")
    marker = settings.DATA_DIR / "demonstration"
    database = settings.DATA_DIR / "passerelles.sqlite3"
    if database.exists() and not marker.exists():
        stop("cette base n’est pas une démonstration : rien n’a été effacé.")
    connections.close_all()
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    for folder in ("courriels", "fichiers"):
        shutil.rmtree(settings.DATA_DIR / folder, ignore_errors=True)
    marker.unlink(missing_ok=True)


def _serve(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            stop(f"le port {port} est déjà pris. Choisissez-en un autre : PORT=8001 make demo.")
    from passerelles.ops.server import serve as run

    run(host=host, port=port)
    console.print("Arrêté.")
