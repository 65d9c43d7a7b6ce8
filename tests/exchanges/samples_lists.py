"""Invented national lists, in the shape of the real ones."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from passerelles.kernel.identifiers import finess_is_valid, siret_is_valid

ESAT_COLUMNS = [
    "EJ-N°FINESS",
    "EJ-Raison sociale",
    "EJ-Statut juridique Libellé",
    "ET-N°FINESS",
    "ET-Raison sociale",
    "ET-Adresse",
    "ET-Code Postal",
    "ET-Type",
    "ET-SIRET",
    "ET-Commune Code",
    "ET-Commune Libellé",
    "Capacité autorisée agrégée",
]
SIAE_COLUMNS = [
    "MESURE",
    "CODE_DEPARTEMENT",
    "LIBELLE_DPT",
    "CODE_POSTAL",
    "COMMUNE",
    "CODE_NAF2",
    "NATURE_JURIDIQUE",
    "SIRET",
    "DENOMINATION_SOCIALE",
    "NUM_RUE",
    "NOM_RUE",
    "CODE_POST_COM",
    "LIB_COM",
]
GEIQ_COLUMNS = ["GEIQ", "ADRESSE", "COMPLEMENT ADRESSE", "VILLE", "CODE POSTAL", "NAF", "SIRET"]


def table(columns: list[str], rows: list[dict[str, Any]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def finess(body: str) -> str:
    """Nine characters whose key is right, from the first eight."""
    return next(f"{body}{key}" for key in range(10) if finess_is_valid(f"{body}{key}"))


def siret(body: str) -> str:
    return next(f"{body}{key}" for key in range(10) if siret_is_valid(f"{body}{key}"))


MANAGER = finess("02078000")


def esat(body: str = "02000100", **cells: Any) -> dict[str, Any]:
    return {
        "EJ-N°FINESS": MANAGER,
        "EJ-Raison sociale": "ASSOCIATION DU PLATEAU",
        "EJ-Statut juridique Libellé": "Ass.L.1901 non R.U.P.",
        "ET-N°FINESS": finess(body),
        "ET-Raison sociale": "ESAT L'ATELIER DU PONT",
        "ET-Adresse": "548   R D'ORCET",
        "ET-Code Postal": "02000",
        "ET-Type": "Principal",
        "ET-SIRET": siret("1234567890001"),
        "ET-Commune Code": "02408",
        "ET-Commune Libellé": "Laon",
        "Capacité autorisée agrégée": "66",
        **cells,
    }


def siae(**cells: Any) -> dict[str, Any]:
    return {
        "MESURE": "ACI",
        "CODE_DEPARTEMENT": "002",
        "LIBELLE_DPT": "AISNE",
        "CODE_POSTAL": "02000",
        "COMMUNE": "LAON",
        "CODE_NAF2": "9499Z",
        "NATURE_JURIDIQUE": "Association déclarée",
        "SIRET": siret("2345678900001"),
        "DENOMINATION_SOCIALE": "RESSOURCERIE DES MARAIS",
        "NUM_RUE": "7",
        "NOM_RUE": "Avenue DES ECOLES",
        "CODE_POST_COM": "02000",
        "LIB_COM": "LAON",
        **cells,
    }


def geiq(**cells: Any) -> dict[str, Any]:
    return {
        "GEIQ": "GEIQ PROPRETE DU VAL",
        "ADRESSE": "47, rue des Essais",
        "COMPLEMENT ADRESSE": "",
        "VILLE": "LAON CEDEX",
        "CODE POSTAL": "02000",
        "NAF": "7830Z",
        "SIRET": siret("3456789000001"),
        **cells,
    }


def esat_file(*rows: dict[str, Any]) -> bytes:
    return table(ESAT_COLUMNS, list(rows))


def siae_file(*rows: dict[str, Any]) -> bytes:
    return table(SIAE_COLUMNS, list(rows))


def geiq_file(*rows: dict[str, Any]) -> bytes:
    return table(GEIQ_COLUMNS, list(rows))


def structure(**fields: Any) -> dict[str, Any]:
    return {
        "source": "dora",
        "id": "dora--plateau",
        "nom": "Maison du Plateau",
        "date_maj": "2026-01-01",
        "description": "Accueil et orientation.",
        "siret": siret("4567890000001"),
        "commune": "Laon",
        "code_postal": "02000",
        "code_insee": "02408",
        "adresse": "1 place des Essais",
        "complement_adresse": None,
        "longitude": 3.62,
        "latitude": 49.56,
        "telephone": "03 23 00 00 00",
        "courriel": "accueil@exemple.test",
        "site_web": "https://exemple.test",
        "horaires_accueil": "Mo-Fr 09:00-12:00",
        "accessibilite_lieu": None,
        "reseaux_porteurs": None,
        **fields,
    }


def service(**fields: Any) -> dict[str, Any]:
    return {
        "source": "dora",
        "id": "dora--mobilite",
        "structure_id": "dora--plateau",
        "nom": "Prêt de scooters",
        "date_maj": "2026-01-01",
        "description": "Pour aller travailler.",
        "thematiques": ["mobilite--acceder-a-un-vehicule"],
        "frais": "gratuit",
        "publics": ["jeunes"],
        "code_insee": None,
        "adresse": None,
        "lien_source": "https://exemple.test/scooters",
        **fields,
    }


def page(*items: dict[str, Any]) -> bytes:
    return json.dumps({"items": list(items), "total": len(items), "page": 1}).encode()
