"""What every benchmark needs first: Django, and the machine in one line."""

from __future__ import annotations

import os
import platform
from pathlib import Path

REPORT = Path(__file__).resolve().parent.parent / "docs" / "reference" / "performances.md"


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelles.config.settings")
    os.environ.setdefault("PASSERELLES_LOG_LEVEL", "ERROR")
    import django

    django.setup()


def prepare() -> None:
    """Whatever an installation still lacks: migrations, style sheets of this version."""
    from passerelles.ops.install import steps

    for step in steps():
        if step.needed():
            step.run()


def machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    return f"{os.cpu_count()} cœurs, {model}, Python {platform.python_version()}"


def database() -> str:
    """Vendor and version of the database in use."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            return f"SQLite {cursor.fetchone()[0]}"
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


def publish(text: str) -> None:
    """Print a report and append it to the page of measures."""
    print(text)
    with REPORT.open("a", encoding="utf-8") as page:
        page.write(f"\n{text}\n")
