"""Is this installation healthy?  Configuration, database, keys, journal, tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from passerelles.journal import queries as journal_queries
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as, system_actor
from passerelles.ops.install import pending_migrations
from passerelles.sharing.rules.volets import Volet
from passerelles.sharing.secrecy import SecretTextField


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found and, unless fine, what to do."""

    subject: str
    level: Level
    message: str
    remedy: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def examine() -> Iterator[Finding]:
    """Look at everything; a subject that cannot be examined is an error, not a silence."""
    for look in (_database, _migrations, _framework_checks, _keys, _addresses, _journal, _tasks):
        try:
            yield from look()
        except DatabaseError as error:
            yield Finding(
                _subject(look),
                Level.ERROR,
                f"La base ne répond pas comme attendu ({type(error).__name__}).",
                "Lancez « passerelles migrate », puis recommencez.",
            )


def _subject(look: Callable[[], Iterator[Finding]]) -> str:
    return look.__name__.strip("_")


def _database() -> Iterator[Finding]:
    connection.ensure_connection()
    yield Finding("database", Level.OK, f"Base {connection.vendor} joignable.")
    if connection.vendor == "postgresql":
        yield from _row_security()
    if connection.vendor == "sqlite":
        yield from _file_permissions()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            answer = cursor.fetchone()[0]
            cursor.execute("PRAGMA foreign_keys")
            enforced = bool(cursor.fetchone()[0])
        if answer != "ok" or not enforced:
            yield Finding(
                "database",
                Level.ERROR,
                "Le fichier SQLite est abîmé ou ses liens ne sont pas vérifiés.",
                "Arrêtez le service et restaurez la dernière sauvegarde.",
            )


def _row_security() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        bypasses = bool(cursor.fetchone()[0])
    if bypasses:
        yield Finding(
            "database",
            Level.ERROR,
            "Le compte PostgreSQL passe à travers la sécurité par ligne.",
            "Utilisez un compte NOSUPERUSER NOBYPASSRLS, propriétaire de la base.",
        )


def _file_permissions() -> Iterator[Finding]:
    path = Path(str(connection.settings_dict["NAME"]))
    if path.exists() and path.stat().st_mode & 0o077:
        yield Finding(
            "database",
            Level.WARNING,
            "D’autres comptes de la machine peuvent lire le fichier de la base.",
            f"Lancez « chmod 600 {path.name} » dans le dossier des données.",
        )


def _migrations() -> Iterator[Finding]:
    if pending_migrations():
        yield Finding(
            "migrations",
            Level.ERROR,
            "La base n’est pas à jour de cette version.",
            "Lancez « passerelles migrate ».",
        )
    else:
        yield Finding("migrations", Level.OK, "Base à jour.")


def _framework_checks() -> Iterator[Finding]:
    serious = [message for message in checks.run_checks() if message.level >= checks.WARNING]
    for message in serious:
        level = Level.ERROR if message.level >= checks.ERROR else Level.WARNING
        yield Finding("django", level, f"{message.id} : {message.msg}", message.hint or "")
    if not serious:
        yield Finding("django", Level.OK, "Aucune alerte de Django.")


def _keys() -> Iterator[Finding]:
    """Does the key ring still open every text that was encrypted?"""
    closed = sum(_closed_texts(model) for model in apps.get_models())
    if closed:
        yield Finding(
            "keys",
            Level.ERROR,
            f"{closed} sorte(s) de textes sensibles ne s’ouvrent avec aucune clé du trousseau.",
            "Remettez l’ancienne clé à la suite dans PASSERELLES_ENCRYPTION_KEYS.",
        )
    else:
        count = len(settings.ENCRYPTION_KEYS)
        yield Finding("keys", Level.OK, f"Trousseau du volet sensible : {count} clé(s).")


def _closed_texts(model: Any) -> int:
    columns = model._meta.concrete_fields
    fields = [f.name for f in columns if isinstance(f, SecretTextField)]
    if not fields:
        return 0
    rows = getattr(model, "unscoped", model._base_manager).values_list(*fields)
    # What is read only through its parent has no volet of its own: all its texts are tried.
    if any(f.name == "volet" for f in columns):
        rows = rows.filter(volet=Volet.SENSITIVE)
    try:
        with acting_as(system_actor("examen de l’installation")):
            for _row in rows.iterator(chunk_size=500):
                pass
    except ValueError:
        return 1
    return 0


def _addresses() -> Iterator[Finding]:
    local = settings.PUBLIC_URL.startswith(("http://127.0.0.1", "http://localhost"))
    if not settings.PUBLIC_URL.startswith("https://") and not local:
        yield Finding(
            "addresses",
            Level.ERROR,
            "L’adresse publique n’est pas en HTTPS.",
            "Placez le service derrière HTTPS et réglez PASSERELLES_PUBLIC_URL.",
        )
    elif not local and not settings.SESSION_COOKIE_SECURE:
        yield Finding(
            "addresses",
            Level.ERROR,
            "Les cookies ne sont pas réservés à HTTPS.",
            "Réglez PASSERELLES_SECURE=true.",
        )
    elif settings.DEBUG:
        yield Finding(
            "addresses",
            Level.WARNING,
            "Le mode détaillé montre des données dans les pages d’erreur.",
            "Réglez PASSERELLES_DEBUG=false.",
        )
    else:
        yield Finding("addresses", Level.OK, f"Adresse publique : {settings.PUBLIC_URL}")


def _journal() -> Iterator[Finding]:
    proof = journal_queries.verify()
    if proof.whole:
        yield Finding("journal", Level.OK, f"Journal intact ({proof.entries} lignes).")
    else:
        yield Finding(
            "journal",
            Level.ERROR,
            f"La chaîne du journal est rompue à la ligne {proof.broken_at}.",
            "Comparez avec une sauvegarde antérieure et prévenez le responsable des données.",
        )


def _tasks() -> Iterator[Finding]:
    from django_tasks_db.models import DBTaskResult

    old = clock.now() - timedelta(hours=1)
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=old).count()
    failed = DBTaskResult.objects.failed().filter(enqueued_at__gt=old).count()
    if late or failed:
        yield Finding(
            "tasks",
            Level.WARNING,
            f"{late} tâche(s) attendent depuis plus d’une heure, {failed} ont échoué.",
            "Vérifiez que « passerelles serve » tourne.",
        )
    else:
        yield Finding("tasks", Level.OK, "Aucune tâche en retard.")
