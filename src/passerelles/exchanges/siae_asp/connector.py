"""The ASP's list of SIAE: one row per convention, so a SIRET may come back by measure or place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from passerelles.exchanges.connectors import Connector, Refused
from passerelles.exchanges.naming import readable_address, readable_name
from passerelles.exchanges.places import locate
from passerelles.exchanges.reading import Row, Shape
from passerelles.exchanges.registry import register
from passerelles.exchanges.structures import (
    LABELS,
    StructureDraft,
    StructureStore,
    kept_by_members,
    kept_doubt,
)
from passerelles.kernel.errors import Refusal
from passerelles.kernel.identifiers import Reading, parse_siret, siren_of
from passerelles.kernel.text import fold
from passerelles.territories.models import Departement
from passerelles.territories.queries import Gazetteer

SCHEME = "siae_asp"
MEASURES = {"ACI": "aci", "AI": "ai", "EI": "ei", "EITI": "eiti", "ETTI": "etti"}
_COMPARED = ("DENOMINATION_SOCIALE", "NUM_RUE", "NOM_RUE", "CODE_POSTAL", "COMMUNE")


@register
class SiaeConnector(Connector[StructureDraft]):
    slug: ClassVar[str] = SCHEME
    title: ClassVar[str] = "Liste des SIAE (ASP)"
    source: ClassVar[str] = "data.gouv.fr, « Structures de l’insertion par l’activité économique »."
    shape: ClassVar[Shape] = Shape(
        columns=(
            "MESURE",
            "LIBELLE_DPT",
            "CODE_POSTAL",
            "COMMUNE",
            "SIRET",
            "DENOMINATION_SOCIALE",
            "NUM_RUE",
            "NOM_RUE",
        ),
        optional=("CODE_DEPARTEMENT", "CODE_NAF2", "NATURE_JURIDIQUE", "CODE_POST_COM", "LIB_COM"),
    )
    labels: ClassVar[Mapping[str, Any]] = LABELS

    def __init__(self) -> None:
        self.gazetteer = Gazetteer()
        self._first: dict[str, Row] = {}
        self._kept: frozenset[str] = frozenset()
        self._departements: dict[str, Departement] = {}

    def survey(self, rows: Sequence[Row]) -> None:
        self._kept = kept_by_members(SCHEME)
        for departement in Departement.objects.all():
            self._departements[fold(departement.name)] = departement
            self._departements.setdefault(departement.code, departement)
        for row in rows:
            if key := _key(row):
                self._first.setdefault(key, row)

    def identity(self, row: Row) -> str:
        return row.text("DENOMINATION_SOCIALE")

    def parse(self, row: Row) -> StructureDraft | Refused:
        name = readable_name(row.text("DENOMINATION_SOCIALE"))[:200]
        measure = row.text("MESURE").upper()
        siret = parse_siret(row.text("SIRET"))
        identity = f"{measure} {name} ({siret.value})"
        if measure not in MEASURES:
            return Refused(
                _("La mesure « %(measure)s » n’est pas connue.") % {"measure": measure},
                _("Attendu : %(known)s.") % {"known": ", ".join(MEASURES)},
                identity=identity,
            )
        if not name:
            return Refused(_("La structure n’a pas de nom."), identity=identity)
        key = f"{siret.value}:{measure}"
        first = self._first[key]
        if first.number != row.number:
            return self._again(row, first, key, identity, siret)
        return self._structure(row, key, identity, siret, name)

    def store(self) -> StructureStore:
        return StructureStore(SCHEME)

    def _structure(
        self, row: Row, key: str, identity: str, siret: Reading, name: str
    ) -> StructureDraft:
        place = locate(
            self.gazetteer,
            address=readable_address(f"{row.text('NUM_RUE')} {row.text('NOM_RUE')}".upper()),
            postal_code=row.text("CODE_POSTAL"),
            name=row.text("COMMUNE"),
        )
        zone, zone_doubt = self._departement(row)
        return StructureDraft(
            number=row.number,
            key=(key, fold(row.text("LIBELLE_DPT"))),
            identity=identity,
            values={
                **place.values,
                **zone,
                "kind": MEASURES[row.text("MESURE").upper()],
                "name": name,
                "siren": siren_of(siret.value),
                "legal_form": row.text("NATURE_JURIDIQUE")[:120],
                "siret": siret.value,
                "naf": row.text("CODE_NAF2")[:5],
            },
            repairs=(*((siret.repair,) if siret.repaired else ()), *place.repairs),
            doubts=(*place.doubts, *zone_doubt, *kept_doubt(key, self._kept)),
            extra=self._extra(zone),
            organisation_key=key,
            ref=key,
        )

    def _again(
        self, row: Row, first: Row, key: str, identity: str, siret: Reading
    ) -> StructureDraft | Refused:
        """Same SIRET, same measure: one more département of the same structure, never a merge."""
        zone, zone_doubt = self._departement(row)
        if not zone:
            return Refused(
                _("Même SIRET et même mesure que la ligne %(number)d, sans département connu.")
                % {"number": first.number},
                _("Vérifiez le département."),
                identity=identity,
            )
        said = _("Même SIRET et même mesure que la ligne %(number)d : rattachée comme département.")
        doubts = [said % {"number": first.number}]
        if different := [c for c in _COMPARED if row.text(c) != first.text(c)]:
            doubts.append(
                _("Ses autres colonnes diffèrent et n’ont pas été reprises : %(columns)s.")
                % {"columns": ", ".join(different)}
            )
        return StructureDraft(
            number=row.number,
            key=(key, fold(row.text("LIBELLE_DPT"))),
            identity=identity,
            values=zone,
            repairs=(siret.repair,) if siret.repaired else (),
            doubts=(*doubts, *zone_doubt),
            extra=self._extra(zone),
            organisation_key=key,
            ref=f"{key}:{zone['departement']}",
        )

    def _departement(self, row: Row) -> tuple[dict[str, str], tuple[str, ...]]:
        """By its name: the file's codes are sometimes another département's."""
        name, code = row.text("LIBELLE_DPT"), row.text("CODE_DEPARTEMENT")
        found = self._departements.get(fold(name)) or self._departements.get(_two(code))
        if found is None:
            doubt = _("Département « %(name)s » inconnu : zone d’intervention non reprise.")
            return {}, (doubt % {"name": name or code},)
        return {"departement": found.code}, ()

    def _extra(self, zone: Mapping[str, str]) -> dict[str, str]:
        if not zone:
            return {}
        names = {row.code: str(row) for row in self._departements.values()}
        return {"departement_name": names[zone["departement"]]}


def _key(row: Row) -> str:
    """Empty for a row that will be refused."""
    measure = row.text("MESURE").upper()
    if row.broken or measure not in MEASURES or not row.text("DENOMINATION_SOCIALE"):
        return ""
    try:
        return f"{parse_siret(row.text('SIRET')).value}:{measure}"
    except Refusal:
        return ""


def _two(code: str) -> str:
    """« 001 » → « 01 », « 02A » → « 2A », « 971 » stays."""
    return code[1:] if len(code) == 3 and code.startswith("0") else code
