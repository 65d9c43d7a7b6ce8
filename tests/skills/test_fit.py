"""The fit of an activity as it is read: everybody, from what was seen and said alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from passerelles.kernel.actors import acting_as
from passerelles.pathways.queries import gathering
from passerelles.people.models import Person
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.models import SkillAttempt
from passerelles.skills.queries.fit import fit_of
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


def _counts(cast: Cast) -> Any:
    actor = professional(cast.mona, cast.esat)
    with acting_as(actor):
        found = fit_of(actor, "propreté", SKILLS.splitlines())
    people = {one.person.id: (one.held, one.interest, one.practised) for one in found.people}
    return found.needs, people, [one.person.id for one in found.people]


def test_changing_who_the_persons_are_changes_nothing(cast: Cast) -> None:
    sami, lou = _followed(cast, "Sami"), _followed(cast, "Lou")
    _seen(cast, sami, "Doser le produit", "validated")
    _seen(cast, lou, "Doser le produit", "tried")
    before = _counts(cast)
    changes = {
        field.name: value
        for field in Person._meta.get_fields()
        for word, value in _OTHERS.items()
        if word in field.name
    }
    assert changes
    Person.unscoped.filter(pk=sami.pk).update(**changes)
    assert _counts(cast) == before


_OTHERS: dict[str, Any] = {"birth_date": date(1961, 2, 3), "birth_place": "Ailleurs"}


def test_nobody_is_left_out_past_the_number_one_gathers(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        _followed(cast, f"Sami {number}")
    monkeypatch.setattr(gathering.people_to_gather, "__kwdefaults__", {"most": 3})
    actor = professional(cast.mona, cast.esat)
    with acting_as(actor):
        assert len(gathering.people_to_gather(actor)) == 3
        assert len(fit_of(actor, "propreté", ["doser"]).people) == 6


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
