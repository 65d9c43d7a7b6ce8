"""What a newcomer needs in two minutes, and nothing that was not agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.pathways.models import WellBeing
from passerelles.pathways.queries.eyes import Eyes, proposed_eyes
from passerelles.pathways.queries.paths import (
    PartyView,
    PathView,
    StepView,
    next_steps,
    party_views,
    path_views,
)
from passerelles.pathways.queries.progress import ProgressView, progress_view, well_being
from passerelles.people.models import Fact, Situation, Wish
from passerelles.people.rules.answers import shown_answer
from passerelles.people.rules.facts import FACTS
from passerelles.people.rules.situations import EXPIRES_SOON_DAYS, SituationState
from passerelles.sharing.policy import open_record
from passerelles.sharing.rules.volets import VOLET_TEXTS, Volet
from passerelles.web import french

DUE_SOON = timedelta(days=EXPIRES_SOON_DAYS)
WISHES_SHOWN = 4


@dataclass(frozen=True)
class ToldFact:
    """Something already said once: not to be asked again."""

    question: str
    answer: str
    told_on: date


@dataclass(frozen=True)
class Due:
    """Something whose date comes: said, never imposed."""

    what: str
    when: str
    late: bool


@dataclass(frozen=True)
class VoletView:
    label: str
    icon: str
    shared: bool


@dataclass(frozen=True)
class Synthesis:
    """The record in two minutes.  ``shows_*`` false: not shared, whatever it holds."""

    volets: tuple[VoletView, ...]
    paths: tuple[PathView, ...]
    parties: tuple[PartyView, ...]
    steps: tuple[StepView, ...]
    progress: ProgressView
    well_being: tuple[WellBeing, ...]
    told: tuple[ToldFact, ...]
    wishes: tuple[Wish, ...]
    due: tuple[Due, ...]
    shows_path: bool
    shows_progress: bool
    shows_project: bool
    shows_situation: bool
    shows_facts: bool

    @property
    def not_shared(self) -> list[VoletView]:
        return [volet for volet in self.volets if not volet.shared]


def synthesis(eyes: Eyes) -> Synthesis:
    """The synthesis through given eyes: a reader's own, or those of a proposed agreement."""
    shows_path = eyes.sees(Volet.PATH)
    paths = path_views(eyes) if shows_path else []
    referents = [view.referent for view in paths if view.referent is not None]
    steps = next_steps(eyes) if shows_path else []
    facts_volets = {definition.volet for definition in FACTS.values()}
    return Synthesis(
        volets=tuple(_volets(eyes)),
        paths=tuple(paths),
        parties=tuple(party_views(eyes, referents)) if shows_path else (),
        steps=tuple(steps),
        progress=progress_view(eyes),
        well_being=tuple(well_being(eyes, limit=2)),
        told=tuple(facts_told(eyes)),
        wishes=tuple(_wishes(eyes)),
        due=tuple(_due(eyes, paths)),
        shows_path=shows_path,
        shows_progress=eyes.sees(Volet.PROGRESS),
        shows_project=eyes.sees(Volet.PROJECT),
        shows_situation=eyes.sees(Volet.SITUATION),
        shows_facts=bool(facts_volets & eyes.volets),
    )


def preview_as(
    actor: Actor, person_id: UUID, volets: Iterable[Volet], organisation_id: UUID | None
) -> tuple[Eyes, Synthesis]:
    """« Comme ils le verront »: opens the record and shows only what would be shared.

    ``actor`` is who looks at the preview, and sees nothing in it that they may not read.
    """
    eyes = proposed_eyes(open_record(actor, person_id), volets, organisation_id)
    return eyes, synthesis(eyes)


def _volets(eyes: Eyes) -> Iterator[VoletView]:
    for volet, text in VOLET_TEXTS.items():
        yield VoletView(text.label, text.icon, eyes.sees(volet))


def facts_told(eyes: Eyes) -> Iterator[ToldFact]:
    """The latest answer to each question, in the order of the questions."""
    latest: dict[str, Fact] = {}
    for fact in eyes.entries(Fact).order_by("-recorded_at"):
        latest.setdefault(fact.kind, fact)
    for kind, definition in FACTS.items():
        fact = latest.get(kind.value)
        if fact is not None:
            told_on = french.as_day(fact.recorded_at)
            yield ToldFact(definition.question, shown_answer(kind, fact.value), told_on)


def _wishes(eyes: Eyes) -> list[Wish]:
    return list(eyes.entries(Wish)[:WISHES_SHOWN]) if eyes.sees(Volet.PROJECT) else []


def _due(eyes: Eyes, paths: list[PathView]) -> Iterator[Due]:
    today = clock.today()
    for view in paths:
        exit_on = view.path.planned_exit_on
        if exit_on is not None and today <= exit_on <= today + DUE_SOON:
            yield Due(
                _("Sortie prévue de %(origin)s") % {"origin": view.origin}, _on(exit_on), False
            )
        for line in view.lines:
            wished = line.stage.target_on
            if line.state == "plan" and wished is not None and wished <= today + DUE_SOON:
                yield Due(line.title, _on(wished), wished < today)
    yield from _situations_due(eyes, today)


def _situations_due(eyes: Eyes, today: date) -> Iterator[Due]:
    latest: dict[str, Situation] = {}
    for situation in eyes.entries(Situation).order_by("-state_on", "-recorded_at"):
        latest.setdefault(situation.kind, situation)
    for situation in latest.values():
        what = situation.get_kind_display()
        if situation.state == SituationState.TO_DO:
            since = _("depuis le %(day)s") % {"day": french.short_date(situation.state_on)}
            yield Due(_("%(what)s : dossier à constituer") % {"what": what}, since, False)
        elif _ends_soon(situation, today):
            ends = situation.valid_until
            if ends is not None and ends < today:
                since = _("depuis le %(day)s") % {"day": french.short_date(ends)}
                yield Due(_("%(what)s : plus valable") % {"what": what}, since, False)
            else:
                yield Due(_("%(what)s : à renouveler") % {"what": what}, _on(ends), False)


def _ends_soon(situation: Situation, today: date) -> bool:
    return (
        situation.state == SituationState.OBTAINED
        and situation.valid_until is not None
        and situation.valid_until <= today + DUE_SOON
    )


def _on(day: date | None) -> str:
    return _("le %(day)s") % {"day": french.short_date(day)} if day else ""
