"""The pages of papers: the record, the person's space, the check of a file, who gets a 404."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from passerelles.documents.actions import (
    Signer,
    ask_to_talk,
    prepare_paper,
    record_paper_signature,
    send_paper,
    sign_on_screen,
)
from passerelles.documents.models import Paper, Signature, SignedCopy
from passerelles.documents.rules.kinds import SignatoryRole as Role
from passerelles.documents.rules.kinds import paper_kind, paper_kinds
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.people.models import Person
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, make_person, make_user, person_actor, professional
from tests.documents.scenes import facts_for, ines_of, mission_signers, pmsmp
from tests.myspace.own_space import enter
from tests.myspace.test_plain_words import check_plain, sentences_of
from tests.sharing.scenes import mother_of

AsUser = Callable[..., Client]


@pytest.fixture
def ines(cast: Cast, as_user: AsUser) -> Client:
    return as_user(cast.ines, cast.ime)


@pytest.fixture
def own(cast: Cast, david: Person) -> Client:
    """David's own browser, with his card."""
    return enter(cast, david, by="ines")


def address(paper: Paper, *rest: object) -> str:
    base = f"/dossier/{paper.person_id}/papiers/{paper.id}/"
    return base + "".join(f"{part}/" for part in rest)


def posted_facts(code: str, **more: Any) -> dict[str, Any]:
    """What the browser sends with the form of a kind."""
    kind = paper_kind(code)
    sent: dict[str, Any] = {"person_name": "David Noël"}
    facts = facts_for(kind)
    if "person_birth_date" in kind.facts:
        facts["person_birth_date"] = clock.today().replace(year=1999, day=1)
    for key, value in facts.items():
        if hasattr(value, "year"):
            sent |= {
                f"{key}_day": value.day,
                f"{key}_month": value.month,
                f"{key}_year": value.year,
            }
        else:
            sent[key] = value
    return sent | more


@pytest.mark.parametrize("code", sorted(paper_kinds()))
def test_each_kind_is_prepared_by_hand(ines: Client, david: Person, code: str) -> None:
    url = f"/dossier/{david.id}/papiers/nouveau/{code}/"
    page = ines.get(url).content.decode()
    assert 'value="David Noël"' in page
    done = ines.post(url, posted_facts(code), follow=True)
    assert done.status_code == 200
    assert "Le papier est préparé" in done.content.decode()
    paper = Paper.unscoped.get()
    assert (paper.kind, paper.state) == (code, "draft")
    assert "structure_name" not in paper.rules.facts or paper.versions.get().facts["structure_name"]


def test_a_refused_form_keeps_what_was_typed(ines: Client, david: Person) -> None:
    typed = posted_facts("pmsmp", goals="1 85 05 78 006 084 91", tasks="Trier le linge")
    page = ines.post(f"/dossier/{david.id}/papiers/nouveau/pmsmp/", typed)
    assert page.status_code == 422
    assert "Trier le linge" in page.content.decode()
    assert not Paper.unscoped.exists()


def test_the_whole_circuit_through_pages(
    cast: Cast, ines: Client, own: Client, david: Person
) -> None:
    typed = posted_facts("pmsmp", signer_host="Sonia Tutrice", ours="prescriber")
    ines.post(f"/dossier/{david.id}/papiers/nouveau/pmsmp/", typed)
    paper = Paper.unscoped.get()
    assert "Ne commencez pas" in ines.get(address(paper)).content.decode()
    assert own.get(f"/mon-espace/papiers/{paper.id}/").status_code == 404
    sent = ines.post(address(paper, "envoyer"), follow=True)
    assert "Le papier est parti à la signature." in sent.content.decode()

    mine = own.get("/mon-espace/papiers/").content.decode()
    assert "Essayer un métier dans une entreprise" in mine
    assert "On attend votre réponse." in mine
    page = own.get(f"/mon-espace/papiers/{paper.id}/").content.decode()
    assert "Vous ne remplacez personne." in page
    sheet = own.get(f"/mon-espace/papiers/{paper.id}/version/1/")
    assert sheet.content.startswith(b"%PDF-")
    own.post(f"/mon-espace/papiers/{paper.id}/", {"answer": "sign", "version": 1, "reason": ""})

    ines.post(
        address(paper, "noter", "host"),
        {
            "signed_on_day": clock.today().day,
            "signed_on_month": clock.today().month,
            "signed_on_year": clock.today().year,
            "reference": "classeur 4",
        },
    )
    assert (
        "Je signe la version 1" in ines.get(address(paper, "signer", "prescriber")).content.decode()
    )
    ines.post(address(paper, "signer", "prescriber"), {"version": 1})
    paper.refresh_from_db()
    assert paper.state == "signed"
    copy = ines.get(address(paper, "version", 1) + "?signe")
    assert copy.content == bytes(SignedCopy.objects.get().pdf)
    page = ines.get(address(paper)).content.decode()
    assert "Ne commencez pas" not in page
    assert "Lire la copie signée" in page
    assert (
        "Je garde le papier signé" in own.get(f"/mon-espace/papiers/{paper.id}/").content.decode()
    )


def test_holes_are_listed_and_the_sending_says_them(
    cast: Cast, ines: Client, david: Person
) -> None:
    paper = pmsmp(cast, david, sent=False, tutor_name="")
    assert "À écrire avant d’envoyer" in ines.get(address(paper)).content.decode()
    page = ines.post(address(paper, "envoyer"), follow=True).content.decode()
    assert "Il manque : Qui guide sur place" in page


def test_a_correction_says_what_falls_and_an_old_page_conflicts(
    cast: Cast, ines: Client, david: Person
) -> None:
    paper = pmsmp(cast, david)
    sign_on_screen(actor=person_actor(david), paper_id=paper.id, role=Role.PERSON, version=1)
    page = ines.get(address(paper, "corriger")).content.decode()
    assert "Une nouvelle version fait tomber les signatures" in page
    assert "Entretien des locaux" in page
    typed = posted_facts("pmsmp", signer_host="Sonia", ours="prescriber", version=1)
    done = ines.post(address(paper, "corriger"), typed, follow=True).content.decode()
    assert "Les signatures d’avant ne comptent plus." in done
    late = ines.post(address(paper, "corriger"), typed | {"schedule": "Le soir"})
    assert late.status_code == 409
    assert "Le soir" in late.content.decode()
    paper.refresh_from_db()
    assert paper.current == 2


@pytest.mark.parametrize(
    ("answer", "said", "state"),
    [
        ("sign", "Vous avez signé", "signed"),
        ("no", "Vous avez dit non", "refused"),
        ("talk", "va vous en parler", "waiting"),
    ],
)
def test_the_person_signs_says_no_or_asks_to_talk(
    cast: Cast, own: Client, david: Person, answer: str, said: str, state: str
) -> None:
    paper = pmsmp(cast, david)
    url = f"/mon-espace/papiers/{paper.id}/"
    page = own.post(url, {"answer": answer, "version": 1, "reason": ""}, follow=True)
    assert said in page.content.decode()
    line = Signature.objects.get(version__paper=paper, role="person")
    assert line.state == state


def test_an_answer_on_a_page_that_is_out_of_date_is_not_taken(
    cast: Cast, own: Client, david: Person
) -> None:
    paper = pmsmp(cast, david)
    page = own.post(f"/mon-espace/papiers/{paper.id}/", {"answer": "sign", "version": "2"})
    assert page.status_code == 422
    assert "Relisez la nouvelle version" in page.content.decode()
    assert Signature.objects.get(version__paper=paper, role="person").state == "waiting"


@pytest.mark.parametrize("code", sorted(paper_kinds()))
def test_what_the_person_reads_is_plain(cast: Cast, own: Client, david: Person, code: str) -> None:
    kind = paper_kind(code)
    others = [role for role in kind.roles if role is not Role.PERSON]
    paper = prepare_paper(
        actor=ines_of(cast),
        person_id=david.id,
        kind=code,
        facts=facts_for(kind),
        signers={role: Signer("Sonia Tutrice") for role in others},
    )
    send_paper(actor=ines_of(cast), paper_id=paper.id)
    for url in ("/mon-espace/papiers/", f"/mon-espace/papiers/{paper.id}/"):
        check_plain(sentences_of(own.get(url).content.decode()), url)
    answer = {"answer": "no", "version": 1, "reason": ""}
    own.post(f"/mon-espace/papiers/{paper.id}/", answer)
    page = own.get(f"/mon-espace/papiers/{paper.id}/").content.decode()
    check_plain(sentences_of(page), "après la réponse")


def test_who_wants_to_talk_shows_on_the_record(cast: Cast, ines: Client, david: Person) -> None:
    paper = pmsmp(cast, david)
    ask_to_talk(actor=person_actor(david), paper_id=paper.id, role=Role.PERSON, version=1)
    assert "veut en parler" in ines.get(f"/dossier/{david.id}/papiers/").content.decode()
    assert "veut en parler" in ines.get(address(paper)).content.decode()


def test_the_link_and_its_code_are_shown_once(cast: Cast, ines: Client, david: Person) -> None:
    paper = pmsmp(cast, david)
    url = address(paper, "lien", "host")
    page = ines.post(url, {"email": ""}).content.decode()
    assert "/signer/" in page
    assert "/signer/" not in ines.get(url).content.decode()


def test_a_professional_refuses_with_a_reason(cast: Cast, ines: Client, david: Person) -> None:
    paper = pmsmp(cast, david)
    url = address(paper, "refuser", "prescriber")
    assert ines.post(url, {"reason": "", "version": 1}).status_code == 422
    ines.post(url, {"reason": "Dates à revoir", "version": 1})
    assert "« Dates à revoir »" in ines.get(address(paper)).content.decode()


def test_cancelling_keeps_the_paper_readable(cast: Cast, ines: Client, david: Person) -> None:
    paper = pmsmp(cast, david)
    ines.post(address(paper, "annuler"), {"reason": "Entreprise fermée", "version": 1})
    page = ines.get(address(paper)).content.decode()
    assert "Entreprise fermée" in page
    assert ines.get(address(paper, "version", 1)).content.startswith(b"%PDF-")


def test_every_page_of_a_paper_is_a_404_for_whoever_may_not(
    cast: Cast, david: Person, as_user: AsUser
) -> None:
    paper = pmsmp(cast, david)
    lea = enter(cast, cast.lea, by="ines")
    strangers = [
        as_user(cast.zoe, cast.stranger),
        as_user(cast.claire, cast.geiq),
        as_user(cast.admin),
    ]
    for client in strangers:
        for rest in (
            (), ("version", 1), ("corriger",), ("annuler",), ("signer", "host"),
            ("refuser", "host"), ("noter", "host"), ("lien", "host"),
        ):  # fmt: skip
            assert client.get(address(paper, *rest)).status_code == 404, rest
            assert client.post(address(paper, *rest)).status_code in (404, 405), rest
        assert client.post(address(paper, "envoyer")).status_code == 404
        assert client.get(f"/dossier/{david.id}/papiers/").status_code == 404
    assert lea.get(f"/mon-espace/papiers/{paper.id}/").status_code == 404
    assert lea.get(f"/mon-espace/papiers/{paper.id}/version/1/").status_code == 404
    assert Signature.objects.filter(version__paper=paper, state="waiting").count() == 3


def test_a_partner_reads_and_does_not_touch(cast: Cast, david: Person, as_user: AsUser) -> None:
    paper = pmsmp(cast, david)
    make_agreement(david, cast.geiq, Volet.IDENTITY, Volet.PATH)
    claire = as_user(cast.claire, cast.geiq)
    page = claire.get(address(paper)).content.decode()
    assert "Écrire une nouvelle version" not in page
    assert "Donner un lien" not in page
    assert "Noter une signature" not in page
    for rest in (("corriger",), ("annuler",), ("lien", "host"), ("noter", "host")):
        assert claire.get(address(paper, *rest)).status_code == 404
    assert claire.post(address(paper, "envoyer")).status_code == 404


def test_without_the_volet_the_list_says_not_shared(
    cast: Cast, david: Person, as_user: AsUser
) -> None:
    pmsmp(cast, david)
    make_agreement(david, cast.geiq, Volet.IDENTITY, Volet.SKILLS)
    page = as_user(cast.claire, cast.geiq).get(f"/dossier/{david.id}/papiers/").content.decode()
    assert "Non partagé." in page
    assert "PMSMP" not in page


def test_the_workshop_reads_but_neither_signs_nor_hands_a_link(cast: Cast, as_user: AsUser) -> None:
    someone = make_person(
        "Nora", "Vidal", cast.esat, by=cast.mona, birth_date=clock.today().replace(year=1990, day=1)
    )
    paper = prepare_paper(
        actor=professional(cast.mona, cast.esat),
        person_id=someone.id,
        kind="mad",
        facts=facts_for(paper_kind("mad")),
    )
    bruno = as_user(cast.bruno, cast.esat)
    assert bruno.get(address(paper)).status_code == 200
    for rest in (("signer", "esat"), ("lien", "host")):
        assert bruno.get(address(paper, *rest)).status_code == 404


def test_of_two_representatives_the_form_asks_which_one_signs(
    cast: Cast, ines: Client, as_user: AsUser
) -> None:
    mother = mother_of(cast, cast.lea)
    mother_of(cast, cast.lea).__class__.unscoped.exclude(pk=mother.pk).update(name="Marc Marchand")
    url = f"/dossier/{cast.lea.id}/papiers/nouveau/pmsmp/"
    assert "Marc Marchand (sa mère)" in ines.get(url).content.decode()
    ines.post(url, posted_facts("pmsmp", representative=str(mother.id)))
    line = Signature.objects.get(role="legal_representative")
    assert (line.name, line.representative_id) == ("Sylvie Marchand", mother.id)


def test_under_tutelle_the_guardian_signs_and_the_person_is_told_so(
    cast: Cast, own: Client, david: Person
) -> None:
    guardian = mother_of(cast, david)
    guardian.kind = "tutelle"
    guardian.save()
    paper = pmsmp(cast, david)
    page = own.get(f"/mon-espace/papiers/{paper.id}/").content.decode()
    assert "Ce n’est pas à vous de signer ce papier." in page
    answer = own.post(f"/mon-espace/papiers/{paper.id}/", {"answer": "sign", "version": 1})
    assert answer.status_code == 404


def test_a_version_number_no_database_holds_is_a_404(
    cast: Cast, ines: Client, david: Person
) -> None:
    paper = pmsmp(cast, david)
    assert ines.get(address(paper, "version", 10**30)).status_code == 404


def test_opening_a_paper_leaves_a_line_the_person_can_read(
    cast: Cast, ines: Client, david: Person
) -> None:
    paper = pmsmp(cast, david)
    ines.get(address(paper, "version", 1))
    line = JournalEntry.objects.filter(event="documents:paper:read").get()
    assert (line.person_id, line.actor_id) == (str(david.id), str(cast.ines.id))


def test_the_check_says_found_or_not_and_nothing_else(cast: Cast, david: Person) -> None:
    paper = pmsmp(cast, david)
    content = bytes(paper.versions.get().pdf)

    def asked(sent: bytes) -> str:
        file = io.BytesIO(sent)
        file.name = "papier.pdf"
        return Client().post("/papier/verifier/", {"file": file}).content.decode()

    yes, no = asked(content), asked(content[:-1])
    assert "au caractère près" in yes
    assert "n’est pas un papier fait ici" in no
    for word in ("David", "Noël", "PMSMP", "Tilleuls", paper.reference):
        assert word not in yes
    assert Client().post("/papier/verifier/").status_code == 422


def test_the_list_costs_the_same_for_one_paper_or_ten(
    cast: Cast, ines: Client, david: Person, django_assert_max_num_queries: Any
) -> None:
    pmsmp(cast, david)
    url = f"/dossier/{david.id}/papiers/"
    with django_assert_max_num_queries(100) as one:
        ines.get(url)
    for _ in range(9):
        pmsmp(cast, david)
    with django_assert_max_num_queries(len(one.captured_queries)):
        page = ines.get(url).content.decode()
    assert page.count("Convention de PMSMP") >= 10
    assert len(one.captured_queries) <= 36
    bytes_read = [q["sql"] for q in one.captured_queries if '"pdf"' in q["sql"]]
    assert bytes_read == []


def test_a_sheet_noted_twice_is_said_in_words(cast: Cast, ines: Client, david: Person) -> None:
    paper = pmsmp(cast, david)
    record_paper_signature(
        actor=ines_of(cast),
        paper_id=paper.id,
        role=Role.HOST,
        signed_on=clock.today(),
        reference="4",
    )
    page = ines.get(address(paper, "noter", "host"))
    assert page.status_code == 422
    assert "n’attend plus cette signature" in page.content.decode()


def test_another_team_of_the_same_house_sees_the_same_paper(
    cast: Cast, david: Person, as_user: AsUser
) -> None:
    from passerelles.organisations.rules.roles import Role as HouseRole

    paper = pmsmp(cast, david)
    colleague = make_user("Omar", "Seck", cast.ime, HouseRole.WORKER, HouseRole.SIGNATORY)
    assert mission_signers(cast)[Role.PRESCRIBER].organisation_id == cast.ime.id
    assert "Signer" in as_user(colleague, cast.ime).get(address(paper)).content.decode()
