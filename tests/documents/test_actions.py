"""From a draft to a sealed paper, and every way of stopping on the road."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from passerelles.documents.actions import (
    Signer,
    ask_to_talk,
    cancel_paper,
    correct_paper,
    prepare_paper,
    record_paper_signature,
    refuse_on_screen,
    send_paper,
    sign_on_screen,
)
from passerelles.documents.models import Paper, PaperVersion, Signature, SignedCopy
from passerelles.documents.queries import known_file, standing, waiting_for_person
from passerelles.documents.rendering import sha256_of
from passerelles.documents.rules.kinds import SignatoryRole as Role
from passerelles.documents.rules.kinds import paper_kind, paper_kinds
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.people.models import Person
from passerelles.sharing.rules.volets import Volet
from passerelles.worklist.queries.papers import paper_items
from passerelles.worklist.queries.reach import reach
from tests.cast import Cast, make_agreement, person_actor, professional
from tests.documents.scenes import HOST, facts_for, ines_of, mission_signers, pmsmp
from tests.sharing.scenes import mother_of


def states(paper: Paper) -> dict[str, str]:
    paper.refresh_from_db()
    rows = Signature.objects.filter(version__paper=paper, version__number=paper.current)
    return {row.role: row.state for row in rows}


def on_paper(cast: Cast, paper: Paper, role: Role) -> Paper:
    return record_paper_signature(
        actor=ines_of(cast),
        paper_id=paper.id,
        role=role,
        signed_on=clock.today(),
        reference="classeur 4",
    )


@pytest.mark.parametrize("code", sorted(paper_kinds()))
def test_every_kind_is_prepared_from_its_facts(cast: Cast, david: Person, code: str) -> None:
    kind = paper_kind(code)
    paper = prepare_paper(actor=ines_of(cast), person_id=david.id, kind=code, facts=facts_for(kind))
    version = paper.versions.get()
    assert version.facts["person_name"] == "David Noël"
    assert bytes(version.pdf).startswith(b"%PDF-")
    assert version.sha256 == sha256_of(bytes(version.pdf))
    assert (paper.state, paper.shared, paper.volet) == ("draft", False, kind.volet)
    assert {row.role for row in version.signatures.all()} == {role.value for role in kind.roles}


def test_all_sign_and_the_copy_is_sealed(cast: Cast, david: Person) -> None:
    paper = pmsmp(cast, david)
    sign_on_screen(actor=person_actor(david), paper_id=paper.id, role=Role.PERSON, version=1)
    on_paper(cast, paper, Role.HOST)
    assert not SignedCopy.objects.exists()
    sign_on_screen(actor=ines_of(cast), paper_id=paper.id, role=Role.PRESCRIBER, version=1)
    assert set(states(paper).values()) == {"signed"}
    assert (paper.state, paper.closed_at is not None) == ("signed", True)
    copy = SignedCopy.objects.get()
    assert known_file(copy.sha256)
    assert known_file(paper.versions.get().sha256)
    assert not known_file("0" * 64)
    tags = list(JournalEntry.objects.order_by("id").values_list("event", flat=True))
    assert tags == [
        "documents:paper:prepared",
        "documents:paper:sent",
        "documents:paper:signed",
        "documents:paper:signature-recorded",
        "documents:paper:signed",
        "documents:paper:completed",
    ]


def test_a_paper_with_a_hole_is_not_sent_and_says_which(cast: Cast, david: Person) -> None:
    paper = pmsmp(cast, david, sent=False, tutor_name="", schedule="")
    with pytest.raises(Refusal) as refusal:
        send_paper(actor=ines_of(cast), paper_id=paper.id)
    assert "Qui guide sur place (Un tuteur, distinct de la personne)" in refusal.value.message
    assert "Jours et horaires" in refusal.value.message
    paper.refresh_from_db()
    assert paper.state == "draft"


def test_a_nameless_signatory_stops_the_sending(cast: Cast, david: Person) -> None:
    paper = prepare_paper(
        actor=ines_of(cast),
        person_id=david.id,
        kind="pmsmp",
        facts=facts_for(paper_kind("pmsmp")),
        signers={Role.HOST: HOST},
    )
    with pytest.raises(Refusal, match="le prescripteur"):
        send_paper(actor=ines_of(cast), paper_id=paper.id)


def test_a_minor_signs_with_whoever_represents_her(cast: Cast) -> None:
    paper = pmsmp(cast, cast.lea, sent=False)
    assert set(states(paper)) == {"person", "legal_representative", "host", "prescriber"}
    with pytest.raises(Refusal, match="le représentant légal"):
        send_paper(actor=ines_of(cast), paper_id=paper.id)
    mother_of(cast, cast.lea)
    with acting_as(ines_of(cast)):
        fresh = correct_paper(
            actor=ines_of(cast), paper_id=paper.id, facts=paper.versions.get().facts, version=1
        )
    send_paper(actor=ines_of(cast), paper_id=paper.id)
    line = fresh.version.signatures.get(role="legal_representative")
    assert (line.name, line.signer_kind) == ("Sylvie Marchand", "representative")


def test_a_representative_recorded_since_makes_the_paper_be_written_again(
    cast: Cast, david: Person
) -> None:
    paper = pmsmp(cast, david, sent=False)
    guardian = mother_of(cast, david)
    guardian.kind = "tutelle"
    guardian.save()
    with pytest.raises(Refusal, match="a changé depuis que ce papier est écrit"):
        send_paper(actor=ines_of(cast), paper_id=paper.id)


def test_one_refusal_stops_everybody(cast: Cast, david: Person) -> None:
    paper = pmsmp(cast, david)
    refuse_on_screen(actor=person_actor(david), paper_id=paper.id, role=Role.PERSON, version=1)
    paper.refresh_from_db()
    assert paper.state == "refused"
    with pytest.raises(Refusal, match="n’attend plus"):
        sign_on_screen(actor=ines_of(cast), paper_id=paper.id, role=Role.PRESCRIBER, version=1)
    with pytest.raises(Refusal, match="Ce papier est refusé"):
        on_paper(cast, paper, Role.HOST)


def test_a_professional_says_why_and_the_person_need_not(cast: Cast, david: Person) -> None:
    paper = pmsmp(cast, david)
    with pytest.raises(Refusal, match="Il manque la raison"):
        refuse_on_screen(actor=ines_of(cast), paper_id=paper.id, role=Role.PRESCRIBER, version=1)
    assert set(states(paper).values()) == {"waiting"}


def test_wanting_to_talk_answers_nothing_and_is_said_once(cast: Cast, david: Person) -> None:
    paper = pmsmp(cast, david)
    for _ in range(2):
        ask_to_talk(actor=person_actor(david), paper_id=paper.id, role=Role.PERSON, version=1)
    assert states(paper)["person"] == "waiting"
    assert JournalEntry.objects.filter(event="documents:paper:talk-asked").count() == 1
    sign_on_screen(actor=person_actor(david), paper_id=paper.id, role=Role.PERSON, version=1)
    assert states(paper)["person"] == "signed"


def test_a_new_version_lets_every_signature_fall_and_keeps_the_former_words(
    cast: Cast, david: Person
) -> None:
    paper = pmsmp(cast, david)
    sign_on_screen(actor=person_actor(david), paper_id=paper.id, role=Role.PERSON, version=1)
    first = paper.versions.get()
    done = correct_paper(
        actor=ines_of(cast),
        paper_id=paper.id,
        facts=first.facts | {"schedule": "Le matin seulement"},
        version=1,
    )
    assert done.fallen == 1
    assert set(states(paper).values()) == {"waiting"}
    assert (paper.current, paper.state, paper.shared) == (2, "draft", True)
    assert first.signatures.get(role="person").state == "signed"
    assert PaperVersion.objects.get(paper=paper, number=1).sha256 == first.sha256
    assert done.version.sha256 != first.sha256
    send_paper(actor=ines_of(cast), paper_id=paper.id)
    with pytest.raises(Refusal, match="a changé depuis que vous l’avez ouvert"):
        sign_on_screen(actor=person_actor(david), paper_id=paper.id, role=Role.PERSON, version=1)


def test_two_corrections_at_once_are_a_conflict(cast: Cast, david: Person) -> None:
    paper = pmsmp(cast, david, sent=False)
    facts = paper.versions.get().facts
    correct_paper(actor=ines_of(cast), paper_id=paper.id, facts=facts, version=1)
    with pytest.raises(Conflict):
        correct_paper(actor=ines_of(cast), paper_id=paper.id, facts=facts, version=1)


def test_a_cancelled_paper_is_over_and_says_why(cast: Cast, david: Person) -> None:
    paper = pmsmp(cast, david)
    with pytest.raises(Refusal, match="raison"):
        cancel_paper(actor=ines_of(cast), paper_id=paper.id, reason=" ")
    cancel_paper(actor=ines_of(cast), paper_id=paper.id, reason="L’entreprise a fermé.")
    paper.refresh_from_db()
    assert (paper.state, paper.closing_reason) == ("cancelled", "L’entreprise a fermé.")
    for act in (send_paper,):
        with pytest.raises(Refusal, match="annulé"):
            act(actor=ines_of(cast), paper_id=paper.id)


def test_a_renewal_replaces_the_former_paper_once_signed_by_all(cast: Cast, david: Person) -> None:
    former = pmsmp(cast, david)
    sign_on_screen(actor=person_actor(david), paper_id=former.id, role=Role.PERSON, version=1)
    with pytest.raises(Refusal, match="n’est pas terminé"):
        _renew(cast, david, former)
    on_paper(cast, former, Role.HOST)
    on_paper(cast, former, Role.PRESCRIBER)
    paper = _renew(cast, david, former)
    send_paper(actor=ines_of(cast), paper_id=paper.id)
    for role in (Role.PERSON, Role.HOST, Role.PRESCRIBER):
        former.refresh_from_db()
        assert former.state == "signed"
        on_paper(cast, paper, role)
    former.refresh_from_db()
    assert former.state == "replaced"


def _renew(cast: Cast, david: Person, former: Paper) -> Paper:
    return prepare_paper(
        actor=ines_of(cast),
        person_id=david.id,
        kind="pmsmp",
        facts=facts_for(paper_kind("pmsmp")),
        signers=mission_signers(cast),
        replaces=former.id,
    )


def test_a_sheet_signed_before_its_words_were_written_or_tomorrow_is_refused(
    cast: Cast, david: Person
) -> None:
    paper = pmsmp(cast, david)
    for day in (clock.today() - timedelta(days=1), clock.today() + timedelta(days=1)):
        with pytest.raises(Refusal) as refusal:
            record_paper_signature(
                actor=ines_of(cast),
                paper_id=paper.id,
                role=Role.HOST,
                signed_on=day,
                reference="classeur 4",
            )
        assert refusal.value.field == "signed_on"


def test_no_social_security_number_in_a_paper(cast: Cast, david: Person) -> None:
    with pytest.raises(Refusal) as refusal:
        pmsmp(cast, david, goals="1 85 05 78 006 084 91")
    assert refusal.value.field == "goals"


def test_a_fact_unknown_to_the_kind_is_the_callers_mistake(cast: Cast, david: Person) -> None:
    with pytest.raises(ValueError, match="ne dit pas : salaire"):
        pmsmp(cast, david, salaire="10 €")


def test_versions_and_copies_are_frozen_in_the_database(cast: Cast, david: Person) -> None:
    paper = pmsmp(cast, david)
    version = paper.versions.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperVersion.objects.filter(pk=version.pk).update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        version.delete()
    on_paper(cast, paper, Role.HOST)
    answered = Signature.objects.filter(version=version, role="host")
    for change in ({"state": "waiting"}, {"role": "savs"}, {"name": "Quelqu’un d’autre"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            answered.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        answered.delete()


def test_who_must_sign_sees_it_waiting(cast: Cast, david: Person) -> None:
    paper = pmsmp(cast, david)
    with acting_as(person_actor(david)):
        assert [item.line.role for item in waiting_for_person(person_actor(david))] == ["person"]
    with acting_as(ines_of(cast)):
        (item,) = paper_items(reach(ines_of(cast)))
        assert (item.route, item.args[-1]) == ("documents:sign", "prescriber")
    claire = professional(cast.claire, cast.geiq)
    with acting_as(claire):
        assert list(paper_items(reach(claire))) == []
    refuse_on_screen(actor=person_actor(david), paper_id=paper.id, role=Role.PERSON, version=1)
    with acting_as(ines_of(cast)):
        (item,) = paper_items(reach(ines_of(cast)))
        assert "refus, à revoir ensemble" in item.what


def test_a_partner_signs_for_itself_only_once_the_person_shares_the_volet(
    cast: Cast, david: Person
) -> None:
    paper = prepare_paper(
        actor=ines_of(cast),
        person_id=david.id,
        kind="pmsmp",
        facts=facts_for(paper_kind("pmsmp")),
        signers={Role.HOST: HOST, Role.PRESCRIBER: Signer(organisation_id=cast.geiq.id)},
    )
    send_paper(actor=ines_of(cast), paper_id=paper.id)
    claire = professional(cast.claire, cast.geiq)
    with pytest.raises(Hidden):
        sign_on_screen(actor=claire, paper_id=paper.id, role=Role.PRESCRIBER, version=1)
    make_agreement(david, cast.geiq, Volet.IDENTITY, Volet.PATH)
    with pytest.raises(Hidden):
        sign_on_screen(actor=claire, paper_id=paper.id, role=Role.PERSON, version=1)
    with pytest.raises(Hidden):
        cancel_paper(actor=claire, paper_id=paper.id, reason="Pas à nous")
    sign_on_screen(actor=claire, paper_id=paper.id, role=Role.PRESCRIBER, version=1)
    assert states(paper)["prescriber"] == "signed"


def test_a_draft_is_the_teams_own(cast: Cast, david: Person) -> None:
    make_agreement(david, cast.geiq)
    paper = pmsmp(cast, david, sent=False)
    claire = professional(cast.claire, cast.geiq)
    for actor in (claire, person_actor(david)):
        with acting_as(actor):
            assert not Paper.objects.filter(pk=paper.pk).exists()
    with acting_as(ines_of(cast)):
        assert Paper.objects.filter(pk=paper.pk).exists()


def test_the_standing_of_a_thing_follows_its_papers(cast: Cast, david: Person) -> None:
    thing = cast.company.id
    with acting_as(ines_of(cast)):
        assert standing("work_situation", thing).sentence == "Aucun papier n’est préparé."
        paper = prepare_paper(
            actor=ines_of(cast),
            person_id=david.id,
            kind="pmsmp",
            facts=facts_for(paper_kind("pmsmp")),
            signers=mission_signers(cast),
            subject_kind="work_situation",
            subject_id=thing,
        )
        assert standing("work_situation", thing).blocks
        send_paper(actor=ines_of(cast), paper_id=paper.id)
        for role in (Role.PERSON, Role.HOST, Role.PRESCRIBER):
            assert not standing("work_situation", thing).settled
            on_paper(cast, paper, role)
        assert standing("work_situation", thing).settled


def test_a_guardianship_ended_gives_no_signature(cast: Cast) -> None:
    from passerelles.documents.actions import give_signing_link, sign_by_link
    from passerelles.kernel.actors import ANONYMOUS

    mother = mother_of(cast, cast.lea)
    paper = pmsmp(cast, cast.lea)
    given = give_signing_link(
        actor=ines_of(cast), paper_id=paper.id, role=Role.LEGAL_REPRESENTATIVE
    )
    mother.until = date(2026, 1, 1)
    mother.save()
    with pytest.raises(Refusal, match="n’est plus en fonction"):
        sign_by_link(actor=ANONYMOUS, link_id=given.link.id)
    assert states(paper)["legal_representative"] == "waiting"
