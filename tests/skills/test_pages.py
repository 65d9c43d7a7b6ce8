"""Workshops, tries and the fit of an activity, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.organisations.models import Organisation
from passerelles.pathways.actions.paths import PathDraft, start_path
from passerelles.people.models import Person, Wish
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.models import (
    Participation,
    SkillAttempt,
    Workshop,
    WorkshopContent,
    WorkshopDay,
)
from tests.cast import Cast, make_agreement, make_person, person_actor, professional
from tests.myspace.own_space import enter
from tests.myspace.test_plain_words import check_plain, sentences_of

ALL = "/ateliers/"
SKILLS = "Doser le produit\nVider le chariot"
OPENED = {
    "kind": "pre_professional",
    "title": "Propreté, premiers gestes",
    "trade": "propreté",
    "text": "On prépare un chariot, puis on nettoie une salle.",
    "skills": SKILLS,
}


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}  # fmt: skip


def _text(response: Any) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def town(cast: Cast) -> Cast:
    Organisation.objects.update(published_at=clock.now())
    return cast


@pytest.fixture
def mona(town: Cast, as_user: Callable[..., Client]) -> Client:
    return as_user(town.mona, town.esat)


def _followed(cast: Cast, first: str) -> Person:
    person = make_person(first, "Haddad", cast.esat, by=cast.mona)
    start_path(
        actor=professional(cast.mona, cast.esat),
        person_id=person.id,
        draft=PathDraft("Vers l’emploi", clock.today() - timedelta(days=90), None),
    )
    return person


def _open(client: Client, **changed: str) -> Workshop:
    response = client.post(f"{ALL}nouveau/", {**OPENED, **changed})
    assert response.status_code == 302, _text(response)
    return Workshop.objects.get(title=changed.get("title", OPENED["title"]))


def _sheet(came: list[Person], missed: list[Person], *skills: str) -> dict[str, Any]:
    return {
        **_day("on", clock.today()),
        "hours": "2,5",
        "came": [str(one.id) for one in came],
        "missed": [str(one.id) for one in missed],
        "skills": list(skills),
    }


def test_a_day_of_workshop_is_one_sheet_and_one_line_in_each_record(
    town: Cast, mona: Client
) -> None:
    workshop = _open(mona)
    sami, lou = _followed(town, "Sami"), _followed(town, "Lou")
    address = f"{ALL}{workshop.pk}/seance/"
    assert sami.short_name in _text(mona.get(address))
    mona.post(address, _sheet([sami], [lou], "Doser le produit"))
    page = _text(mona.get(f"/dossier/{sami.id}/competences/"))
    assert "Doser le produit" in page
    assert "2,5 h" in page
    assert lou.short_name not in page
    other = _text(mona.get(f"/dossier/{lou.id}/competences/"))
    assert "n’est pas venu" in other
    assert sami.short_name not in other
    assert not SkillAttempt.unscoped.filter(person=lou).exists()
    assert "1 sur 2" in _text(mona.get(f"{ALL}{workshop.pk}/"))
    noted = JournalEntry.objects.filter(event="skills:participation:noted")
    assert {str(row.person_id) for row in noted} == {str(sami.id), str(lou.id)}


def test_an_empty_sheet_and_a_day_ahead_are_refused(town: Cast, mona: Client) -> None:
    workshop = _open(mona)
    sami = _followed(town, "Sami")
    address = f"{ALL}{workshop.pk}/seance/"
    response = mona.post(address, _sheet([], []))
    assert response.status_code == 422
    assert "Personne n’est coché." in _text(response)
    ahead = {**_sheet([sami], []), **_day("on", clock.today() + timedelta(days=1))}
    assert mona.post(address, ahead).status_code == 422
    assert not WorkshopDay.objects.exists()


def test_a_partner_reads_the_content_proposes_a_version_and_never_sees_who_took_part(
    town: Cast, mona: Client, as_user: Callable[..., Client]
) -> None:
    workshop = _open(mona)
    sami = _followed(town, "Sami")
    mona.post(f"{ALL}{workshop.pk}/seance/", _sheet([sami], []))
    claire = as_user(town.claire, town.geiq)
    assert claire.get(f"{ALL}{workshop.pk}/").status_code == 404
    mona.post(f"{ALL}{workshop.pk}/relecture/", {"organisation": town.geiq.name})
    page = _text(claire.get(f"{ALL}{workshop.pk}/"))
    assert "Doser le produit" in page
    assert "Séances" not in page
    assert "1 sur 1" not in page
    for closed in ("seance/", "relecture/", "version/1/"):
        assert claire.get(f"{ALL}{workshop.pk}/{closed}").status_code == 404
    proposal = {"text": "Avec une auto-laveuse.", "skills": "Conduire l’auto-laveuse", "why": ""}
    address = f"{ALL}{workshop.pk}/version/"
    assert claire.post(address, proposal).status_code == 422
    claire.post(address, {**proposal, "why": "nos clients en ont"})
    assert "1 version proposée" in _text(mona.get(ALL))
    decide = f"{ALL}{workshop.pk}/version/2/"
    aside = mona.post(decide, {"decision": "aside", "reason": ""})
    assert "Dites pourquoi elle est mise de côté." in _text(aside)
    mona.post(decide, {"decision": "adopt", "reason": ""})
    assert mona.post(decide, {"decision": "adopt", "reason": ""}).status_code == 409
    states = WorkshopContent.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["adopted", "adopted"]
    assert "Conduire l’auto-laveuse" in _text(mona.get(f"{ALL}{workshop.pk}/seance/"))


def test_a_training_built_in_a_company_says_who_hands_on(mona: Client) -> None:
    internal = {"kind": "internal", "title": "Lavage des vitres", "host_name": "Netclair"}
    response = mona.post(f"{ALL}nouveau/", {**OPENED, **internal})
    assert "Dites qui transmet, dans l’entreprise." in _text(response)
    assert 'value="Netclair"' in _text(response)
    workshop = _open(mona, **internal, transmitter="laveuse de vitres", idle_times="on")
    page = _text(mona.get(f"{ALL}{workshop.pk}/"))
    assert "transmis par : laveuse de vitres" in page
    assert "aux moments creux" in page


def test_two_tries_then_a_validation_by_somebody(town: Cast, mona: Client) -> None:
    sami = _followed(town, "Sami")
    address = f"/dossier/{sami.id}/competences/essai/"
    typed = {"skill": "Doser le produit", "workshop": "", "situation": ""}
    for days in (9, 5):
        on = _day("on", clock.today() - timedelta(days=days))
        mona.post(address, {**typed, **on, "result": "tried"})
    validated = {**typed, **_day("on", clock.today()), "result": "validated"}
    response = mona.post(address, {**validated, "observed_by": ""})
    assert "Dites qui valide." in _text(response)
    mona.post(address, {**validated, "observed_by": "monitrice", "thinking": "C’est facile."})
    page = _text(mona.get(f"/dossier/{sami.id}/competences/"))
    assert "validé" in page
    assert "« C’est facile. »" in page
    carnet = _text(enter(town, sami).get("/mon-espace/carnet/"))
    assert "Doser le produit" in carnet
    assert "Vu par monitrice" in carnet
    assert JournalEntry.objects.filter(event="skills:attempt:noted", person_id=sami.id).count() == 3


def test_the_person_reads_what_they_can_do_and_only_their_own(town: Cast, mona: Client) -> None:
    sami, lou = _followed(town, "Sami"), _followed(town, "Lou")
    workshop = _open(mona)
    mona.post(f"{ALL}{workshop.pk}/seance/", _sheet([sami, lou], [], "Doser le produit"))
    page = _text(enter(town, sami).get("/mon-espace/essais/"))
    assert "Doser le produit" in page
    assert "J’apprends" in page
    check_plain(sentences_of(page), "essais")
    assert lou.short_name not in page


def test_without_the_skills_volet_a_partner_reads_nothing(
    town: Cast, mona: Client, as_user: Callable[..., Client]
) -> None:
    sami = _followed(town, "Sami")
    workshop = _open(mona)
    mona.post(f"{ALL}{workshop.pk}/seance/", _sheet([sami], [], "Doser le produit"))
    make_agreement(sami, town.geiq, Volet.IDENTITY, Volet.PATH)
    claire = as_user(town.claire, town.geiq)
    assert "Doser le produit" not in _text(claire.get(f"/dossier/{sami.id}/competences/"))
    assert claire.get(f"/dossier/{sami.id}/competences/essai/").status_code == 404
    stranger = as_user(town.zoe, town.stranger)
    assert stranger.get(f"/dossier/{sami.id}/competences/").status_code == 404


def test_an_activity_is_looked_at_beside_people_with_reasons(town: Cast, mona: Client) -> None:
    sami, lou = _followed(town, "Sami"), _followed(town, "Lou")
    for skill in SKILLS.splitlines():
        SkillAttempt.unscoped.create(
            person=sami,
            organisation=town.esat,
            volet=Volet.SKILLS,
            skill=skill,
            result="validated",
            observed_by="monitrice",
        )
    Wish.unscoped.create(
        person=lou,
        organisation=town.esat,
        volet=Volet.PROJECT,
        kind="job",
        words="nettoyer des bureaux",
        expressed_on=clock.today(),
    )
    asked = {"metier": "Nettoyage <script>alert(1)</script>", "besoins": SKILLS + "\n<b>plier</b>"}
    response = mona.get(f"{ALL}adequation/", asked)
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "<b>plier" not in page
    text = _text(response)
    assert "Reste à voir : <b>plier</b>." in text
    assert "dit : « nettoyer des bureaux »" in text
    assert "On ne sait pas encore" in text
    listed = JournalEntry.objects.filter(event="sharing:record:listed")
    assert {str(row.person_id) for row in listed} == {str(sami.id), str(lou.id)}


def test_another_organisation_finds_nobody_of_ours(
    town: Cast, mona: Client, as_user: Callable[..., Client]
) -> None:
    sami = _followed(town, "Sami")
    page = _text(
        as_user(town.zoe, town.stranger).get(
            f"{ALL}adequation/", {"metier": "propreté", "besoins": "doser"}
        )
    )
    assert sami.short_name not in page
    assert "Votre structure ne mène encore aucun parcours." in page


def test_looking_at_an_activity_costs_the_same_for_one_and_for_many(
    town: Cast, mona: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        _followed(town, f"Sami {number}")
    with django_assert_max_num_queries(22):
        page = mona.get(f"{ALL}adequation/", {"metier": "propreté", "besoins": SKILLS})
    assert page.status_code == 200


def test_nobody_is_twice_on_a_sheet(town: Cast, mona: Client) -> None:
    workshop = _open(mona)
    sami = _followed(town, "Sami")
    sheet = _sheet([sami], [sami])
    mona.post(f"{ALL}{workshop.pk}/seance/", sheet)
    assert Participation.unscoped.get().came is True


def test_the_person_writes_no_attempt(town: Cast) -> None:
    from passerelles.kernel.errors import Hidden
    from passerelles.skills.actions.practice import AttemptWords, note_attempt
    from passerelles.skills.rules.workshops import AttemptResult

    sami = _followed(town, "Sami")
    words = AttemptWords("doser", AttemptResult.TRIED, clock.today())
    with pytest.raises(Hidden):
        note_attempt(actor=person_actor(sami), person_id=sami.id, words=words)
