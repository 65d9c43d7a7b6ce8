"""The agenda: three views, whose it is, what stands in it, and for whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.pathways.models import FollowUp, Stage, WorkSituation
from passerelles.sharing.models import Party
from passerelles.support.models import PartnerSession
from passerelles.support.queries.agenda import agenda, whose, whose_agendas
from passerelles.support.rules.agenda import AgendaScale, day_asked, span_of
from passerelles.web import french
from tests.cast import Cast, professional
from tests.pathways.scenes import begun
from tests.support.scenes import appointment, educator, signed
from tests.support.test_appointments import group
from tests.support.test_commitments import made

AsUser = Callable[..., Client]
URL = "/agenda/"


def test_a_week_starts_on_monday_and_a_month_on_its_first_day() -> None:
    sunday = date(2026, 11, 29)
    week = span_of(AgendaScale.WEEK, sunday)
    assert (week.first, week.last) == (date(2026, 11, 23), date(2026, 11, 29))
    assert (week.previous, week.following) == (date(2026, 11, 22), date(2026, 12, 6))
    month = span_of(AgendaScale.MONTH, date(2027, 1, 31))
    assert (month.first, month.last) == (date(2027, 1, 1), date(2027, 1, 31))
    assert (month.previous, month.following) == (date(2026, 12, 1), date(2027, 2, 1))
    assert len(month.weeks) == 5
    assert month.weeks[0][:4] == (None, None, None, None)
    assert month.weeks[0][4] == date(2027, 1, 1)
    day = span_of(AgendaScale.DAY, sunday)
    assert day.days == (sunday,)


@pytest.mark.parametrize("typed", ["2026-02-30", "demain", "1000-01-01", "28/11/2026"])
def test_a_day_that_is_not_one_is_not_guessed(typed: str) -> None:
    assert day_asked(typed, date(2026, 11, 28)) is None
    assert day_asked("", date(2026, 11, 28)) == date(2026, 11, 28)
    assert day_asked("2026-12-01", date(2026, 11, 28)) == date(2026, 12, 1)


def lines_of(actor: Any, who: str = "", day: date | None = None) -> list[tuple[str, ...]]:
    span = span_of(AgendaScale.MONTH, day or clock.today())
    with acting_as(actor):
        found = agenda(actor, span, whose(actor, who, whose_agendas(actor)))
    return [(line.what, *line.people) for item in found.days for line in item.lines]


@pytest.mark.django_db
def test_the_agenda_is_one_s_own_and_a_group_is_one_line(cast: Cast) -> None:
    day = clock.now() + timedelta(days=1)
    group(cast, starts_at=day)
    ((what, *people),) = lines_of(educator(cast), day=day.date())
    assert (what, sorted(people)) == ("Rendez-vous collectif", ["Léa M.", "Noé T."])
    karim = professional(cast.karim, cast.ime)
    assert lines_of(karim, day=day.date()) == []
    assert len(lines_of(karim, "equipe", day.date())) == 1
    assert len(lines_of(karim, str(cast.ines.id), day.date())) == 1
    stranger = professional(cast.zoe, cast.stranger)
    assert lines_of(stranger, "equipe", day.date()) == []


def filled(cast: Cast) -> date:
    """One line of each kind on the same day of the path Inès answers for."""
    day = clock.today() + timedelta(days=2)
    path = begun(cast)
    at = datetime.combine(day, datetime.min.time().replace(hour=14), tzinfo=clock.PARIS)
    appointment(cast, at=at, place="Salle bleue", subject="On prépare le stage")
    common = {"person": cast.lea, "organisation": cast.ime, "volet": "path"}
    Stage.unscoped.create(
        **common, path=path, kind="visit", title="Visite du chantier", target_on=day
    )
    FollowUp.unscoped.create(**common, planned_on=day)
    WorkSituation.unscoped.create(
        **common, kind="pmsmp", path=path, start=day - timedelta(days=9), end=day
    )
    PartnerSession.objects.create(
        organisation=cast.ime, partner="Banque du Val", topic="Ouvrir un compte", on=day
    )
    row = signed(cast, made(cast))
    row.review_days = [day.isoformat()]
    row.save()
    return day


@pytest.mark.django_db
@pytest.mark.parametrize("scale", ["jour", "semaine", "mois"])
def test_everything_dated_stands_in_the_agenda(cast: Cast, as_user: AsUser, scale: str) -> None:
    day = filled(cast)
    client = as_user(cast.ines, cast.ime)
    text = client.get(URL, {"vue": scale, "le": day.isoformat()}).content.decode()
    for words in (
        "14\u00a0h", "Léa M.", "Salle bleue", "On prépare le stage", "Visite du chantier",
        "Suivi dans l’emploi à faire", "Dernier jour prévu", "Un partenaire vient : Banque du Val",
        "Engagement réciproque à revoir", "Aujourd’hui", "Avant", "Après",
    ):  # fmt: skip
        assert words in text, words
    paper = client.get(URL + "imprimer/", {"vue": scale, "le": day.isoformat()})
    assert "Visite du chantier" in paper.content.decode()
    assert "Ouvrir une adresse" not in paper.content.decode()
    follower = as_user(cast.karim, cast.ime)
    mine = follower.get(URL, {"vue": scale, "le": day.isoformat()}).content.decode()
    assert "Léa M." not in mine
    assert "Banque du Val" in mine
    outside = as_user(cast.zoe, cast.stranger)
    hidden = outside.get(URL, {"vue": scale, "le": day.isoformat(), "qui": "equipe"})
    for words in ("Léa", "Banque du Val", "Visite du chantier"):
        assert words not in hidden.content.decode()


@pytest.mark.django_db
def test_the_month_is_a_table_whose_days_have_their_full_name(cast: Cast, as_user: AsUser) -> None:
    text = as_user(cast.ines, cast.ime).get(URL, {"vue": "mois", "le": "2027-02-10"})
    page = text.content.decode()
    assert "Février 2027" in page
    assert page.count('<th scope="col">') == 7
    assert "lundi 1er février 2027" in page
    assert "le=2027-01-01" in page
    assert "le=2027-03-01" in page


@pytest.mark.django_db
def test_a_mistyped_address_says_so_and_a_stranger_is_a_404(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    answer = client.get(URL, {"vue": "siècle", "le": "2026-02-30"})
    assert answer.status_code == 200
    assert "Cette date n’existe pas" in answer.content.decode()
    for who in (cast.zoe.id, cast.claire.id, "personne"):
        assert client.get(URL, {"qui": str(who)}).status_code == 404


@pytest.mark.django_db
def test_a_colleague_s_line_disappears_with_the_right_to_read_it(cast: Cast) -> None:
    at = clock.now() + timedelta(hours=1)
    appointment(cast, at=at)
    karim = professional(cast.karim, cast.ime)
    day = french.as_day(at)
    assert len(lines_of(karim, str(cast.ines.id), day)) == 1
    Party.objects.filter(person=cast.lea).update(until=clock.now() - timedelta(days=1))
    assert lines_of(karim, str(cast.ines.id), day) == []
    assert lines_of(educator(cast), "", day) == []


@pytest.mark.django_db
def test_the_agenda_takes_as_many_queries_for_one_line_as_for_fifty(
    cast: Cast, as_user: AsUser
) -> None:
    day = filled(cast)
    client = as_user(cast.ines, cast.ime)
    wanted = {"vue": "mois", "le": day.isoformat(), "qui": "equipe"}

    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(URL, wanted).status_code == 200
        asked = [q for q in captured.captured_queries if "set_config" not in q["sql"]]
        return len(asked)

    client.get(URL, wanted)
    one = counted()
    for hour in range(8, 18):
        at = datetime.combine(day, datetime.min.time().replace(hour=hour), tzinfo=clock.PARIS)
        for _again in range(5):
            appointment(cast, at=at)
    assert counted() == one <= 30


def test_the_address_is_the_one_people_keep() -> None:
    assert reverse("support:agenda") == URL
    assert re.fullmatch(r"/agenda/imprimer/", reverse("support:print_agenda"))
