"""The carnet: a view over what the record holds, and the versions she froze."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.kernel.text import fold
from passerelles.law.wording import number_fr
from passerelles.law.work_kinds import WorkFamily
from passerelles.myspace.models import CarnetChoices, CarnetEntry, CarnetVersion
from passerelles.myspace.queries.carnet_lived import programme_lines, workshop_lines
from passerelles.myspace.rules.carnet import (
    CarnetLine,
    CarnetPart,
    CarnetSection,
    EntryKind,
    EntryState,
    in_parts,
)
from passerelles.organisations.models import Organisation
from passerelles.pathways.models import Stage, WorkReview
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.own import eyes_of_person
from passerelles.pathways.queries.progress import progress_view
from passerelles.pathways.queries.work import work_lines
from passerelles.pathways.rules.stages import STAGE_TEXTS, StageKind, StageState
from passerelles.pathways.rules.voices import REACHED_LABELS, Attendance, Reached, ReviewSide
from passerelles.pathways.rules.work import WorkState
from passerelles.people.queries.record import facts_told, wishes
from passerelles.people.rules.facts import FACTS, FactKind
from passerelles.sharing.rules.decision import PersonFacts
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.queries.practice import validated
from passerelles.support.models import Objective
from passerelles.support.rules.commitments import ObjectiveState
from passerelles.web import french

_SECTION_OF: dict[str, CarnetSection] = {
    EntryKind.KNOW_HOW: CarnetSection.KNOW_HOW,
    EntryKind.PROUD: CarnetSection.PROUD,
}


@dataclass(frozen=True)
class Carnet:
    """Everything that may be in it, what she leaves out, and what waits for her answer."""

    lines: tuple[CarnetLine, ...]
    left_out: frozenset[str]
    proposed: tuple[tuple[CarnetEntry, str], ...]
    versions: tuple[CarnetVersion, ...]
    readers: tuple[str, ...]

    @property
    def all_parts(self) -> list[CarnetPart]:
        return in_parts(self.lines)

    @property
    def parts(self) -> list[CarnetPart]:
        return in_parts(self.lines, self.left_out)

    @property
    def keys(self) -> set[str]:
        return {line.key for line in self.lines}


def own_carnet(actor: Actor) -> Carnet:
    eyes = eyes_of_person(actor)
    entries = list(eyes.entries(CarnetEntry).select_related("organisation"))
    waiting = [entry for entry in entries if entry.state == EntryState.PROPOSED]
    choices = CarnetChoices.objects.filter(person_id=eyes.person_id).first()
    return Carnet(
        lines=tuple(_lines(eyes, entries)),
        left_out=frozenset(choices.left_out if choices else ()),
        proposed=tuple((entry, eyes.name(entry.organisation)) for entry in waiting),
        versions=tuple(eyes.entries(CarnetVersion).defer("pdf")),
        readers=tuple(readers_of(eyes.access.facts)),
    )


def own_version(actor: Actor, version_id: UUID) -> CarnetVersion:
    eyes = eyes_of_person(actor)
    found: CarnetVersion | None = eyes.entries(CarnetVersion).filter(pk=version_id).first()
    if found is None:
        raise Hidden("no such version")
    return found


def shared_version(eyes: Eyes) -> CarnetVersion | None:
    """The latest version, for an organisation the person agreed with on the volet of skills."""
    found: CarnetVersion | None = eyes.entries(CarnetVersion).order_by("-number").first()
    return found


def own_proposals(eyes: Eyes) -> list[CarnetEntry]:
    """What the reader's organisation proposed, and what she said of it."""
    rows = eyes.entries(CarnetEntry).filter(organisation_id=eyes.organisation_id)
    return list(rows.order_by("-recorded_at"))


def readers_of(facts: PersonFacts) -> Iterator[str]:
    """Organisations that read the latest version by an agreement in force."""
    now = clock.now()
    ids = {
        agreement.receiver_id
        for agreement in facts.agreements
        if agreement.in_force(now) and Volet.SKILLS in agreement.volets
    }
    for organisation in Organisation.objects.filter(pk__in=ids).order_by("folded_name"):
        yield organisation.outside_name


def _lines(eyes: Eyes, entries: list[CarnetEntry]) -> Iterator[CarnetLine]:
    for entry in entries:
        if entry.state == EntryState.KEPT:
            yield _entry(eyes, entry)
    yield from _skills_told(eyes)
    yield from _skills_validated(eyes)
    yield from _work(eyes)
    yield from _reviews(eyes)
    yield from _stages(eyes)
    yield from workshop_lines(eyes)
    yield from programme_lines(eyes)
    yield from _objectives(eyes)
    yield from _progress(eyes)
    for wish in wishes(eyes.access):
        yield CarnetLine(
            f"wish:{wish.id}",
            CarnetSection.WISHES,
            wish.words,
            when=french.short_date(wish.expressed_on),
            on=wish.expressed_on,
        )


def _entry(eyes: Eyes, entry: CarnetEntry) -> CarnetLine:
    who = "" if entry.by_person else _said_by(entry.author_name, eyes.name(entry.organisation))
    return CarnetLine(
        f"entry:{entry.id}",
        _SECTION_OF[entry.kind],
        entry.words,
        when=french.short_date(entry.on),
        who=who,
        on=entry.on,
    )


def _said_by(author: str, place: str) -> str:
    return _("Dit par %(who)s") % {"who": ", ".join(part for part in (author, place) if part)}


def _skills_told(eyes: Eyes) -> Iterator[CarnetLine]:
    for told in facts_told(eyes.access):
        definition = FACTS[FactKind(told.kind)]
        if definition.volet is Volet.SKILLS:
            yield CarnetLine(
                f"fact:{told.kind}",
                CarnetSection.KNOW_HOW,
                definition.plain_question,
                details=(told.shown,),
            )


def _skills_validated(eyes: Eyes) -> Iterator[CarnetLine]:
    """What somebody saw her do alone; tries that are not there yet are nobody's business later."""
    for attempt in validated(eyes):
        seen = _("Vu par %(who)s") % {"who": attempt.observed_by} if attempt.observed_by else ""
        yield CarnetLine(
            f"skill:{fold(attempt.skill)}",
            CarnetSection.KNOW_HOW,
            attempt.skill,
            when=french.short_date(attempt.on),
            details=(seen,) if seen else (),
            who=eyes.name(attempt.organisation),
            on=attempt.on,
        )


def _work(eyes: Eyes) -> Iterator[CarnetLine]:
    today = clock.today()
    for line in work_lines(eyes):
        row = line.situation
        if row.state == WorkState.CANCELLED or row.start > today:
            continue
        trial = row.law_kind.family is WorkFamily.IMMERSION
        details = [row.called.plain] if row.called.plain != line.label else []
        if row.weekly_hours is not None:
            hours = number_fr(row.weekly_hours)
            details.append(_("%(hours)s heures par semaine") % {"hours": hours})
        if row.activity:
            details.append(_("Ce que je faisais : %(words)s") % {"words": row.activity})
        if row.objective:
            details.append(_("Pourquoi : %(words)s") % {"words": row.objective})
        if row.stage is not None and row.stage.shared and row.stage.result:
            words = _("Ce qui a été vu : %(words)s") if trial else _("Résultat : %(words)s")
            details.append(words % {"words": row.stage.result})
        yield CarnetLine(
            f"work:{row.id}",
            CarnetSection.STORY,
            line.title,
            when=line.when,
            details=tuple(details),
            who=line.writer,
            on=row.start,
        )


def _reviews(eyes: Eyes) -> Iterator[CarnetLine]:
    """What each side said of a trial that took place, each its own line: she may keep one voice."""
    rows = eyes.entries(WorkReview).filter(replaced_by=None)
    lived = rows.filter(attendance__in=[Attendance.COMPLETED, Attendance.PARTIAL])
    for review in lived.select_related("organisation", "situation"):
        reached = REACHED_LABELS[Reached(review.reached)] if review.reached else ""
        mine = review.about is ReviewSide.PERSON
        speaker = review.gathered_from or review.author_name
        yield CarnetLine(
            f"review:{review.situation_id}:{review.side}",
            CarnetSection.STORY,
            _("Après : %(what)s") % {"what": review.situation.with_job},
            when=french.short_date(review.said_on),
            details=tuple(text for text in (review.result, reached) if text),
            who="" if mine else _said_by(speaker, eyes.name(review.organisation)),
            on=review.said_on,
        )


def _stages(eyes: Eyes) -> Iterator[CarnetLine]:
    """Stages begun, but those already told as work."""
    rows = eyes.entries(Stage).filter(
        state__in=[StageState.ONGOING, StageState.DONE], work_situations=None
    )
    for stage in rows.select_related("place", "organisation"):
        when = french.period(stage.started_on, stage.ended_on)
        place = eyes.name(stage.place)
        yield CarnetLine(
            f"stage:{stage.id}",
            _section_of(stage),
            f"{stage.title} — {place}" if place else stage.title,
            when=when[:1].upper() + when[1:],
            details=tuple(
                text for text in (STAGE_TEXTS[StageKind(stage.kind)].plain, stage.result) if text
            ),
            who=eyes.name(stage.organisation),
            on=stage.started_on or stage.ended_on,
        )


def _section_of(stage: Stage) -> CarnetSection:
    """What was recognised by a RAE or a VAE is a know-how; until then it is a step like another."""
    recognised = stage.kind == StageKind.RECOGNITION and stage.state == StageState.DONE
    return CarnetSection.KNOW_HOW if recognised and stage.result else CarnetSection.STORY


def _objectives(eyes: Eyes) -> Iterator[CarnetLine]:
    rows = eyes.entries(Objective).filter(state=ObjectiveState.REACHED)
    for row in rows.prefetch_related("evidence"):
        yield CarnetLine(
            f"objective:{row.id}",
            CarnetSection.STORY,
            _("Objectif atteint : %(words)s") % {"words": row.words},
            when=french.short_date(row.state_on),
            details=tuple(proof.what for proof in row.evidence.all()),
            on=row.state_on,
        )


def _progress(eyes: Eyes) -> Iterator[CarnetLine]:
    """The latest observation of each axis in each voice, with its words and never a number."""
    latest: dict[tuple[Any, bool], Any] = {}
    for row in progress_view(eyes).rows:
        key = (row.point.axis_id, row.point.by_person)
        known = latest.get(key)
        if not row.replaced and (known is None or _day(row) > _day(known)):
            latest[key] = row
    for (axis_id, by_person), row in latest.items():
        point = row.point
        words = _("Je dis : %(words)s") if by_person else _("On voit : %(words)s")
        details = [words % {"words": point.level_words}, point.comment]
        yield CarnetLine(
            f"progress:{axis_id}:{'me' if by_person else 'them'}",
            CarnetSection.PROGRESS,
            point.axis.name,
            when=french.short_date(point.observed_on),
            details=tuple(text for text in details if text),
            who="" if by_person else row.writer,
            on=point.observed_on,
        )


def _day(row: Any) -> tuple[date, Any]:
    return row.point.observed_on, row.point.recorded_at
