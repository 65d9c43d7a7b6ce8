"""What a programme's rules say, as a page shows it: refusals first, then what is unsure."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.law.findings import VERDICT_LABELS, Answer
from passerelles.pathways.queries.work_answer import VERDICT_SIGNS, Said, said


@dataclass(frozen=True, slots=True)
class ProgrammeAnswer:
    verdict: str
    icon: str
    colour: str
    said: tuple[Said, ...]


def programme_answer(answer: Answer) -> ProgrammeAnswer:
    icon, colour = VERDICT_SIGNS[answer.verdict]
    return ProgrammeAnswer(
        verdict=VERDICT_LABELS[answer.verdict],
        icon=icon,
        colour=colour,
        said=tuple(said(finding) for finding in answer.findings),
    )
