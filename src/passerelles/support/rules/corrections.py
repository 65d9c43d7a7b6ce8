"""How what was noted by mistake is said, once it is corrected or cancelled; pure wording."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from passerelles.support.rules.barriers import ACTION_LABELS, ActionKind
from passerelles.support.rules.funding import (
    FUNDER_LABELS,
    FUNDING_LABELS,
    PLAN_RESULT_LABELS,
    Funder,
    FundingState,
    PlanResult,
    euros,
)
from passerelles.support.rules.leads import LEAD_ORIGIN_LABELS, LeadOrigin


class ChangeKind(StrEnum):
    CORRECTED = "corrected"
    CANCELLED = "cancelled"
    RESULT = "result"  # nothing was wrong: what was waited for went on


CHANGE_LABELS: dict[ChangeKind, str] = {
    ChangeKind.CORRECTED: "Corrigé",
    ChangeKind.CANCELLED: "Annulé",
    ChangeKind.RESULT: "Nouveau résultat",
}


def action_words(
    kind: str,
    what: str,
    *,
    partner: str = "",
    planned_on: date | None = None,
    done_on: date | None = None,
    on_working_time: bool | None = None,
    hours: Decimal | None = None,
    result: str = "",
) -> str:
    working = {True: "sur le temps de travail", False: "hors du temps de travail", None: ""}
    return _told(
        (
            what,
            ACTION_LABELS[ActionKind(kind)],
            partner and f"avec {partner}",
            planned_on and f"prévu le {_day(planned_on)}",
            done_on and f"fait le {_day(done_on)}",
            hours is not None and f"{hours} h".replace(".", ","),
            working[on_working_time],
            result,
        )
    )


def plan_words(
    label: str, cost: Decimal, *, result: str = "", on: date | None = None, words: str = ""
) -> str:
    return _told((label, euros(cost), result and result_words(result, on, words)))


def result_words(result: str, on: date | None, words: str) -> str:
    said = PLAN_RESULT_LABELS[PlanResult(result)]
    return _told((f"{said} le {_day(on)}" if on else said, words and f"« {words} »"))


def line_words(
    funder: str, asked: Decimal, *, name: str, granted: Decimal | None, state: str, on: date
) -> str:
    who = FUNDER_LABELS[Funder(funder)] + (f" ({name})" if name else "")
    return _told(
        (
            f"{who} : {euros(asked)} demandés",
            granted is not None and f"{euros(granted)} accordés",
            f"{FUNDING_LABELS[FundingState(state)].lower()} le {_day(on)}",
        )
    )


def lead_words(company: str, origin: str, on: date, *, known_by: str = "", words: str = "") -> str:
    return _told(
        (
            company,
            LEAD_ORIGIN_LABELS[LeadOrigin(origin)],
            known_by and f"connue de {known_by}",
            f"le {_day(on)}",
            words,
        )
    )


def _told(parts: Iterable[object]) -> str:
    return " · ".join(str(part) for part in parts if part)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
