"""The pages of projects in a real browser, wide and narrow: axe finds nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from passerelles.cooperation.actions import projects as actions
from passerelles.cooperation.models import (
    Body,
    BodyMeeting,
    BodySeat,
    Decision,
    Milestone,
    Opinion,
    Project,
    SharedMean,
)
from passerelles.cooperation.rules.partners import PartnerRole
from passerelles.kernel import clock
from passerelles.organisations.models import Prospect, ProspectStep
from tests.cast import Cast, professional
from tests.sharing.test_pages_browser import CHROMIUM, shown

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium absent : apt install chromium"),
]
SUMMARY = "Faire découvrir les métiers de la propreté aux jeunes des établissements."


def _project(cast: Cast) -> Project:
    actor = professional(cast.karim, cast.ime)
    words = actions.ProjectWords(
        "Expertises partagées", date(2026, 1, 5), territory="Pays d’Auge", summary=SUMMARY
    )
    project = actions.create_project(actor=actor, template="shared_expertise", words=words)
    for name, role in (("ARS Normandie", PartnerRole.AUTHORITY), ("Agefiph", PartnerRole.FUNDER)):
        actions.add_partner(
            actor=actor, project_id=project.pk, named=name, role=role, outside_directory=True
        )
    today = clock.today()
    rows = Milestone.objects.filter(phase__project=project, phase__title="Lancement")
    done, late, planned = rows
    for row, days in ((done, -40), (late, -5), (planned, 30)):
        Milestone.objects.filter(pk=row.pk).update(
            planned_on=today + timedelta(days=days), owner=project.partners.first()
        )
    Milestone.objects.filter(pk=done.pk).update(done_on=today - timedelta(days=38))
    met = Prospect.objects.create(leader=cast.ime, establishment=cast.esat, project=project.name)
    ProspectStep.objects.create(prospect=met, stage="presented", on=today)
    return project


def _bodies(cast: Cast, project: Project, keeper: Any) -> dict[str, Any]:
    """A committee that decided, a council that was heard, and their forms."""
    council = Body.objects.create(project=project, kind="social_life", name="CVS")
    committee = Body.objects.create(project=project, kind="steering", name="Comité")
    BodySeat.objects.create(body=council, function="élus des usagers", status="users", people=3)
    on = clock.today() - timedelta(days=9)
    made = {"planned_on": on, "held_on": on, "minutes": SUMMARY, "plain": SUMMARY}
    met = BodyMeeting.objects.create(body=committee, agenda=SUMMARY, **made)
    heard = BodyMeeting.objects.create(body=council, users_present=2, **made)
    decisions = [Decision.objects.create(meeting=met, words=SUMMARY, plain="Ça commence en mars."), Decision.objects.create(meeting=met, words="Trois places.", plain="Il y a trois places.")]  # fmt: skip
    Opinion.objects.create(
        decision=decisions[0], meeting=heard, sense="reserved", words="Oui, mais."
    )
    partner = project.partners.first()
    assert partner is not None
    SharedMean.objects.create(project=project, kind="vehicle", label="Minibus", brought_by=partner, since=on)  # fmt: skip
    base = "/cooperation/instances/"
    return {
        "body": keeper.get(f"{base}{committee.pk}/"),
        "council": keeper.get(f"{base}{council.pk}/"),
        "plain": keeper.get(f"{base}{council.pk}/en-mots-simples/"),
        "seat": keeper.post(f"{base}{council.pk}/sieges/ajouter/", {}),
        "minutes": keeper.get(f"{base}{council.pk}/reunions/{heard.pk}/compte-rendu/"),
        "opinion": keeper.post(f"{base}{council.pk}/reunions/{heard.pk}/avis/", {}),
        "pooling": keeper.get(f"/cooperation/projets/{project.pk}/en-commun/"),
        "refused mean": keeper.post(f"/cooperation/projets/{project.pk}/en-commun/moyen/", {}),
        "offer": keeper.get(f"/cooperation/projets/{project.pk}/en-commun/offre/"),
        "new body": keeper.get(f"/cooperation/projets/{project.pk}/instances/nouvelle/"),
    }


def pages(cast: Cast, as_user: Any) -> dict[str, str]:
    """Pages as the server wrote them, by name."""
    project = _project(cast)
    keeper = as_user(cast.karim, cast.ime)
    address = f"/cooperation/projets/{project.pk}/"
    milestone = Milestone.objects.filter(phase__project=project).first()
    assert milestone is not None
    answers = {
        "list": keeper.get("/cooperation/projets/"),
        "detail": keeper.get(address),
        "read only": as_user(cast.ines, cast.ime).get(address),
        "refused project": keeper.post("/cooperation/projets/nouveau/", {"name": "Essai"}),
        "milestone": keeper.get(f"{address}jalons/{milestone.pk}/"),
        "refused done": keeper.post(f"{address}jalons/{milestone.pk}/fait/", {"version": "1"}),
        "partner": keeper.get(f"{address}partenaires/ajouter/"),
        **_bodies(cast, project, keeper),
    }
    assert {answer.status_code for answer in answers.values()} == {200, 422}
    return {name: answer.content.decode() for name, answer in answers.items()}


def test_axe_finds_nothing_and_nothing_overflows(cast: Cast, as_user: Any, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    problems = []
    for name, html in pages(cast, as_user).items():
        for width in (1240, 390):
            page = shown(chromium, html, width)
            found = Axe().run(page).response["violations"]
            problems += [(name, width, v["id"], v["nodes"][0]["html"]) for v in found]
            if page.evaluate(wide):
                problems.append((name, width, "overflow", ""))
            page.close()
    assert problems == []
