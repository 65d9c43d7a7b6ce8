"""What a professional has to do today, each with the one action that settles it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.organisations.models import Membership
from passerelles.pathways.models import Answer, Detection, NextStep, Path, Referent
from passerelles.pathways.rules.stages import PathState
from passerelles.people.models import RepeatedQuestion, Situation, Wish
from passerelles.people.rules.situations import EXPIRES_SOON_DAYS, SituationState
from passerelles.people.rules.wishes import ABOUT_WORK, TO_ANSWER
from passerelles.sharing.queries.due import due_items
from passerelles.sharing.reading import note_listing
from passerelles.sharing.rules.volets import Verb
from passerelles.sharing.visibility import entries_visible
from passerelles.web import french

AHEAD = timedelta(days=14)
REPEATED_OVER = timedelta(days=30)
WISH_TO_ASK_AGAIN = timedelta(days=365)
SHOWN = 25  # of each kind: a day's work, not an inventory


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do; ``late`` is about our promise, never about the person."""

    what: str
    url: str
    action: str
    person: str = ""
    person_id: UUID | None = None
    when: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class TaskGroup:
    key: str
    title: str
    icon: str
    tasks: tuple[Task, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """``repeated`` is ``None`` for who follows nobody: the count would mean nothing to them."""

    groups: tuple[TaskGroup, ...]
    repeated: int | None

    @property
    def count(self) -> int:
        return sum(len(group.tasks) for group in self.groups)


def today(actor: Actor) -> Today:
    """Everything waiting, most urgent first; the names shown are noted as read."""
    groups = [
        _group("steps", _("À faire avec les personnes"), "next", _steps(actor)),
        _group("answers", _("Des personnes vous ont répondu"), "talk", _answers(actor)),
        _group("sharing", _("Partage et demandes"), "share", _sharing(actor)),
        _group("wishes", _("Souhaits sans suite"), "wishes", _wishes(actor)),
        _group("alone", _("Parcours sans prochaine étape"), "path", _without_step(actor)),
        _group("gone", _("Référents qui ont quitté l’organisation"), "people", _gone(actor)),
        _group("situations", _("Droits qui se terminent"), "paper", _situations()),
    ]
    shown = tuple(group for group in groups if group.tasks)
    names = {task.person_id for group in shown for task in group.tasks if task.person_id}
    note_listing(actor, sorted(names))
    return Today(shown, _repeated(actor))


def _group(key: str, title: str, icon: str, tasks: Iterator[Task]) -> TaskGroup:
    found = list(tasks)
    return TaskGroup(key, title, icon, tuple(found[:SHOWN]), more=len(found) > SHOWN)


def _steps(actor: Actor) -> Iterator[Task]:
    mine = Q(owner_user_id=actor.user_id, owner_organisation_id=actor.organisation_id)
    ours = Q(owner_user=None, owner_organisation_id=actor.organisation_id)
    now = clock.now()
    rows = (
        NextStep.objects.filter(mine | ours, done_at=None)
        .across_people()
        .filter(Q(due_at=None) | Q(due_at__lte=now + AHEAD))
        .filter(~Q(path__state=PathState.CLOSED))
        .across_people()
        .select_related("person")
    )
    for step in rows[: SHOWN + 1]:
        yield Task(
            what=step.what,
            url=reverse("pathways:finish_step", args=[step.person_id, step.id]),
            action=_("C’est fait"),
            person=step.person.short_name,
            person_id=step.person_id,
            when=_moment(step.due_at),
            late=step.due_at is not None and step.due_at < now,
        )


def _answers(actor: Actor) -> Iterator[Task]:
    rows = (
        Answer.objects.filter(handled_at=None, organisation_id=actor.organisation_id)
        .across_people()
        .select_related("person")
    )
    for answer in rows[: SHOWN + 1]:
        yield Task(
            what=_("demande une correction") if answer.correction else _("a répondu"),
            url=reverse("pathways:answer", args=[answer.person_id, answer.id]),
            action=_("Lire et prendre en compte"),
            person=answer.person.short_name,
            person_id=answer.person_id,
            when=_("le %(day)s") % {"day": french.short_date(answer.recorded_at)},
        )


def _sharing(actor: Actor) -> Iterator[Task]:
    for item in due_items(actor):
        yield Task(
            what=item.sentence,
            url=item.url,
            action=_("Ouvrir"),
            person=item.person,
            person_id=item.person_id,
            when=_until(item.due) if item.due else "",
        )


def _wishes(actor: Actor) -> Iterator[Task]:
    """Wishes about work that led to nothing yet: no detection of them and no path since."""
    if not actor.may(Right.WRITE_PEOPLE):
        return
    followed = Detection.objects.filter(wish=OuterRef("pk"))
    path = Path.objects.filter(person=OuterRef("person"), state=PathState.ACTIVE)
    later = Wish.objects.filter(
        person=OuterRef("person"), kind__in=ABOUT_WORK, expressed_on__gt=OuterRef("expressed_on")
    )
    old = clock.today() - WISH_TO_ASK_AGAIN
    rows = (
        Wish.objects.filter(kind__in=TO_ANSWER)
        .across_people()
        .filter(~Exists(followed), ~Exists(path))
        .filter(Q(expressed_on__gt=old) | ~Exists(later))
        # Reading a wish is not enough to start a path from it.
        .filter(entries_visible(actor, clock.now(), verb=Verb.WRITE))
        .across_people()
        .select_related("person")
        .order_by("-expressed_on")
    )
    for wish in rows[: SHOWN + 1]:
        yield _wish_task(wish, to_ask_again=wish.expressed_on <= old)


def _wish_task(wish: Wish, *, to_ask_again: bool) -> Task:
    """What was said long ago is asked again before anything is built on it."""
    said = _("dit le %(day)s") % {"day": french.short_date(wish.expressed_on)}
    return Task(
        what=f"« {wish.words[:120]} »",
        url=reverse("people:wishes" if to_ask_again else "pathways:detect", args=[wish.person_id]),
        action=_("Noter son souhait d’aujourd’hui") if to_ask_again else _("En faire un parcours"),
        person=wish.person.short_name,
        person_id=wish.person_id,
        when=_("dit il y a plus d’un an, à redemander ?") if to_ask_again else said,
    )


def _without_step(actor: Actor) -> Iterator[Task]:
    waiting = NextStep.objects.filter(path=OuterRef("pk"), done_at=None)
    rows = (
        Path.objects.filter(
            ~Exists(waiting),
            state=PathState.ACTIVE,
            referents__until=None,
            referents__organisation_id=actor.organisation_id,
        )
        .across_people()
        .across_people()
        .select_related("person")
        .order_by("started_on")
    )
    for path in rows[: SHOWN + 1]:
        yield Task(
            what=path.title,
            url=reverse("pathways:plan_step", args=[path.person_id, path.id]),
            action=_("Dire ce qui vient ensuite"),
            person=path.person.short_name,
            person_id=path.person_id,
        )


def _gone(actor: Actor) -> Iterator[Task]:
    """Paths whose referent no longer belongs to the organisation: nobody answers for them."""
    if actor.organisation_id is None:
        return
    leaving = Membership.objects.in_force().filter(
        user=OuterRef("user"), organisation=OuterRef("organisation")
    )
    alone = Referent.objects.filter(
        ~Exists(leaving), until=None, organisation_id=actor.organisation_id
    )
    rows = Path.objects.filter(state=PathState.ACTIVE, referents__in=alone).select_related("person")
    for path in rows[: SHOWN + 1]:
        yield Task(
            what=path.title,
            url=reverse("pathways:change_referent", args=[path.person_id, path.id]),
            action=_("Passer le relais"),
            person=path.person.short_name,
            person_id=path.person_id,
        )


def _situations() -> Iterator[Task]:
    """Rights obtained whose end comes, unless a later source of the same kind renewed them."""
    day = clock.today()
    renewed = Situation.objects.filter(
        person=OuterRef("person"), kind=OuterRef("kind"), state_on__gt=OuterRef("state_on")
    )
    rows = (
        Situation.objects.filter(
            ~Exists(renewed),
            state=SituationState.OBTAINED,
            valid_until__lte=day + timedelta(days=EXPIRES_SOON_DAYS),
        )
        .across_people()
        .across_people()
        .select_related("person")
        .order_by("valid_until")
    )
    for situation in rows[: SHOWN + 1]:
        yield Task(
            what=_ending(situation, day),
            url=reverse("people:situations", args=[situation.person_id]),
            action=_("Mettre à jour"),
            person=situation.person.short_name,
            person_id=situation.person_id,
            when="" if situation.valid_until < day else _until(situation.valid_until),
        )


def _ending(situation: Situation, today: date) -> str:
    """A right already ended may have been given up: it is not said to be renewed."""
    right = situation.get_kind_display()
    if situation.valid_until is not None and situation.valid_until < today:
        ended = french.short_date(situation.valid_until)
        return _("%(right)s : terminé depuis le %(day)s") % {"right": right, "day": ended}
    return _("%(right)s à renouveler") % {"right": right}


def _until(day: date) -> str:
    return _("jusqu’au %(day)s") % {"day": french.short_date(day)}


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = french.local(moment)
    text = french.long_date(moment)
    return f"{text}, {french.hour(moment)}" if (local.hour or local.minute) else text


def _repeated(actor: Actor) -> int | None:
    """How often the organisation asked again what was already told."""
    if actor.organisation_id is None or not actor.may(Right.READ_PEOPLE):
        return None
    return RepeatedQuestion.objects.filter(
        organisation_id=actor.organisation_id, asked_at__gt=clock.now() - REPEATED_OVER
    ).count()
