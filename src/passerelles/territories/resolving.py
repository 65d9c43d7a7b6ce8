"""From what a file says of a place (old code, CEDEX, "ST", typos) to the commune of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from passerelles.kernel.identifiers import (
    departement_of_insee,
    departement_of_postal_code,
    insee_is_valid,
    postal_code_is_valid,
)
from passerelles.territories.models import Commune, CommunePart, PostalCode
from passerelles.territories.rules import (
    commune_key,
    district_code,
    district_code_of_postal_code,
    without_article,
)

# Below this likeness (0 to 100), two names are two communes.
ALIKE = 86


class Certainty(StrEnum):
    CODE = "code"  # the code is that of a commune of today
    FORMER_CODE = "former_code"  # the code leads to the commune of today
    POSTAL_AND_NAME = "postal_and_name"
    NAME_IN_DEPARTEMENT = "name_in_departement"  # typically a CEDEX postal code
    POSTAL_ONLY = "postal_only"  # the only commune with this postal code
    ALIKE = "alike"  # a name nearly the same, or the beginning of the commune's
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The commune found or None, how surely, and the sentence to show when a person must look."""

    commune: Commune | None
    certainty: Certainty
    part: CommunePart | None = None
    doubt: str = ""

    @property
    def point(self) -> tuple[float, float] | None:
        """The part's own coordinates when known (an arrondissement), else the commune's."""
        part = self.part
        if part is not None and part.latitude is not None and part.longitude is not None:
            return part.latitude, part.longitude
        return self.commune.point if self.commune else None


@dataclass(slots=True)
class _Departement:
    """The communes of one département, ready to be looked up; loaded on first need."""

    communes: dict[str, Commune] = field(default_factory=dict)
    parts: dict[str, CommunePart] = field(default_factory=dict)
    by_key: dict[str, list[tuple[Commune, CommunePart | None]]] = field(default_factory=dict)

    def add(self, key: str, commune: Commune, part: CommunePart | None) -> None:
        for spelling in {key, without_article(key)} - {""}:
            self.by_key.setdefault(spelling, []).append((commune, part))


class Gazetteer:
    """Answers many questions with few queries: one import keeps one and asks it for each row."""

    def __init__(self) -> None:
        self._departements: dict[str, _Departement] = {}
        self._postal: dict[str, list[Commune]] = {}

    def resolve(self, *, insee: str = "", postal_code: str = "", name: str = "") -> Resolution:
        """Commune of a code, of a postal code and a name, or of either; never a silent guess."""
        found = self._by_code(insee) if insee_is_valid(insee) else None
        if found is not None:
            return self._with_name_checked(found, name)
        if not postal_code_is_valid(postal_code):
            return self._unknown(insee, postal_code, name)
        found = self._by_district(postal_code, name) or self._by_postal_and_name(postal_code, name)
        return found or self._unknown(insee, postal_code, name)

    def commune(self, insee: str) -> Commune | None:
        return self._departement(departement_of_insee(insee)).communes.get(insee)

    def part(self, code: str) -> CommunePart | None:
        return self._departement(departement_of_insee(code)).parts.get(code)

    def _by_code(self, insee: str) -> Resolution | None:
        departement = self._departement(departement_of_insee(insee))
        if commune := departement.communes.get(insee):
            return Resolution(commune, Certainty.CODE)
        if part := departement.parts.get(insee):
            return Resolution(part.commune, Certainty.FORMER_CODE, part)
        # A few communes changed département: the code starts as the old one.
        moved = CommunePart.objects.filter(code=insee).select_related("commune").first()
        return Resolution(moved.commune, Certainty.FORMER_CODE, moved) if moved else None

    def _by_district(self, postal_code: str, name: str) -> Resolution | None:
        code = district_code(name) or district_code_of_postal_code(postal_code)
        part = self.part(code) if code else None
        if part is None or (name and not commune_key(part.name).startswith(commune_key(name)[:5])):
            return None
        return Resolution(part.commune, Certainty.POSTAL_AND_NAME, part)

    def _by_postal_and_name(self, postal_code: str, name: str) -> Resolution | None:
        sharing = self._sharing(postal_code)
        key = commune_key(name)
        if not key:
            return _only(sharing)
        codes = {commune.insee for commune in sharing}
        near = {departement_of_insee(code) for code in codes}
        usual = departement_of_postal_code(postal_code)
        named = [
            pair
            for code in sorted(near | {usual})
            for spelling in dict.fromkeys((key, without_article(key)))
            for pair in self._departement(code).by_key.get(spelling, [])
        ]
        return (
            _settle([p for p in named if p[0].insee in codes], Certainty.POSTAL_AND_NAME)
            or self._alike(key, sharing, name)
            or _settle(named, Certainty.NAME_IN_DEPARTEMENT)
            or self._lengthened(key, list(self._departement(usual).communes.values()), name)
        )

    def _lengthened(self, key: str, communes: list[Commune], name: str) -> Resolution | None:
        """A commune that took a longer name since: Évry, now Évry-Courcouronnes."""
        longer = [commune for commune in communes if commune.folded_name.startswith(f"{key} ")]
        return _read_as(longer[0], name) if len(longer) == 1 else None

    def _alike(self, key: str, sharing: list[Commune], name: str) -> Resolution | None:
        from rapidfuzz import fuzz

        if longer := self._lengthened(key, sharing, name):
            return longer
        scored = sorted(
            ((fuzz.ratio(key, commune.folded_name), commune) for commune in sharing),
            key=lambda pair: -pair[0],
        )
        if not scored or scored[0][0] < ALIKE:
            return None
        return _read_as(scored[0][1], name)

    def _with_name_checked(self, found: Resolution, name: str) -> Resolution:
        """The code decides; a name that has nothing to do with it is worth a look."""
        key = commune_key(name)
        commune = found.commune
        if not key or commune is None:
            return found
        from rapidfuzz import fuzz

        known = {commune.folded_name}
        known |= {p.folded_name for p in self._parts_of(commune)}
        if district_code(name) or any(
            fuzz.token_set_ratio(key, other) >= ALIKE for other in known if other
        ):
            return found
        if found.part is not None and not found.part.name:
            return found  # an old code whose name we do not hold: nothing to compare with
        doubt = _("Le code désigne %(commune)s, le nom écrit est « %(name)s ».")
        return Resolution(
            commune, found.certainty, found.part, doubt % {"name": name, "commune": commune}
        )

    def _parts_of(self, commune: Commune) -> Iterable[CommunePart]:
        parts = self._departement(departement_of_insee(commune.insee)).parts.values()
        return (part for part in parts if part.commune_id == commune.insee)

    def _unknown(self, insee: str, postal_code: str, name: str) -> Resolution:
        said = " ".join(word for word in (insee, postal_code, name) if word)
        doubt = _("Aucune commune trouvée pour « %(said)s ».") % {"said": said}
        return Resolution(None, Certainty.UNKNOWN, doubt=doubt)

    def _sharing(self, postal_code: str) -> list[Commune]:
        if postal_code not in self._postal:
            rows = PostalCode.objects.filter(code=postal_code, commune__is_current=True)
            self._postal[postal_code] = [
                row.commune for row in rows.select_related("commune__departement")
            ]
        return self._postal[postal_code]

    def _departement(self, code: str) -> _Departement:
        if code not in self._departements:
            self._departements[code] = self._load(code)
        return self._departements[code]

    def _load(self, code: str) -> _Departement:
        loaded = _Departement()
        communes = Commune.objects.filter(departement_id=code, is_current=True)
        for commune in communes.select_related("departement"):
            loaded.communes[commune.insee] = commune
            loaded.add(commune.folded_name, commune, None)
        for part in CommunePart.objects.filter(commune__departement_id=code):
            if commune_of_part := loaded.communes.get(part.commune_id):
                part.commune = commune_of_part
                loaded.parts[part.code] = part
                if part.folded_name:
                    loaded.add(part.folded_name, commune_of_part, part)
        return loaded


def resolve_commune(
    *, insee: str = "", postal_code: str = "", name: str = "", gazetteer: Gazetteer | None = None
) -> Resolution:
    """One question; for many, keep a :class:`Gazetteer` and pass it."""
    return (gazetteer or Gazetteer()).resolve(insee=insee, postal_code=postal_code, name=name)


def _read_as(commune: Commune, name: str) -> Resolution:
    doubt = _("« %(name)s » a été lu comme %(commune)s.") % {"name": name, "commune": commune}
    return Resolution(commune, Certainty.ALIKE, doubt=doubt)


def _only(communes: list[Commune]) -> Resolution | None:
    return Resolution(communes[0], Certainty.POSTAL_ONLY) if len(communes) == 1 else None


def _settle(
    named: list[tuple[Commune, CommunePart | None]], certainty: Certainty
) -> Resolution | None:
    """The commune that bears the name, before a part of another; two communes settle nothing."""
    whole = [pair for pair in named if pair[1] is None] or named
    if len({commune.insee for commune, _part in whole}) != 1:
        return None
    commune, part = whole[0]
    return Resolution(commune, certainty, part)
