"""A place in an ESAT and a job in one week: two statuses, one total, and never two hats for a host."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.law.work_kinds import work_kinds
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft
from passerelles.pathways.rules.together import Share, together
from tests.cast import Cast
from tests.pathways.test_work import mad, opened, refused
from tests.pathways.work_scenes import day, sami, works_at_the_esat

CEILING = Decimal(35)


def _share(kind: str, hours: str | None) -> Share:
    return Share(work_kinds()[kind], "", Decimal(hours) if hours is not None else None)


def test_one_thing_at_a_time_is_not_added_up() -> None:
    assert together([_share("cat", "35")], CEILING) is None
    assert together([], CEILING) is None


@pytest.mark.parametrize(
    ("esat", "job", "beyond"),
    [("17.5", "17.5", False), ("17.5", "17.75", True), ("20", None, False), ("36", None, True)],
)
def test_the_total_is_what_is_known_and_the_unknown_is_said(
    esat: str, job: str | None, beyond: bool
) -> None:
    found = together([_share("cat", esat), _share("esat_shared_time", job)], CEILING)
    assert found is not None
    assert found.beyond is beyond
    assert found.unknown == (job is None)


def test_two_ordinary_jobs_have_no_ceiling_of_an_esat() -> None:
    found = together([_share("cdi", "20"), _share("cdd", "20")], CEILING)
    assert found is not None
    assert (found.total, found.ceiling, found.beyond) == (Decimal(40), None, False)


def test_each_thing_keeps_its_own_status() -> None:
    assert _share("cat", "20").kind.status == "usager de l’ESAT"
    assert _share("esat_shared_time", "10").kind.status == "salarié à temps partiel"


def _job(cast: Cast, **changed: object) -> WorkDraft:
    values: dict[str, object] = {
        "kind": "esat_shared_time",
        "start": day(-3),
        "weekly_hours": Decimal("15"),
        "employer": PlaceDraft(cast.company.id),
    }
    return WorkDraft(**{**values, **changed})  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_page_of_work_adds_up_the_week(cast: Cast, as_user: Callable[..., Client]) -> None:
    person = sami(cast)
    works_at_the_esat(cast, person)
    client = as_user(cast.mona, cast.esat)
    url = reverse("pathways:work", args=[person.id])
    assert "En même temps" not in client.get(url).content.decode()
    opened(cast, person, _job(cast))
    page = unescape(client.get(url).content.decode()).replace("\u202f", " ")
    assert "32,5 h par semaine en tout" in page
    assert "Avec une place en ESAT : au plus 35 h par semaine" in page
    assert "usager de l’ESAT" in page
    assert "au-delà du plafond" not in page


@pytest.mark.django_db
def test_nobody_is_employed_by_the_host_of_their_own_assignment(cast: Cast) -> None:
    """Même jour, même entreprise : le droit le refuse d’après ce que le dossier contient déjà."""
    person = sami(cast)
    works_at_the_esat(cast, person)
    opened(cast, person, mad(cast, date(2026, 12, 31)))
    assert "Même employeur" in refused(cast, person, _job(cast))
    elsewhere = PlaceDraft(name="Boulangerie du Pré", kind="company")
    opened(cast, person, _job(cast, employer=elsewhere))
