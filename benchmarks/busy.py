"""Lives full of things to do: what a worker's morning holds, written in bulk for many persons.

Every second, third or fourth person has each thing, so that no list is empty and none is the
whole organisation.  The rows are those the actions write, without going through them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

DAY = timedelta(days=1)


class Sower:
    """Rows of one organisation, by one of its workers, around one moment."""

    def __init__(self, organisation_id: UUID, user_id: UUID, now: datetime) -> None:
        self.who: dict[str, Any] = {
            "organisation_id": organisation_id,
            "author_id": user_id,
            "author_name": "Mesure",
        }
        self.organisation_id, self.user_id = organisation_id, user_id
        self.now, self.today = now, now.date()
        self.rows: dict[type, list[Any]] = {}

    def add(self, model: type, **fields: Any) -> Any:
        row = model(**fields)
        self.rows.setdefault(model, []).append(row)
        return row

    def entry(self, model: type, person_id: UUID, volet: str = "path", **fields: Any) -> Any:
        return self.add(model, person_id=person_id, volet=volet, **self.who, **fields)

    def day(self, number: int) -> Any:
        return self.today + number * DAY


def sow(sower: Sower, people: Iterable[UUID]) -> None:
    for rank, person_id in zip(count(), people):
        _work(sower, person_id, rank)
        _programme(sower, person_id, rank)
        _meetings(sower, person_id, rank)
        _support(sower, person_id, rank)
        _paper(sower, person_id, rank)
        _promises(sower, person_id, rank)


def write(sowers: Sequence[Sower]) -> int:
    """Each model in one go, parents before children."""
    by_model: dict[type, list[Any]] = {}
    for sower in sowers:
        for model, rows in sower.rows.items():
            by_model.setdefault(model, []).extend(rows)
    for model, rows in by_model.items():
        model._base_manager.bulk_create(rows, batch_size=2000)
    return sum(map(len, by_model.values()))


def _work(sower: Sower, person_id: UUID, rank: int) -> None:
    from passerelles.pathways.models import Answer, FollowUp, JobAdaptation, WorkSituation

    end = (-20, 9, 40, 200)[rank % 4]
    sower.entry(
        WorkSituation, person_id, kind="cddi", start=sower.day(-150), end=sower.day(end),
        employer_id=sower.organisation_id, weekly_hours=26,
    )  # fmt: skip
    if rank % 4 == 1:
        sower.entry(
            WorkSituation, person_id, kind="mad_esat_individual", start=sower.day(-20),
            end=sower.day(300), host_name="Netclair",
            details={"act.signed_on": sower.day(-25).isoformat()},
        )  # fmt: skip
        sower.entry(
            JobAdaptation, person_id, "support_needs", need="Le bruit", asked_on=sower.day(-40)
        )
    sower.entry(FollowUp, person_id, planned_on=sower.day((-30, 5, 90)[rank % 3]))
    if rank % 4 == 0:
        sower.entry(
            Answer, person_id, author_kind="person", entry_kind="note", entry_id=person_id,
            text="Pas toujours à l’heure le lundi.", correction=True,
        )  # fmt: skip


def _programme(sower: Sower, person_id: UUID, rank: int) -> None:
    from passerelles.law.programmes.shipped import shipped_programmes
    from passerelles.pathways.models import EnrolmentPhase, ProgrammeEnrolment

    if rank % 5 == 0:
        code = "cdd_tremplin"
        row = sower.entry(
            ProgrammeEnrolment, person_id, programme=code, entered_on=sower.day(-100),
            programme_version=shipped_programmes()[code].version,
        )  # fmt: skip
        sower.add(
            EnrolmentPhase, enrolment=row, number=1, phase="tremplin", started_on=sower.day(-100)
        )


def _meetings(sower: Sower, person_id: UUID, rank: int) -> None:
    from passerelles.support.models import Appointment, MeetingRhythm, Seat

    for days, state in ((-200, "held"), (-120, "held"), ((-6, 2, 25)[rank % 3], "planned")):
        row = sower.entry(
            Appointment, person_id, kind="individual", state=state,
            starts_at=sower.now + days * DAY,
        )  # fmt: skip
        came = "present" if state == "held" else "expected"
        sower.add(Seat, appointment=row, role="person", attendance=came)
        sower.add(Seat, appointment=row, role="counsellor", user_id=sower.user_id, attendance=came)
    if rank % 3 == 0:
        sower.entry(MeetingRhythm, person_id, every_months=1, since=sower.day(-220))


def _support(sower: Sower, person_id: UUID, rank: int) -> None:
    from passerelles.support.models import Barrier, BarrierAction, FundingLine, FundingPlan

    barrier = sower.entry(
        Barrier, person_id, "barriers", kind="mobility", lift_by=sower.day((-5, 10, 120)[rank % 3])
    )
    if rank % 4 == 0:
        sower.add(
            BarrierAction, barrier=barrier, kind="other", what="Appeler", planned_on=sower.day(-2)
        )
    if rank % 2 == 0:
        plan = sower.add(FundingPlan, barrier=barrier, label="Permis B", cost=1800)
        sower.add(FundingLine, plan=plan, funder="department", asked=800, state_on=sower.day(-70))


def _paper(sower: Sower, person_id: UUID, rank: int) -> None:
    """An immersion that began before everybody signed its convention."""
    from passerelles.documents.models import Paper, PaperVersion, Sending, Signature
    from passerelles.pathways.models import WorkSituation

    if rank % 3:
        return
    situation = sower.entry(
        WorkSituation, person_id, kind="pmsmp", start=sower.day(-10), end=sower.day(12),
        host_name="Netclair", details={"act.purposes": ["discover"]},
    )  # fmt: skip
    paper = sower.entry(
        Paper, person_id, kind="pmsmp", state="out", sent_at=sower.now - 20 * DAY,
        subject_kind="work", subject_id=situation.pk,
    )  # fmt: skip
    version = sower.add(
        PaperVersion, paper=paper, number=1, facts={"start": sower.day(-10).isoformat()},
        template_version="1", pdf=b"%PDF-", sha256="0" * 64,
    )  # fmt: skip
    sower.add(Sending, version=version, sent_at=sower.now - 20 * DAY)
    sower.add(Signature, version=version, role="person", position=0, signer_kind="person")
    sower.add(
        Signature, version=version, role="prescriber", position=1, signer_kind="professional",
        organisation_id=sower.organisation_id,
    )  # fmt: skip


def _promises(sower: Sower, person_id: UUID, rank: int) -> None:
    from passerelles.support.models import MutualCommitment, Promise, PromiseReview

    if rank % 4:
        return
    commitment = sower.entry(
        MutualCommitment, person_id, start=sower.day(-90),
        review_days=[sower.day(-40).isoformat(), sower.day(-2).isoformat()],
    )  # fmt: skip
    for side in ("person", "structure"):
        promise = sower.add(Promise, commitment=commitment, side=side, words="Se voir chaque mois.")
        sower.add(PromiseReview, promise=promise, side=side, kept="yes", on=sower.day(-40))
