"""Work in one query: ends that come or have passed, ceilings, derogations, starts without paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext as _

from passerelles.documents.models import Paper, Signature
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import paper_kind
from passerelles.law.parameters import the_book
from passerelles.law.work_kinds import work_kinds
from passerelles.pathways.models import WorkReview, WorkSituation
from passerelles.pathways.queries.voices import ASKED_FOR
from passerelles.pathways.rules.voices import ReviewSide, is_reviewed
from passerelles.pathways.rules.work import WorkState
from passerelles.pathways.rules.work_papers import WORK_SUBJECT, paper_for, to_send_by
from passerelles.web import french
from passerelles.worklist.queries.ceilings import COUNTED, ceiling_items
from passerelles.worklist.queries.outdated import outdated_items, what_papers_say
from passerelles.worklist.queries.reach import Reach
from passerelles.worklist.queries.work_lines import LIVE, work_item
from passerelles.worklist.rules.items import AHEAD, ENDING, Item, Subject, Urgency, ending, promised

COUNTED_OVER = timedelta(days=1500)  # longer than any window of the law that is counted here
TIME_TO_SAY = timedelta(days=14)  # after which the question is said to be late


_LIVE_FIRST = Case(
    When(state__in=LIVE, then=Value(0)), default=Value(1), output_field=IntegerField()
)


def work_items(reach: Reach) -> Iterator[Item]:
    """Situations the organisation keeps."""
    rows = _rows(reach)
    for row in rows:
        if row.state in LIVE:
            yield from _own_days(row, reach.today)
            yield from _paper(row, reach.today)
            yield from outdated_items(row, reach.today)
        elif row.ended_on is not None and row.ended_on >= reach.today - ASKED_FOR:
            yield from _voices(row, reach.today)
    yield from _sendings(rows, reach.today)
    yield from ceiling_items(rows, reach.today)


def _rows(reach: Reach) -> list[Any]:
    live = Q(state__in=LIVE)
    # Ended ones count towards a ceiling while another of the kind goes on, or has just ended.
    same = WorkSituation.objects.filter(
        Q(state__in=LIVE) | Q(ended_on__gte=reach.today - ENDING),
        person=OuterRef("person"),
        kind=OuterRef("kind"),
        organisation=OuterRef("organisation"),
    )
    counted = Q(Exists(same), kind__in=COUNTED, start__gte=reach.today - COUNTED_OVER)
    trials = [code for code, kind in work_kinds().items() if is_reviewed(kind)]
    over = Q(kind__in=trials, ended_on__gte=reach.today - ASKED_FOR)
    said = WorkReview.objects.filter(situation=OuterRef("pk"), replaced_by__isnull=True)
    papers = Paper.objects.filter(subject_kind=WORK_SUBJECT, subject_id=OuterRef("pk"))
    alive = papers.exclude(state__in=(PaperState.CANCELLED.value, PaperState.REPLACED.value))
    signed = Signature.objects.filter(
        version__paper__subject_kind=WORK_SUBJECT,
        version__paper__subject_id=OuterRef("pk"),
        version__paper__state=PaperState.SIGNED,
        version__number=F("version__paper__current"),
    ).order_by("-version__paper__closed_at", "-answered_at")
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
            signed_at=Subquery(signed.values("answered_at")[:1]),
            **what_papers_say(reach.ours),
        )
        .select_related("person", "host", "employer")
        # What goes on is never crowded out by what only counts.
        .order_by(_LIVE_FIRST, "end", "pk")
    )
    return reach.first(rows, Subject.WORK, times=3)


def _own_days(row: Any, today: date) -> Iterator[Item]:
    kind = row.called.label
    if row.end is not None and row.end < today:
        yield work_item(row, _("%(kind)s : date de fin passée") % {"kind": kind}, "end_work",
                    _("Dire ce qui s’est passé"), Urgency.LATE, row.end)  # fmt: skip
    elif row.end is not None and row.end <= today + ENDING:
        yield work_item(row, _("%(kind)s : dernier jour proche") % {"kind": kind}, "work_one",
                    _("Préparer la suite"), ending(row.end, today), row.end)  # fmt: skip
    decided = row.details.get("act.derogation.end")
    over = date.fromisoformat(decided) if isinstance(decided, str) else None
    if over is not None and over <= today + ENDING and (row.end is None or over < row.end):
        yield work_item(row, _("%(kind)s : la dérogation se termine") % {"kind": kind}, "work_one",
                    _("Préparer la suite"), promised(over, today), over)  # fmt: skip


def _voices(row: Any, today: date) -> Iterator[Item]:
    """A trial or an assignment lately over, of which the person or the host has said nothing."""
    if not is_reviewed(row.law_kind) or (row.person_spoke and row.host_spoke):
        return
    if row.person_spoke or row.host_spoke:
        missing = _("l’avis du lieu d’accueil") if row.person_spoke else _("l’avis de la personne")
    else:
        missing = _("l’avis de chacun")
    yield work_item(
        row,
        _("%(kind)s, après la fin : il manque %(missing)s")
        % {"kind": row.called.label, "missing": missing},
        "work_one",
        _("Dire comment cela s’est passé"),
        promised(row.ended_on + TIME_TO_SAY, today),
        row.ended_on,
    )


def _sendings(rows: list[Any], today: date) -> Iterator[Item]:
    """Contracts of an ESAT to send to the MDPH; the first to leave, for those lent together."""
    days = the_book().at("esat_mad_sent_days", today).whole
    first: dict[Any, tuple[date, Any]] = {}
    for row in rows:
        signed = french.as_day(row.signed_at) if row.signed_at else None
        due = to_send_by(row.kind, row.details, signed, days)
        key = row.group or row.pk
        if due is not None and (key not in first or due < first[key][0]):
            first[key] = (due, row)
    for due, row in first.values():
        yield work_item(
            row,
            _("%(kind)s : contrat à envoyer à la MDPH") % {"kind": row.called.label},
            "sent_to_mdph",
            _("Noter l’envoi"),
            promised(due, today),
            due,
        )


def _paper(row: Any, today: date) -> Iterator[Item]:
    """A convention nobody has prepared; once prepared, the paper itself says what it waits for."""
    code = paper_for(row.kind)
    if not code or row.has_paper or row.start > today + AHEAD:
        return
    paper = paper_kind(code)
    begun = row.start <= today and paper.before_start
    yield work_item(
        row,
        _("%(paper)s : à préparer") % {"paper": paper.label},
        "work_one",
        _("Préparer le papier"),
        promised(row.start, today),
        row.start,
        alarm=_("commencé sans papier signé") if begun else "",
    )
