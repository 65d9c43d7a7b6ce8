"""Several persons lent together: written once, for everybody or for nobody."""

from __future__ import annotations

import pytest

from passerelles.journal.models import JournalEntry
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.esat.assignment import MENTIONS
from passerelles.pathways.actions.work import correct_work
from passerelles.pathways.actions.work_group import (
    Ended,
    GroupRefused,
    Member,
    end_group,
    join_group,
    open_group,
)
from passerelles.pathways.actions.work_papers import prepare_work_paper
from passerelles.pathways.models import Stage, WorkChange, WorkSituation
from passerelles.pathways.rules.work import (
    EndReason,
    WorkState,
    may_lend_together,
    supervision_words,
)
from passerelles.people.models import Person
from tests.cast import Cast, make_person, professional
from tests.pathways.group_scenes import agreed, contract, lent, pair, worker
from tests.pathways.work_scenes import day, mona


def of(person: Person) -> WorkSituation:
    return WorkSituation.unscoped.get(person=person, kind="mad_esat_collective")


def ended(*people: Person) -> dict[object, Ended]:
    return {person.id: Ended(of(person).id, of(person).version) for person in people}


def test_only_an_esat_lends_several_persons_together() -> None:
    assert may_lend_together("esat")
    assert not may_lend_together("geiq")
    assert supervision_words(True) != supervision_words(False)


@pytest.mark.django_db
def test_each_has_a_situation_a_history_a_stage_and_a_journal_line_of_their_own(
    cast: Cast,
) -> None:
    one, two = pair(cast)
    group = lent(cast, one, two)
    for person in (one, two):
        situation = of(person)
        assert situation.group == group
        assert situation.employer_id == cast.esat.id
        assert (situation.activity, situation.supervised) == ("Entretien des espaces verts", True)
        assert situation.details["act.agreed_by_person"] is True
        assert WorkChange.objects.get(situation=situation).snapshot["supervised"] is True
        assert Stage.unscoped.get(person=person) == situation.stage
        line = JournalEntry.objects.get(event="pathways:work:opened", person_id=str(person.id))
        assert line.details == {"work": str(situation.id), "kind": situation.kind}


@pytest.mark.django_db
def test_one_refusal_says_for_whom_and_nothing_is_written_for_anybody(cast: Cast) -> None:
    one, two = pair(cast)
    members = [Member(one.id, agreed=True), Member(two.id, agreed=False)]
    with pytest.raises(GroupRefused) as refused:
        open_group(actor=mona(cast), draft=contract(), members=members)
    assert len(refused.value.each) == 1
    assert two.short_name in str(refused.value)
    assert "Sans l’accord de la personne" in str(refused.value)
    assert one.short_name not in str(refused.value)
    assert not WorkSituation.unscoped.exists()
    assert not Stage.unscoped.exists()
    assert not JournalEntry.objects.filter(event="pathways:work:opened").exists()


@pytest.mark.django_db
def test_an_agreement_nobody_asked_stays_unknown_and_is_kept_so(cast: Cast) -> None:
    one, two = pair(cast)
    members = [Member(one.id, agreed=True), Member(two.id)]
    open_group(actor=mona(cast), draft=contract(), members=members)
    assert "act.agreed_by_person" not in of(two).details
    told = [f["message"] for f in WorkChange.objects.get(situation=of(two)).findings]
    assert "Dites si la personne est d’accord." in told


@pytest.mark.django_db
def test_a_warning_is_ticked_for_each_person_by_name(cast: Cast) -> None:
    one, two = pair(cast)
    told = {"act.non_profit": True, "act.mentions": list(MENTIONS)[:-1]}
    draft = contract(details=told)
    with pytest.raises(GroupRefused) as refused:
        open_group(actor=mona(cast), draft=draft, members=agreed(one, two))
    assert [said.field for said in refused.value.each] == ["accepted", "accepted"]
    assert not WorkSituation.unscoped.exists()


@pytest.mark.django_db
def test_a_group_is_two_persons_or_more_and_what_is_common_is_refused_once(cast: Cast) -> None:
    one, two = pair(cast)
    with pytest.raises(Refusal, match="au moins deux") as few:
        lent(cast, one)
    assert few.value.field == "people"
    with pytest.raises(Refusal) as days:
        lent(cast, one, two, end=day(-20))
    assert not isinstance(days.value, GroupRefused)
    assert days.value.field == "end"


@pytest.mark.django_db
def test_no_common_word_names_somebody_of_the_group(cast: Cast) -> None:
    one, two = pair(cast)
    with pytest.raises(Refusal, match="ne nomme personne") as refused:
        lent(cast, one, two, activity=f"Tonte avec {two.first_name}")
    assert refused.value.field == "activity"


@pytest.mark.django_db
def test_another_kind_of_organisation_and_a_person_not_followed_are_refused(cast: Cast) -> None:
    one, two = pair(cast)
    claire = professional(cast.claire, cast.geiq)
    with pytest.raises(Hidden):
        open_group(actor=claire, draft=contract(), members=agreed(one, two))
    elsewhere = make_person("Yanis", "Petit", cast.ime, by=cast.ines)
    with pytest.raises(Hidden):
        lent(cast, one, elsewhere)
    assert not WorkSituation.unscoped.exists()


@pytest.mark.django_db
def test_a_person_joins_later_with_their_own_first_day_and_once_only(cast: Cast) -> None:
    one, two = pair(cast)
    group = lent(cast, one, two)
    third = worker(cast, "Ilyes", "Moreau")
    later = contract(start=day(-2))
    join_group(actor=mona(cast), group=group, draft=later, members=agreed(third))
    assert (of(third).group, of(third).start) == (group, day(-2))
    with pytest.raises(Conflict):
        join_group(actor=mona(cast), group=group, draft=later, members=agreed(third))


@pytest.mark.django_db
def test_the_end_is_each_one_s_own_for_some_then_for_all(cast: Cast) -> None:
    one, two = pair(cast)
    group = lent(cast, one, two)
    why = EndReason.NEXT_STEP
    end_group(actor=mona(cast), group=group, ended=ended(one), on=day(0), why=why)
    assert (of(one).state, of(two).state) == (WorkState.ENDED, WorkState.ONGOING)
    assert of(one).stage is not None
    assert of(one).stage.state == "done"
    end_group(actor=mona(cast), group=group, ended=ended(two), on=day(0), why=why)
    assert of(two).ended_on == day(0)


@pytest.mark.django_db
def test_an_end_refused_or_changed_meanwhile_ends_for_nobody(cast: Cast) -> None:
    one, two = pair(cast)
    group = lent(cast, one, two)
    third = worker(cast, "Ilyes", "Moreau")
    draft = contract(start=day(-1))
    join_group(actor=mona(cast), group=group, draft=draft, members=agreed(third))
    chosen = ended(one, two, third)
    why = EndReason.TERM
    with pytest.raises(GroupRefused, match=third.short_name):
        end_group(actor=mona(cast), group=group, ended=chosen, on=day(-5), why=why)
    correct_work(
        actor=mona(cast),
        person_id=two.id,
        situation_id=of(two).id,
        version=1,
        draft=contract(activity="Tonte", details=of(two).details),
        reason="Le travail change.",
    )
    assert of(two).activity == "Tonte"
    with pytest.raises(Conflict):
        end_group(actor=mona(cast), group=group, ended=chosen, on=day(0), why=why)
    states = set(WorkSituation.unscoped.values_list("state", flat=True))
    assert states == {WorkState.ONGOING}


@pytest.mark.django_db
def test_another_organisation_ends_nothing_and_no_reason_names_anybody(cast: Cast) -> None:
    one, two = pair(cast)
    group = lent(cast, one, two)
    claire = professional(cast.claire, cast.geiq)
    common = {"group": group, "on": day(0), "why": EndReason.TERM}
    with pytest.raises(Hidden):
        end_group(actor=claire, ended=ended(one), **common)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="ne nomme personne"):
        end_group(  # type: ignore[arg-type]
            actor=mona(cast), ended=ended(one), reason=f"Comme {two.first_name}.", **common
        )


@pytest.mark.django_db
def test_the_paper_tells_how_many_and_the_work_and_names_no_other(cast: Cast) -> None:
    one, two = pair(cast)
    lent(cast, one, two)
    paper = prepare_work_paper(actor=mona(cast), person_id=one.id, situation_id=of(one).id)
    facts = paper.versions.get().facts
    assert facts["headcount"] == "2"
    assert facts["tasks"] == "Entretien des espaces verts"
    assert facts["person_name"] == one.full_name
    told = str(facts)
    assert two.first_name not in told
    assert two.last_name not in told
