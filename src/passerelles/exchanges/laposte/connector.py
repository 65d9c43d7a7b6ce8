"""La Poste's official file of postal codes: refines where communes are, and adds postal codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.exchanges.connectors import Connector, Draft, Refused
from passerelles.exchanges.reading import Row, Shape
from passerelles.exchanges.registry import register
from passerelles.exchanges.report import FieldChange
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal
from passerelles.kernel.identifiers import Reading, parse_insee, parse_postal_code
from passerelles.territories.models import Commune, CommunePart, PostalCode, Precision
from passerelles.territories.queries import Gazetteer, Resolution
from passerelles.territories.rules import haversine_km

# The file gives ten decimals; six are ten centimetres, enough and the same on every database.
DECIMALS = 6
# A commune of France does not lie this far from where it was thought to be, unless unknown so far.
SURPRISING_KM = 60.0
BATCH = 2000

_SURE = {Precision.OFFICIAL, Precision.PLACE}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDraft(Draft):
    commune: Commune
    part: CommunePart | None

    @property
    def target(self) -> Commune | CommunePart:
        """What the row's coordinates are those of: a commune, or the part its code names."""
        return self.part or self.commune


@register
class LaPosteConnector(Connector[PlaceDraft]):
    slug: ClassVar[str] = "laposte"
    title: ClassVar[str] = "Base officielle des codes postaux (La Poste)"
    source: ClassVar[str] = "data.gouv.fr, jeu « Base officielle des codes postaux »."
    shape: ClassVar[Shape] = Shape(
        columns=("Code_commune_INSEE", "Nom_commune", "Code_postal", "coordonnees_gps"),
        optional=("Libelle_acheminement", "Ligne_5"),
    )
    labels: ClassVar[Mapping[str, Any]] = {
        "postal_code": gettext_lazy("code postal"),
        "latitude": gettext_lazy("latitude"),
        "longitude": gettext_lazy("longitude"),
        "precision": gettext_lazy("précision"),
    }

    def __init__(self) -> None:
        self.gazetteer = Gazetteer()

    def identity(self, row: Row) -> str:
        code, postal = row.text("Code_commune_INSEE"), row.text("Code_postal")
        return f"{row.text('Nom_commune')} ({code}, {postal})"

    def parse(self, row: Row) -> PlaceDraft | Refused:
        insee = parse_insee(row.text("Code_commune_INSEE"))
        postal = parse_postal_code(row.text("Code_postal"))
        identity = self.identity(row)
        resolution = self.gazetteer.resolve(insee=insee.value)
        if resolution.commune is None:
            return Refused(
                _("Le code %(code)s n’est celui d’aucune commune, d’hier ou d’aujourd’hui.")
                % {"code": insee.value},
                _("Vérifiez-le sur insee.fr."),
                identity=identity,
            )
        point = _point(row.text("coordonnees_gps"))
        return PlaceDraft(
            number=row.number,
            key=(insee.value, postal.value),
            identity=identity,
            values=_values(postal.value, point, resolution),
            repairs=_repairs(insee, postal, resolution),
            doubts=_doubts(point, resolution),
            commune=resolution.commune,
            part=resolution.part,
        )

    def store(self) -> PlaceStore:
        return PlaceStore()


class PlaceStore:
    """Communes held in memory by the gazetteer: staged values are seen by the following rows."""

    def __init__(self) -> None:
        self._known_codes: set[tuple[str, str]] = set()
        self._communes: dict[str, Commune] = {}
        self._parts: dict[str, CommunePart] = {}
        self._postal_codes: list[PostalCode] = []

    def prepare(self, drafts: Sequence[PlaceDraft]) -> None:
        self._known_codes = set(PostalCode.objects.values_list("code", "commune_id"))

    def current(self, draft: PlaceDraft) -> Mapping[str, Any] | None:
        target = draft.target
        code = draft.values["postal_code"]
        return {
            "postal_code": code if (code, draft.commune.pk) in self._known_codes else "",
            "latitude": _rounded(target.latitude),
            "longitude": _rounded(target.longitude),
            "precision": Precision(draft.commune.precision),
        }

    def stage(self, draft: PlaceDraft, changes: tuple[FieldChange, ...]) -> None:
        pair = (draft.values["postal_code"], draft.commune.pk)
        if pair not in self._known_codes:
            self._known_codes.add(pair)
            self._postal_codes.append(PostalCode(code=pair[0], commune_id=pair[1]))
        if "latitude" not in draft.values:
            return
        target = draft.target
        target.latitude = draft.values["latitude"]
        target.longitude = draft.values["longitude"]
        if isinstance(target, Commune):
            target.precision = draft.values["precision"]
            self._communes[target.pk] = target
        else:
            self._parts[target.pk] = target

    def write(self, *, actor: Actor) -> None:
        # An upsert by key is far quicker than bulk_update's CASE on tens of thousands of rows.
        Commune.objects.bulk_create(
            self._communes.values(),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=("insee",),
            update_fields=("latitude", "longitude", "precision"),
        )
        CommunePart.objects.bulk_create(
            self._parts.values(),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=("code",),
            update_fields=("latitude", "longitude"),
        )
        PostalCode.objects.bulk_create(self._postal_codes, batch_size=BATCH)


def _point(text: str) -> tuple[float, float] | None:
    """« 49.5678, 3.6123 » as numbers; None when the file gives none."""
    if not text:
        return None
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError as error:
        raise _bad_point(text) from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise _bad_point(text)
    return round(latitude, DECIMALS), round(longitude, DECIMALS)


def _bad_point(text: str) -> Refusal:
    return Refusal(
        _("« %(text)s » n’est pas un couple latitude, longitude.") % {"text": text},
        _("Il faut deux nombres en degrés, par exemple 49.56, 3.62."),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _values(
    postal_code: str, point: tuple[float, float] | None, resolution: Resolution
) -> dict[str, Any]:
    values: dict[str, Any] = {"postal_code": postal_code}
    if point is not None:
        values |= {"latitude": point[0], "longitude": point[1]}
        if resolution.part is None:
            values["precision"] = Precision.OFFICIAL
    return values


def _repairs(insee: Reading, postal: Reading, resolution: Resolution) -> tuple[str, ...]:
    sentences = [reading.repair for reading in (insee, postal) if reading.repaired]
    part = resolution.part
    if part is not None and part.kind != CommunePart.Kind.DISTRICT:
        sentences.append(
            _("Le code %(code)s est celui d’une ancienne commune, aujourd’hui %(commune)s.")
            % {"code": insee.value, "commune": resolution.commune}
        )
    return tuple(sentences)


def _doubts(point: tuple[float, float] | None, resolution: Resolution) -> tuple[str, ...]:
    if point is None:
        return (_("Le fichier ne donne pas de coordonnées : celles d’avant sont gardées."),)
    commune = resolution.commune
    known = commune.point if commune else None
    if commune is None or known is None or commune.precision not in _SURE:
        return ()
    distance = haversine_km(*known, *point)
    if distance < SURPRISING_KM:
        return ()
    return (
        _("Les coordonnées sont à %(km)d km de celles que l’on connaissait.")
        % {"km": round(distance)},
    )
