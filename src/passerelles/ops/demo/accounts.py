"""The accounts of the demonstration, kept beside the database and printed at each start."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from rich.table import Table

if TYPE_CHECKING:
    from passerelles.ops.demo.cast import Players

WHO = (
    ("Inès", "Éducatrice, IME Les Tilleuls (référente de Léa)"),
    ("Karim", "Chef de service, administrateur et référent données, IME"),
    ("Mona", "Éducatrice, ESAT L’Atelier du Pont (et un réseau)"),
    ("Bruno", "Moniteur d’atelier, ESAT"),
    ("Claire", "Conseillère, GEIQ Propreté du Val"),
    ("Paul", "Formateur, CFA du Val"),
    ("Sarah", "CIP, chantier d’insertion (référente de David)"),
    ("Julie", "Directrice du chantier d’insertion (programmes, réglages du droit)"),
    ("Thomas", "Chargé d’accompagnement, entreprise adaptée"),
    ("Nadia", "Conseillère, Cap emploi (oriente David)"),
    ("Hugo", "Facilitateur des clauses"),
    ("Élise", "Financeur (aucun dossier)"),
    ("Alex", "Administrateur de la plateforme (aucun dossier)"),
)


def marker() -> Path:
    """File that says the database is a demonstration; also keeps what to print."""
    return Path(settings.DATA_DIR) / "demonstration"


def write(players: Players, secrets: dict[str, str]) -> None:
    """Keep the accounts; the file appears only once everything is built."""
    rows = [{"email": players.users[name].email, "who": words} for name, words in WHO]
    marker().write_text(json.dumps({"accounts": rows, "secrets": secrets}, ensure_ascii=False))


def kept() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(marker().read_text())
    return content


def table() -> Table:
    """What to type to enter as each role."""
    from passerelles.ops.demo.cast import PASSWORD

    content = kept()
    rows = Table(title=f"Comptes d’essai — mot de passe : {PASSWORD}", title_justify="left")
    rows.add_column("Entrer avec", overflow="fold")
    rows.add_column("Qui")
    for account in content["accounts"]:
        rows.add_row(account["email"], account["who"])
    for way_in, words in content["secrets"].items():
        rows.add_row(way_in, words)
    return rows
