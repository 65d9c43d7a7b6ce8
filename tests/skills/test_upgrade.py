"""What was noted before: each decision gets a moment, each try of a sheet its line."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from passerelles.kernel import clock
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.actions.workshops import ContentWords, WorkshopWords, open_workshop
from passerelles.skills.models import Participation, SkillAttempt, WorkshopDay
from passerelles.skills.rules.workshops import WorkshopKind
from tests.cast import Cast, make_person, professional

upgrade = import_module("passerelles.skills.migrations.0002_aside")
DAY = date(2026, 3, 10)


def _paris(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=clock.PARIS)


def test_a_decision_of_the_past_is_of_its_day_and_keeps_its_order() -> None:
    first = upgrade.moment_of(DAY, _paris(2, 9), None)
    assert first == _paris(10, 12)
    second = upgrade.moment_of(DAY, _paris(3, 9), first)
    assert first < second < _paris(10, 13)
    assert upgrade.moment_of(DAY, _paris(10, 17), second) == _paris(10, 17)
    late = upgrade.moment_of(DAY, _paris(10, 23), None)
    assert late.astimezone(clock.PARIS).date() == DAY


@pytest.mark.django_db
def test_a_try_ticked_on_a_sheet_finds_its_line_and_no_other_does(cast: Cast) -> None:
    actor = professional(cast.mona, cast.esat)
    workshop = open_workshop(
        actor=actor,
        words=WorkshopWords(WorkshopKind.PRE_PROFESSIONAL, "Propreté", "propreté"),
        content=ContentWords("On nettoie.", ["doser"]),
    )
    sami = make_person("Sami", "Haddad", cast.esat, by=cast.mona)
    day = WorkshopDay.objects.create(
        workshop=workshop, content=workshop.contents.get(), on=clock.today(), hours=2
    )
    now = clock.now()
    signed = {"person": sami, "organisation": cast.esat, "author": cast.mona, "volet": Volet.SKILLS}
    line = Participation.unscoped.create(day=day, came=True, recorded_at=now, **signed)
    tried = {"workshop": workshop, "on": day.on, "result": "tried", **signed}
    ticked = SkillAttempt.unscoped.create(skill="doser", recorded_at=now, **tried)
    later = now + timedelta(minutes=5)
    others = [
        SkillAttempt.unscoped.create(skill="doser", recorded_at=later, **tried),
        SkillAttempt.unscoped.create(skill="plier", recorded_at=now, doing="Deux draps", **tried),
    ]
    upgrade.link_tries(apps, None)
    ticked.refresh_from_db()
    assert ticked.participation_id == line.pk
    for other in others:
        other.refresh_from_db()
        assert other.participation_id is None
