"""Pages of the data·inclusion API: structures, and the services they offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from passerelles.exchanges.connectors import Connector, Refused
from passerelles.exchanges.places import locate, optional_siret
from passerelles.exchanges.reading import Layout, Row, Shape
from passerelles.exchanges.registry import register
from passerelles.exchanges.structures import (
    LABELS,
    StructureDraft,
    StructureStore,
    kept_by_members,
    kept_doubt,
    sensitive_doubt,
)
from passerelles.kernel.identifiers import siren_of
from passerelles.kernel.nir import contains_nir
from passerelles.organisations.models import OrganisationIdentifier
from passerelles.territories.queries import Gazetteer

SCHEME = "data_inclusion"

# What the source or the network says of the kind of structure; the first that is known.
_KINDS = {
    "mission-locale": "mission_locale",
    "missions-locales": "mission_locale",
    "france-travail": "france_travail",
    "cap-emploi": "cap_emploi",
    "aci": "aci",
    "ei": "ei",
    "ai": "ai",
    "etti": "etti",
    "eiti": "eiti",
    "geiq": "geiq",
    "mdph": "mdph",
    "departements": "collectivite",
    "communes": "collectivite",
    "ccas-cias": "collectivite",
    "regies-de-quartier": "regie",
}
_DETAILS = (
    ("publics_precisions", "Pour qui"),
    ("conditions_acces", "Conditions"),
    ("frais_precisions", "Frais"),
    ("horaires_accueil", "Horaires"),
    ("mobilisation_precisions", "Comment faire"),
)


@register
class DataInclusionConnector(Connector[StructureDraft]):
    slug: ClassVar[str] = SCHEME
    title: ClassVar[str] = "data·inclusion (structures ou services)"
    source: ClassVar[str] = "api.data.inclusion.gouv.fr, pages « structures » puis « services »."
    shape: ClassVar[Shape] = Shape(
        columns=("source", "id", "nom", "date_maj", "code_insee", "adresse"), layout=Layout.JSON
    )
    labels: ClassVar[Mapping[str, Any]] = LABELS

    def __init__(self) -> None:
        self.gazetteer = Gazetteer()
        self._kept: frozenset[str] = frozenset()
        self._structures: set[str] = set()

    def survey(self, rows: Sequence[Row]) -> None:
        self._kept = kept_by_members(SCHEME)
        known = OrganisationIdentifier.objects.filter(scheme=SCHEME)
        self._structures = set(known.values_list("value", flat=True))
        self._structures |= {
            row.text("id") for row in rows if not _is_service(row) and row.text("nom")
        }

    def identity(self, row: Row) -> str:
        return row.text("nom") or row.text("id")

    def parse(self, row: Row) -> StructureDraft | Refused:
        id_, name = row.text("id"), row.text("nom")
        if not id_:
            return Refused(_("L’identifiant est vide."), identity=name)
        if not name:
            return Refused(
                _("Le nom est vide."), _("Complétez la fiche à la source."), identity=id_
            )
        return self._service(row) if _is_service(row) else self._structure(row)

    def store(self) -> StructureStore:
        return StructureStore(SCHEME)

    def _structure(self, row: Row) -> StructureDraft:
        id_, name, kind = row.text("id"), row.text("nom")[:200], _kind(row)
        siret, siret_doubt = optional_siret(row.text("siret"))
        place = locate(
            self.gazetteer,
            address=", ".join(filter(None, (row.text("adresse"), row.text("complement_adresse")))),
            postal_code=row.text("code_postal"),
            name=row.text("commune"),
            insee=row.text("code_insee"),
        )
        somewhere = any(row.text(c) for c in ("commune", "code_postal", "code_insee", "adresse"))
        description, text_doubt = _safe(row.text("description"))
        doubts = (siret_doubt, text_doubt, *(place.doubts if somewhere else ()))
        return StructureDraft(
            number=row.number,
            key=id_,
            identity=f"{name} ({id_})",
            values={
                **place.values,
                **_point(row),
                "kind": kind,
                "name": name,
                "siren": siren_of(siret.value),
                "siret": siret.value,
                "description": description,
                "website": _web_address(row.text("site_web"), 200),
                "opening_hours": row.text("horaires_accueil")[:250],
                "accessibility_url": _web_address(row.text("accessibilite_lieu"), 400),
                **_reach(row),
            },
            repairs=(*((siret.repair,) if siret.repaired else ()), *place.repairs),
            doubts=(
                *filter(None, doubts),
                *sensitive_doubt(kind, name),
                *kept_doubt(id_, self._kept),
            ),
            organisation_key=id_,
            ref=id_,
        )

    def _service(self, row: Row) -> StructureDraft | Refused:
        id_, name, structure = row.text("id"), row.text("nom")[:200], row.text("structure_id")
        identity = f"{name} ({id_})"
        if structure not in self._structures:
            return Refused(
                _("La structure « %(id)s » n’est pas dans l’annuaire.") % {"id": structure},
                _("Importez d’abord la page « structures » qui la contient."),
                identity=identity,
            )
        description, text_doubt = _safe(_described(row))
        return StructureDraft(
            number=row.number,
            key=("service", id_),
            identity=identity,
            values={
                "activity": name,
                "activity_description": description,
                "themes": list(row.values.get("thematiques") or []),
                "url": _web_address(row.text("lien_mobilisation"), 600)
                or _web_address(row.text("lien_source"), 600),
            },
            doubts=(*filter(None, (text_doubt,)), *kept_doubt(structure, self._kept)),
            organisation_key=structure,
            ref=id_,
        )


def _is_service(row: Row) -> bool:
    return "structure_id" in row.values


def _kind(row: Row) -> str:
    networks = row.values.get("reseaux_porteurs") or []
    said = [row.text("source"), *map(str, networks)]
    return next((_KINDS[word] for word in said if word in _KINDS), "other")


def _point(row: Row) -> dict[str, float]:
    """Coordinates of the file, more precise than the commune's; 0, 0 is how it says none."""
    latitude, longitude = row.values.get("latitude"), row.values.get("longitude")
    if not latitude or not longitude:
        return {}
    return {"latitude": round(float(latitude), 6), "longitude": round(float(longitude), 6)}


def _reach(row: Row) -> dict[str, str]:
    phone, email = row.text("telephone")[:40], row.text("courriel")[:254]
    return {"phone": phone, "email": email} if phone or email else {}


def _described(row: Row) -> str:
    lines = [row.text("description")]
    lines += [f"{label} : {text}" for column, label in _DETAILS if (text := row.text(column))]
    for column, label in (("frais", "Frais"), ("publics", "Publics"), ("modes_accueil", "Accueil")):
        value = row.values.get(column)
        said = ", ".join(map(str, value)) if isinstance(value, list) else row.text(column)
        if said:
            lines.append(f"{label} : {said}")
    return "\n".join(line for line in lines if line)


def _web_address(text: str, longest: int) -> str:
    """An address our pages may link to; any other kind (``javascript:``…) is left out."""
    scheme = text.lower().partition(":")[0]
    address = f"https://{text}" if scheme.startswith("www.") else text
    web = address.lower().startswith(("https://", "http://"))
    return address if web and len(address) <= longest else ""


def _safe(text: str) -> tuple[str, str]:
    """A text that holds what looks like a social-security number is not taken."""
    if contains_nir(text):
        return "", _("Texte laissé de côté : il contient ce qui ressemble à un numéro de sécu.")
    return text[:4000], ""
