"""Noted by mistake: set aside with a reason, still readable, counted nowhere, told to the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden
from passerelles.organisations.models import Organisation
from passerelles.people.models import Person
from passerelles.sharing.models import Party
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.actions.aside import set_attempt_aside, set_day_aside
from passerelles.skills.models import Participation, SkillAttempt, Workshop, WorkshopDay
from passerelles.skills.queries.fit import fit_of
from tests.cast import Cast, make_agreement, professional
from tests.myspace.own_space import enter
from tests.skills.test_pages import ALL, SKILLS, _followed, _open, _sheet, _text

WHY = "Saisie dans le mauvais atelier"
Browser = Callable[..., Client]


@pytest.fixture
def mona(cast: Cast, as_user: Browser) -> Client:
    """Organisations are published, so that one may invite another."""
    Organisation.objects.update(published_at=clock.now())
    return as_user(cast.mona, cast.esat)


@pytest.fixture
def noted(cast: Cast, mona: Client) -> tuple[Workshop, Person, Person]:
    """A sheet: Sami came and was seen dosing, Lou was expected."""
    workshop = _open(mona)
    sami, lou = _followed(cast, "Sami"), _followed(cast, "Lou")
    mona.post(f"{ALL}{workshop.pk}/seance/", _sheet([sami], [lou], "Doser le produit"))
    return workshop, sami, lou


def _fit(cast: Cast) -> Any:
    actor = professional(cast.mona, cast.esat)
    with acting_as(actor):
        found = fit_of(actor, "propreté", SKILLS.splitlines())
    return {line.person.id: (line.fit.learning, line.fit.practised) for line in found.lines}


def _record(client: Client, person: Person) -> str:
    return _text(client.get(f"/dossier/{person.id}/competences/"))


def _told(person: Person, event: str) -> int:
    return JournalEntry.objects.filter(event=event, person_id=person.id).count()


def test_a_sheet_set_aside_is_read_with_its_reason_and_counted_nowhere(
    cast: Cast, mona: Client, noted: tuple[Workshop, Person, Person]
) -> None:
    workshop, sami, lou = noted
    assert _fit(cast)[sami.id] == (("Doser le produit",), "propreté")
    address = f"{ALL}{workshop.pk}/seance/{WorkshopDay.objects.get().pk}/ecarter/"
    assert address in _text(mona.get(f"{ALL}{workshop.pk}/"))
    assert mona.post(address, {"why": WHY}).url == f"{ALL}{workshop.pk}/"
    page = _text(mona.get(f"{ALL}{workshop.pk}/"))
    assert "0 h en tout" in page
    assert f"par Mona P. : {WHY}" in page
    assert "0 séance" in _text(mona.get(ALL))
    assert _fit(cast)[sami.id] == ((), "")
    record = _record(mona, sami)
    assert WHY in record
    assert "0 h · venu 0 fois sur 0" in record
    assert "Rien n’est encore noté" in record
    assert WHY in _record(mona, lou)
    assert SkillAttempt.unscoped.count() == 1
    for person in (sami, lou):
        assert _told(person, "skills:participation:set-aside") == 1
        page = _text(enter(cast, person).get("/mon-espace/qui-a-lu/"))
        assert "a écarté une séance d’atelier notée par erreur" in page


def test_a_reason_is_asked_names_nobody_and_stays_typed(
    mona: Client, noted: tuple[Workshop, Person, Person]
) -> None:
    workshop, _sami, _lou = noted
    address = f"{ALL}{workshop.pk}/seance/{WorkshopDay.objects.get().pk}/ecarter/"
    assert mona.post(address, {"why": ""}).status_code == 422
    named = mona.post(address, {"why": "Lou n’y était pas"})
    assert "elle ne nomme personne" in _text(named)
    assert 'value="Lou n’y était pas"' in _text(named)
    assert WorkshopDay.objects.get().set_aside_on is None


def test_a_colleague_who_comes_second_is_told_so(
    cast: Cast, mona: Client, noted: tuple[Workshop, Person, Person]
) -> None:
    workshop, _sami, _lou = noted
    day = WorkshopDay.objects.get()
    address = f"{ALL}{workshop.pk}/seance/{day.pk}/ecarter/"
    mona.post(address, {"why": WHY})
    second = mona.post(address, {"why": "Encore"})
    assert second.status_code == 409
    assert "Un collègue vient de l’écarter." in _text(second)
    assert mona.get(address).status_code == 404
    assert WorkshopDay.objects.get().set_aside_why == WHY
    assert JournalEntry.objects.filter(event="skills:participation:set-aside").count() == 2


def test_what_really_took_place_is_noted_after(
    mona: Client, noted: tuple[Workshop, Person, Person]
) -> None:
    workshop, sami, lou = noted
    address = f"{ALL}{workshop.pk}/seance/"
    right = _sheet([lou], [sami])
    assert mona.post(address, right).status_code == 422
    mona.post(f"{address}{WorkshopDay.objects.get().pk}/ecarter/", {"why": WHY})
    assert mona.post(address, right).status_code == 302
    page = _text(mona.get(f"{ALL}{workshop.pk}/"))
    assert "2,5 h en tout" in page
    assert "venu 0 fois sur 1" in _record(mona, sami)


def test_only_those_who_keep_the_workshop_set_a_sheet_aside(
    cast: Cast, mona: Client, as_user: Browser, noted: tuple[Workshop, Person, Person]
) -> None:
    workshop, _sami, _lou = noted
    mona.post(f"{ALL}{workshop.pk}/relecture/", {"organisation": cast.geiq.name})
    address = f"{ALL}{workshop.pk}/seance/{WorkshopDay.objects.get().pk}/ecarter/"
    assert workshop.reviewers.count() == 1
    for user, place in ((cast.claire, cast.geiq), (cast.zoe, cast.stranger)):
        client = as_user(user, place)
        assert client.get(address).status_code == 404
        assert client.post(address, {"why": WHY}).status_code == 404
    assert WorkshopDay.objects.get().set_aside_on is None


def test_one_person_ticked_by_mistake_leaves_the_sheet_of_the_others(
    cast: Cast, mona: Client, noted: tuple[Workshop, Person, Person]
) -> None:
    workshop, sami, lou = noted
    line = Participation.unscoped.get(person=sami)
    address = f"/dossier/{sami.id}/competences/seance/{line.pk}/ecarter/"
    assert address in _record(mona, sami)
    assert mona.get(f"/dossier/{lou.id}/competences/seance/{line.pk}/ecarter/").status_code == 404
    assert mona.post(address, {"why": "Il était en congé"}).status_code == 302
    record = _record(mona, sami)
    assert "par Mona P. : Il était en congé" in record
    assert "venu 0 fois sur 0" in record
    assert _fit(cast)[sami.id] == ((), "")
    assert "venu 0 fois sur 1" in _record(mona, lou)
    assert "0 sur 1" in _text(mona.get(f"{ALL}{workshop.pk}/"))
    assert (_told(sami, "skills:participation:set-aside"), _told(lou, "skills:participation:set-aside")) == (1, 0)  # fmt: skip
    assert mona.post(address, {"why": "Encore"}).status_code == 409


def test_a_validation_by_mistake_leaves_the_carnet(cast: Cast, mona: Client) -> None:
    sami = _followed(cast, "Sami")
    attempt = SkillAttempt.unscoped.create(
        person=sami,
        organisation=cast.esat,
        volet=Volet.SKILLS,
        skill="Doser le produit",
        result="validated",
        observed_by="monitrice",
    )
    space = enter(cast, sami)
    assert "Doser le produit" in _text(space.get("/mon-espace/carnet/"))
    address = f"/dossier/{sami.id}/competences/essai/{attempt.pk}/ecarter/"
    assert mona.post(address, {"why": "Validé pour un autre"}).status_code == 302
    assert "Doser le produit" not in _text(space.get("/mon-espace/carnet/"))
    assert "Validé pour un autre" in _record(mona, sami)
    own = _text(space.get("/mon-espace/essais/"))
    assert "Cela ne compte plus." in own
    assert "Je sais faire" not in own
    assert _told(sami, "skills:attempt:set-aside") == 1


def test_a_partner_who_may_write_sets_aside_only_its_own_tries(
    cast: Cast, mona: Client, as_user: Browser, noted: tuple[Workshop, Person, Person]
) -> None:
    _workshop, sami, _lou = noted
    attempt = SkillAttempt.unscoped.get()
    address = f"/dossier/{sami.id}/competences/essai/{attempt.pk}/ecarter/"
    make_agreement(sami, cast.geiq, Volet.IDENTITY, Volet.SKILLS)
    claire = as_user(cast.claire, cast.geiq)
    assert "Doser le produit" in _record(claire, sami)
    assert "ecarter" not in _record(claire, sami)
    assert claire.post(address, {"why": WHY}).status_code == 404
    with pytest.raises(Hidden), acting_as(professional(cast.claire, cast.geiq)):
        set_attempt_aside(
            actor=professional(cast.claire, cast.geiq),
            person_id=sami.id,
            attempt_id=attempt.pk,
            why=WHY,
        )


def test_somebody_who_left_since_is_told_of_the_correction_too(
    cast: Cast, mona: Client, noted: tuple[Workshop, Person, Person]
) -> None:
    workshop, sami, lou = noted
    Party.objects.filter(person=lou).update(until=clock.now())
    actor = professional(cast.mona, cast.esat)
    day = WorkshopDay.objects.get()
    with acting_as(actor):
        set_day_aside(actor=actor, workshop_id=workshop.pk, day_id=day.pk, why=WHY)
        with pytest.raises(Conflict):
            set_day_aside(actor=actor, workshop_id=workshop.pk, day_id=day.pk, why=WHY)
    for person in (sami, lou):
        assert _told(person, "skills:participation:set-aside") == 1


def test_the_database_refuses_a_line_set_aside_without_a_reason(
    noted: tuple[Workshop, Person, Person],
) -> None:
    for rows in (WorkshopDay.objects, Participation.unscoped, SkillAttempt.unscoped):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(set_aside_on=clock.today())


def test_a_partner_removed_reads_nothing_more_and_what_it_proposed_stays(
    cast: Cast, mona: Client, as_user: Browser
) -> None:
    workshop = _open(mona)
    one = f"{ALL}{workshop.pk}/"
    mona.post(f"{one}relecture/", {"organisation": cast.geiq.name})
    claire = as_user(cast.claire, cast.geiq)
    claire.post(f"{one}version/", {"text": "b", "skills": "plier", "why": "nos clients"})
    reviewer = workshop.reviewers.get()
    address = f"{one}relecture/{reviewer.pk}/retirer/"
    assert address in _text(mona.get(one))
    assert claire.post(address, {"why": "non"}).status_code == 404
    assert mona.post(address, {"why": ""}).status_code == 422
    assert mona.post(address, {"why": "La convention est finie"}).status_code == 302
    assert mona.post(address, {"why": "Encore"}).status_code == 409
    assert mona.get(address).status_code == 404
    assert claire.get(one).status_code == 404
    assert workshop.title not in _text(claire.get(ALL))
    assert (
        claire.post(f"{one}version/", {"text": "c", "skills": "d", "why": "e"}).status_code == 404
    )
    page = _text(mona.get(one))
    assert "Mona P. : La convention est finie" in page
    assert "nos clients" in page
    assert JournalEntry.objects.filter(event="skills:reviewer:removed").count() == 1
    mona.post(f"{one}relecture/", {"organisation": cast.geiq.name})
    assert claire.get(one).status_code == 200
    assert workshop.reviewers.count() == 2
