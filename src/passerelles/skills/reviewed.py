"""What was tried during a work, said with its evaluation: tries like others, by whom they were seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in
from passerelles.pathways.models import WorkReview, WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.rules.voices import SIDE_LABELS, ReviewSide
from passerelles.pathways.tried import Tried, TriedLine
from passerelles.sharing.policy import peek_record, require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.skills import events
from passerelles.skills.models import COUNTED_ATTEMPT, SkillAttempt
from passerelles.skills.rules.workshops import (
    ATTEMPT_LABELS,
    PLAIN_RESULTS,
    SKILL_LENGTH,
    AttemptResult,
    may_validate,
)


class ReviewedTries:
    """Registered with the evaluation of a work, which stands below this area."""

    longest = SKILL_LENGTH

    def answers(self, side: ReviewSide, *, plain: bool) -> list[tuple[str, str]]:
        words = PLAIN_RESULTS if plain else ATTEMPT_LABELS
        return [(result.value, words[result]) for result in _results(side)]

    @transaction.atomic
    def note(self, *, actor: Actor, review: WorkReview, tried: Sequence[Tried], last: date) -> None:
        """A tutor writes in progress alone: their tries stay in its volet, as their evaluation."""
        access = peek_record(actor, review.person_id)
        volet = Volet.SKILLS if access.may_write(Volet.SKILLS) else Volet.PROGRESS
        require_write(actor, review.person_id, volet)
        for number, line in enumerate(tried, start=1):
            attempt: SkillAttempt = SkillAttempt.unscoped.create(
                person_id=review.person_id,
                volet=volet,
                situation=review.situation,
                skill=_checked(line, number),
                result=_result(review.about, line, number),
                on=min(last, clock.today()),
                observed_by=_seen_by(review),
                organisation_id=review.organisation_id,
                author_id=review.author_id,
                author_kind=review.author_kind,
                author_name=review.author_name,
                shared=review.shared,
            )
            record(
                events.ATTEMPT_NOTED,
                actor=actor,
                person_id=review.person_id,
                volets=[volet],
                details={"attempt": str(attempt.pk), "result": attempt.result},
            )

    def seen(self, eyes: Eyes, situation: WorkSituation) -> list[TriedLine]:
        rows = eyes.entries(SkillAttempt).filter(COUNTED_ATTEMPT, situation=situation)
        return [
            TriedLine(row.skill, row.get_result_display(), _who(eyes, row), row.on)
            for row in rows.select_related("organisation").order_by("on", "recorded_at")
        ]


def _results(side: ReviewSide) -> list[AttemptResult]:
    return [
        result
        for result in AttemptResult
        if result is not AttemptResult.VALIDATED
        or may_validate(by_person=side is ReviewSide.PERSON)
    ]


def _checked(line: Tried, number: int) -> str:
    field = f"tried_{number}"
    refuse_nir_in(**{field: line.skill})
    skill = " ".join(line.skill.split())[:SKILL_LENGTH]
    if not skill:
        raise Refusal(_("Dites ce qui a été essayé."), _("Écrivez-le."), field)
    return skill


def _result(side: ReviewSide, line: Tried, number: int) -> str:
    """Nothing said of how it went: it was tried."""
    said = line.result or AttemptResult.TRIED.value
    if said not in {result.value for result in _results(side)}:
        raise Refusal(_("Choisissez une des réponses."), field=f"went_{number}")
    return said


def _seen_by(review: WorkReview) -> str:
    """Whose words these are; what the person says of her own tries was seen by nobody else."""
    if review.about is ReviewSide.PERSON:
        return ""
    return review.gathered_from or SIDE_LABELS[review.about].lower()


def _who(eyes: Eyes, row: SkillAttempt) -> str:
    if row.by_person:
        return _("la personne")
    return row.observed_by or eyes.name(row.organisation)
