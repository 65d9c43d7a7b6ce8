"""Where the person stands is read on contracts going on, not only on stages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from passerelles.kernel.actors import acting_as
from passerelles.law.person import Status
from passerelles.law.work_kinds import work_kinds
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft, open_work
from passerelles.pathways.queries.told import person_told
from passerelles.pathways.rules.stages import StageKind
from passerelles.pathways.rules.told import Told, ToldStage, status_of
from passerelles.pathways.rules.work_status import ToldWork, says_where, status_of_work
from passerelles.sharing.policy import peek_record
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast
from tests.pathways.work_scenes import day, mona, pmsmp, sami, works_at_the_esat

SOON = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("works", "status"),
    [
        ([ToldWork("cat")], Status.ESAT_WORKER),
        ([ToldWork("cat"), ToldWork("cdi")], Status.ESAT_AND_ORDINARY),
        ([ToldWork("cat"), ToldWork("ea_cdd")], Status.ESAT_AND_ORDINARY),
        ([ToldWork("cat"), ToldWork("mad_esat_individual")], Status.ESAT_WORKER),
        ([ToldWork("cat", suspended=True), ToldWork("cdd")], Status.FIXED_TERM),
        ([ToldWork("cat", suspended=True)], Status.ESAT_WORKER),
        ([ToldWork("cddi", "aci")], Status.ACI_EMPLOYEE),
        ([ToldWork("cddi_phc", "aci"), ToldWork("passerelle", "aci")], Status.ACI_EMPLOYEE),
        ([ToldWork("cdi_inclusion", "etti")], Status.ETTI_EMPLOYEE),
        ([ToldWork("cddi", "")], None),
        ([ToldWork("cdd_tremplin", "ea")], Status.EA_TREMPLIN),
        ([ToldWork("geiq_other"), ToldWork("mad_geiq")], Status.GEIQ_EMPLOYEE),
        ([ToldWork("apprenticeship", end=SOON)], Status.FIXED_TERM),
        ([ToldWork("apprenticeship")], Status.OPEN_ENDED),
        ([ToldWork("cdi")], Status.OPEN_ENDED),
        ([ToldWork("ebe_cdi")], Status.EBE_EMPLOYEE),
        ([ToldWork("pmsmp"), ToldWork("visit")], None),
        ([], None),
    ],
    ids=str,
)
def test_contracts_going_on_say_the_status(works: list[ToldWork], status: Status | None) -> None:
    assert status_of_work(works) is status


def test_every_form_that_says_where_has_a_status() -> None:
    for kind in work_kinds().values():
        if says_where(kind.code):
            employer = (
                "aci" if not kind.employers or "aci" in kind.employers else min(kind.employers)
            )
            assert status_of_work([ToldWork(kind.code, employer)]) is not None, kind.code


def test_a_contract_wins_over_a_stage_and_a_trial_leaves_the_stage_its_say() -> None:
    stages = (ToldStage(StageKind.ORDINARY_CONTRACT),)
    told = {"volets": frozenset(Volet), "stages": stages, "origin_kind": "ime"}
    assert status_of(Told(**told)) is None
    assert status_of(Told(**told, works=(ToldWork("cdi"),))) is Status.OPEN_ENDED
    assert status_of(Told(**told, works=(ToldWork("pmsmp"),))) is None


@pytest.mark.django_db
def test_the_record_tells_it_from_what_is_open_today(cast: Cast) -> None:
    person = sami(cast)

    def status() -> Status | None:
        with acting_as(mona(cast)):
            return person_told(mona(cast), peek_record(mona(cast), person.id)).person.status

    works_at_the_esat(cast, person)
    assert status() is Status.ESAT_WORKER
    with acting_as(mona(cast)):
        open_work(actor=mona(cast), person_id=person.id, draft=pmsmp(cast, day(-2), day(2)))
        ahead = WorkDraft(kind="cdi", start=day(9), employer=PlaceDraft(cast.company.id))
        open_work(actor=mona(cast), person_id=person.id, draft=ahead)
    assert status() is Status.ESAT_WORKER
    with acting_as(mona(cast)):
        now = WorkDraft(
            kind="cdd", start=day(-1), end=day(60), weekly_hours=Decimal(10),
            employer=PlaceDraft(cast.company.id),
        )  # fmt: skip
        open_work(actor=mona(cast), person_id=person.id, draft=now)
    assert status() is Status.ESAT_AND_ORDINARY
