"""Amounts of the State's aid to adapted companies, by age and by kind of aid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from passerelles.law.acts.money import Aid
from passerelles.law.aid.fte import full_time_equivalents
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.parameters import Confidence, Parameter
from passerelles.law.wording import euros, number_fr

HUNDREDTH = Decimal("0.01")
_POST = "post"
_BY_KIND = {"assignment": "ea_aid_assignment", "tremplin": "ea_aid_tremplin", "eatt": "eatt_aid"}
_MODULATED = {"tremplin", "eatt"}


def _aid_kind(act: Aid) -> str:
    return "eatt" if act.place_kind == "eatt" else act.aid_kind or _POST


def _row(check: Check[Aid], kind: str) -> Parameter | None:
    """Row of the amount, ``None`` when the age that decides it is unknown."""
    if kind != _POST:
        return check.parameter(_BY_KIND[kind])
    # Read first: on a day without amounts, knowing the age would not help.
    youngest = check.parameter("ea_aid_young")
    age = check.act.age
    if age is None:
        return None
    if age >= check.parameter("ea_age_senior").value:
        return check.parameter("ea_aid_senior")
    if age >= check.parameter("ea_age_middle").value:
        return check.parameter("ea_aid_middle")
    return youngest


@rule("EA-04", Aid)
def amount(check: Check[Aid]) -> Iterator[Finding]:
    act = check.act
    if act.place_kind not in {"ea", "eatt"}:
        return
    kind = _aid_kind(act)
    if kind != _POST and kind not in _BY_KIND:
        yield check.unknown(
            "Quelle aide : le poste, l’accompagnement d’une mise à disposition, ou le CDD Tremplin ?",
            "act.aid_kind",
        )
        return
    row = _row(check, kind)
    if row is None:
        yield check.unknown("Il manque l’âge du salarié.", "act.age")
        return
    yield from _by_post(check, kind, row)
    if row.confidence is Confidence.UNCERTAIN and not row.owner:
        yield check.warn(
            row.note or row.label,
            row,
            remedy="Votre administrateur peut enregistrer le montant de votre avenant financier.",
        )


def _by_post(check: Check[Aid], kind: str, row: Parameter) -> Iterator[Finding]:
    act = check.act
    by_post = row.value
    if kind in _MODULATED:
        most = check.parameter("ea_modulation_max")
        if act.modulation_percent is None:
            yield check.info(
                f"Une part modulée de 0 à {number_fr(most.value)} % s’ajoute à ce montant.", most
            )
        else:
            if act.modulation_percent > most.value:
                yield check.warn(
                    f"La part modulée ne dépasse pas {number_fr(most.value)} %.",
                    most,
                    remedy="Reprenez celle de l’avenant financier.",
                )
            by_post = by_post * (100 + min(act.modulation_percent, most.value)) / 100
    by_post = by_post.quantize(HUNDREDTH, ROUND_HALF_UP)
    check.computed["amount_per_post"] = by_post
    yield check.info(f"{row.label} : {euros(by_post)} par an et par poste à temps plein.", row)
    posts = full_time_equivalents(check)
    if posts is not None:
        check.computed["aid"] = (by_post * posts).quantize(HUNDREDTH, ROUND_HALF_UP)
