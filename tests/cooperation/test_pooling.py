"""What partners put in common: costs nobody knows are not zero, one offer needs two partners."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from passerelles.cooperation.actions import projects as actions
from passerelles.cooperation.models import JointOffer, Partner, Project, SharedMean
from passerelles.cooperation.rules.partners import PartnerRole
from passerelles.cooperation.rules.pooling import Cost, activity_map, savings
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.organisations.models import Activity, Organisation
from tests.cast import Cast, professional

SINCE = {"since_day": "1", "since_month": "9", "since_year": "2025"}
amounts = st.one_of(st.none(), st.decimals(0, 99999, places=2))


def test_savings_add_only_what_is_known() -> None:
    found = savings(
        [Cost(Decimal(9000), Decimal(5200)), Cost(Decimal(400), None), Cost(None, None)]
    )
    assert (found.total, found.known, found.unknown) == (Decimal(3800), 1, 2)
    assert savings([Cost(None, Decimal(10))]).total is None
    assert savings([]).total is None


def test_what_costs_more_together_is_said() -> None:
    assert Cost(Decimal(100), Decimal(120)).saved == Decimal(-20)


@given(st.lists(st.builds(Cost, amounts, amounts)))
def test_every_mean_is_counted_once(costs: list[Cost]) -> None:
    found = savings(costs)
    assert found.known + found.unknown == len(costs)
    assert (found.total is None) == (found.known == 0)


def test_the_same_activity_written_otherwise_is_one() -> None:
    rows = activity_map({"ACI": ["Second œuvre", "Mobilité"], "EA": ["mobilite", "Nettoyage"]})
    assert [(row.label, row.partners, row.alone) for row in rows] == [
        ("Mobilité", ("ACI", "EA"), False),
        ("Nettoyage", ("EA",), True),
        ("Second œuvre", ("ACI",), True),
    ]


@pytest.fixture
def project(cast: Cast) -> Project:
    """The insertion site and the adapted company of one group, with a third organisation."""
    Organisation.objects.update(published_at=clock.now())
    actor = professional(cast.karim, cast.ime)
    words = actions.ProjectWords("Groupe du littoral", date(2025, 9, 1))
    made = actions.create_project(actor=actor, template="blank", words=words)
    Partner.objects.create(project=made, organisation=cast.geiq, role=PartnerRole.PARTNER)
    return made


@pytest.fixture
def keeper(cast: Cast, as_user: Callable[..., Client]) -> Client:
    return as_user(cast.karim, cast.ime)


def _page(project: Project, after: str = "") -> str:
    return f"/cooperation/projets/{project.pk}/en-commun/{after}"


def _text(response: Any) -> str:
    return unescape(response.content.decode()).replace("\u202f", " ").replace("\xa0", " ")


def _partners(project: Project) -> list[str]:
    return [str(pk) for pk in project.partners.order_by("created_at").values_list("pk", flat=True)]


def _mean(project: Project, **changed: Any) -> dict[str, Any]:
    ours, theirs = _partners(project)
    typed = {"version": "0", "kind": "vehicle", "label": "Minibus", "brought_by": ours}
    costs = {"cost_alone": "9000", "cost_pooled": "5200,50"}
    return {**typed, "used_by": [theirs], **SINCE, **costs, **changed}


def test_a_minibus_for_two_says_what_it_saves(
    keeper: Client, project: Project, cast: Cast, as_user: Callable[..., Client]
) -> None:
    assert "on ne sait pas encore" in _text(keeper.get(_page(project)))
    assert keeper.post(_page(project, "moyen/"), _mean(project)).status_code == 302
    keeper.post(
        _page(project, "moyen/"), _mean(project, label="Local", kind="premises", cost_alone="")
    )
    page = _text(as_user(cast.claire, cast.geiq).get(_page(project)))
    assert "Économie connue : 3 799,50 € par an" in page
    assert "1 moyen sans coût noté" in page
    assert "Mettre un moyen en commun" not in page
    assert JournalEntry.objects.filter(event="cooperation:mean:saved").count() == 2


def test_a_mean_for_one_alone_is_refused_and_what_was_typed_stays(
    keeper: Client, project: Project
) -> None:
    response = keeper.post(_page(project, "moyen/"), _mean(project, used_by=[]))
    assert response.status_code == 422
    assert "Un moyen en commun sert à au moins deux organisations." in _text(response)
    assert 'value="Minibus"' in _text(response)
    assert not SharedMean.objects.exists()


def test_an_older_page_does_not_overwrite_a_mean(keeper: Client, project: Project) -> None:
    keeper.post(_page(project, "moyen/"), _mean(project))
    mean = SharedMean.objects.get()
    address = _page(project, f"moyen/{mean.pk}/")
    assert 'value="Minibus"' in _text(keeper.get(address))
    assert (
        keeper.post(address, _mean(project, version="1", label="Minibus neuf")).status_code == 302
    )
    assert keeper.post(address, _mean(project, version="1", label="Vélo")).status_code == 409
    mean.refresh_from_db()
    assert mean.label == "Minibus neuf"


def test_an_offer_joins_two_partners_at_least(keeper: Client, project: Project) -> None:
    ours, theirs = _partners(project)
    typed = {"version": "0", "title": "Entretien complet", "description": "Pour les bailleurs."}
    one = {**typed, f"part_{ours}": "espaces verts"}
    response = keeper.post(_page(project, "offre/"), one)
    assert "Une offre commune réunit au moins deux organisations." in _text(response)
    assert "espaces verts" in _text(response)
    keeper.post(_page(project, "offre/"), {**one, f"part_{theirs}": "nettoyage"})
    offer = JointOffer.objects.get()
    assert "espaces verts" in _text(keeper.get(_page(project)))
    changed = {**one, "version": "1", f"part_{theirs}": "petits travaux"}
    keeper.post(_page(project, f"offre/{offer.pk}/"), changed)
    page = _text(keeper.get(_page(project)))
    assert "petits travaux" in page
    assert ": nettoyage" not in page


def test_who_does_what_comes_from_published_profiles(
    keeper: Client, project: Project, cast: Cast
) -> None:
    for organisation, label in ((cast.ime, "Espaces verts"), (cast.geiq, "Propreté")):
        Activity.objects.create(organisation=organisation, label=label)
    page = _text(keeper.get(_page(project)))
    assert "un complément : une seule le fait" in page
    Organisation.objects.filter(pk=cast.geiq.pk).update(published_at=None)
    page = _text(keeper.get(_page(project)))
    assert "Propreté</th>" not in page
    assert "Sans activité publiée :" in page


def test_a_partner_that_shares_something_stays_and_strangers_find_nothing(
    keeper: Client, project: Project, cast: Cast, as_user: Callable[..., Client]
) -> None:
    keeper.post(_page(project, "moyen/"), _mean(project))
    theirs = project.partners.get(organisation=cast.geiq)
    SharedMean.objects.update(brought_by=theirs)
    address = f"/cooperation/projets/{project.pk}/partenaires/{theirs.pk}/retirer/"
    page = _text(keeper.post(address, {"version": "1"}, follow=True))
    assert "Cette organisation met un moyen en commun" in page
    stranger = as_user(cast.zoe, cast.stranger)
    mean = SharedMean.objects.get()
    for after in ("", "moyen/", f"moyen/{mean.pk}/", "offre/"):
        assert stranger.get(_page(project, after)).status_code == 404


def test_the_page_costs_few_queries(
    keeper: Client, project: Project, django_assert_max_num_queries: Any
) -> None:
    ours, theirs = project.partners.order_by("created_at")
    for number in range(12):
        mean = SharedMean.objects.create(
            project=project,
            kind="other",
            label=f"n° {number}",
            brought_by=ours,
            since=clock.today(),
        )
        mean.used_by.add(theirs)
    with django_assert_max_num_queries(22):
        assert keeper.get(_page(project)).status_code == 200
