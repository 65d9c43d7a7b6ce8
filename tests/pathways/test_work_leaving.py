"""Leaving, coming back, and what is followed after hiring."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from passerelles.kernel import clock
from passerelles.kernel.calendar import add_months
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.adaptations import (
    AdaptationDraft,
    finish_adaptation,
    note_adaptation,
)
from passerelles.pathways.actions.authorship import visible_entry
from passerelles.pathways.actions.followup import ContactDraft, plan_follow_up, record_follow_up
from passerelles.pathways.actions.leaving import (
    ExitDraft,
    correct_exit,
    end_work,
    record_exit,
)
from passerelles.pathways.actions.paths import PathDraft, start_path
from passerelles.pathways.actions.returning import ReturnDraft, exercise_return
from passerelles.pathways.actions.work import (
    Ending,
    PlaceDraft,
    WorkDraft,
    correct_work,
    open_work,
)
from passerelles.pathways.models import (
    Exit,
    FollowUp,
    JobAdaptation,
    ReturnRight,
    Stage,
    WorkSituation,
)
from passerelles.pathways.rules.exits import months_between
from passerelles.pathways.rules.followup import StillInJob
from passerelles.pathways.rules.returns import ReturnWay, leaves_for_a_job, way_back
from passerelles.pathways.rules.stages import StageKind
from passerelles.pathways.rules.work import EndReason, WorkState
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, make_organisation, professional
from tests.pathways.scenes import begun
from tests.pathways.work_scenes import day, esat_contract, mona, path_of, sami, works_at_the_esat

pytestmark = pytest.mark.django_db


def ends(cast: Cast, situation: WorkSituation, on: date, **leaving: Any) -> Exit | None:
    _situation, left = end_work(
        actor=mona(cast),
        person_id=situation.person_id,
        situation_id=situation.id,
        version=situation.version,
        on=on,
        why=EndReason.NEXT_STEP,
        leaving=ExitDraft(**leaving) if leaving else None,
    )
    return left


@pytest.mark.parametrize(
    ("place", "destination", "contract", "way"),
    [
        ("esat", "open_ended", "", ReturnWay.REINSTATEMENT),
        ("esat", "", "ea_cdi", ReturnWay.REINSTATEMENT),
        ("esat", "retirement", "", None),
        ("esat", "", "pmsmp", None),
        ("ime", "fixed_term", "", ReturnWay.ORIENTATION_REQUEST),
        ("aci", "open_ended", "", None),
    ],
)
def test_which_exit_opens_which_way_back(
    place: str, destination: str, contract: str, way: ReturnWay | None
) -> None:
    assert way_back(place, destination, contract) is way
    assert not leaves_for_a_job("", "")


def test_months_of_presence() -> None:
    assert months_between(date(2026, 1, 1), date(2026, 3, 31)) == 3
    assert months_between(date(2026, 1, 1), date(2026, 4, 15)) == Decimal("3.50")
    assert months_between(date(2026, 5, 1), date(2026, 4, 1)) == 0


def test_leaving_an_aci_for_a_cdi_in_an_ea_is_a_durable_job(cast: Cast) -> None:
    aci = make_organisation("Chantier du Marais", "aci")
    person = sami(cast)
    cddi = open_work(
        actor=mona(cast),
        person_id=person.id,
        draft=WorkDraft(
            kind="cddi",
            start=add_months(clock.today(), -8),
            end=day(30),
            weekly_hours=Decimal(26),
            employer=PlaceDraft(aci.id),
        ),
    )
    left = ends(cast, cddi, day(-1), contract_type="ea_cdi", follow_up=(1, 3, 6, 12, 18, 24))
    assert left is not None
    assert (left.category, left.counted, left.dynamic) == ("durable", True, True)
    assert left.rule_version.startswith("IAE-17/")
    assert left.parameters, "les valeurs lues sont gardées"
    assert left.told["presence_months"] >= 7
    assert ReturnRight.unscoped.count() == 0  # no ESAT was left
    planned = list(FollowUp.unscoped.order_by("planned_on").values_list("planned_on", flat=True))
    assert planned == [add_months(day(-1), months) for months in (1, 3, 6, 12, 18, 24)]


def test_a_short_stay_is_not_counted(cast: Cast) -> None:
    aci = make_organisation("Chantier du Marais", "aci")
    left = record_exit(
        actor=mona(cast),
        person_id=sami(cast).id,
        place=PlaceDraft(aci.id),
        left_on=day(-1),
        leaving=ExitDraft(destination="open_ended", presence_months=Decimal(1)),
    )
    assert (left.category, left.counted) == ("none", False)


def test_nobody_is_called_about_a_job_they_do_not_have(cast: Cast) -> None:
    aci = make_organisation("Chantier du Marais", "aci")
    left = record_exit(
        actor=mona(cast),
        person_id=sami(cast).id,
        place=PlaceDraft(aci.id),
        left_on=day(-1),
        leaving=ExitDraft(
            destination="death", presence_months=Decimal(9), follow_up=(1, 3, 6, 12, 18, 24)
        ),
    )
    assert (left.category, left.counted) == ("withdrawn", False)
    assert FollowUp.unscoped.count() == 0


def test_what_is_not_told_is_not_guessed(cast: Cast) -> None:
    aci = make_organisation("Chantier du Marais", "aci")
    left = record_exit(
        actor=mona(cast),
        person_id=sami(cast).id,
        place=PlaceDraft(aci.id),
        left_on=day(-1),
        leaving=ExitDraft(presence_months=Decimal(9)),
    )
    assert (left.category, left.counted, left.verdict) == ("unknown", None, "unknown")


def leaves_the_esat(cast: Cast, person: Any, months_ago: int) -> tuple[WorkSituation, ReturnRight]:
    path_of(cast, person)
    situation = works_at_the_esat(cast, person, start=add_months(clock.today(), -months_ago - 40))
    ends(
        cast, situation, add_months(clock.today(), -months_ago), destination="open_ended",
        contract_type="cdi",
    )  # fmt: skip
    return situation, ReturnRight.unscoped.get()


def test_back_in_one_step_thirty_months_later(cast: Cast) -> None:
    person = sami(cast)
    situation, right = leaves_the_esat(cast, person, 30)
    assert (right.way, right.origin, right.exercised_on) == ("reinstatement", cast.esat, None)
    job = open_work(
        actor=mona(cast),
        person_id=person.id,
        draft=WorkDraft(
            kind="cdi", start=day(-800), employer=PlaceDraft(name="Netclair", kind="company")
        ),
    )
    done = exercise_return(
        actor=mona(cast),
        person_id=person.id,
        right_id=right.id,
        version=1,
        draft=ReturnDraft(clock.today(), "Elle préfère l’atelier.", (job.id,)),
    )
    back = done.reinstated
    assert back is not None
    assert (back.kind, back.start, back.weekly_hours) == ("cat", clock.today(), Decimal("17.5"))
    assert back.employer_id == cast.esat.id
    assert back.changes.get().reason == "Elle préfère l’atelier."
    assert Stage.unscoped.get(pk=back.stage_id).kind == StageKind.ESAT_WORK
    job.refresh_from_db()
    assert (job.state, job.end_reason) == (WorkState.ENDED, "next_step")
    situation.refresh_from_db()
    assert situation.state == WorkState.ENDED  # what was is not rewritten
    with pytest.raises(Conflict):
        exercise_return(
            actor=mona(cast),
            person_id=person.id,
            right_id=right.id,
            version=1,
            draft=ReturnDraft(clock.today(), "Encore"),
        )


def test_a_return_has_a_reason_and_comes_after_the_exit(cast: Cast) -> None:
    person = sami(cast)
    _situation, right = leaves_the_esat(cast, person, 2)
    again = {"actor": mona(cast), "person_id": person.id, "right_id": right.id, "version": 1}
    with pytest.raises(Refusal, match="raison"):
        exercise_return(**again, draft=ReturnDraft(clock.today(), "  "))
    with pytest.raises(Refusal, match="avant la sortie"):
        exercise_return(**again, draft=ReturnDraft(day(-900), "Trop tôt"))
    with pytest.raises(Hidden):
        exercise_return(
            **{**again, "actor": professional(cast.zoe, cast.stranger)},
            draft=ReturnDraft(clock.today(), "Je ne connais pas cette personne"),
        )


def test_from_an_ime_the_way_back_is_a_request_for_an_orientation(cast: Cast) -> None:
    begun(cast)
    ines = professional(cast.ines, cast.ime)
    left = record_exit(
        actor=ines,
        person_id=cast.lea.id,
        place=PlaceDraft(cast.ime.id),
        left_on=day(-5),
        leaving=ExitDraft(contract_type="apprenticeship"),
    )
    assert left.counted is False  # an IME has no exit objective
    right = ReturnRight.unscoped.get(opened_by=left)
    assert right.way == ReturnWay.ORIENTATION_REQUEST
    done = exercise_return(
        actor=ines,
        person_id=cast.lea.id,
        right_id=right.id,
        version=1,
        draft=ReturnDraft(clock.today(), "Elle veut essayer l’ESAT."),
    )
    assert done.reinstated is None
    assert Stage.unscoped.get(kind=StageKind.PROCEDURE).title.startswith("Demande d’orientation")


def test_a_correction_of_an_exit_is_a_new_one_beside(cast: Cast) -> None:
    aci = make_organisation("Chantier du Marais", "aci")
    person = sami(cast)
    who = {"actor": mona(cast), "person_id": person.id}
    first = record_exit(
        **who,
        place=PlaceDraft(aci.id),
        left_on=day(-9),
        leaving=ExitDraft(destination="unemployed", presence_months=Decimal(9)),
    )
    assert first.category == "other"
    fixed = {"left_on": day(-9), "leaving": ExitDraft(
        destination="fixed_term", contract_months=Decimal(8), presence_months=Decimal(9)
    )}  # fmt: skip
    with pytest.raises(Refusal, match="raison"):
        correct_exit(**who, exit_id=first.id, reason="", **fixed)
    second = correct_exit(**who, exit_id=first.id, reason="Contrat signé avant la sortie", **fixed)
    assert (second.category, second.corrects_id) == ("durable", first.id)
    with pytest.raises(Refusal, match="déjà été corrigée"):
        correct_exit(**who, exit_id=first.id, reason="Encore", **fixed)
    first.refresh_from_db()
    assert first.category == "other"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE pathways_exit SET category = 'durable'")


def test_an_end_is_noted_the_day_it_comes(cast: Cast) -> None:
    situation = works_at_the_esat(cast, sami(cast))
    with pytest.raises(Refusal, match="le jour venu"):
        ends(cast, situation, day(3))
    with pytest.raises(Refusal, match="avant le premier jour"):
        ends(cast, situation, day(-2000))
    assert ends(cast, situation, day(-1)) is None  # stays in the place: no exit
    situation.refresh_from_db()
    assert situation.changes.last().reason.startswith("La personne passe à l’étape suivante")
    assert Exit.unscoped.count() == 0


def test_an_end_noted_by_mistake_is_corrected_and_stays_readable(cast: Cast) -> None:
    situation = works_at_the_esat(cast, sami(cast))
    ends(cast, situation, day(-1))
    who = {
        "actor": mona(cast),
        "person_id": situation.person_id,
        "situation_id": situation.id,
        "draft": esat_contract(cast),
        "reason": "Mauvais dossier",
    }
    with pytest.raises(Refusal, match="le jour venu"):
        correct_work(**who, version=2, ending=Ending(day(3)))
    with pytest.raises(Refusal, match="après la fin notée"):
        correct_work(**who, version=2, ending=Ending(day(-2000)))
    moved = correct_work(**who, version=2, ending=Ending(day(-4)))
    assert (moved.state, moved.ended_on) == (WorkState.ENDED, day(-4))
    again = correct_work(**who, version=3, ending=Ending(None))
    assert (again.state, again.ended_on, again.end_reason) == (WorkState.ONGOING, None, "")
    ended = [change.snapshot["ended_on"] for change in again.changes.all()]
    assert ended == [None, day(-1).isoformat(), day(-4).isoformat(), None]


def test_contacts_are_planned_done_once_and_may_not_be_known(cast: Cast) -> None:
    person = sami(cast)
    _situation, right = leaves_the_esat(cast, person, 2)
    left = right.opened_by
    who = {"actor": mona(cast), "person_id": person.id}
    with pytest.raises(Refusal, match="24 mois"):
        plan_follow_up(**who, on=add_months(left.left_on, 25), exit_id=left.id)
    contact = plan_follow_up(**who, on=day(10), exit_id=left.id)
    with pytest.raises(Refusal, match="déjà prévu"):
        plan_follow_up(**who, on=day(10), exit_id=left.id)
    draft = ContactDraft(clock.today(), StillInJob.UNKNOWN, "", "Pas de réponse")
    done = record_follow_up(**who, follow_up_id=contact.id, version=1, draft=draft)
    assert (done.still_in_job, done.done_on) == ("unknown", clock.today())
    with pytest.raises(Conflict):
        record_follow_up(**who, follow_up_id=contact.id, version=1, draft=draft)


def test_an_adaptation_stays_in_the_volet_of_what_helps(cast: Cast) -> None:
    person = sami(cast)
    noted = note_adaptation(
        actor=mona(cast),
        person_id=person.id,
        draft=AdaptationDraft(need="Les consignes longues", funder="Agefiph"),
    )
    assert noted.volet == Volet.SUPPORT_NEEDS
    make_agreement(person, cast.geiq, Volet.IDENTITY, Volet.PATH)
    with pytest.raises(Hidden):
        note_adaptation(
            actor=professional(cast.claire, cast.geiq),
            person_id=person.id,
            draft=AdaptationDraft(need="x"),
        )
    done = finish_adaptation(
        actor=mona(cast),
        person_id=person.id,
        adaptation_id=noted.id,
        version=1,
        on=clock.today(),
        solution="Des pictogrammes",
    )
    assert (done.solution, done.done_on) == ("Des pictogrammes", clock.today())
    assert JobAdaptation.unscoped.count() == 1


def test_a_contract_left_for_the_next_step_is_a_stage_done(cast: Cast) -> None:
    """Early or not, going further is not stopping; the employer known by name is in the title."""
    person = sami(cast)
    path_of(cast, person)
    situation = works_at_the_esat(cast, person, employer=PlaceDraft(name="Atelier", kind="esat"))
    ends(cast, situation, day(-1))
    stage = Stage.unscoped.get(pk=situation.stage_id)
    assert (stage.state, stage.ended_on) == ("done", day(-1))
    assert stage.title.endswith("— Atelier")


def test_a_path_kept_from_the_esat_neither_stops_the_return_nor_shows_itself(cast: Cast) -> None:
    person = sami(cast)
    _situation, right = leaves_the_esat(cast, person, 2)
    make_agreement(person, cast.geiq)
    started = start_path(
        actor=professional(cast.claire, cast.geiq),
        person_id=person.id,
        draft=PathDraft(title="Avec le GEIQ", started_on=day(-1)),
    )
    done = exercise_return(
        actor=mona(cast),
        person_id=person.id,
        right_id=right.id,
        version=1,
        draft=ReturnDraft(clock.today(), "Il veut revenir."),
    )
    assert done.reinstated is not None
    assert done.reinstated.path_id != started.id


def test_another_partner_does_not_write_a_contract_in_the_name_of_the_esat(cast: Cast) -> None:
    person = sami(cast)
    _situation, right = leaves_the_esat(cast, person, 2)
    make_agreement(person, cast.cfa)
    paul = professional(cast.paul, cast.cfa)
    assert visible_entry(paul, ReturnRight, person.id, right.id) == right
    with pytest.raises(Hidden):
        exercise_return(
            actor=paul,
            person_id=person.id,
            right_id=right.id,
            version=1,
            draft=ReturnDraft(clock.today(), "Il veut revenir."),
        )
    right.refresh_from_db()
    assert right.exercised_on is None
