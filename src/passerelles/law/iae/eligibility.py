"""Who may enter the IAE, on whose word: criteria counted with what nobody told left unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from passerelles.law.acts.entry import Eligibility
from passerelles.law.checking import Check, rule
from passerelles.law.criteria import Criterion, criteria_on
from passerelles.law.findings import Finding
from passerelles.law.iae.places import LEVEL_2_NEEDED
from passerelles.law.ime.rqth_by_right import rqth_by_right
from passerelles.law.parameters import Parameter
from passerelles.law.person import Person
from passerelles.law.place_names import place_name
from passerelles.law.situations import SituationKind
from passerelles.law.wording import number_fr, plural


@dataclass(frozen=True, slots=True)
class CriteriaCount:
    """Criteria of a person on a day: met, not met, not told."""

    met: tuple[Criterion, ...]
    unmet: tuple[Criterion, ...]
    unknown: tuple[Criterion, ...]

    def level(self, level: int) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.met if criterion.level == level)

    def unknown_level(self, level: int) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.unknown if criterion.level == level)

    def suffices(self, needed: int | None) -> bool:
        """Whether what is met is enough; ``needed`` is ``None`` when the structure is not told."""
        return bool(self.level(1)) or (needed is not None and len(self.level(2)) >= needed)

    def may_suffice(self, needed: int) -> bool:
        """Whether it would be enough if all that is unknown were met."""
        level_2 = len(self.level(2)) + len(self.unknown_level(2))
        return bool(self.level(1) or self.unknown_level(1)) or level_2 >= needed


def count_criteria(
    person: Person, day: date, by_right: frozenset[str] = frozenset()
) -> CriteriaCount:
    """``by_right``: codes of criteria met whatever was told (the RQTH some rights are worth)."""
    sorted_out: dict[bool | None, list[Criterion]] = {True: [], False: [], None: []}
    for criterion in criteria_on("iae", day):
        met = True if criterion.code in by_right else criterion.met(person, day)
        sorted_out[met].append(criterion)
    return CriteriaCount(tuple(sorted_out[True]), tuple(sorted_out[False]), tuple(sorted_out[None]))


def level_2_needed(check: Check[Eligibility]) -> Parameter | None:
    """How many level-2 criteria the structure asks; ``None`` when its kind is not told, or is not
    one of the IAE."""
    key = LEVEL_2_NEEDED.get(check.act.employer_kind or "")
    return None if key is None else check.parameter(key)


@rule("IAE-01", Eligibility, ("iae",))
def eligibility(check: Check[Eligibility]) -> Iterator[Finding]:
    act = check.act
    if act.employer_kind is not None and act.employer_kind not in LEVEL_2_NEEDED:
        yield check.block(
            "Ces critères ne valent que pour une structure d’insertion (ACI, EI, AI, ETTI, EITI).",
            remedy="Choisissez une structure d’insertion.",
        )
        return
    disabled = rqth_by_right(check) is not None
    by_right = frozenset({"disabled_worker"} if disabled else ())
    count = count_criteria(check.person, check.on, by_right)
    _say_computed(check, count)
    if check.holds(SituationKind.IAE_PASS):
        check.computed["eligible"] = True
        yield check.info("Un PASS IAE est en cours : la personne est éligible.")
    elif act.author == "prescriber":
        check.computed["eligible"] = True
        yield check.info("Validé par un prescripteur habilité : aucun critère n’est exigé.")
    else:
        yield from _by_criteria(check, count)
    yield from _first_step(check, count)


def _say_computed(check: Check[Eligibility], count: CriteriaCount) -> None:
    check.computed["criteria_met"] = [criterion.code for criterion in count.met]
    check.computed["criteria_unmet"] = [criterion.code for criterion in count.unmet]
    check.computed["criteria_unknown"] = [criterion.code for criterion in count.unknown]


def _by_criteria(check: Check[Eligibility], count: CriteriaCount) -> Iterator[Finding]:
    row = level_2_needed(check)
    # Without the kind of structure, the most demanding number is a yes for all of them.
    rows = [row] if row else [check.parameter(key) for key in sorted({*LEVEL_2_NEEDED.values()})]
    most, least = max(r.whole for r in rows), min(r.whole for r in rows)
    if count.suffices(most):
        check.computed["eligible"] = True
        yield from _reasons(check, count, rows)
    elif count.may_suffice(least):
        check.computed["eligible"] = None
        yield _something_missing(check, count, row, most)
    elif check.act.author is None:
        check.computed["eligible"] = None
        yield check.unknown(
            f"{_level_2(count)} : les critères ne suffisent pas. "
            "Un prescripteur habilité valide-t-il l’entrée ?",
            "act.author",
            opens=("prescription",),
        )
    else:
        check.computed["eligible"] = False
        yield _refused(check, count, least, rows)


def _reasons(
    check: Check[Eligibility], count: CriteriaCount, rows: list[Parameter]
) -> Iterator[Finding]:
    for criterion in count.level(1):
        yield check.info(f"{criterion.label} : critère de niveau 1, il suffit.")
    if not count.level(1):
        labels = ", ".join(criterion.label for criterion in count.level(2))
        yield check.info(f"{_level_2(count)}, c’est assez : {labels}.", *rows)


def _something_missing(
    check: Check[Eligibility], count: CriteriaCount, row: Parameter | None, most: int
) -> Finding:
    """Names only what could change the answer, the quickest first."""
    missing: list[str] = []
    if check.act.author is None:
        missing.append("act.author")
    if row is None and len(count.level(2)) + len(count.unknown_level(2)) > 0:
        missing.append("act.employer_kind")
    asked = [*count.unknown_level(1)]
    if len(count.level(2)) + len(count.unknown_level(2)) >= (row.whole if row else most):
        asked += count.unknown_level(2)
    for criterion in asked:
        missing += criterion.missing(check.person, check.on)
    return check.unknown(
        f"{_level_2(count)} pour l’instant : ce qui n’est pas encore dit peut suffire.",
        *dict.fromkeys(missing),
        opens=("prescription",),
    )


def _refused(
    check: Check[Eligibility], count: CriteriaCount, least: int, rows: list[Parameter]
) -> Finding:
    kind = check.act.employer_kind
    structure = place_name(kind) if kind else "structure d’insertion"
    opens = [c for c in (*count.unmet, *count.unknown) if c.level == 1]
    if least - len(count.level(2)) == 1:
        opens += [criterion for criterion in count.unmet if criterion.level == 2]
    return check.block(
        f"{_level_2(count)} : il en faut au moins {number_fr(least)} pour une {structure}, "
        "ou un critère de niveau 1.",
        *rows,
        remedy="Faites valider l’entrée par un prescripteur habilité "
        "(France Travail, mission locale, Cap emploi, Département…).",
        opens=("prescription", *dict.fromkeys(kind for c in opens for kind in c.situations)),
    )


def _level_2(count: CriteriaCount) -> str:
    number = len(count.level(2))
    return f"{plural(number, 'critère')} de niveau 2"


def _first_step(check: Check[Eligibility], count: CriteriaCount) -> Iterator[Finding]:
    """Several criteria together: the field advises to begin with an ACI."""
    if check.computed.get("eligible") is not True or check.act.employer_kind == "aci":
        return
    many = check.parameter("iae_criteria_many")
    if len(count.met) >= many.value:
        yield check.info(
            f"{plural(len(count.met), 'critère')} se cumulent : commencer par un ACI est souvent "
            "une bonne première étape.",
            many,
            remedy="C’est un conseil, pas une condition.",
        )
