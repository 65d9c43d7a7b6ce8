"""The carnet: hers, by her choice, frozen, accessible on paper, read only with her agreement."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from itertools import pairwise
from typing import Any

import page
import pikepdf
import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.documents.rendering import sha256_of
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.myspace.actions.carnet import (
    choose_lines,
    freeze_carnet,
    propose_entry,
    settle_entry,
    write_entry,
)
from passerelles.myspace.models import CarnetEntry, CarnetVersion
from passerelles.myspace.queries.carnet import own_carnet
from passerelles.myspace.rules.carnet import (
    CarnetLine,
    CarnetSection,
    EntryKind,
    EntryState,
    frozen,
    in_parts,
)
from passerelles.pathways.rules.voices import ReviewSide
from passerelles.sharing.models import Agreement, Party
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.requests import send_request
from passerelles.support.rules.requests import RequestKind
from tests.cast import Cast, make_agreement, person_actor, professional
from tests.myspace.own_space import TEAM_NOTE, Space
from tests.myspace.test_plain_words import check_plain, sentences_of
from tests.pathways.test_reviews import says, trial
from tests.pathways.work_scenes import works_at_the_esat

AsUser = Callable[..., Client]


# Rules


def line(key: str, section: CarnetSection, on: date | None = None) -> CarnetLine:
    return CarnetLine(key, section, key, on=on)


def test_sections_are_in_order_and_each_from_the_oldest_to_the_latest() -> None:
    lines = [
        line("no day", CarnetSection.STORY),
        line("late", CarnetSection.STORY, date(2026, 5, 1)),
        line("early", CarnetSection.STORY, date(2024, 5, 1)),
        line("know", CarnetSection.KNOW_HOW),
    ]
    parts = in_parts(lines)
    assert [part.section for part in parts] == [CarnetSection.KNOW_HOW, CarnetSection.STORY]
    assert [item.title for item in parts[1].lines] == ["early", "late", "no day"]
    assert in_parts(lines, {item.key for item in lines}) == []


def test_a_version_keeps_words_and_no_key_of_the_record() -> None:
    (part,) = frozen(in_parts([line("work:123", CarnetSection.STORY)]))
    assert "key" not in part["lines"][0]


# What is in it


def lived(space: Space, cast: Cast) -> Any:
    """David as the actor, with something of every section."""
    works_at_the_esat(cast, space.david)
    david = person_actor(space.david)
    with acting_as(david):
        write_entry(actor=david, kind=EntryKind.KNOW_HOW, words="Je sais tailler une haie.")
        write_entry(actor=david, kind=EntryKind.PROUD, words="J’ai pris le bus seul.")
    return david


def kept(david: Any) -> CarnetVersion:
    with acting_as(david):
        return freeze_carnet(actor=david)


@pytest.mark.django_db
def test_it_tells_what_the_record_holds_and_never_a_working_note(space: Space, cast: Cast) -> None:
    david = lived(space, cast)
    with acting_as(david):
        carnet = own_carnet(david)
    assert [part.section for part in carnet.parts] == list(CarnetSection)
    said = " ".join(
        f"{item.title} {' '.join(item.details)}" for part in carnet.parts for item in part.lines
    )
    for words in ("tailler une haie", "le bus seul", "Visite de Netclair", "Travailler dehors"):
        assert words in said
    assert cast.esat.name in said
    assert "Stage de deux semaines" not in said  # planned: it is not done yet
    assert TEAM_NOTE not in said


@pytest.mark.django_db
def test_she_chooses_what_is_in_it_and_what_is_new_is_in(space: Space, cast: Cast) -> None:
    david = lived(space, cast)
    with acting_as(david):
        wish = next(key for key in own_carnet(david).keys if key.startswith("wish:"))
        choose_lines(actor=david, kept=own_carnet(david).keys - {wish})
        write_entry(actor=david, kind=EntryKind.PROUD, words="J’ai fini mon essai.")
        version = freeze_carnet(actor=david)
    text = str(version.content)
    assert "Travailler dehors" not in text
    assert "J’ai fini mon essai." in text


# Proposals


@pytest.mark.django_db
def test_a_proposed_line_is_in_only_when_she_says_yes_once(space: Space, cast: Cast) -> None:
    mona = professional(cast.mona, cast.esat)
    david = person_actor(space.david)
    ask = {"actor": mona, "person_id": space.david.id, "kind": EntryKind.KNOW_HOW}
    yes = propose_entry(**ask, words="Conduit la tondeuse.")
    no = propose_entry(**ask, words="Parle fort.")
    assert "tondeuse" not in str(kept(david).content)
    with acting_as(david):
        settle_entry(actor=david, entry_id=yes.id, kept=True)
        settle_entry(actor=david, entry_id=no.id, kept=False)
        with pytest.raises(Conflict):
            settle_entry(actor=david, entry_id=no.id, kept=True)
        with pytest.raises(Hidden):
            settle_entry(actor=mona, entry_id=yes.id, kept=True)
        said = str(freeze_carnet(actor=david).content)
    assert "tondeuse" in said
    assert "Dit par Mona" in said
    assert "Parle fort" not in said
    states = set(CarnetEntry.unscoped.values_list("state", flat=True))
    assert states == {EntryState.KEPT, EntryState.DECLINED}


@pytest.mark.django_db
def test_odd_words_are_refused_in_words(space: Space, cast: Cast) -> None:
    david = person_actor(space.david)
    for words in (" ", "1 85 05 78 006 084 91"):
        with pytest.raises(Refusal):
            write_entry(actor=david, kind=EntryKind.PROUD, words=words)
    with pytest.raises(Hidden):
        propose_entry(
            actor=professional(cast.zoe, cast.stranger),
            person_id=space.david.id,
            kind=EntryKind.PROUD,
            words="Bravo",
        )


# Versions


@pytest.mark.django_db
def test_a_version_is_numbered_dated_hashed_and_never_changed(space: Space, cast: Cast) -> None:
    david = lived(space, cast)
    first = kept(david)
    assert (first.number, first.sha256) == (1, sha256_of(bytes(first.pdf)))
    with pytest.raises(Refusal, match="Rien n’a changé"):
        kept(david)
    with acting_as(david):
        write_entry(actor=david, kind=EntryKind.PROUD, words="Encore une chose.")
    second = kept(david)
    assert second.number == 2
    for change in (
        lambda: CarnetVersion.unscoped.filter(pk=first.pk).update(content=[]),
        lambda: CarnetVersion.unscoped.filter(pk=first.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.django_db
def test_the_pdf_is_accessible_titled_in_french_with_our_fonts(space: Space, cast: Cast) -> None:
    version = kept(lived(space, cast))
    content = bytes(version.pdf)
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert [(found.rule_id, found.message) for found in report.failures] == []
    assert report.is_compliant
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "fr-FR"
        with pdf.open_metadata() as metadata:
            assert "David Roussel" in metadata["dc:title"]
        fonts = [
            o
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all("AtkinsonHyperlegible" in str(font.FontName) for font in fonts)
        tags = [str(node.S) for node in _nodes(pdf.Root.StructTreeRoot)]
    levels = [int(tag[2:]) for tag in tags if tag[:2] == "/H" and tag[2:].isdigit()]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def _nodes(node: Any) -> Any:
    kids = node.get("/K")
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _nodes(kid)


@pytest.mark.django_db
def test_what_is_typed_stays_text_in_the_pdf(space: Space, cast: Cast) -> None:
    david = person_actor(space.david)
    with acting_as(david):
        write_entry(
            actor=david, kind=EntryKind.KNOW_HOW, words='#image("/etc/passwd") $x$ *gras* = titre'
        )
    assert page.validate_pdf_bytes(bytes(kept(david).pdf), profile="ua1").is_compliant


# Who reads


@pytest.mark.django_db
def test_only_an_agreement_on_skills_opens_the_latest_version(
    space: Space, cast: Cast, as_user: AsUser
) -> None:
    Agreement.objects.filter(pk=space.agreement_id).update(withdrawn_at=clock.now())
    make_agreement(space.david, cast.geiq, Volet.IDENTITY, Volet.PATH)
    make_agreement(space.david, cast.cfa, Volet.IDENTITY, Volet.SKILLS)
    kept(lived(space, cast))
    where = reverse("myspace:carnet", args=[space.david.id])
    pdf = reverse("myspace:record_carnet_pdf", args=[space.david.id])
    reads = as_user(cast.paul, cast.cfa)
    assert "tailler une haie" in unescape(reads.get(where).content.decode())
    assert reads.get(pdf)["Content-Type"] == "application/pdf"
    for user, organisation in ((cast.claire, cast.geiq), (cast.mona, cast.esat)):
        client = as_user(user, organisation)
        assert "tailler une haie" not in unescape(client.get(where).content.decode())
        assert client.get(pdf).status_code == 404
    stranger = as_user(cast.zoe, cast.stranger)
    assert stranger.get(where).status_code == 404


@pytest.mark.django_db
def test_she_keeps_it_when_nobody_accompanies_her_any_more(space: Space, cast: Cast) -> None:
    version = kept(lived(space, cast))
    now = clock.now()
    Party.objects.filter(person=space.david).update(until=now)
    Agreement.objects.filter(person=space.david).update(withdrawn_at=now)
    with time_machine.travel(now + timedelta(minutes=5), tick=False):
        shown = space.client.get(reverse("myspace:carnet_version", args=[version.id]))
        assert "tailler une haie" in unescape(shown.content.decode())
        pdf = space.client.get(reverse("myspace:carnet_pdf", args=[version.id]))
        assert bytes(pdf.content) == bytes(version.pdf)


# Pages


@pytest.mark.django_db
def test_from_an_empty_page_to_a_version_in_plain_words(space: Space, cast: Cast) -> None:
    client = space.client
    entry = propose_entry(
        actor=professional(cast.mona, cast.esat),
        person_id=space.david.id,
        kind=EntryKind.PROUD,
        words="A aidé un collègue.",
    )
    for name, args in (
        ("own_carnet", []),
        ("write_carnet", ["know-how"]),
        ("choose_carnet", []),
        ("freeze_carnet", []),
        ("settle_carnet", [entry.id]),
    ):
        url = reverse(f"myspace:{name}", args=args)
        response = client.get(url)
        assert response.status_code == 200, url
        check_plain(sentences_of(response.content.decode()), url)
    empty = client.post(reverse("myspace:write_carnet", args=["know-how"]), {"words": ""})
    assert empty.status_code == 422
    client.post(reverse("myspace:write_carnet", args=["know-how"]), {"words": "Je cuisine."})
    client.post(reverse("myspace:settle_carnet", args=[entry.id]), {"said": "yes"})
    before = unescape(client.get(reverse("myspace:freeze_carnet")).content.decode())
    assert cast.geiq.name in before  # who will read it is said first
    done = client.post(reverse("myspace:freeze_carnet"))
    shown = unescape(client.get(done.url).content.decode())
    assert "Je cuisine." in shown
    assert "A aidé un collègue." in shown
    again = client.post(reverse("myspace:freeze_carnet"))
    assert again.status_code == 422
    nobody = reverse("myspace:carnet_version", args=[space.david.id])
    assert client.get(nobody).status_code == 404


@pytest.mark.django_db
def test_a_professional_proposes_and_sees_what_she_said(
    space: Space, cast: Cast, as_user: AsUser
) -> None:
    client = as_user(cast.mona, cast.esat)
    url = reverse("myspace:propose_carnet", args=[space.david.id])
    assert client.post(url, {"kind": "proud", "words": ""}).status_code == 422
    assert client.post(url, {"kind": "proud", "words": "A tenu un mois."}).status_code == 302
    listed = unescape(client.get(reverse("myspace:carnet", args=[space.david.id])).content.decode())
    assert "A tenu un mois." in listed
    assert "n’a pas répondu" in listed


@pytest.mark.django_db
def test_more_lines_and_more_requests_ask_no_more_questions(space: Space, cast: Cast) -> None:
    david = lived(space, cast)
    names = ("home", "wants", "work", "own_carnet", "choose_carnet")

    def counted() -> list[int]:
        counts = []
        for name in names:
            with CaptureQueriesContext(connection) as seen:
                space.client.get(reverse(f"myspace:{name}"))
            counts.append(len(seen))
        return counts

    def more(number: int) -> None:
        with acting_as(david):
            write_entry(actor=david, kind=EntryKind.PROUD, words=f"Chose {number}")
            send_request(
                actor=david,
                person_id=space.david.id,
                kind=RequestKind.TALK,
                to=f"{cast.esat.id}:",
                words=f"Demande {number}",
            )

    more(0)
    counted()
    before = counted()
    for number in range(1, 5):
        more(number)
    assert counted() == before


@pytest.mark.django_db
def test_what_each_side_said_of_a_trial_is_a_line_and_a_correction_replaces_it(
    space: Space, cast: Cast
) -> None:
    lea, educator = person_actor(cast.lea), professional(cast.ines, cast.ime)
    situation = trial(cast)
    said = says(educator, situation, ReviewSide.SENDER, result="Soigneuse.", reached="partly")
    says(lea, situation, ReviewSide.PERSON, result="J’ai aimé les serres.")
    says(
        educator,
        situation,
        ReviewSide.SENDER,
        result="Très soigneuse.",
        reached="yes",
        read=said.id,
        reason="Relu avec elle.",
    )
    with acting_as(lea):
        lines = [item for item in own_carnet(lea).lines if item.key.startswith("review:")]
    told = {item.details[0]: item for item in lines}
    assert set(told) == {"Très soigneuse.", "J’ai aimé les serres."}
    assert "objectif atteint" in told["Très soigneuse."].details
    assert told["Très soigneuse."].who.startswith("Dit par Inès")
    assert told["J’ai aimé les serres."].who == ""
