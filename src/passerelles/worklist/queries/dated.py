"""Small dated things, one row each, asked of the database in one question.

Answers and requests of persons, contacts after hiring, welcome in a company, adaptations of a job, barriers
with their actions, funding: each model keeps its own condition of visibility, and what comes out has the
same columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext as _

from passerelles.kernel.clock import PARIS
from passerelles.pathways.models import (
    Answer,
    FollowUp,
    Integration,
    IntegrationCheck,
    JobAdaptation,
    Stage,
    WelcomeStep,
)
from passerelles.pathways.models.leaving import FOLLOW_UP_TO_DO
from passerelles.pathways.rules.integration import ABOUT_LABELS
from passerelles.pathways.rules.work import WorkState
from passerelles.people.models import Person
from passerelles.sharing.rules.volets import Volet
from passerelles.support.models import Barrier, BarrierAction, FundingLine
from passerelles.support.queries.due import ANSWER_AWAITED
from passerelles.support.queries.requests import requests_waiting
from passerelles.support.rules.barriers import BARRIER_LABELS, BarrierState, volet_of_barrier
from passerelles.support.rules.funding import FUNDER_LABELS, Funder, FundingState
from passerelles.support.rules.requests import REQUEST_LABELS
from passerelles.web import french
from passerelles.worklist.queries.reach import Reach
from passerelles.worklist.rules.items import (
    AHEAD,
    WEEK,
    Item,
    Subject,
    answer_due,
    asked_again,
    promised,
)

Row = dict[str, Any]


_SUBJECTS = (Subject.ANSWERS, Subject.FOLLOW_UP, Subject.SUPPORT)


def dated_items(reach: Reach) -> Iterator[Item]:
    first, *others = [ask(reach) for ask in _ASKED]
    rows = first.union(*others, all=True).order_by("day")
    for row in reach.first(rows, *_SUBJECTS, times=4):
        yield _BUILDERS[row["sort"]](row, reach.today)


def _columns(
    rows: Any, sort: str, on: Any, *, word: Any = None, prefix: str = "", parent: str = ""
) -> QuerySet[Any]:
    """The same columns, of the same types, whatever the model.

    ``parent``: what the page that settles it is about, when it is not the row nor its ``prefix``.
    """
    asked: QuerySet[Any] = rows.order_by().values(
        sort=Value(sort, output_field=CharField()),
        row=F("pk"),
        who=F(f"{prefix}person_id"),
        first=F(f"{prefix}person__first_name"),
        last=F(f"{prefix}person__last_name"),
        usual=F(f"{prefix}person__usage_name"),
        day=on,
        word=Cast(word or Value(""), CharField()),
        parent=F(parent or (f"{prefix}id" if prefix else "pk")),
    )
    return asked


def _answers(reach: Reach) -> QuerySet[Any]:
    rows = Answer.objects.filter(handled_at=None, organisation_id=reach.ours).across_people()
    received = TruncDate("recorded_at", tzinfo=PARIS)
    said = Cast("correction", CharField())
    return _columns(rows.filter(reach.among()), "answer", received, word=said)


def _requests(reach: Reach) -> QuerySet[Any]:
    rows = requests_waiting(reach.actor, worker=reach.worker, among=reach.among())
    since = TruncDate("waits_since", tzinfo=PARIS)
    return _columns(rows, "request", since, word=F("kind"))


def _follow_ups(reach: Reach) -> QuerySet[Any]:
    rows = FollowUp.objects.filter(
        FOLLOW_UP_TO_DO, organisation_id=reach.ours, planned_on__lte=reach.today + AHEAD
    ).across_people()
    return _columns(rows.filter(reach.among()), "follow-up", F("planned_on"))


def _checks(reach: Reach) -> QuerySet[Any]:
    """How it goes in a company, to ask of the person or of the company."""
    rows = IntegrationCheck.objects.filter(
        organisation_id=reach.ours,
        done_on=None,
        due_on__lte=reach.today + WEEK,
        situation__state__in=(WorkState.ONGOING, WorkState.SUSPENDED),
    ).across_people()
    return _columns(rows.filter(reach.among()), "check", F("due_on"), word=F("about"))


def _alerts(reach: Reach) -> QuerySet[Any]:
    """Somebody is not well there, or asks for help, and nobody has said what follows."""
    rows = IntegrationCheck.objects.filter(
        organisation_id=reach.ours, alert=True, alert_answer=""
    ).across_people()
    return _columns(rows.filter(reach.among()), "alert", F("done_on"), word=F("about"))


def _welcomes(reach: Reach) -> QuerySet[Any]:
    """Steps of a welcome in a company that goes on: the badge, the visit, the first lunch."""
    plans = Integration.objects.filter(
        organisation_id=reach.ours, situation__state__in=(WorkState.ONGOING, WorkState.SUSPENDED)
    ).across_people()
    rows = WelcomeStep.objects.filter(
        reach.among("integration__person_id"),
        integration__in=plans,
        done_on=None,
        due_on__lte=reach.today + WEEK,
    )
    about = {"prefix": "integration__", "parent": "integration__situation_id"}
    return _columns(rows, "welcome", F("due_on"), word=F("what"), **about)


def _adaptations(reach: Reach) -> QuerySet[Any]:
    """What a job lacks to fit somebody, and that is not in place."""
    standing = {"set_aside_on": None, "corrected_by": None}
    rows = JobAdaptation.objects.filter(
        organisation_id=reach.ours, done_on=None, **standing
    ).across_people()
    return _columns(rows.filter(reach.among()), "adaptation", F("asked_on"))


def _barriers(reach: Reach) -> QuerySet[Any]:
    rows = Barrier.objects.filter(
        organisation_id=reach.ours, state=BarrierState.OPEN, lift_by__lte=reach.today + AHEAD
    ).across_people()
    return _columns(rows.filter(reach.among()), "barrier", F("lift_by"), word=F("kind"))


def _actions(reach: Reach) -> QuerySet[Any]:
    """Something we said we would do about a barrier that still stands."""
    barriers = Barrier.objects.filter(
        organisation_id=reach.ours, state=BarrierState.OPEN
    ).across_people()
    rows = BarrierAction.objects.filter(
        reach.among("barrier__person_id"),
        barrier__in=barriers,
        done_on=None,
        set_aside_on=None,
        planned_on__lte=reach.today + WEEK,
    )
    planned = F("planned_on")
    return _columns(rows, "action", planned, word=F("barrier__kind"), prefix="barrier__")


def _funding(reach: Reach) -> QuerySet[Any]:
    barriers = Barrier.objects.filter(organisation_id=reach.ours).across_people()
    rows = FundingLine.objects.filter(
        reach.among("plan__barrier__person_id"),
        plan__barrier__in=barriers,
        set_aside_on=None,
        plan__set_aside_on=None,
        state=FundingState.ASKED,
        state_on__lte=reach.today - ANSWER_AWAITED,
    )
    since = F("state_on")
    return _columns(rows, "funding", since, word=F("funder"), prefix="plan__barrier__")


def _stage_funding(reach: Reach) -> QuerySet[Any]:
    stages = Stage.objects.filter(organisation_id=reach.ours).across_people()
    rows = FundingLine.objects.filter(
        reach.among("plan__stage__person_id"),
        plan__stage__in=stages,
        set_aside_on=None,
        plan__set_aside_on=None,
        state=FundingState.ASKED,
        state_on__lte=reach.today - ANSWER_AWAITED,
    )
    since = F("state_on")
    return _columns(rows, "stage-funding", since, word=F("funder"), prefix="plan__stage__")


def _answer(row: Row, today: date) -> Item:
    correction = row["word"] in {"1", "true"}
    return Item(
        subject=Subject.ANSWERS,
        what=_("demande une correction") if correction else _("a répondu"),
        route="pathways:answer",
        args=(row["who"], row["row"]),
        action=_("Lire et prendre en compte"),
        urgency=answer_due(row["day"], today),
        **_about(row, _("le %(day)s")),
    )


def _request(row: Row, today: date) -> Item:
    return Item(
        subject=Subject.ANSWERS,
        what=_("demande : %(what)s") % {"what": REQUEST_LABELS[row["word"]].lower()},
        route="support:answer_request",
        args=(row["who"], row["row"]),
        action=_("Répondre"),
        urgency=answer_due(row["day"], today),
        **_about(row, _("attend depuis le %(day)s")),
    )


def _follow_up(row: Row, today: date) -> Item:
    return Item(
        subject=Subject.FOLLOW_UP,
        what=_("nouvelles à prendre dans l’emploi"),
        route="pathways:note_contact",
        args=(row["who"], row["row"]),
        action=_("Noter le contact"),
        urgency=promised(row["day"], today),
        **_about(row, _("prévu le %(day)s")),
    )


def _check(row: Row, today: date) -> Item:
    return Item(
        subject=Subject.FOLLOW_UP,
        what=_("intégration : comment ça va, pour %(who)s ?") % {"who": ABOUT_LABELS[row["word"]]},
        route="pathways:answer_check",
        args=(row["who"], row["row"]),
        action=_("Noter la réponse"),
        urgency=promised(row["day"], today),
        **_about(row, _("prévu le %(day)s")),
    )


def _alert(row: Row, today: date) -> Item:
    return Item(
        subject=Subject.FOLLOW_UP,
        what=_("intégration : %(who)s attend une suite") % {"who": ABOUT_LABELS[row["word"]]},
        route="pathways:settle_alert",
        args=(row["who"], row["row"]),
        action=_("Médiation ou retour"),
        urgency=promised(row["day"], today),
        alarm=_("demande une suite"),
        **_about(row, _("dit le %(day)s")),
    )


def _welcome(row: Row, today: date) -> Item:
    return Item(
        subject=Subject.FOLLOW_UP,
        what=_("accueil dans l’entreprise : %(what)s") % {"what": row["word"]},
        route="pathways:work_one",
        args=(row["who"], row["parent"]),
        action=_("Dire que c’est fait"),
        urgency=promised(row["day"], today),
        **_about(row, _("prévu le %(day)s")),
    )


def _adaptation(row: Row, today: date) -> Item:
    """The need is read on its page: the list only says that it waits."""
    return Item(
        subject=Subject.FOLLOW_UP,
        what=_("aménagement du poste à mettre en place"),
        route="pathways:adaptation_done",
        args=(row["who"], row["row"]),
        action=_("Dire que c’est en place"),
        urgency=asked_again(row["day"], today),
        **_about(row, _("demandé le %(day)s")),
    )


def _named(kind: str) -> str:
    """What is very personal is not named on a page left open on a desk: its own page says it."""
    hidden = volet_of_barrier(kind) is Volet.SENSITIVE
    return _("un frein") if hidden else BARRIER_LABELS[kind]


def _action(row: Row, today: date) -> Item:
    return Item(
        subject=Subject.SUPPORT,
        what=_("%(what)s : action prévue") % {"what": _named(row["word"])},
        route="support:finish_action",
        args=(row["who"], row["parent"], row["row"]),
        action=_("Dire ce qui a été fait"),
        urgency=promised(row["day"], today),
        **_about(row, _("pour le %(day)s")),
    )


def _barrier(row: Row, today: date) -> Item:
    return Item(
        subject=Subject.SUPPORT,
        what=_("%(what)s : où en est-on ?") % {"what": _named(row["word"])},
        route="support:edit_barrier",
        args=(row["who"], row["row"]),
        action=_("Dire où on en est"),
        urgency=promised(row["day"], today),
        **_about(row, _("à lever si possible avant le %(day)s")),
    )


_FUNDING_PAGES = {
    "funding": "support:answer_funding",
    "stage-funding": "support:stage_answer_funding",
}


def _funder(row: Row, today: date) -> Item:
    who = FUNDER_LABELS[Funder(row["word"])]
    return Item(
        subject=Subject.SUPPORT,
        what=_("financement : %(who)s n’a pas encore répondu") % {"who": who},
        route=_FUNDING_PAGES[row["sort"]],
        args=(row["who"], row["parent"], row["row"]),
        action=_("Dire la réponse"),
        urgency=promised(None, today),
        **_about(row, _("demandé le %(day)s")),
    )


_ASKED = (
    _answers,
    _requests,
    _follow_ups,
    _checks,
    _alerts,
    _welcomes,
    _adaptations,
    _barriers,
    _actions,
    _funding,
    _stage_funding,
)
_BUILDERS: dict[str, Callable[[Row, date], Item]] = {
    "answer": _answer,
    "request": _request,
    "follow-up": _follow_up,
    "check": _check,
    "alert": _alert,
    "welcome": _welcome,
    "adaptation": _adaptation,
    "barrier": _barrier,
    "action": _action,
    "funding": _funder,
    "stage-funding": _funder,
}


def _about(row: Row, words: str) -> dict[str, Any]:
    person = Person(first_name=row["first"], last_name=row["last"], usage_name=row["usual"])
    return {
        "on": row["day"],
        "when": words % {"day": french.short_date(row["day"])},
        "person": person.short_name,
        "person_id": row["who"],
    }
