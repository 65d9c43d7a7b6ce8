"""Beside a day of workshop and beside a try, the person puts words of her own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from passerelles.pathways.answerable import AnswerableKind
from passerelles.skills.models import Participation, SkillAttempt
from passerelles.skills.rules.workshops import PLAIN_RESULTS, AttemptResult
from passerelles.web import french

OWN_PAGE = "skills:mine"


def _day(line: Participation) -> str:
    came = _("est venu") if line.came else _("n’est pas venu")
    return f"{line.day} : {came}"


def _plain_day(line: Participation) -> str:
    came = _("J’y étais.") if line.came else _("Je n’y étais pas.")
    return f"{line.day.workshop.title}, {french.short_date(line.day.on)}. {came}"


def _attempt(attempt: SkillAttempt) -> str:
    said = f"{attempt.skill} : {attempt.get_result_display()}, {attempt.on:%d/%m/%Y}"
    return " ".join(part for part in (said, attempt.doing, attempt.thinking) if part)


def _plain_attempt(attempt: SkillAttempt) -> str:
    result = PLAIN_RESULTS[AttemptResult(attempt.result)]
    said = f"{attempt.skill}, {french.short_date(attempt.on)}. {result}."
    return "\n".join(part for part in (said, attempt.doing, attempt.thinking) if part)


KINDS = (
    AnswerableKind("participation", Participation, OWN_PAGE, _day, _plain_day),
    AnswerableKind("attempt", SkillAttempt, OWN_PAGE, _attempt, _plain_attempt),
)
