"""Columns of the file of persons: the template's, and the names other software gives them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from passerelles.kernel.text import fold
from passerelles.people.rules.facts import FactKind

# From which likeness (0 to 100) a column name of the file is proposed for one of ours.
PROPOSED_FROM = 88
# Columns that hold a social-security number are never proposed.
_NEVER = ("nir", "securite sociale", "num secu", "n ss", "numero ss", "nss")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the template: its field, its title, its other names, an example."""

    field: str
    title: str
    synonyms: tuple[str, ...]
    example: str
    required: bool = False
    hint: str = ""


COLUMNS: tuple[Column, ...] = (
    Column(
        "reference",
        "Référence",
        ("identifiant", "id", "numéro", "n°", "matricule", "code usager", "ref", "n° dossier"),
        "A-017",
        hint="Le numéro de la personne dans vos fichiers. Il permet d’importer à nouveau "
        "sans créer de doublon.",
    ),
    Column("first_name", "Prénom", ("prenoms", "prénom usuel"), "David", required=True),
    Column(
        "last_name",
        "Nom de naissance",
        ("nom", "nom de famille", "patronyme", "nom naissance", "nom de jeune fille"),
        "Lecomte",
        required=True,
    ),
    Column("usage_name", "Nom d’usage", ("nom marital", "nom usuel", "nom d’épouse"), ""),
    Column(
        "birth_date",
        "Date de naissance",
        ("né le", "née le", "né(e) le", "ddn", "naissance", "date naissance"),
        "04/12/1980",
        hint="04/12/1980, 4 décembre 1980 ou 1980-12-04.",
    ),
    Column("commune", "Commune", ("ville", "localité", "commune de résidence"), "Laon"),
    Column("postal_code", "Code postal", ("cp", "code postal résidence"), "02000"),
    Column("phone", "Téléphone", ("tel", "portable", "mobile", "téléphone portable"), ""),
    Column(
        "email",
        "Adresse électronique",
        ("email", "mail", "courriel", "e-mail", "adresse mail"),
        "",
    ),
    Column(
        "safe_contact",
        "Comment la joindre sans risque",
        ("consigne de contact", "précaution"),
        "Ne pas laisser de message",
    ),
    Column(
        FactKind.FRENCH_LEVEL.value,
        "Niveau de français",
        ("français", "niveau fle", "niveau langue"),
        "B1",
    ),
    Column(FactKind.LANGUAGES.value, "Langues parlées", ("langues",), "français, picard"),
    Column(
        FactKind.DIPLOMA_LEVEL.value,
        "Niveau de diplôme",
        ("diplôme", "niveau de formation", "niveau d’études"),
        "CAP",
    ),
    Column(
        FactKind.TRANSPORT.value,
        "Moyen de transport",
        ("transport", "mobilité", "moyen de locomotion"),
        "Bus",
    ),
    Column("wish", "Souhait, avec ses mots", ("souhait", "projet", "projet professionnel"), ""),
)
BY_FIELD: dict[str, Column] = {column.field: column for column in COLUMNS}


def propose(headers: Iterable[str]) -> dict[str, str]:
    """For each of our fields, the column of the file that seems to hold it; each used once."""
    left = [header for header in headers if header and not _is_forbidden(header)]
    found: dict[str, str] = {}
    for exact in (True, False):
        for column in COLUMNS:
            if column.field in found:
                continue
            header = _exactly(column, left) if exact else _nearly(column, left)
            if header is not None:
                found[column.field] = header
                left.remove(header)
    return found


def _is_forbidden(header: str) -> bool:
    folded = fold(header)
    return any(word == folded or f" {word} " in f" {folded} " for word in _NEVER)


def _exactly(column: Column, headers: list[str]) -> str | None:
    names = {fold(name) for name in (column.title, column.field, *column.synonyms)}
    return next((header for header in headers if fold(header) in names), None)


def _nearly(column: Column, headers: list[str]) -> str | None:
    names = [fold(name) for name in (column.title, *column.synonyms) if len(fold(name)) > 3]
    best: tuple[float, str] = (0.0, "")
    for header in headers:
        match = process.extractOne(fold(header), names, scorer=fuzz.ratio)
        if match is not None and match[1] > best[0]:
            best = (match[1], header)
    return best[1] if best[0] >= PROPOSED_FROM else None


def template() -> bytes:
    """The file to fill: CSV that every spreadsheet opens, one invented line as an example."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.title for column in COLUMNS)
    writer.writerow(column.example for column in COLUMNS)
    return text.getvalue().encode("utf-8-sig")
