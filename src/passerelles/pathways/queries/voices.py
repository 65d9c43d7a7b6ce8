"""How a situation went, in the eyes of a reader: each voice apart, its versions, what they conclude."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.pathways.models import WorkReview, WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work import place_name
from passerelles.pathways.review_policy import may_speak
from passerelles.pathways.rules.voices import (
    SIDE_LABELS,
    Conclusion,
    ReviewSide,
    conclude,
    in_words,
    is_reviewed,
)
from passerelles.pathways.rules.work import WorkState
from passerelles.pathways.tried import TriedLine, tries
from passerelles.sharing.models.entries import AuthorKind
from passerelles.sharing.rules.volets import Volet

# How long after the end each side is still asked how it went.
ASKED_FOR = timedelta(days=120)


@dataclass(frozen=True)
class VoiceView:
    """One side: what it says now, the versions before, and whether the reader may write it."""

    side: ReviewSide
    now: WorkReview | None
    who: str
    before: tuple[WorkReview, ...]
    writable: bool

    @property
    def label(self) -> str:
        return SIDE_LABELS[self.side]

    @property
    def spoke(self) -> bool:
        return self.now is not None and self.now.voice.spoke


@dataclass(frozen=True)
class ReviewPage:
    """``objective``: what was agreed before, beside what each says; ``asked``: both sides are expected to say how it went, since it ended or is over."""

    voices: tuple[VoiceView, ...]
    objective: str
    conclusion: Conclusion | None
    asked: bool
    tried: tuple[TriedLine, ...] = ()


def review_page(eyes: Eyes, actor: Actor, situation: WorkSituation) -> ReviewPage | None:
    """``None`` for a reader of the path who does not read progress, or when nothing took place.

    A contract has none, but what was said of one already stays readable.
    """
    if not eyes.sees(Volet.PROGRESS) or situation.state == WorkState.CANCELLED:
        return None
    asked = is_reviewed(situation.law_kind)
    rows = list(eyes.entries(WorkReview).filter(situation=situation).select_related("organisation"))
    if not asked and not rows:
        return None
    writable = eyes.access.may_write(Volet.PROGRESS)
    views = tuple(_voice(eyes, actor, situation, side, rows, writable) for side in ReviewSide)
    said = {view.side: view.now.voice for view in views if view.now is not None}
    shown = conclude(said) if asked and (said or _is_over(situation)) else None
    return ReviewPage(
        views, situation.objective, shown, asked and _is_over(situation), _tried(eyes, situation)
    )


def _tried(eyes: Eyes, situation: WorkSituation) -> tuple[TriedLine, ...]:
    keeper = tries()
    return tuple(keeper.seen(eyes, situation)) if keeper else ()


def _is_over(situation: WorkSituation) -> bool:
    if situation.state == WorkState.ENDED:
        return True
    return situation.end is not None and situation.end < clock.today()


def _voice(
    eyes: Eyes,
    actor: Actor,
    situation: WorkSituation,
    side: ReviewSide,
    rows: Iterable[WorkReview],
    writable: bool,
) -> VoiceView:
    own = [row for row in rows if row.side == side]
    replaced = {row.corrects_id for row in own}
    now = next((row for row in own if row.id not in replaced), None)
    return VoiceView(
        side=side,
        now=now,
        who=_signed(eyes, situation, now) if now else "",
        before=tuple(row for row in own[::-1] if row.id in replaced),
        writable=writable and may_speak(actor, situation, side, now),
    )


def _signed(eyes: Eyes, situation: WorkSituation, review: WorkReview) -> str:
    place = eyes.name(review.organisation)
    if review.author_kind == AuthorKind.GUEST:
        place = place_name(eyes, situation, "host") or place_name(eyes, situation, "employer")
    own_words = review.by_person and not review.gathered_from
    who = review.author_name if own_words or not place else f"{review.author_name} ({place})"
    if not review.gathered_from:
        return who
    return _("recueilli par %(who)s auprès de : %(whom)s") % {
        "whom": review.gathered_from,
        "who": who,
    }


def voice_written(eyes: Eyes, situation: WorkSituation, side: ReviewSide) -> WorkReview | None:
    """The version a form starts from."""
    found: WorkReview | None = (
        eyes.entries(WorkReview)
        .filter(situation=situation, side=side, replaced_by__isnull=True)
        .first()
    )
    return found


def results_of_stages(eyes: Eyes, stages: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """What the voices say of the situations that stand on these stages; one query."""
    if not eyes.sees(Volet.PROGRESS):
        return {}
    rows = (
        eyes.entries(WorkReview)
        .filter(situation__stage__in=list(stages), replaced_by__isnull=True)
        .select_related("situation")
        .order_by("situation__start", "side")
    )
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        words = in_words(row.about, row.voice)
        said = " ".join(part for part in (words, row.result) if part)
        if said and row.situation.stage_id:
            found[row.situation.stage_id].append(said)
    return {stage: tuple(lines) for stage, lines in found.items()}
