"""Ceilings of the law that come near, from the rows of work already read: no question of its own.

Only what the organisation itself wrote is counted; the page of the situation asks the law in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from passerelles.kernel.calendar import add_months
from passerelles.law.acts.work import Assignment
from passerelles.law.iae.missions import AI_MISSION, hours_in_window
from passerelles.law.iae.places import CDDI_TYPES
from passerelles.law.parameters import the_book
from passerelles.law.wording import number_fr
from passerelles.pathways.law_questions import act_of
from passerelles.pathways.queries.work_law import facts_of
from passerelles.worklist.queries.work_lines import LIVE, work_item
from passerelles.worklist.rules.ceilings import (
    Span,
    days_near,
    limit_of,
    months_near,
    running_since,
    same_path,
)
from passerelles.worklist.rules.items import ENDING, Item, Urgency, ending, promised

IMMERSION = "pmsmp"
ASSIGNMENT = "mad_esat_individual"
# The Convergence contract has a longer limit, told by its programme.
BOUNDED_CDDI = CDDI_TYPES - {"cddi_cvg"}
COUNTED = (IMMERSION, ASSIGNMENT, AI_MISSION, *sorted(CDDI_TYPES))

Rows = list[Any]


def ceiling_items(rows: Rows, today: date) -> Iterator[Item]:
    yield from _immersions(rows, today)
    yield from _assignments(rows, today)
    yield from _insertion_contracts(rows, today)
    yield from _enterprise_hours(rows, today)


def _immersions(rows: Rows, today: date) -> Iterator[Item]:
    """Days at one host over twelve months, near the sixty of the law."""
    months = the_book().at("pmsmp_window_months", today).whole
    most = the_book().at("pmsmp_days_max", today).whole
    for same in _by_host(rows, IMMERSION):
        last = same[-1]
        near = days_near([_span(row) for row in same], today, months, most)
        if near is None or last.state not in LIVE:
            continue
        yield work_item(
            last,
            _("%(kind)s : %(used)d jours sur %(most)d chez le même hôte")
            % {"kind": last.called.label, "used": near.used, "most": near.most},
            "work_one",
            _("Voir les compteurs"),
            Urgency.WEEK if near.reached else Urgency.SOON,
            last.end,
        )


def _assignments(rows: Rows, today: date) -> Iterator[Item]:
    """Individual assignments from an ESAT: two years at one host, told months before."""
    most = the_book().at("esat_mad_months_max", today).whole
    notice = the_book().at("esat_mad_first_notice_months", today).whole
    for same in _by_host(rows, ASSIGNMENT):
        last = same[-1]
        limit = limit_of(running_since([_span(row) for row in same], _span(last)), most)
        if last.state in LIVE and add_months(limit, -notice) <= today:
            yield work_item(
                last,
                _("%(kind)s : durée maximale proche, sauf accord de la CDAPH")
                % {"kind": last.called.label},
                "work_one",
                _("Préparer la suite"),
                promised(limit, today),
                limit,
            )


def _insertion_contracts(rows: Rows, today: date) -> Iterator[Item]:
    """CDDI of a same path, near the twenty-four months they last together without a prolongation."""
    most = the_book().at("cddi_months_max", today).whole
    gap = the_book().at("pass_waiting_months", today).whole
    for same in _by_person(rows, lambda row: row.kind in CDDI_TYPES and row.end is not None):
        last = same[-1]
        if last.state not in LIVE or last.kind not in BOUNDED_CDDI:
            continue
        near = months_near(same_path([_span(row) for row in same], gap), today, most)
        if near is not None:
            yield work_item(
                last,
                _("%(kind)s : fin proche, %(used)s faits sur %(most)d mois au plus")
                % {"kind": last.called.label, "used": near.used, "most": most},
                "work_one",
                _("Préparer la suite ou une prolongation"),
                ending(near.limit, today),
                near.limit,
            )


def _enterprise_hours(rows: Rows, today: date) -> Iterator[Item]:
    """Hours an AI provided to enterprises, near the four hundred and eighty of twenty-four months."""
    most = the_book().at("ai_hours_max", today).value
    warning = the_book().at("ai_hours_warning", today).value
    months = the_book().at("ai_window_months", today).whole
    for same in _by_person(rows, lambda row: row.kind == AI_MISSION):
        last = same[-1]
        end = last.ended_on or last.end or today
        if last.state not in LIVE and end < today - ENDING:
            continue
        acts = [act for row in same if isinstance(act := act_of(facts_of(row)), Assignment)]
        told = hours_in_window(acts, max(end, today), months)
        if told.hours < warning:
            continue
        words = _("au moins %(hours)s h") if told.untold else _("%(hours)s h")
        yield work_item(
            last,
            _("%(kind)s : fin proche, %(used)s en entreprise sur %(most)s h en %(months)d mois")
            % {
                "kind": last.called.label,
                "used": words % {"hours": number_fr(told.hours)},
                "most": number_fr(most),
                "months": months,
            },
            "work_one",
            _("Voir les compteurs"),
            Urgency.WEEK if told.hours >= most else Urgency.SOON,
            end,
        )


def _by_host(rows: Rows, kind: str) -> list[Rows]:
    """Situations of a kind, of one person at one host, the earliest first."""
    groups: dict[tuple[Any, ...], Rows] = defaultdict(list)
    for row in sorted(rows, key=lambda one: one.start):
        if row.kind == kind and row.end is not None and (row.host_id or row.host_name):
            groups[row.person_id, row.host_id, row.host_name.casefold()].append(row)
    return list(groups.values())


def _by_person(rows: Rows, counts: Callable[[Any], bool]) -> list[Rows]:
    """Situations that count together, of one person, the earliest first."""
    groups: dict[Any, Rows] = defaultdict(list)
    for row in sorted(filter(counts, rows), key=lambda one: one.start):
        groups[row.person_id].append(row)
    return list(groups.values())


def _span(row: Any) -> Span:
    return Span(row.start, row.ended_on or row.end)
