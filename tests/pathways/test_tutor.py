"""A company tutor: one person, a few volets, the time of the placement."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.notes import answer_entry, write_note
from passerelles.pathways.actions.paths import PathDraft, start_path
from passerelles.pathways.actions.progress import self_assess
from passerelles.pathways.models import Note, ProgressPoint, WellBeing
from passerelles.sharing.models import GuestLink
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_person
from tests.pathways.scenes import as_tutor, axes, full_record, tutor

pytestmark = pytest.mark.django_db
HOME = "pathways:guest_home"


def test_the_tutor_reads_the_synthesis_within_the_volets_agreed(cast: Cast) -> None:
    full_record(cast)
    client = as_tutor(tutor(cast, Volet.IDENTITY, Volet.PATH, Volet.PROGRESS))
    response = client.get(reverse(HOME))
    text = response.content.decode()
    assert response.status_code == 200
    assert "Banc d’essai" in text
    assert "Sonia T." in text
    assert "Non partagé" in text
    for hidden in ("gants nitrile", "avec des gens", "RQTH", "arrive à l’heure"):
        assert hidden not in text
    assert client.get(reverse("pathways:guest_picture")).status_code == 200


def test_the_tutor_adds_an_observation_and_says_how_it_goes(cast: Cast) -> None:
    full_record(cast)
    before = ProgressPoint.unscoped.count()
    client = as_tutor(tutor(cast))
    form = client.get(reverse("pathways:guest_progress")).content.decode()
    assert "Gestes techniques" in form
    assert "Trajets" not in form
    first = axes()[0]
    sent = client.post(
        reverse("pathways:guest_progress"),
        {f"axis_{first.id.hex}": "3", "comment": "très soigneuse"},
    )
    assert sent.status_code == 302
    point = ProgressPoint.unscoped.get(comment="très soigneuse")
    assert ProgressPoint.unscoped.count() == before + 1
    assert (point.author_name, point.organisation, point.by_person) == (
        "Sonia T.",
        cast.company,
        False,
    )
    client.post(reverse("pathways:guest_well_being"), {"mood": "good", "words": "elle sourit"})
    assert WellBeing.unscoped.get().author_kind == "guest"


def test_a_refused_answer_keeps_what_the_tutor_typed(cast: Cast) -> None:
    full_record(cast)
    response = as_tutor(tutor(cast)).post(
        reverse("pathways:guest_well_being"), {"words": "j’ai oublié de choisir"}
    )
    assert response.status_code == 422
    assert "j’ai oublié de choisir" in response.content.decode()


def test_the_tutor_cannot_write_elsewhere_nor_about_somebody_else(cast: Cast) -> None:
    path = full_record(cast)
    actor = tutor(cast)
    david = make_person("David", "Roux", cast.esat)
    with pytest.raises(Hidden):
        write_note(actor=actor, person_id=cast.lea.id, text="x", volet=Volet.PROGRESS)
    with pytest.raises(Hidden):
        start_path(actor=actor, person_id=cast.lea.id, draft=PathDraft("x", clock.today()))
    with pytest.raises(Hidden):
        self_assess(actor=actor, person_id=david.id, levels={axes()[0].id: 1})
    with pytest.raises(Hidden):
        answer_entry(
            actor=actor, person_id=cast.lea.id, entry_kind="note",
            entry_id=Note.unscoped.get().id, text="x",
        )  # fmt: skip
    client = as_tutor(actor)
    for name, args in (
        ("synthesis", [cast.lea.id]),
        ("notes", [cast.lea.id]),
        ("synthesis", [david.id]),
        ("edit_path", [cast.lea.id, path.id]),
    ):
        assert client.get(reverse(f"pathways:{name}", args=args)).status_code == 404
    assert client.get(reverse("worklist:home")).status_code == 404


def test_an_axis_kept_for_professionals_is_refused_to_a_tutor(cast: Cast) -> None:
    full_record(cast)
    travels = next(axis for axis in axes() if axis.code == "trajets")
    with pytest.raises(Hidden):
        self_assess(actor=tutor(cast), person_id=cast.lea.id, levels={travels.id: 2})


def test_a_revoked_link_opens_nothing_any_more(cast: Cast) -> None:
    full_record(cast)
    actor = tutor(cast)
    client = as_tutor(actor)
    assert client.get(reverse(HOME)).status_code == 200
    GuestLink.objects.update(revoked_at=clock.now())
    assert client.get(reverse(HOME)).status_code == 404
    assert client.post(reverse("pathways:guest_well_being"), {"mood": "good"}).status_code == 404


def test_a_withdrawn_agreement_closes_the_link_too(cast: Cast) -> None:
    full_record(cast)
    actor = tutor(cast)
    link = GuestLink.objects.get(pk=actor.guest_link_id)
    type(link.agreement).objects.filter(pk=link.agreement_id).update(withdrawn_at=clock.now())
    assert as_tutor(actor).get(reverse(HOME)).status_code == 404


def test_nobody_enters_without_a_link() -> None:
    assert Client().get(reverse(HOME)).status_code == 404
