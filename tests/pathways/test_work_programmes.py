"""Contracts of a programme: believed from enrolments and adhesions, never from what is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel.actors import Actor
from passerelles.kernel.calendar import add_months, last_day
from passerelles.kernel.errors import Refusal
from passerelles.organisations.models import Organisation
from passerelles.organisations.rules.roles import Role
from passerelles.pathways.actions.work import Acceptance, PlaceDraft, WorkDraft, open_work
from passerelles.pathways.models import WorkSituation
from passerelles.people.models import Person
from passerelles.programmes.models import ProgrammeMembership
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, make_organisation, make_user, professional
from tests.pathways.enrolment_scenes import enrolled as enrols
from tests.pathways.enrolment_scenes import entry
from tests.pathways.test_enrolments import eiti_place, self_employed
from tests.pathways.work_scenes import day, holds, sami

AsUser = Callable[..., Client]
pytestmark = pytest.mark.django_db


class Site:
    """A work site of insertion with its adviser, and Sami, who has no home of his own."""

    def __init__(self, cast: Cast) -> None:
        self.place: Organisation = make_organisation("Chantier du Canal", "aci")
        self.rosa = make_user("Rosa", "Lima", self.place, Role.WORKER)
        self.actor: Actor = professional(self.rosa, self.place)
        self.person: Person = sami(cast)
        make_agreement(self.person, self.place, *Volet)
        holds(self.person, "no_fixed_home")
        holds(self.person, "iae_pass", valid_from=day(-40), valid_until=day(2000))

    def joins(self, **dates: Any) -> None:
        given = {"starts_on": day(-200), **dates}
        ProgrammeMembership.objects.create(
            organisation=self.place, code="convergence", source="lettre", **given
        )

    def enrols(self) -> None:
        enrols(self.actor, self.person, "convergence", entry(-20, phase="supported"))

    def contract(self, kind: str, months: int, **more: Any) -> WorkDraft:
        details: dict[str, Any] = {"act.signed_on": day(-1).isoformat(), **more.pop("details", {})}
        if kind == "cddi":
            details.setdefault("act.programme", "convergence")
        return WorkDraft(
            kind=kind,
            start=day(0),
            end=last_day(day(0), months),
            weekly_hours=Decimal(24 if kind == "cddi_cvg" else 26),  # a gentle entry
            employer=more.pop("employer", PlaceDraft(self.place.id)),
            details=details,
        )

    def signs(self, kind: str, months: int, **more: Any) -> WorkSituation:
        return open_work(
            actor=self.actor,
            person_id=self.person.id,
            draft=self.contract(kind, months, **more),
            accepted=more.pop("accepted", Acceptance()),
        )


@pytest.fixture
def site(cast: Cast) -> Site:
    return Site(cast)


@pytest.mark.parametrize("kind", ["cddi", "cddi_cvg"])
def test_sixty_months_for_a_member_place_and_a_person_enrolled(site: Site, kind: str) -> None:
    site.joins()
    site.enrols()
    with pytest.raises(Refusal, match="61 mois"):
        site.signs(kind, 61)
    assert site.signs(kind, 60).end == last_day(day(0), 60)


@pytest.mark.parametrize(
    ("kind", "words"), [("cddi", "24 mois au plus"), ("cddi_cvg", "n’est pas inscrite")]
)
def test_typing_the_programme_is_not_being_enrolled(site: Site, kind: str, words: str) -> None:
    site.joins()
    with pytest.raises(Refusal, match=words):
        site.signs(kind, 25, details={"act.employer_programmes": ["convergence"]})
    if kind == "cddi":
        site.signs(kind, 24)


def test_a_place_that_left_the_network_is_no_longer_a_member(site: Site) -> None:
    site.joins()
    site.enrols()
    ProgrammeMembership.objects.update(ends_on=day(-1))
    for kind, words in (("cddi", "24 mois au plus"), ("cddi_cvg", "n’est pas membre")):
        with pytest.raises(Refusal, match=words):
            site.signs(kind, 36)


def test_a_place_nobody_spoke_of_is_unknown_and_sixty_one_months_are_refused_anyway(
    site: Site, as_user: AsUser
) -> None:
    site.joins()
    site.enrols()
    elsewhere = PlaceDraft(name="Un chantier sans fiche", kind="aci")
    with pytest.raises(Refusal, match="61 mois"):
        site.signs("cddi_cvg", 61, employer=elsewhere)
    with pytest.raises(Refusal, match="personne ne l’a notée"):
        site.signs("cddi_cvg", 60, employer=elsewhere)
    made = site.signs("cddi_cvg", 24, employer=elsewhere)
    change = made.changes.get()
    assert change.verdict == "unknown"
    assert "Personne n’a noté" in str(change.findings)
    page = as_user(site.rosa, site.place).get(
        reverse("pathways:work_one", args=[site.person.id, made.id])
    )
    assert "note l’adhésion" in page.content.decode()


def test_the_form_is_filled_with_the_programme_the_person_is_in(
    site: Site, as_user: AsUser
) -> None:
    site.joins()
    site.enrols()
    url = reverse("pathways:new_work", args=[site.person.id, "cddi"])
    page = as_user(site.rosa, site.place).get(f"{url}?programme=convergence").content.decode()
    assert '<option value="convergence" selected>' in page
    assert "act.employer_programmes" not in page


def test_the_eiti_never_makes_an_employment_contract(cast: Cast) -> None:
    nadia, person = eiti_place(cast)
    make_agreement(person, cast.company, *Volet)
    enrols(nadia, person, "eiti", self_employed(-30))
    draft = WorkDraft(
        kind="cddi",
        start=date.fromisoformat(day(0).isoformat()),
        end=add_months(day(0), 6),
        weekly_hours=Decimal(26),
        employer=PlaceDraft(name="Un chantier", kind="aci"),
        details={"act.programme": "eiti"},
    )
    with pytest.raises(Refusal, match="ne crée aucun contrat de travail"):
        open_work(actor=nadia, person_id=person.id, draft=draft)
    assert not WorkSituation.unscoped.exists()
