"""Work in one query: ends that come or have passed, ceilings, derogations, starts without paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from passerelles.documents.models import Paper
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import paper_kind
from passerelles.kernel.calendar import add_months
from passerelles.law.parameters import the_book
from passerelles.law.work_kinds import work_kinds
from passerelles.pathways.models import WorkReview, WorkSituation
from passerelles.pathways.queries.voices import ASKED_FOR
from passerelles.pathways.rules.voices import ReviewSide, is_reviewed
from passerelles.pathways.rules.work import WorkState
from passerelles.pathways.rules.work_papers import WORK_SUBJECT, paper_for
from passerelles.web import french
from passerelles.worklist.queries.reach import MOST, Reach
from passerelles.worklist.rules.ceilings import Span, days_near, limit_of, running_since
from passerelles.worklist.rules.items import AHEAD, ENDING, Item, Subject, Urgency, ending, promised

LIVE = (WorkState.ONGOING.value, WorkState.SUSPENDED.value)
IMMERSION = "pmsmp"
ASSIGNMENT = "mad_esat_individual"
COUNTED = (IMMERSION, ASSIGNMENT)
COUNTED_OVER = timedelta(days=1200)
TIME_TO_SAY = timedelta(days=14)  # after which the question is said to be late


def work_items(reach: Reach) -> Iterator[Item]:
    """Situations the organisation keeps."""
    rows = list(_rows(reach))
    for row in rows:
        if row.state in LIVE:
            yield from _own_days(row, reach.today)
            yield from _paper(row, reach.today)
        elif row.ended_on is not None and row.ended_on >= reach.today - ASKED_FOR:
            yield from _voices(row, reach.today)
    yield from _immersions(rows, reach.today)
    yield from _assignments(rows, reach.today)


def _rows(reach: Reach) -> Iterable[Any]:
    live = Q(state__in=LIVE)
    # Ended ones count towards a ceiling for a while.
    counted = Q(kind__in=COUNTED, start__gte=reach.today - COUNTED_OVER)
    trials = [code for code, kind in work_kinds().items() if is_reviewed(kind)]
    over = Q(kind__in=trials, ended_on__gte=reach.today - ASKED_FOR)
    said = WorkReview.objects.filter(situation=OuterRef("pk"), replaced_by__isnull=True)
    papers = Paper.objects.filter(subject_kind=WORK_SUBJECT, subject_id=OuterRef("pk"))
    alive = papers.exclude(state__in=(PaperState.CANCELLED.value, PaperState.REPLACED.value))
    rows = (
        WorkSituation.objects.filter(
            live | counted | over, reach.among(), organisation_id=reach.ours
        )
        .across_people()
        .exclude(state=WorkState.CANCELLED)
        .annotate(
            has_paper=Exists(alive),
            person_spoke=Exists(said.filter(side=ReviewSide.PERSON)),
            host_spoke=Exists(said.filter(side=ReviewSide.HOST)),
        )
        .select_related("person")
        .order_by("end")
    )
    found: Iterable[Any] = rows[: MOST * 3]
    return found


def _own_days(row: Any, today: date) -> Iterator[Item]:
    kind = row.law_kind.label
    if row.end is not None and row.end < today:
        yield _item(row, _("%(kind)s : date de fin passée") % {"kind": kind}, "end_work",
                    _("Dire ce qui s’est passé"), Urgency.LATE, row.end)  # fmt: skip
    elif row.end is not None and row.end <= today + ENDING:
        yield _item(row, _("%(kind)s : bientôt terminé") % {"kind": kind}, "work_one",
                    _("Préparer la suite"), ending(row.end, today), row.end)  # fmt: skip
    decided = row.details.get("act.derogation.end")
    over = date.fromisoformat(decided) if isinstance(decided, str) else None
    if over is not None and over <= today + ENDING and (row.end is None or over < row.end):
        yield _item(row, _("%(kind)s : la dérogation se termine") % {"kind": kind}, "work_one",
                    _("Préparer la suite"), promised(over, today), over)  # fmt: skip


def _voices(row: Any, today: date) -> Iterator[Item]:
    """A trial or an assignment lately over, of which the person or the host has said nothing."""
    if not is_reviewed(row.law_kind) or (row.person_spoke and row.host_spoke):
        return
    if row.person_spoke or row.host_spoke:
        missing = _("l’avis du lieu d’accueil") if row.person_spoke else _("l’avis de la personne")
    else:
        missing = _("l’avis de chacun")
    yield _item(
        row,
        _("%(kind)s terminé : il manque %(missing)s")
        % {"kind": row.law_kind.label, "missing": missing},
        "work_one",
        _("Dire comment cela s’est passé"),
        promised(row.ended_on + TIME_TO_SAY, today),
        row.ended_on,
    )


def _paper(row: Any, today: date) -> Iterator[Item]:
    """A convention nobody has prepared; once prepared, the paper itself says what it waits for."""
    code = paper_for(row.kind)
    if not code or row.has_paper or row.start > today + AHEAD:
        return
    paper = paper_kind(code)
    begun = row.start <= today and paper.before_start
    yield _item(
        row,
        _("%(paper)s : à préparer") % {"paper": paper.label},
        "work_one",
        _("Préparer le papier"),
        promised(row.start, today),
        row.start,
        alarm=_("commencé sans papier signé") if begun else "",
    )


def _immersions(rows: list[Any], today: date) -> Iterator[Item]:
    """Days at one host over twelve months, near the sixty of the law."""
    months = the_book().at("pmsmp_window_months", today).whole
    most = the_book().at("pmsmp_days_max", today).whole
    for same in _by_host(rows, IMMERSION):
        last = same[-1]
        near = days_near([_span(row) for row in same], today, months, most)
        if near is None or last.state not in LIVE:
            continue
        yield _item(
            last,
            _("%(kind)s : %(used)d jours sur %(most)d chez le même hôte")
            % {"kind": last.law_kind.label, "used": near.used, "most": near.most},
            "work_one",
            _("Voir les compteurs"),
            Urgency.WEEK if near.reached else Urgency.SOON,
            last.end,
        )


def _assignments(rows: list[Any], today: date) -> Iterator[Item]:
    """Individual assignments from an ESAT: two years at one host, told months before."""
    most = the_book().at("esat_mad_months_max", today).whole
    notice = the_book().at("esat_mad_first_notice_months", today).whole
    for same in _by_host(rows, ASSIGNMENT):
        last = same[-1]
        limit = limit_of(running_since([_span(row) for row in same], _span(last)), most)
        if last.state in LIVE and add_months(limit, -notice) <= today:
            yield _item(
                last,
                _("%(kind)s : durée maximale proche, sauf accord de la CDAPH")
                % {"kind": last.law_kind.label},
                "work_one",
                _("Préparer la suite"),
                promised(limit, today),
                limit,
            )


def _by_host(rows: list[Any], kind: str) -> list[list[Any]]:
    """Situations of a kind, of one person at one host, the earliest first."""
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: one.start):
        if row.kind == kind and row.end is not None and (row.host_id or row.host_name):
            groups[row.person_id, row.host_id, row.host_name.casefold()].append(row)
    return list(groups.values())


def _span(row: Any) -> Span:
    return Span(row.start, row.ended_on or row.end)


def _item(
    row: Any, what: str, page: str, action: str, urgency: Urgency, on: date, *, alarm: str = ""
) -> Item:
    return Item(
        subject=Subject.WORK,
        what=what,
        route=f"pathways:{page}",
        args=(row.person_id, row.id),
        action=action,
        urgency=urgency,
        on=on,
        when=_("le %(day)s") % {"day": french.short_date(on)},
        alarm=alarm,
        person=row.person.short_name,
        person_id=row.person_id,
    )
