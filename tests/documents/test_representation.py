"""Who signs a paper for a minor or a protected person, whatever the paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from passerelles.documents.actions import prepare_paper, send_paper
from passerelles.documents.actions.links import give_signing_link, sign_by_link
from passerelles.documents.models import Paper
from passerelles.documents.rules.circuit import required_roles
from passerelles.documents.rules.kinds import PaperKind, SignatoryRole, paper_kind, paper_kinds
from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS
from passerelles.kernel.errors import Refusal
from passerelles.people.models import LegalRepresentative, Person
from passerelles.people.rules.representation import Act, Protection, signature, signing_kinds
from tests.cast import Cast, make_person
from tests.documents.scenes import HOST, facts_for, ines_of, pmsmp

Role = SignatoryRole
AsUser = Callable[..., Client]
WITH_THE_PERSON = {Role.PERSON, Role.LEGAL_REPRESENTATIVE}
SIGNED_BY_THE_PERSON = [kind for kind in paper_kinds().values() if Role.PERSON in kind.roles]
# Choices of every day are the person's own at any age and under any measure.
NOT_DAILY = [kind for kind in SIGNED_BY_THE_PERSON if kind.act is not Act.DAILY]


def roles(kind: PaperKind, age: int | None, *representatives: str) -> set[SignatoryRole]:
    who = signature(kind.act, age=age, representatives=representatives).who
    return set(required_roles(kind, who)) & WITH_THE_PERSON


def code_of(kind: PaperKind) -> str:
    return kind.code


# Rules


@pytest.mark.parametrize("kind", NOT_DAILY, ids=code_of)
def test_before_eighteen_both_sign_whatever_the_paper(kind: PaperKind) -> None:
    assert roles(kind, 17, "parent") == WITH_THE_PERSON
    assert roles(kind, 17) == WITH_THE_PERSON  # nobody recorded: a name is missing, not a duty
    assert roles(kind, 18, "parent") == {Role.PERSON}
    assert roles(kind, 18) == {Role.PERSON}


@pytest.mark.parametrize("kind", NOT_DAILY, ids=code_of)
def test_tutelle_and_curatelle_are_not_the_same(kind: PaperKind) -> None:
    guardian = WITH_THE_PERSON if kind.act is Act.SHARING_AGREEMENT else {Role.LEGAL_REPRESENTATIVE}
    assert roles(kind, 30, "tutelle") == guardian
    assert roles(kind, 30, "curatelle") == {Role.PERSON}
    reinforced = WITH_THE_PERSON if kind.act is Act.EMPLOYMENT_CONTRACT else {Role.PERSON}
    assert roles(kind, 30, "curatelle_renforcee") == reinforced


@pytest.mark.parametrize("kind", NOT_DAILY, ids=code_of)
@pytest.mark.parametrize("measure", ["habilitation", "mandate"])
def test_a_judgment_or_a_mandate_to_be_read_asks_both(kind: PaperKind, measure: str) -> None:
    assert roles(kind, 30, measure) == WITH_THE_PERSON


@pytest.mark.parametrize("kind", SIGNED_BY_THE_PERSON, ids=code_of)
def test_every_kind_and_every_standing_is_answered(kind: PaperKind) -> None:
    for protection in Protection:
        kinds = [] if protection is Protection.NONE else [protection.value]
        kinds = ["parent"] if protection is Protection.MINOR else kinds
        age = 17 if protection is Protection.MINOR else 30
        said = signature(kind.act, age=age, representatives=kinds)
        assert said.sentence
        assert said.article
        assert roles(kind, age, *kinds)


def test_a_parent_still_recorded_signs_nothing_for_an_adult_under_a_measure() -> None:
    assert signing_kinds(30, ["parent", "tutelle"]) == {"tutelle"}
    assert signing_kinds(17, ["parent", "guardian_of_minor"]) == {"parent", "guardian_of_minor"}
    assert signing_kinds(18, ["parent"]) == frozenset()
    assert signing_kinds(None, ["parent"]) == {"parent"}


# Papers


def represented(person: Person, cast: Cast, kind: str, name: str, **more: object) -> None:
    LegalRepresentative.unscoped.create(
        person=person,
        organisation=cast.ime,
        author=cast.ines,
        volet="identity",
        kind=kind,
        name=name,
        **{"since": clock.today() - timedelta(days=900), **more},
    )


def signatories(paper: Paper) -> dict[str, str]:
    return {line.role: line.name for line in paper.versions.get().signatures.all()}


def of_age(cast: Cast) -> Person:
    return make_person("Noé", "Tessier", cast.ime, by=cast.ines, birth_date=date(1996, 5, 2))


@pytest.mark.django_db
def test_the_pmsmp_of_a_minor_waits_for_a_parent_by_name(cast: Cast) -> None:
    assert (cast.lea.age() or 99) < 18
    unnamed = pmsmp(cast, cast.lea, sent=False)
    with pytest.raises(Refusal, match="le représentant légal"):
        send_paper(actor=ines_of(cast), paper_id=unnamed.id)
    represented(cast.lea, cast, "parent", "Sylvie Marchand")
    named = signatories(pmsmp(cast, cast.lea))
    assert named["legal_representative"] == "Sylvie Marchand"
    assert "person" in named


@pytest.mark.django_db
def test_the_stage_of_a_seventeen_year_old_of_the_ime_is_signed_by_both(cast: Cast) -> None:
    young = make_person(
        "Jules",
        "Morin",
        cast.ime,
        by=cast.ines,
        birth_date=clock.today() - timedelta(days=17 * 366),
    )
    assert young.age() == 17
    represented(young, cast, "parent", "Luc Morin")
    paper = prepare_paper(
        actor=ines_of(cast),
        person_id=young.id,
        kind="stage",
        facts=facts_for(paper_kind("stage")),
        signers={Role.HOST: HOST},
    )
    assert signatories(paper)["legal_representative"] == "Luc Morin"
    assert "person" in signatories(paper)


@pytest.mark.django_db
def test_under_tutelle_the_guardian_signs_and_not_the_parent(cast: Cast) -> None:
    noe = of_age(cast)
    represented(noe, cast, "tutelle", "Anne Tutrice")
    # Recorded later, and never ended: of age, the parent signs nothing.
    represented(noe, cast, "parent", "Paul Tessier", since=clock.today() - timedelta(days=2))
    named = signatories(pmsmp(cast, noe))
    assert named["legal_representative"] == "Anne Tutrice"
    assert "person" not in named


@pytest.mark.django_db
def test_under_curatelle_the_person_signs_alone(cast: Cast) -> None:
    noe = of_age(cast)
    represented(noe, cast, "curatelle", "Anne Curatrice")
    named = signatories(pmsmp(cast, noe))
    assert "person" in named
    assert "legal_representative" not in named


@pytest.mark.django_db
def test_a_parent_no_longer_signs_the_day_the_person_comes_of_age(cast: Cast) -> None:
    represented(cast.lea, cast, "parent", "Sylvie Marchand")
    paper = pmsmp(cast, cast.lea)
    birth = cast.lea.birth_date
    assert birth is not None
    birthday = birth.replace(year=birth.year + 18)
    with time_machine.travel(birthday, tick=False):
        link = give_signing_link(
            actor=ines_of(cast), paper_id=paper.id, role=Role.LEGAL_REPRESENTATIVE
        )
        with pytest.raises(Refusal, match="plus en fonction"):
            sign_by_link(actor=ANONYMOUS, link_id=link.link.id)


@pytest.mark.django_db
def test_the_form_says_who_signs_and_what_to_check(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    url = reverse("documents:prepare", args=[cast.lea.id, "pmsmp"])
    page = unescape(client.get(url).content.decode())
    assert "Elle et son représentant légal signent la convention." in page
    assert "à vérifier dans le jugement" in page
    assert "âge inconnu" not in page
    Person.unscoped.filter(pk=cast.lea.pk).update(birth_date=None)
    assert "âge inconnu" in unescape(client.get(url).content.decode())
