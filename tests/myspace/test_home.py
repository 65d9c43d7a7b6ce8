"""The first page: three lines of the log, what was planned, agreements given with a link."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import time_machine
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS
from passerelles.myspace.queries.reads import own_log
from passerelles.pathways.models import NextStep
from passerelles.sharing.actions import accept_consent
from passerelles.sharing.policy import open_record
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, person_actor, professional
from tests.myspace.own_space import Space, propose


def home(space: Space) -> str:
    return unescape(space.client.get(reverse("myspace:home")).content.decode())


def test_only_the_last_three_lines_of_the_log_and_the_way_to_all(space: Space, cast: Cast) -> None:
    mona = professional(cast.mona, cast.esat)
    for days, volet in enumerate((Volet.PATH, Volet.PROGRESS, Volet.PROJECT, Volet.SITUATION)):
        with time_machine.travel(clock.now() - timedelta(days=days), tick=False):
            open_record(mona, space.david.id, volets=[volet])
    page = home(space)
    shown = page[page.index("Qui a lu mon dossier") :]
    assert sum(len(day.rows) for day in own_log(person_actor(space.david)).others) > 3
    assert shown.count("<li><b>") == 3
    assert f'href="{reverse("myspace:reads")}"' in shown


def test_what_was_planned_in_the_past_says_so(space: Space) -> None:
    assert "C’était prévu" not in home(space)
    NextStep.unscoped.filter(pk=space.step.pk).update(due_at=clock.now() - timedelta(days=2))
    assert "C’était prévu le " in home(space)


def test_an_agreement_given_with_a_link_is_told_and_leads_to_stopping_it(
    space: Space, cast: Cast
) -> None:
    assert "Ce n’est pas moi" not in home(space)
    asked = propose(cast, space.david, cast.cfa, Volet.IDENTITY, Volet.PATH)
    given = accept_consent(actor=ANONYMOUS, request_id=asked.id)
    stop = reverse("myspace:stop", args=[given.id])
    sharing = unescape(space.client.get(reverse("myspace:sharing")).content.decode())
    for page in (home(space), sharing):
        assert "quelqu’un a dit oui pour vous avec un lien et un code" in page
        assert "Ce n’est pas moi" in page
        assert stop in page
    space.client.post(stop)
    assert "Ce n’est pas moi" not in home(space)


def test_the_help_page_keeps_quitter_vite_and_the_way_back(space: Space) -> None:
    page = space.client.get(reverse("web:help")).content.decode()
    assert reverse("myspace:quick_exit") in page
    assert f'href="{reverse("myspace:home")}"' in page
