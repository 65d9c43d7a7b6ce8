"""Giving an agreement: who, with which proof, for how long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.sharing.actions import (
    GiverNamed,
    OnPaper,
    WithCard,
    WithWitness,
    give_agreement,
    give_own_agreement,
    proofs,
    register_card_check,
)
from passerelles.sharing.models import Agreement, EmergencyAccess, Party
from passerelles.sharing.policy import decision
from passerelles.sharing.rules.givers import Giver
from passerelles.sharing.rules.volets import Purpose, Verb, Volet
from tests.cast import Cast, person_actor, professional
from tests.sharing.scenes import JPEG, PDF, PNG, adult, mother_of, terms_for

WITNESS = WithWitness("Bruno Roche")


def give(cast: Cast, person: Any, **changes: Any) -> Agreement:
    return give_agreement(
        **{
            "actor": professional(cast.ines, cast.ime),
            "person_id": person.id,
            "terms": terms_for(cast),
            "giver": GiverNamed(),
            "proof": WITNESS,
        }
        | changes
    )


def test_an_agreement_opens_its_volets_joins_the_party_and_says_so_in_the_log(cast: Cast) -> None:
    david = adult(cast)
    claire = professional(cast.claire, cast.geiq)
    assert not decision(claire, Verb.READ, david.id, Volet.PATH).allowed

    agreement = give(cast, david)

    assert agreement.volets == [Volet.IDENTITY, Volet.PATH, Volet.PROGRESS]
    assert agreement.notice_version == "2026-11"
    assert decision(claire, Verb.READ, david.id, Volet.PATH).allowed
    assert not decision(claire, Verb.READ, david.id, Volet.SKILLS).allowed
    assert Party.objects.filter(person=david, organisation=cast.geiq, until=None).count() == 1
    tags = set(JournalEntry.objects.filter(person_id=str(david.id)).values_list("event", flat=True))
    assert tags == {"sharing:agreement:given", "sharing:party:joined"}


def test_a_stranger_or_someone_without_the_right_never_gives_one(cast: Cast) -> None:
    david = adult(cast)
    for actor in (
        professional(cast.zoe, cast.stranger),
        professional(cast.bruno, cast.esat),
        professional(cast.admin, cast.ime),
    ):
        with pytest.raises(Hidden):
            give(cast, david, actor=actor)
    assert not Agreement.objects.exists()


def test_an_emergency_is_not_a_way_to_collect_an_agreement(cast: Cast) -> None:
    david = adult(cast)
    now = clock.now()
    EmergencyAccess.objects.create(
        person=david, user=cast.zoe, organisation=cast.stranger, reason="x" * 20,
        started_at=now, ends_at=now + timedelta(hours=1),
    )  # fmt: skip
    with pytest.raises(Hidden):
        give(cast, david, actor=professional(cast.zoe, cast.stranger))


def test_a_minor_needs_a_representative_of_the_record(cast: Cast) -> None:
    mother = mother_of(cast, cast.lea)
    with pytest.raises(Refusal, match="mineure"):
        give(cast, cast.lea)
    with pytest.raises(Refusal, match="Aucun représentant"):
        give(cast, cast.lea, giver=GiverNamed(Giver.BOTH))
    someone_else = mother_of(cast, adult(cast))
    with pytest.raises(Refusal, match="Aucun représentant"):
        give(cast, cast.lea, giver=GiverNamed(Giver.BOTH, someone_else.id))
    agreement = give(cast, cast.lea, giver=GiverNamed(Giver.BOTH, mother.id))
    assert agreement.representative_id == mother.id


def test_a_parent_never_signs_for_an_adult(cast: Cast) -> None:
    david = adult(cast)
    mother = mother_of(cast, david)
    with pytest.raises(Refusal, match="majeure"):
        give(cast, david, giver=GiverNamed(Giver.REPRESENTATIVE, mother.id))


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"days": -1}, "passée"),
        ({"days": 3 * 366 + 1}, "trois ans"),
        ({"volets": (Volet.IDENTITY,)}, "Rien n’est choisi"),
        ({"volets": (Volet.SENSITIVE,)}, "toutes lettres"),
    ],
)
def test_terms_that_do_not_hold_are_refused(
    cast: Cast, terms: dict[str, Any], sentence: str
) -> None:
    volets = terms.pop("volets", ())
    with pytest.raises(Refusal, match=sentence):
        give(cast, adult(cast), terms=terms_for(cast, *volets, **terms))
    assert not Agreement.objects.exists()


def test_the_sensitive_volet_needs_its_own_words_and_carries_its_legal_ground(cast: Cast) -> None:
    agreement = give(cast, adult(cast), terms=terms_for(cast, Volet.SENSITIVE, explicit=True))
    assert agreement.legal_ground == "explicit_consent"


def test_the_last_day_is_included_and_the_next_midnight_is_outside(cast: Cast) -> None:
    david = adult(cast)
    agreement = give(cast, david)
    claire = professional(cast.claire, cast.geiq)
    end = agreement.valid_until
    assert (end.hour, end.minute, end.second) == (0, 0, 0)
    before, after = end - timedelta(seconds=1), end + timedelta(seconds=1)
    assert decision(claire, Verb.READ, david.id, Volet.PATH, before).allowed
    assert not decision(claire, Verb.READ, david.id, Volet.PATH, end).allowed
    assert not decision(claire, Verb.READ, david.id, Volet.PATH, after).allowed


def test_two_agreements_never_add_up(cast: Cast) -> None:
    david = adult(cast)
    give(cast, david, terms=terms_for(cast, Volet.PATH, purpose=Purpose.FOLLOW_UP))
    give(cast, david, terms=terms_for(cast, Volet.SKILLS, purpose=Purpose.ORIENTATION))
    claire = professional(cast.claire, cast.geiq)
    assert decision(claire, Verb.WRITE, david.id, Volet.PATH).allowed
    assert decision(claire, Verb.READ, david.id, Volet.SKILLS).allowed
    assert not decision(claire, Verb.WRITE, david.id, Volet.SKILLS).allowed


def test_the_collector_is_never_the_witness(cast: Cast) -> None:
    for name in ("Inès Belkacem", "BELKACEM ines", "Bruno"):
        with pytest.raises(Refusal):
            give(cast, adult(cast), proof=WithWitness(name))


def test_a_card_secret_is_checked_by_its_area_and_never_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofs, "_card_checks", [])
    david = adult(cast)
    with pytest.raises(Refusal, match="pas en service"):
        give(cast, david, proof=WithCard("chat lune clé bus"))

    def check(person_id: UUID, secret: str) -> str | None:
        return "carte du 2 mai" if (person_id, secret) == (david.id, "chat lune clé bus") else None

    register_card_check(check)
    with pytest.raises(Refusal, match="code secret"):
        give(cast, david, proof=WithCard("chat lune clé vélo"))
    assert (
        give(cast, david, proof=WithCard("chat lune clé bus")).proof_reference == "carte du 2 mai"
    )


def test_no_social_security_number_enters_a_proof(cast: Cast) -> None:
    number = "1 84 12 76 451 089 46"
    for proof in (OnPaper(f"papier {number}"), WithWitness(f"Jean {number} Valjean")):
        with pytest.raises(Refusal, match="sécurité sociale"):
            give(cast, adult(cast), proof=proof)


def test_the_person_agrees_in_their_own_space_for_themselves_only(cast: Cast) -> None:
    david = adult(cast)
    agreement = give_own_agreement(actor=person_actor(david), terms=terms_for(cast))
    assert (agreement.person_id, agreement.collection) == (david.id, "own_space")
    with pytest.raises(Hidden):
        give_own_agreement(actor=professional(cast.ines, cast.ime), terms=terms_for(cast))
    with pytest.raises(Refusal, match="mineure"):
        give_own_agreement(actor=person_actor(cast.lea), terms=terms_for(cast))


def test_an_unknown_receiver_is_refused_like_anything_absent(cast: Cast) -> None:
    with pytest.raises(Hidden):
        give(cast, adult(cast), terms=terms_for(cast, receiver_id=uuid4()))


def test_an_agreement_is_never_rewritten(cast: Cast) -> None:
    agreement = give(cast, adult(cast))
    with pytest.raises(DatabaseError):
        Agreement.objects.filter(pk=agreement.pk).update(purpose="training")


def test_twenty_agreements_in_an_hour_alert_the_privacy_officer_once(
    cast: Cast, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    david = adult(cast)

    def alerts() -> int:
        return JournalEntry.objects.filter(event="sharing:agreement:burst").count()

    with django_capture_on_commit_callbacks(execute=True):
        with time_machine.travel(clock.now() - timedelta(minutes=61), tick=False):
            give(cast, david)
        for _ in range(19):
            give(cast, david)
        assert alerts() == 0
        give(cast, david)
        assert alerts() == 1
        give(cast, david)
    assert alerts() == 1
    assert [mail.to for mail in mailoutbox] == [[cast.karim.email]]
    assert "David" not in mailoutbox[0].subject + mailoutbox[0].body


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("papier.pdf", PDF, "pdf"),
        ("papier.png", PNG, "png"),
        ("papier.jpg", JPEG, "jpg"),
        ("../../etc/passwd.pdf", PDF, "pdf"),
        ("menteur.html", PNG, "png"),
    ],
)
def test_a_scan_is_kept_under_a_random_name(
    cast: Cast, settings: Any, tmp_path: Any, name: str, content: bytes, kept: str
) -> None:
    settings.MEDIA_ROOT = tmp_path
    scan = SimpleUploadedFile(name, content)
    agreement = give(cast, adult(cast), proof=OnPaper("classeur 3", scan))
    folder, file_name = str(agreement.proof_scan.name).split("/")
    stem, extension = file_name.split(".")
    assert (folder, extension, len(stem)) == ("accords", kept, 32)
    assert (tmp_path / folder / file_name).read_bytes() == content
    agreement.refresh_from_db()
    assert agreement.proof_scan.name == f"{folder}/{file_name}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("photo.jpg", b"<html><script>alert(1)</script></html>"),
        ("polyglotte.pdf", b"<html>%PDF-1.4</html>"),
        ("actif.pdf", b"%PDF-1.4\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"),
        ("vide.png", b""),
        ("archive.pdf", b"PK\x03\x04" + b"\x00" * 50),
        ("gros.pdf", b"%PDF-" + b"0" * (5 * 1024 * 1024)),
    ],
)
def test_anything_else_than_a_scan_is_refused_and_leaves_no_file(
    cast: Cast, settings: Any, tmp_path: Any, name: str, content: bytes
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(Refusal):
        give(cast, adult(cast), proof=OnPaper("classeur 3", SimpleUploadedFile(name, content)))
    assert not Agreement.objects.exists()
    assert list(tmp_path.rglob("*.*")) == []
