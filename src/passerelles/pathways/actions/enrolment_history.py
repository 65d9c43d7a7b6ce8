"""The only door to the lines of an enrolment's history, and what stops a change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import F, Max

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.law.answers import finding_data, plain
from passerelles.law.findings import Answer, Finding, Severity, verdict_of
from passerelles.pathways.actions.authorship import signature, visible_entry
from passerelles.pathways.actions.work import Acceptance
from passerelles.pathways.events import PROGRAMME_NOTED
from passerelles.pathways.law_enrolments import to_keep
from passerelles.pathways.models import EnrolmentChange, ProgrammeEnrolment
from passerelles.pathways.rules.enrolments import EnrolmentEvent, grounds_volet
from passerelles.pathways.rules.work import warning_code
from passerelles.sharing.rules.volets import Volet


class LineSignature(TypedDict):
    author_id: UUID | None
    author_name: str
    writer_id: UUID | None


def line_signature(actor: Actor) -> LineSignature:
    """Who signs a line of history."""
    signed = signature(actor)
    return LineSignature(
        author_id=signed["author_id"],
        author_name=signed["author_name"],
        writer_id=signed["organisation_id"],
    )


def enrolment_of(actor: Actor, person_id: UUID, enrolment_id: UUID) -> ProgrammeEnrolment:
    return visible_entry(actor, ProgrammeEnrolment, person_id, enrolment_id)


def require_open(enrolment: ProgrammeEnrolment) -> None:
    if not enrolment.is_open:
        raise Refusal(
            "La personne a quitté ce programme.",
            "Une nouvelle entrée est toujours possible : inscrivez-la de nouveau.",
        )


def require_past(day: date, enrolment: ProgrammeEnrolment, field: str) -> None:
    """What happened is noted the day it happens or after, never before the entry."""
    if day > clock.today():
        raise Refusal("Ce jour n’est pas encore venu.", "Notez-le ce jour-là.", field)
    require_inside(day, enrolment, field)


def require_inside(day: date, enrolment: ProgrammeEnrolment, field: str) -> None:
    if day < enrolment.entered_on:
        raise Refusal("Ce jour vient avant l’entrée dans le programme.", "Vérifiez la date.", field)
    if enrolment.left_on is not None and day > enrolment.left_on:
        raise Refusal("Ce jour vient après la sortie du programme.", "Vérifiez la date.", field)


def require_yes(findings: Iterable[Finding], accepted: Acceptance) -> None:
    """A block refuses with its remedy; what is unsure goes on once it is ticked, with a reason."""
    listed = list(findings)
    for finding in listed:
        if finding.severity is Severity.BLOCK:
            raise Refusal(finding.message, finding.remedy)
    unsure = [f for f in listed if f.severity in {Severity.UNKNOWN, Severity.WARN}]
    left = [f for f in unsure if warning_code(f) not in accepted.codes]
    if left:
        raise Refusal(
            f"{left[0].message} {left[0].remedy}".strip(),
            "Réglez ce point, ou cochez que vous l’avez lu et dites pourquoi continuer.",
            "accepted",
        )
    if unsure and not accepted.reason.strip():
        raise Refusal("On continue avec une raison.", "Écrivez-la.", "accept_reason")


def lock(enrolment: ProgrammeEnrolment, version: int, **fields: Any) -> None:
    """Write the new state if nobody did in the meantime; the row is then the one read."""
    changed = ProgrammeEnrolment.unscoped.filter(pk=enrolment.pk, version=version).update(
        version=F("version") + 1, **fields
    )
    if changed != 1:
        raise Conflict(
            "Quelqu’un a modifié cette inscription pendant que vous écriviez.",
            "Rien n’a été écrit : relisez-la, puis recommencez.",
        )
    enrolment.refresh_from_db()


_COLUMNS = (
    "programme",
    "programme_version",
    "entered_on",
    "planned_end",
    "left_on",
    "outcome",
    "prescriber_kind",
    "notices",
    "derogation_on",
)


def write_change(
    actor: Actor,
    enrolment: ProgrammeEnrolment,
    event: EnrolmentEvent,
    on: date,
    answer: Answer,
    accepted: Acceptance,
) -> EnrolmentChange:
    """Add a line: the enrolment as it is now, and what its rules said of it."""
    lines = EnrolmentChange.objects.filter(enrolment=enrolment)
    last = lines.aggregate(last=Max("number"))["last"]
    secret = grounds_volet(enrolment.rules) is Volet.SENSITIVE
    kept = to_keep(answer.findings, secret)
    return EnrolmentChange.objects.create(
        enrolment=enrolment,
        number=(last or 0) + 1,
        event=event,
        effective_on=on,
        snapshot={name: plain(getattr(enrolment, name)) for name in _COLUMNS},
        reason=accepted.reason.strip(),
        verdict=verdict_of(kept),
        findings=[finding_data(finding) for finding in kept],
        accepted=sorted(accepted.codes & {warning_code(f) for f in kept}),
        **line_signature(actor),
    )


def journal_line(actor: Actor, enrolment: ProgrammeEnrolment, what: str) -> None:
    record(
        PROGRAMME_NOTED,
        actor=actor,
        person_id=enrolment.person_id,
        volets=[Volet.PATH],
        details={"enrolment": str(enrolment.id), "what": what},
    )
