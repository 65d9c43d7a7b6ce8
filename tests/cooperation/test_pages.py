"""Projects on screen: the leading organisation writes, partners read, nobody else sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from passerelles.accounts.models import User
from passerelles.cooperation.actions import projects as actions
from passerelles.cooperation.models import Milestone, Partner, Project
from passerelles.cooperation.rules.partners import PartnerRole
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Membership, Organisation, Prospect, ProspectStep
from tests.cast import Cast, professional

LIST = "/cooperation/projets/"
NAME = "Expertises partagées"


@pytest.fixture
def town(cast: Cast) -> Cast:
    Organisation.objects.update(published_at=clock.now())
    return cast


@pytest.fixture
def keeper(town: Cast, as_user: Callable[..., Client]) -> Client:
    """Karim keeps the profile of the IME, hence its projects."""
    return as_user(town.karim, town.ime)


@pytest.fixture
def project(town: Cast) -> Project:
    actor = professional(town.karim, town.ime)
    words = actions.ProjectWords(NAME, date(2026, 1, 5))
    return actions.create_project(actor=actor, template="shared_expertise", words=words)


@pytest.fixture
def reader(town: Cast, project: Project, as_user: Callable[..., Client]) -> Client:
    """The GEIQ is a partner; its keeper of the profile may not write here for all that."""
    Partner.objects.create(project=project, organisation=town.geiq, role=PartnerRole.PARTNER)
    user = User.objects.create_user(email="fiche-geiq@exemple.test", password="motdepasse-de-test")
    Membership.objects.create(user=user, organisation=town.geiq, roles=["directory"])
    return as_user(user, town.geiq)


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}  # fmt: skip


def _page(project: Project) -> str:
    return f"{LIST}{project.pk}/"


def _text(response: Any) -> str:
    return unescape(response.content.decode())


def _first(project: Project) -> Milestone:
    return Milestone.objects.get(phase__project=project, title="Prise de contact")


def _milestone(project: Project, after: str = "") -> str:
    return f"{_page(project)}jalons/{_first(project).pk}/{after}"


def _creation(**changed: str) -> dict[str, str]:
    typed = {"template": "shared_expertise", "name": NAME, "territory": "Pays d’Auge"}
    return {**typed, **_day("started_on", date(2026, 1, 5)), **changed}


def test_creating_from_the_template_gives_eleven_milestones_in_three_phases(
    keeper: Client, town: Cast
) -> None:
    response = keeper.post(f"{LIST}nouveau/", _creation())
    project = Project.objects.get()
    assert response["Location"] == _page(project)
    assert project.leader == town.ime
    counts = [(p.title, p.milestones.count()) for p in project.phases.all()]
    assert counts == [("Lancement", 3), ("Milieu", 5), ("Fin", 3)]
    partner = project.partners.get()
    assert (partner.organisation, partner.role) == (town.ime, "pilot")
    page = _text(keeper.get(_page(project)))
    assert "aucun des 11 jalons n’est fait" in page
    assert '<progress max="5" value="0" aria-label="Avancement : Milieu"' in page
    line = JournalEntry.objects.get(event="cooperation:project:created")
    assert line.details == {"project": str(project.pk), "template": "shared_expertise"}


def test_a_refused_form_keeps_what_was_typed(keeper: Client, project: Project) -> None:
    response = keeper.post(f"{LIST}nouveau/", _creation(name="expertises PARTAGEES"))
    assert response.status_code == 422
    page = _text(response)
    assert "Vous menez déjà un projet de ce nom." in page
    assert 'value="expertises PARTAGEES"' in page
    assert 'value="Pays d’Auge"' in page
    assert Project.objects.count() == 1


def test_a_social_security_number_is_refused(keeper: Client) -> None:
    response = keeper.post(f"{LIST}nouveau/", _creation(summary="1850578006084"))
    assert response.status_code == 422
    assert not Project.objects.exists()


def test_the_blank_project_is_filled_milestone_by_milestone(keeper: Client) -> None:
    keeper.post(f"{LIST}nouveau/", _creation(template="blank"))
    project = Project.objects.get()
    assert "aucun jalon pour l’instant" in _text(keeper.get(_page(project)))
    phase = project.phases.get(title="Milieu")
    typed = {"version": "0", "title": "Première visite", "phase": str(phase.pk), "owner": ""}
    keeper.post(f"{_page(project)}jalons/ajouter/", {**typed, **_day("planned_on", clock.today())})
    milestone = phase.milestones.get()
    assert (milestone.title, milestone.planned_on) == ("Première visite", clock.today())
    assert "Le jalon reste à faire" in _text(keeper.get(_page(project)))


def test_a_milestone_is_done_on_a_day_then_to_do_again(keeper: Client, project: Project) -> None:
    done = date(2026, 2, 3)
    keeper.post(_milestone(project, "fait/"), {"version": "1", **_day("done_on", done)})
    assert _first(project).done_on == done
    page = _text(keeper.get(_page(project)))
    assert "fait le mardi 3 février 2026" in page
    assert "1 jalon fait sur 3 (33 %)" in page
    keeper.post(_milestone(project, "a-refaire/"), {"version": "2"})
    assert _first(project).done_on is None
    events = JournalEntry.objects.filter(event__startswith="cooperation:milestone:")
    assert {e.event.rpartition(":")[2] for e in events} == {"done", "undone"}


def test_what_has_not_happened_yet_cannot_be_done(keeper: Client, project: Project) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    response = keeper.post(
        _milestone(project, "fait/"), {"version": "1", **_day("done_on", tomorrow)}
    )
    assert response.status_code == 422
    assert "Cette date n’est pas encore passée." in _text(response)
    assert f'value="{tomorrow.year}"' in _text(response)
    assert _first(project).done_on is None


def test_dates_phase_and_owner_change(keeper: Client, project: Project) -> None:
    last = project.phases.get(title="Fin")
    owner = project.partners.get()
    typed = {"version": "1", "title": "Contacts", "phase": str(last.pk), "owner": str(owner.pk)}
    keeper.post(_milestone(project), {**typed, **_day("planned_on", date(2026, 3, 2))})
    moved = last.milestones.last()
    assert moved is not None
    assert (moved.title, moved.owner, moved.planned_on) == ("Contacts", owner, date(2026, 3, 2))
    assert "Responsable : IME Les Tilleuls" in " ".join(_text(keeper.get(_page(project))).split())


@pytest.mark.parametrize("after", ["", "fait/", "a-refaire/"])
def test_a_change_made_meanwhile_is_not_overwritten(
    keeper: Client, project: Project, after: str
) -> None:
    milestone = _first(project)
    Milestone.objects.filter(pk=milestone.pk).update(version=2)
    typed = {"title": "Autre", "phase": str(milestone.phase_id), "version": "1"}
    response = keeper.post(
        _milestone(project, after),
        {**typed, **_day("done_on", clock.today())},
    )
    assert response.status_code == 409
    milestone.refresh_from_db()
    assert (milestone.title, milestone.done_on, milestone.version) == ("Prise de contact", None, 2)


def _closed_addresses(project: Project) -> list[str]:
    partner = project.partners.get(organisation=project.leader)
    return [
        f"{_page(project)}jalons/ajouter/",
        _milestone(project),
        _milestone(project, "fait/"),
        _milestone(project, "a-refaire/"),
        f"{_page(project)}partenaires/ajouter/",
        f"{_page(project)}partenaires/{partner.pk}/retirer/",
    ]


def test_a_stranger_finds_nothing(
    town: Cast, project: Project, as_user: Callable[..., Client]
) -> None:
    zoe = as_user(town.zoe, town.stranger)
    assert NAME not in _text(zoe.get(LIST))
    for url in [_page(project), *_closed_addresses(project)]:
        assert zoe.post(url, {"version": "1"}).status_code == 404, url
    assert zoe.get(_page(project)).status_code == 404


def test_a_partner_reads_and_cannot_write(reader: Client, project: Project) -> None:
    assert NAME in _text(reader.get(LIST))
    page = _text(reader.get(_page(project)))
    assert "Mené par IME Les Tilleuls" in page
    assert "GEIQ Propreté du Val" in page
    for words in ("Modifier", "C’est fait", "Ajouter", "Retirer", "Établissements à rencontrer"):
        assert words not in page
    for url in _closed_addresses(project):
        assert reader.post(url, {"version": "1"}).status_code == 404, url


def test_a_colleague_who_does_not_keep_the_profile_reads_only(
    town: Cast, project: Project, as_user: Callable[..., Client]
) -> None:
    ines = as_user(town.ines, town.ime)
    assert "C’est fait" not in _text(ines.get(_page(project)))
    assert ines.get(f"{LIST}nouveau/").status_code == 404
    with pytest.raises(Hidden):
        actions.mark_undone(
            actor=professional(town.ines, town.ime),
            project_id=project.pk,
            milestone_id=_first(project).pk,
            version=1,
        )


def test_a_partner_added_reads_until_removed(
    keeper: Client, town: Cast, project: Project, as_user: Callable[..., Client]
) -> None:
    claire = as_user(town.claire, town.geiq)
    assert claire.get(_page(project)).status_code == 404
    typed = {"organisation": "GEIQ Propreté du Val", "role": "partner"}
    keeper.post(f"{_page(project)}partenaires/ajouter/", typed)
    assert claire.get(_page(project)).status_code == 200
    again = keeper.post(f"{_page(project)}partenaires/ajouter/", typed)
    assert again.status_code == 422
    assert "déjà dans le projet" in _text(again)
    partner = project.partners.get(organisation=town.geiq)
    url = f"{_page(project)}partenaires/{partner.pk}/retirer/"
    assert keeper.post(url, {"version": "9"}).status_code == 409
    keeper.post(url, {"version": "1"})
    assert claire.get(_page(project)).status_code == 404


def test_an_organisation_outside_the_directory_is_kept_by_its_name_on_demand(
    keeper: Client, project: Project
) -> None:
    url = f"{_page(project)}partenaires/ajouter/"
    refused = keeper.post(url, {"organisation": "Agefiph", "role": "funder"})
    assert refused.status_code == 422
    assert "cochez qu’elle n’y est pas" in _text(refused)
    assert 'value="Agefiph"' in _text(refused)
    keeper.post(url, {"organisation": "Agefiph", "role": "funder", "outside_directory": "on"})
    assert "<b>Agefiph</b> — financeur" in _text(keeper.get(_page(project)))


def test_neither_the_leader_nor_who_owns_a_milestone_can_be_removed(
    keeper: Client, town: Cast, project: Project
) -> None:
    geiq = Partner.objects.create(project=project, organisation=town.geiq, role="partner")
    Milestone.objects.filter(pk=_first(project).pk).update(owner=geiq)
    leader = project.partners.get(organisation=town.ime)
    for partner, said in ((leader, "mène le projet"), (geiq, "responsable de jalons : 1")):
        url = f"{_page(project)}partenaires/{partner.pk}/retirer/"
        assert said in _text(keeper.post(url, {"version": "1"}, follow=True))
    assert project.partners.count() == 2


def test_a_row_of_another_project_is_not_reached_through_ones_own(
    keeper: Client, town: Cast, project: Project
) -> None:
    other = Project.objects.create(leader=town.esat, name="Autre", started_on=clock.today())
    phase = other.phases.create(title="Lancement", position=0)
    foreign = phase.milestones.create(title="Secret", position=0)
    url = f"{_page(project)}jalons/{foreign.pk}/"
    assert keeper.get(url).status_code == 404
    typed = {"version": "1", "title": "Pris", "phase": str(phase.pk), "owner": ""}
    assert keeper.post(_milestone(project), typed).status_code == 422
    assert _first(project).phase.project == project


def test_establishments_of_the_project_are_counted_with_their_conversion(
    keeper: Client, town: Cast, project: Project
) -> None:
    for establishment, name, stages in (
        (town.esat, "expertises partagées", ("to_contact", "contacted", "presented")),
        (town.cfa, NAME, ("to_contact",)),
        (town.geiq, "Autre projet", ("to_contact", "contacted")),
    ):
        row = Prospect.objects.create(leader=town.ime, establishment=establishment, project=name)
        for stage in stages:
            ProspectStep.objects.create(prospect=row, stage=stage, on=clock.today())
    page = _text(keeper.get(_page(project)))
    assert "2 établissements suivis." in page
    assert "1 sur 2 (50 %)" in page
    assert "/organisation/etablissements/" in page


def test_pages_ask_a_bounded_number_of_queries(
    reader: Client, project: Project, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        reader.get(_page(project))
    with django_assert_max_num_queries(12):
        reader.get(LIST)


def test_the_menu_leads_there_for_those_who_keep_the_profile(keeper: Client) -> None:
    assert f'<a href="{LIST}" aria-current="page">Projets</a>' in _text(keeper.get(LIST))
