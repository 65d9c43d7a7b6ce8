"""Signed papers that no longer say what happens: the work has changed since.

Asked with the works themselves: no question more, whatever their number.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.translation import gettext as _

from passerelles.documents.models import Paper
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import paper_kind
from passerelles.documents.rules.standing import differences
from passerelles.pathways.queries.work_signed import as_it_is
from passerelles.pathways.rules.work_papers import WORK_SUBJECT, paper_for
from passerelles.worklist.queries.work_lines import work_item
from passerelles.worklist.rules.items import Item, Urgency, promised

SETTLING = (PaperState.DRAFT.value, PaperState.OUT.value, PaperState.REFUSED.value)


def what_papers_say(ours: UUID) -> dict[str, Any]:
    """For each work: what its paper signed last says, and whether another has its own line."""
    papers = Paper.objects.filter(
        subject_kind=WORK_SUBJECT, subject_id=OuterRef("pk"), organisation_id=ours
    )
    signed = papers.filter(state=PaperState.SIGNED.value, versions__number=F("current"))
    return {
        "signed_facts": Subquery(signed.order_by("-closed_at").values("versions__facts")[:1]),
        "settling": Exists(papers.filter(state__in=SETTLING)),
    }


def outdated_items(row: Any, today: date) -> Iterator[Item]:
    """One line for the work: its page says what differs, and prepares the paper that replaces."""
    code = paper_for(row.kind)
    if not code or row.settling or not row.signed_facts:
        return
    differs = differences(row.signed_facts, as_it_is(row))
    if not differs:
        return
    begun = row.start <= today
    yield work_item(
        row,
        _("%(paper)s : le papier signé dit %(what)s")
        % {"paper": paper_kind(code).label, "what": _(" et ").join(differs)},
        "work_one",
        _("Préparer un nouveau papier"),
        Urgency.LATE if begun else promised(row.start, today),
        row.start,
        alarm=_("commencé avec un papier qui ne dit plus la même chose") if begun else "",
    )
