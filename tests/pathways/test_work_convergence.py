"""Sixty months with Convergence: the form says which of the two is missing, and where to note it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel.calendar import last_day
from passerelles.organisations.rules.roles import Role
from passerelles.pathways.models import WorkSituation
from tests.cast import Cast, make_user
from tests.pathways.test_work_pages import boxes
from tests.pathways.test_work_programmes import Site
from tests.pathways.work_scenes import day

AsUser = Callable[..., Client]
pytestmark = pytest.mark.django_db

ENROL, JOIN = "Inscrire la personne au programme", "Noter l’adhésion de la structure"
NOT_NOTED = "il faut l’adhésion de l’employeur à Convergence, et personne ne l’a notée"


class Yard(Site):
    """The site with a browser: of its adviser, or of who also settles its programmes."""

    def __init__(self, cast: Cast, as_user: AsUser) -> None:
        super().__init__(cast)
        self.as_user = as_user
        self.adviser = as_user(self.rosa, self.place)

    def director(self) -> Client:
        luc = make_user("Luc", "Astier", self.place, Role.WORKER, Role.ADMIN)
        return self.as_user(luc, self.place)

    def types(self, months: int, client: Client | None = None, **told: Any) -> Any:
        given = {
            **boxes("start", day(0)),
            **boxes("end", last_day(day(0), months)),
            **boxes("act.signed_on", day(-1)),
            "employer": str(self.place.id),
            "weekly_hours": "24",
            "go": "save",
        }
        url = reverse("pathways:new_work", args=[self.person.id, "cddi_cvg"])
        return (client or self.adviser).post(url, {**given, **told})


@pytest.fixture
def yard(cast: Cast, as_user: AsUser) -> Yard:
    return Yard(cast, as_user)


def _read(response: Any) -> str:
    return unescape(response.content.decode()).replace("\u202f", " ").replace("\xa0", " ")


def _saved() -> int:
    return int(WorkSituation.unscoped.count())


def test_when_neither_is_noted_both_are_said_with_their_links(yard: Yard) -> None:
    asked = yard.types(60, yard.director())
    text = _read(asked)
    assert asked.status_code == 422
    assert "Aucune inscription au programme Convergence" in text
    assert "Personne n’a noté si l’employeur est membre du programme Convergence" in text
    assert f'href="{reverse("pathways:enrol_choice", args=[yard.person.id])}">{ENROL}' in text
    assert f'href="{reverse("programmes:membership_add")}">{JOIN}' in text
    assert not _saved()


def test_an_adhesion_without_the_person_enrolled_says_only_that(yard: Yard) -> None:
    yard.joins()
    text = _read(yard.types(60))
    assert ENROL in text
    assert "si l’employeur est membre" not in text
    assert "On peut enregistrer" not in text  # what is refused is not said to be possible
    assert not _saved()


def test_a_person_enrolled_where_nobody_noted_the_adhesion_is_not_taken_silently(
    yard: Yard,
) -> None:
    """Vingt-quatre mois s’enregistrent sans l’adhésion ; un mois de plus demande de la dire."""
    yard.enrols()
    asked = yard.types(25)
    text = _read(asked)
    assert asked.status_code == 422
    assert NOT_NOTED in text
    assert "R5132-1-8" in text
    assert "une fois coché ce qui est à régler" in text
    assert ENROL not in text
    assert JOIN not in text  # the adviser may not note it: the remedy says who does
    assert "un de ses administrateurs note l’adhésion" in text
    assert not _saved()
    assert JOIN in _read(yard.types(60, yard.director(), go="check"))
    assert yard.types(24).status_code == 302


def test_whoever_ticks_says_what_proves_it_and_it_stays_written(yard: Yard) -> None:
    yard.enrols()
    codes = [code for code, words in _choices(yard.types(60)) if "adhésion" in words]
    assert yard.types(60, accepted=codes).status_code == 422  # a tick without a reason
    told = {"accepted": codes, "accept_reason": "Lettre du réseau du 3 mars"}
    assert yard.types(60, **told).status_code == 302
    change = WorkSituation.unscoped.get().changes.get()
    assert (change.verdict, change.reason) == ("unknown", "Lettre du réseau du 3 mars")
    assert change.accepted == codes
    assert yard.types(61, **told).status_code == 422


def _choices(response: Any) -> list[tuple[str, str]]:
    return list(response.context["form"].fields["accepted"].choices)


def test_a_place_that_is_a_member_and_a_person_enrolled_are_simply_accepted(yard: Yard) -> None:
    yard.joins()
    yard.enrols()
    assert yard.types(60).status_code == 302


def test_a_renewal_up_to_sixty_months_asks_the_same(yard: Yard) -> None:
    yard.enrols()
    assert yard.types(24).status_code == 302
    row = WorkSituation.unscoped.get()
    url = reverse("pathways:renew_work", args=[yard.person.id, row.id])
    end: date = last_day(day(0), 60)
    told = {**boxes("end", end), "version": str(row.version), "reason": "Le projet avance"}
    asked = yard.adviser.post(url, told)
    assert asked.status_code == 422
    assert NOT_NOTED in _read(asked)
    yard.joins()
    assert yard.adviser.post(url, told).status_code == 302
