"""The person's own words beside a day of workshop and beside a try."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.pathways.answerable import AnswerableKind, answerable_kinds, register_answerable
from passerelles.pathways.models import Answer, Note
from passerelles.people.models import Person
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.models import Participation, SkillAttempt
from tests.cast import Cast, make_agreement
from tests.myspace.own_space import enter
from tests.myspace.test_plain_words import check_plain, sentences_of
from tests.skills.test_pages import ALL, _followed, _open, _sheet, _text

MINE = "/mon-espace/essais/"
WORDS = "J’ai trouvé ça facile."


@pytest.fixture
def sami(cast: Cast, as_user: Callable[..., Client]) -> Person:
    """Sami came and dosed; Lou was on the same sheet."""
    mona = as_user(cast.mona, cast.esat)
    workshop = _open(mona)
    sami, lou = _followed(cast, "Sami"), _followed(cast, "Lou")
    mona.post(f"{ALL}{workshop.pk}/seance/", _sheet([sami], [lou], "Doser le produit"))
    return sami


def _address(kind: str, entry: Participation | SkillAttempt, way: str = "repondre") -> str:
    return reverse("myspace:answer", args=[kind, entry.pk, way])


def test_every_page_of_an_answerable_entry_exists() -> None:
    kinds = answerable_kinds()
    assert {"note", "participation", "attempt"} <= {kind.name for kind in kinds}
    for kind in kinds:
        assert reverse(kind.page), kind.name


def test_a_name_is_declared_once() -> None:
    with pytest.raises(ValueError, match="déclarée deux fois"):
        register_answerable(AnswerableKind("attempt", Note, "myspace:path"))


def test_the_person_answers_beside_and_the_team_reads_it(
    cast: Cast, sami: Person, as_user: Callable[..., Client]
) -> None:
    space = enter(cast, sami)
    attempt, line = SkillAttempt.unscoped.get(), Participation.unscoped.get(person=sami)
    page = _text(space.get(MINE))
    for kind, entry in (("attempt", attempt), ("participation", line)):
        assert _address(kind, entry) in page
        quoted = _text(space.get(_address(kind, entry)))
        check_plain(sentences_of(quoted), kind)
        answered = space.post(_address(kind, entry), {"text": f"{WORDS} {kind}"})
        assert answered.url == MINE
    page = _text(space.get(MINE))
    check_plain(sentences_of(page), "essais")
    mona = as_user(cast.mona, cast.esat)
    record = _text(mona.get(f"/dossier/{sami.id}/competences/"))
    for kind in ("attempt", "participation"):
        assert f"{WORDS} {kind}" in page
        assert f"{WORDS} {kind}" in record
    answer = Answer.unscoped.get(entry_kind="attempt")
    assert (answer.volet, answer.organisation_id) == (Volet.SKILLS, cast.esat.pk)
    address = reverse("pathways:answer", args=[sami.id, answer.pk])
    assert "Doser le produit : essayé" in _text(mona.get(address))
    assert mona.post(address).status_code == 302
    assert "C’est lu." in _text(space.get(MINE))


def test_what_is_quoted_is_said_plainly(cast: Cast, sami: Person) -> None:
    space = enter(cast, sami)
    line = Participation.unscoped.get(person=sami)
    assert "J’y étais." in _text(space.get(_address("participation", line, "corriger")))
    assert "J’ai essayé." in _text(space.get(_address("attempt", SkillAttempt.unscoped.get())))


def test_nobody_answers_beside_the_line_of_another(cast: Cast, sami: Person) -> None:
    lou = Person.unscoped.get(first_name="Lou")
    other = enter(cast, lou)
    for kind, entry in (
        ("participation", Participation.unscoped.get(person=sami)),
        ("attempt", SkillAttempt.unscoped.get()),
    ):
        assert other.get(_address(kind, entry)).status_code == 404
        assert other.post(_address(kind, entry), {"text": WORDS}).status_code == 404
    assert not Answer.unscoped.exists()


def test_a_partner_without_the_skills_does_not_read_her_words(
    cast: Cast, sami: Person, as_user: Callable[..., Client]
) -> None:
    enter(cast, sami).post(_address("attempt", SkillAttempt.unscoped.get()), {"text": WORDS})
    make_agreement(sami, cast.geiq, Volet.IDENTITY, Volet.PATH)
    claire = as_user(cast.claire, cast.geiq)
    assert WORDS not in _text(claire.get(f"/dossier/{sami.id}/competences/"))
    make_agreement(sami, cast.cfa, Volet.IDENTITY, Volet.SKILLS)
    assert WORDS in _text(as_user(cast.paul, cast.cfa).get(f"/dossier/{sami.id}/competences/"))


def test_pages_cost_the_same_for_one_line_and_for_many(
    cast: Cast, sami: Person, as_user: Callable[..., Client]
) -> None:
    mona, space = as_user(cast.mona, cast.esat), enter(cast, sami)
    pages = ((mona, f"/dossier/{sami.id}/competences/"), (space, MINE))

    def costs() -> list[int]:
        found = []
        for client, address in pages:
            client.get(address)  # the first visit of a session writes its own lines
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len([one for one in asked if "set_config" not in one["sql"]]))
        return found

    before = costs()
    for days in range(12):
        SkillAttempt.unscoped.create(
            person=sami,
            organisation=cast.esat,
            volet=Volet.SKILLS,
            skill=f"Geste {days}",
            result="tried",
            on=clock.today() - timedelta(days=days),
        )
    assert costs() == before
    assert max(before) <= 26
