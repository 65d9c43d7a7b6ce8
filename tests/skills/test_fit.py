"""The fit of an activity as it is read: everybody, from what was seen and said alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.pathways.models import WellBeing, WorkSituation
from passerelles.pathways.queries import gathering
from passerelles.people.models import Fact, Person, Situation, Wish
from passerelles.people.rules.facts import FACTS
from passerelles.people.rules.situations import SITUATIONS, SituationState
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.models import SkillAttempt
from passerelles.skills.queries.fit import fit_of
from passerelles.support.models import Barrier, CompanyLead
from passerelles.territories.models import Commune, Departement, Region
from tests.access.canary import Cage, _fill_entries, _fill_workshop
from tests.cast import Cast, professional
from tests.skills.test_pages import ALL, SKILLS, _followed, _open, _sheet, _text


def _seen(cast: Cast, person: Person, skill: str, result: str) -> None:
    SkillAttempt.unscoped.create(
        person=person,
        organisation=cast.esat,
        volet=Volet.SKILLS,
        skill=skill,
        result=result,
        observed_by="monitrice",
    )


def _answers(actor: Actor) -> tuple[Any, dict[UUID, Any], list[UUID]]:
    """What is needed, what is said of each, and in which order."""
    with acting_as(actor):
        found = fit_of(actor, "propreté", SKILLS.splitlines())
    said = {line.person.id: (line.fit.held, line.fit.interest, line.fit.practised) for line in found.lines}  # fmt: skip
    assert len(said) == 2
    return found.answer.needs, said, [line.person.id for line in found.lines]


@pytest.fixture
def mona(cast: Cast) -> Actor:
    return professional(cast.mona, cast.esat)


def _two(cast: Cast) -> tuple[Person, Person]:
    sami, lou = _followed(cast, "Sami"), _followed(cast, "Lou")
    _seen(cast, sami, "Doser le produit", "validated")
    _seen(cast, lou, "Doser le produit", "tried")
    Wish.unscoped.create(
        person=lou,
        organisation=cast.esat,
        volet=Volet.PROJECT,
        kind="job",
        words="la propreté",
        expressed_on=clock.today(),
    )
    return sami, lou


# What the software itself writes on a record: nothing of who somebody is.
_OF_THE_FILE = {"id", "folded_name", "created_at", "created_by", "created_for", "merged_into", "version"}  # fmt: skip


def _another(field: Any) -> Any:
    match field:
        case models.ForeignKey():
            return Commune.objects.create(
                insee="97302",
                name="Ailleurs",
                departement=Departement.objects.create(
                    code="973", name="Ailleurs", region=Region.objects.create(code="03")
                ),
            )
        case models.DateField():
            return date(1961, 2, 3)
        case models.BooleanField():
            return True
        case models.EmailField():
            return "ailleurs@exemple.test"
        case models.CharField():
            return "Żółć Ngozi"[: field.max_length]
        case _:
            raise AssertionError(f"Dites comment changer {field.name}.")


def test_neither_birth_name_nor_address_changes_an_answer(cast: Cast, mona: Actor) -> None:
    """Every column that says who somebody is is changed, one after the other, and then for good."""
    sami, _lou = _two(cast)
    needs, said, order = _answers(mona)
    told = [f for f in Person._meta.concrete_fields if f.name not in _OF_THE_FILE]
    assert {"birth_date", "commune", "first_name"} <= {field.name for field in told}
    for field in told:
        before = getattr(sami, field.attname)
        other = _another(field)
        assert getattr(other, "pk", other) != before, field.name
        Person.unscoped.filter(pk=sami.pk).update(**{field.name: other})
        assert _answers(mona) == (needs, said, order), field.name


def test_no_fact_situation_or_barrier_changes_an_answer(cast: Cast, mona: Actor) -> None:
    """Every question and every situation, in every state: nationality, health, justice, housing…"""
    sami, lou = _two(cast)
    before = _answers(mona)
    signed: dict[str, Any] = {"organisation": cast.esat, "author": cast.mona}
    for person, first in ((sami, True), (lou, False)):
        for kind, definition in FACTS.items():
            codes = [code for code, _words in definition.choices] or ["12", "autre chose"]
            Fact.unscoped.create(person=person, volet=definition.volet, kind=kind, value=codes[0 if first else -1], **signed)  # fmt: skip
        for number, (situation, about) in enumerate(SITUATIONS.items()):
            states = list(SituationState)
            state = states[(number + first) % len(states)]
            Situation.unscoped.create(person=person, volet=about.volet, kind=situation, state=state, state_on=clock.today(), **signed)  # fmt: skip
        assert _answers(mona) == before


def test_a_row_of_every_other_kind_in_a_record_changes_no_answer(cast: Cast, mona: Actor) -> None:
    """Whatever is written of somebody tomorrow is varied here too, as soon as its table exists."""
    sami, _lou = _two(cast)
    before = _answers(mona)
    cage = Cage(cast.esat, sami)
    cage.rows["companylead"] = CompanyLead.objects.create(
        organisation=cast.esat, company="Ailleurs", origin="fair", words="rien"
    )
    _fill_workshop(cage)
    _fill_entries(cage, cast.mona)
    written = {type(row) for row in cage.rows.values()}
    assert {Fact, Situation, Barrier, WellBeing, WorkSituation} <= written
    assert _answers(mona) == before


# Who is followed and by whom, names for the list, then what was seen, attended and said.
_READ = {
    "pathways_path",
    "pathways_referent",
    "people_person",
    "people_wish",
    "sharing_agreement",
    "sharing_agreementvolet",
    "sharing_emergencyaccess",
    "sharing_party",
    "skills_participation",
    "skills_skillattempt",
    "skills_workshop",
    "skills_workshopday",
}


def test_nothing_else_is_even_read(cast: Cast, mona: Actor) -> None:
    """The names of persons are read for the list: the rule receives keys (``test_rules``)."""
    _two(cast)
    with CaptureQueriesContext(connection) as captured:
        _answers(mona)
    asked = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    read = {table for sql in asked for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)}
    assert "skills_skillattempt" in read
    assert {table for table in read if not table.startswith("journal_")} <= _READ


def test_nobody_is_left_out_past_the_number_one_gathers(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        _followed(cast, f"Sami {number}")
    monkeypatch.setattr(gathering, "GATHERED_MOST", 3)
    actor = professional(cast.mona, cast.esat)
    with acting_as(actor):
        assert len(gathering.people_to_gather(actor)) == 3
        assert len(fit_of(actor, "propreté", ["doser"]).lines) == 6


def test_a_workshop_attended_and_a_skill_being_learnt_are_said(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    mona = as_user(cast.mona, cast.esat)
    workshop = _open(mona)
    sami, lou = _followed(cast, "Sami"), _followed(cast, "Lou")
    mona.post(f"{ALL}{workshop.pk}/seance/", _sheet([sami], [lou], "Doser le produit"))
    page = _text(mona.get(f"{ALL}adequation/", {"metier": "propreté", "besoins": SKILLS}))
    assert page.count("est venue en atelier : propreté") == 1
    assert "Apprend : Doser le produit." in page
    assert "Reste à voir : Vider le chariot." in page
    assert "Doser le produit : apprennent" in page
