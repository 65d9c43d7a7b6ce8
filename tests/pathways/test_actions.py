"""Writes of the path, of progress and of answers, through their actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.detection import DetectionDraft, record_detection
from passerelles.pathways.actions.next_steps import (
    NextStepDraft,
    finish_next_step,
    plan_next_step,
)
from passerelles.pathways.actions.notes import answer_entry, write_note
from passerelles.pathways.actions.paths import change_referent, move_path
from passerelles.pathways.actions.progress import (
    correct_observation,
    say_well_being,
    self_assess,
)
from passerelles.pathways.actions.stages import StageDraft, add_stage, move_stage
from passerelles.pathways.models import Answer, Note, Path, ProgressPoint, Referent, Stage
from passerelles.pathways.queries import next_thing, own_notes, own_path, own_progress
from passerelles.pathways.rules.detection import DetectionOutcome, DetectionSection
from passerelles.pathways.rules.progress import Trend
from passerelles.pathways.rules.stages import PathState, StageKind, StageState
from passerelles.people.models import Wish
from passerelles.sharing.models import Agreement
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, person_actor, professional
from tests.pathways.scenes import axes, begun, days_ago, full_record, observe

pytestmark = pytest.mark.django_db


def ines(cast: Cast) -> Any:
    return professional(cast.ines, cast.ime)


def wish_of(cast: Cast) -> Wish:
    wish: Wish = Wish.unscoped.create(
        person=cast.lea,
        organisation=cast.ime,
        kind="job",
        words="Je veux nettoyer",
        volet="project",
    )
    return wish


def draft(wish: Wish | None, **changes: Any) -> DetectionDraft:
    values: dict[str, Any] = {
        "section": DetectionSection.SIPFP,
        "detected_on": clock.today(),
        "interest": "propreté",
        "wish_id": wish.id if wish else None,
        "person_agrees": True,
        "representative_agrees": True,
        "outcome": DetectionOutcome.PATH_STARTED,
    }
    return DetectionDraft(**{**values, **changes})


def test_a_detection_with_the_wish_starts_a_path(cast: Cast) -> None:
    wish = wish_of(cast)
    detection, said = record_detection(actor=ines(cast), person_id=cast.lea.id, draft=draft(wish))
    assert said == []
    assert Stage.unscoped.get(path=detection.path).state == StageState.DONE
    assert detection.path.referents.get().user == cast.ines
    events = set(JournalEntry.objects.values_list("event", flat=True))
    assert {"pathways:detection:recorded", "pathways:path:started"} <= events


def test_a_detection_without_the_wish_writes_nothing(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        record_detection(actor=ines(cast), person_id=cast.lea.id, draft=draft(None))
    assert refused.value.field == "wish"
    assert not Path.unscoped.exists()


def test_the_wish_of_somebody_else_is_hidden(cast: Cast) -> None:
    from tests.cast import make_person

    david = make_person("David", "Roux", cast.esat)
    foreign = Wish.unscoped.create(
        person=david, organisation=cast.esat, kind="job", words="x", volet="project"
    )
    with pytest.raises(Hidden):
        record_detection(actor=ines(cast), person_id=cast.lea.id, draft=draft(foreign))
    assert not Path.unscoped.exists()


def test_a_minor_s_representative_may_agree_later(cast: Cast) -> None:
    wish = wish_of(cast)
    later = draft(wish, representative_agrees=None, outcome=DetectionOutcome.LATER)
    detection, _said = record_detection(actor=ines(cast), person_id=cast.lea.id, draft=later)
    assert detection.path is None


def test_a_path_has_one_referent_at_a_time_in_the_database_too(cast: Cast) -> None:
    path = begun(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referent.objects.create(path=path, user=cast.karim, organisation=cast.ime)


def test_two_hand_overs_at_once_have_one_winner(cast: Cast) -> None:
    path = begun(cast)
    make_agreement(cast.lea, cast.geiq)
    seen = Referent.objects.get(path=path)
    hand_over: dict[str, Any] = {
        "actor": ines(cast),
        "person_id": cast.lea.id,
        "path_id": path.id,
        "expected": seen.id,
    }
    change_referent(
        **hand_over,
        user_id=cast.claire.id,
        organisation_id=cast.geiq.id,
        handover="Elle aime le matin.",
    )
    with pytest.raises(Conflict):
        change_referent(**hand_over, user_id=cast.karim.id, organisation_id=cast.ime.id)
    assert Referent.objects.get(path=path, until=None).user == cast.claire
    assert Note.unscoped.get().text == "Elle aime le matin."


def test_nobody_becomes_referent_without_access_to_the_path(cast: Cast) -> None:
    path = begun(cast)
    seen = Referent.objects.get(path=path)
    for user, organisation in ((cast.zoe, cast.stranger), (cast.claire, cast.geiq)):
        with pytest.raises(Refusal):
            change_referent(
                actor=ines(cast),
                person_id=cast.lea.id,
                path_id=path.id,
                expected=seen.id,
                user_id=user.id,
                organisation_id=organisation.id,
            )
    assert Referent.objects.get(until=None) == seen


def test_the_new_referent_steers_the_path_and_others_do_not(cast: Cast) -> None:
    path = full_record(cast)
    claire, paul = professional(cast.claire, cast.geiq), professional(cast.paul, cast.cfa)
    pause: dict[str, Any] = {
        "person_id": cast.lea.id,
        "path_id": path.id,
        "version": 1,
        "target": PathState.PAUSED,
    }
    with pytest.raises(Hidden):
        move_path(actor=claire, **pause)
    change_referent(
        actor=ines(cast),
        person_id=cast.lea.id,
        path_id=path.id,
        expected=Referent.objects.get().id,
        user_id=cast.claire.id,
        organisation_id=cast.geiq.id,
    )
    with pytest.raises(Hidden):
        move_path(actor=paul, **pause)
    assert move_path(actor=claire, **pause).state == PathState.PAUSED


def test_a_closed_path_keeps_everything_and_resumes_after_any_time(cast: Cast) -> None:
    path = full_record(cast)
    closed = move_path(
        actor=ines(cast),
        person_id=cast.lea.id,
        path_id=path.id,
        version=1,
        target=PathState.CLOSED,
    )
    assert closed.closed_on == clock.today()
    assert not Referent.objects.filter(until=None).exists()
    with pytest.raises(Refusal):
        add_stage(
            actor=ines(cast),
            person_id=cast.lea.id,
            path_id=path.id,
            draft=StageDraft(StageKind.RETURN, "Retour"),
        )
    again = move_path(
        actor=ines(cast),
        person_id=cast.lea.id,
        path_id=path.id,
        version=2,
        target=PathState.ACTIVE,
    )
    assert (again.state, again.closed_on) == ("active", None)
    assert Stage.unscoped.filter(path=again).count() == 4
    assert Referent.objects.get(until=None).user == cast.ines


def test_nothing_expires_with_time(cast: Cast) -> None:
    import time_machine

    path = full_record(cast)
    with time_machine.travel(clock.now() + timedelta(days=1500)):
        path.refresh_from_db()
        assert path.state == PathState.ACTIVE
        assert Stage.unscoped.filter(state=StageState.ONGOING).count() == 1
        assert Referent.objects.filter(until=None).count() == 1


def test_stages_run_in_parallel_and_only_their_writer_or_the_referent_moves_them(
    cast: Cast,
) -> None:
    path = full_record(cast)
    paul = professional(cast.paul, cast.cfa)
    training = add_stage(
        actor=paul,
        person_id=cast.lea.id,
        path_id=path.id,
        draft=StageDraft(StageKind.TRAINING, "Formation", StageState.ONGOING),
    )
    assert Stage.unscoped.filter(state=StageState.ONGOING).count() == 2
    trial = Stage.unscoped.get(title="Banc d’essai")
    with pytest.raises(Hidden):
        move_stage(
            actor=paul,
            person_id=cast.lea.id,
            stage_id=trial.id,
            version=1,
            target=StageState.DONE,
        )
    moved = move_stage(
        actor=paul,
        person_id=cast.lea.id,
        stage_id=training.id,
        version=1,
        target=StageState.DONE,
    )
    assert moved.ended_on == clock.today()


def test_the_next_step_belongs_to_somebody_at_the_person_s_side(cast: Cast) -> None:
    path = begun(cast)
    plan: dict[str, Any] = {"actor": ines(cast), "person_id": cast.lea.id, "path_id": path.id}
    with pytest.raises(Refusal):
        plan_next_step(
            **plan, draft=NextStepDraft("Visite", owner_organisation_id=cast.stranger.id)
        )
    with pytest.raises(Refusal):
        plan_next_step(
            **plan,
            draft=NextStepDraft(
                "Visite", owner_user_id=cast.zoe.id, owner_organisation_id=cast.ime.id
            ),
        )
    step = plan_next_step(**plan, draft=NextStepDraft("Choisir un jour", owner_is_person=True))
    with acting_as(person_actor(cast.lea)):
        thing = next_thing(person_actor(cast.lea))
    assert thing is not None
    assert (thing.step.id, thing.owner) == (step.id, "Léa")
    done = finish_next_step(
        actor=person_actor(cast.lea), person_id=cast.lea.id, step_id=step.id, outcome="mardi"
    )
    assert done.outcome == "mardi"
    with pytest.raises(Conflict):
        finish_next_step(actor=ines(cast), person_id=cast.lea.id, step_id=step.id)


def test_the_person_s_own_view_reaches_those_who_follow_her(cast: Cast) -> None:
    full_record(cast)
    lea = person_actor(cast.lea)
    self_assess(actor=lea, person_id=cast.lea.id, levels={axes()[4].id: 3}, comment="seule !")
    say_well_being(actor=lea, person_id=cast.lea.id, mood="good", words="ça va")
    for user, organisation in ((cast.ines, cast.ime), (cast.claire, cast.geiq)):
        with acting_as(professional(user, organisation)):
            point = ProgressPoint.objects.get(comment="seule !")
    assert point.by_person
    with acting_as(lea):
        view = own_progress(lea)
        assert own_path(lea).paths[0].path.title == "Vers la propreté"
        assert [note.note.text for note in own_notes(lea)] == ["Léa arrive à l’heure."]
    gestures = view.axes[0]
    assert (gestures.professional.delta, gestures.person.delta) == (3, 2)
    assert gestures.person.trend is Trend.IMPROVING


def test_nobody_assesses_themself_in_the_record_of_another(cast: Cast) -> None:
    from tests.cast import make_person

    david = make_person("David", "Roux", cast.esat)
    with pytest.raises(Hidden):
        self_assess(actor=person_actor(david), person_id=cast.lea.id, levels={axes()[0].id: 1})


def test_a_correction_is_a_new_point_and_is_made_once(cast: Cast) -> None:
    begun(cast)
    (wrong,) = observe(ines(cast), cast, 5, 4)
    fixed = correct_observation(
        actor=ines(cast), person_id=cast.lea.id, point_id=wrong.id, level=2, comment="erreur"
    )
    assert (fixed.corrects_id, fixed.level, fixed.observed_on) == (wrong.id, 2, days_ago(5))
    assert ProgressPoint.unscoped.get(pk=wrong.pk).level == 4
    with pytest.raises(Refusal):
        correct_observation(actor=ines(cast), person_id=cast.lea.id, point_id=wrong.id, level=1)
    make_agreement(cast.lea, cast.geiq)
    with pytest.raises(Hidden):
        correct_observation(
            actor=professional(cast.claire, cast.geiq),
            person_id=cast.lea.id,
            point_id=fixed.id,
            level=0,
        )


def test_nobody_rewrites_what_the_person_said_of_herself(cast: Cast) -> None:
    begun(cast)
    lea = person_actor(cast.lea)
    (said,) = self_assess(actor=lea, person_id=cast.lea.id, levels={axes()[0].id: 4})
    (heard,) = observe(ines(cast), cast, 1, 3, person_speaks=True)
    assert said.organisation_id == cast.ime.id
    karim = professional(cast.karim, cast.ime)
    for actor, point in ((ines(cast), said), (karim, said), (karim, heard)):
        with pytest.raises(Hidden):
            correct_observation(actor=actor, person_id=cast.lea.id, point_id=point.id, level=0)
    assert correct_observation(
        actor=ines(cast), person_id=cast.lea.id, point_id=heard.id, level=2
    ).by_person
    assert correct_observation(
        actor=lea, person_id=cast.lea.id, point_id=said.id, level=3
    ).by_person


def test_an_observation_of_tomorrow_or_out_of_the_scale_is_refused(cast: Cast) -> None:
    begun(cast)
    with pytest.raises(Refusal):
        observe(ines(cast), cast, -1, 2)
    with pytest.raises(Refusal):
        observe(ines(cast), cast, 0, 5)
    with pytest.raises(Refusal):
        observe(ines(cast), cast, 0)
    assert not ProgressPoint.unscoped.exists()


def test_a_sensitive_note_is_encrypted_and_read_only_by_those_allowed(cast: Cast) -> None:
    write_note(
        actor=ines(cast), person_id=cast.lea.id, text="très personnel", volet=Volet.SENSITIVE
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM pathways_note")
        (stored,) = cursor.fetchone()
    assert "personnel" not in stored
    make_agreement(cast.lea, cast.geiq)
    with acting_as(professional(cast.claire, cast.geiq)):
        assert not Note.objects.exists()
    with acting_as(ines(cast)):
        assert Note.objects.get().text == "très personnel"


def test_a_workshop_supervisor_cannot_write_in_the_sensitive_volet(cast: Cast) -> None:
    from tests.cast import make_person

    david = make_person("David", "Roux", cast.esat)
    bruno = professional(cast.bruno, cast.esat)
    with pytest.raises(Hidden):
        write_note(actor=bruno, person_id=david.id, text="x", volet=Volet.SENSITIVE)
    assert write_note(actor=bruno, person_id=david.id, text="à l’heure", volet=Volet.PATH)


def test_the_person_cannot_answer_beside_what_she_may_not_read(cast: Cast) -> None:
    full_record(cast)
    team = write_note(
        actor=ines(cast), person_id=cast.lea.id, text="x", volet=Volet.PATH, shared=False
    )
    for kind, entry_id in (("note", team.id), ("inconnu", team.id)):
        with pytest.raises(Hidden):
            answer_entry(
                actor=person_actor(cast.lea),
                person_id=cast.lea.id,
                entry_kind=kind,
                entry_id=entry_id,
                text="et moi ?",
            )
    assert not Answer.unscoped.exists()


def test_after_a_withdrawal_nothing_is_written_any_more(cast: Cast) -> None:
    path = full_record(cast)
    Agreement.objects.filter(receiver=cast.geiq).update(withdrawn_at=clock.now())
    claire = professional(cast.claire, cast.geiq)
    with pytest.raises(Hidden):
        observe(claire, cast, 0, 1)
    with pytest.raises(Hidden):
        add_stage(
            actor=claire,
            person_id=cast.lea.id,
            path_id=path.id,
            draft=StageDraft(StageKind.OTHER, "x"),
        )
