"""Sixty persons followed: the page asks the database as little as for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.organisations.rules.roles import Role
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.sharing.rules.volets import Volet
from passerelles.worklist.queries.board import gathered
from passerelles.worklist.queries.reach import reach
from passerelles.worklist.rules.items import Urgency
from tests.cast import Cast, make_user, professional
from tests.worklist.scenes import busy_morning

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


def test_a_worker_who_follows_sixty_persons_costs_twenty_five_queries_at_most(
    cast: Cast, as_user: AsUser, django_assert_max_num_queries: Any
) -> None:
    busy_morning(cast)
    client = as_user(cast.ines, cast.ime)
    client.get(reverse("worklist:home"))
    with django_assert_max_num_queries(25):
        client.get(reverse("worklist:home"))


def test_a_programme_that_asks_for_a_plan_stays_within_the_same_bound(
    cast: Cast, as_user: AsUser, django_assert_max_num_queries: Any
) -> None:
    """Its objectives are one question more, whatever the number of persons in it."""
    for person in busy_morning(cast):
        ProgrammeEnrolment.unscoped.create(
            person=person, organisation=cast.ime, author=cast.ines, volet=Volet.PATH,
            programme="eiti", programme_version=shipped_programmes()["eiti"].version,
            content={"label": "EITI"}, entered_on=clock.today() - timedelta(days=60),
        )  # fmt: skip
    client = as_user(cast.ines, cast.ime)
    client.get(reverse("worklist:home"))
    with django_assert_max_num_queries(25):
        text = client.get(
            reverse("worklist:home"), {"sorte": "programmes", "quand": "passe"}
        ).content.decode()
    assert "un objectif pour chaque dimension" in text


def test_everything_that_waits_is_there_each_with_its_one_link(cast: Cast, as_user: AsUser) -> None:
    busy_morning(cast, 12)
    text = _whole(as_user(cast.ines, cast.ime))
    for words in (
        "Date passée, à régler d’abord", "Appeler la mission locale", "demande une correction",
        "date de fin passée", "dernier jour proche", "à signer pour votre organisation",
        "commencé sans toutes les signatures", "nouvelles à prendre dans l’emploi",
        "Aucun rendez-vous du", "qui est venu", "engagement réciproque à revoir",
        "n’a pas encore répondu", "où en est-on", "contrat à envoyer à la MDPH",
        "aménagement du poste à mettre en place", "action prévue",
    ):  # fmt: skip
        assert words in text, words
    for page in (
        "/fait/", "/reponses/", "/terminer/", "/signer/", "/contact/", "/compte-rendu/",
        "/engagements/", "/financement/reponse/", "/rendez-vous/nouveau/", "/envoi-mdph/",
        "/en-place/", "/action/",
    ):  # fmt: skip
        assert page in text, page


def test_each_line_leads_to_a_page_that_opens(cast: Cast, as_user: AsUser) -> None:
    busy_morning(cast, 12)
    client = as_user(cast.ines, cast.ime)
    with acting_as(professional(cast.ines, cast.ime)):
        items = gathered(reach(professional(cast.ines, cast.ime)))
    kinds = {(item.route, item.subject): item for item in items}
    for item in kinds.values():
        answer = client.get(reverse(item.route, args=item.args))
        assert answer.status_code == 200, item


def _whole(client: Client) -> str:
    return "".join(
        client.get(reverse("worklist:home"), {"quand": urgency.value}).content.decode()
        for urgency in Urgency
    )


def test_the_page_of_a_team_costs_the_same_whatever_its_persons(
    cast: Cast, as_user: AsUser, django_assert_max_num_queries: Any
) -> None:
    busy_morning(cast)
    lead = make_user("Odile", "Grand", cast.ime, Role.MANAGER)
    client = as_user(lead, cast.ime)
    client.get(reverse("worklist:team"))
    with django_assert_max_num_queries(34):
        text = client.get(reverse("worklist:team")).content.decode()
    assert "Inès" in text
