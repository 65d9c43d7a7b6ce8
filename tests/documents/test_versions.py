"""Who reads which version: what was sent stays readable, a draft is the team's alone."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.documents import events
from passerelles.documents.actions import (
    cancel_paper,
    correct_paper,
    record_paper_signature,
    send_paper,
    sign_on_screen,
)
from passerelles.documents.actions.writing import note
from passerelles.documents.models import Paper, Sending, Signature
from passerelles.documents.queries import paper_of, papers_of
from passerelles.documents.rules.kinds import SignatoryRole as Role
from passerelles.kernel import clock
from passerelles.kernel.actors import Right, acting_as
from passerelles.kernel.errors import Hidden
from passerelles.organisations.rules.roles import Role as OrgRole
from passerelles.people.models import Person
from tests.cast import Cast, make_agreement, make_user, person_actor, professional
from tests.documents.scenes import ines_of, pmsmp
from tests.myspace.own_space import enter

AsUser = Callable[..., Client]


def corrected(cast: Cast, paper: Paper, schedule: str) -> None:
    paper.refresh_from_db()
    facts = paper.versions.get(number=paper.current).facts | {"schedule": schedule}
    correct_paper(actor=ines_of(cast), paper_id=paper.id, facts=facts, version=paper.current)


def signed_by_all(cast: Cast, david: Person) -> Paper:
    paper = pmsmp(cast, david)
    sign_on_screen(actor=person_actor(david), paper_id=paper.id, role=Role.PERSON, version=1)
    for role in (Role.HOST, Role.PRESCRIBER):
        record_paper_signature(
            actor=ines_of(cast),
            paper_id=paper.id,
            role=role,
            signed_on=clock.today(),
            reference="classeur 4",
        )
    paper.refresh_from_db()
    assert paper.state == "signed"
    return paper


def pdf(paper: Paper, number: int) -> str:
    return reverse("documents:pdf", args=[paper.person_id, paper.id, number])


def test_a_signed_paper_stays_readable_while_its_correction_is_written(
    cast: Cast, david: Person, as_user: AsUser
) -> None:
    make_agreement(david, cast.geiq)
    paper = signed_by_all(cast, david)
    own, partner = enter(cast, david, by="ines"), as_user(cast.claire, cast.geiq)
    corrected(cast, paper, "Le matin seulement")
    mine = own.get(f"/mon-espace/papiers/{paper.id}/").content.decode()
    assert "On prépare une nouvelle version" in mine
    assert "Le matin seulement" not in mine
    assert own.get(f"/mon-espace/papiers/{paper.id}/version/1/?signe").status_code == 200
    assert own.get(f"/mon-espace/papiers/{paper.id}/version/2/").status_code == 404
    page = partner.get(reverse("documents:paper", args=[david.id, paper.id])).content.decode()
    assert "écrit une nouvelle version" in page
    assert "Le matin seulement" not in page
    assert partner.get(pdf(paper, 1)).status_code == 200
    assert partner.get(pdf(paper, 2)).status_code == 404
    cancel_paper(actor=ines_of(cast), paper_id=paper.id, reason="L’essai n’a pas lieu")
    assert own.get(f"/mon-espace/papiers/{paper.id}/version/1/?signe").status_code == 200
    assert partner.get(pdf(paper, 2)).status_code == 404
    assert as_user(cast.ines, cast.ime).get(pdf(paper, 2)).status_code == 200


def test_a_version_never_sent_stays_with_the_team_once_another_is_sent(
    cast: Cast, david: Person, as_user: AsUser
) -> None:
    make_agreement(david, cast.geiq)
    paper = pmsmp(cast, david, sent=False)
    claire = professional(cast.claire, cast.geiq)
    corrected(cast, paper, "Le matin seulement")
    with acting_as(claire):
        assert papers_of(david.id) == []
    send_paper(actor=ines_of(cast), paper_id=paper.id)
    partner = as_user(cast.claire, cast.geiq)
    assert partner.get(pdf(paper, 1)).status_code == 404
    assert partner.get(pdf(paper, 2)).status_code == 200
    own = enter(cast, david, by="ines")
    assert own.get(f"/mon-espace/papiers/{paper.id}/version/1/").status_code == 404
    with acting_as(claire):
        assert [v.number for v in paper_of(david.id, paper.id).versions] == [2]
    with acting_as(ines_of(cast)):
        assert [v.number for v in paper_of(david.id, paper.id).versions] == [1, 2]


def test_the_list_asks_as_many_questions_whatever_the_number_of_versions(
    cast: Cast, david: Person
) -> None:
    paper = pmsmp(cast, david)
    once = asked(cast, david)
    for schedule in ("Le matin", "Le soir"):
        corrected(cast, paper, schedule)
    pmsmp(cast, david)
    assert asked(cast, david) == once


def asked(cast: Cast, david: Person) -> int:
    with acting_as(ines_of(cast)), CaptureQueriesContext(connection) as questions:
        assert papers_of(david.id)
    return len(questions)


def test_who_does_not_sign_for_the_structure_notes_no_sheet_of_its_own_line(
    cast: Cast, david: Person, as_user: AsUser
) -> None:
    """A sheet noted for our own line signs for us, as a link would."""
    paper = pmsmp(cast, david)
    nora = make_user("Nora", "Vial", cast.ime, OrgRole.SUPERVISOR)
    actor = professional(nora, cast.ime)
    assert actor.may(Right.WRITE_PEOPLE)
    assert not actor.may(Right.SIGN_PAPERS)
    sheet = {"actor": actor, "paper_id": paper.id, "reference": "classeur 4"}
    with pytest.raises(Hidden):
        record_paper_signature(role=Role.PRESCRIBER, signed_on=clock.today(), **sheet)
    assert Signature.objects.get(version__paper=paper, role="prescriber").state == "waiting"
    with acting_as(actor):
        may = {view.line.role: view.may_note for view in paper_of(david.id, paper.id).lines}
    assert may == {"person": True, "host": True, "prescriber": False}
    client = as_user(nora, cast.ime)
    note_sheet = reverse("documents:note_sheet", args=[david.id, paper.id, "prescriber"])
    assert client.get(note_sheet).status_code == 404
    record_paper_signature(role=Role.HOST, signed_on=clock.today(), **sheet)


def test_what_was_sent_before_sendings_were_kept_is_found_again(cast: Cast, david: Person) -> None:
    """From the journal; failing that, an answer proves that a version went out."""
    told, proved, never = (pmsmp(cast, david, sent=False) for _ in range(3))
    note(events.SENT, ines_of(cast), told, version=1)
    corrected(cast, told, "Le matin seulement")
    now = clock.now()
    Signature.objects.filter(version__paper=proved, role="host").update(talk_asked_at=now)
    import_module("passerelles.documents.migrations.0002_sendings").fill(apps, None)
    found = set(Sending.objects.values_list("version__paper_id", "version__number"))
    assert found == {(told.id, 1), (proved.id, 1)}
    shared = dict(Paper.unscoped.values_list("pk", "shared"))
    assert shared == {told.id: True, proved.id: True, never.id: False}
