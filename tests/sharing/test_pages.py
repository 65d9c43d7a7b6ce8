"""The pages of sharing: overview, proposal, reads, requests, journal."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from passerelles.journal.models import JournalEntry
from passerelles.kernel.actors import acting_as
from passerelles.organisations.rules.roles import Role
from passerelles.sharing.actions.requests import mark_accepted, open_requests
from passerelles.sharing.models import AccessRequest, Agreement, ConsentRequest, Party
from passerelles.sharing.policy import decision
from passerelles.sharing.queries import due_items
from passerelles.sharing.queries.overview import last_day
from passerelles.sharing.rules.volets import OFTEN_USEFUL, Purpose, Verb, Volet
from tests.cast import Cast, make_agreement, make_person, make_user, professional
from tests.sharing.scenes import PDF, adult, mother_of, posted_terms, publish


def test_the_matrix_says_in_words_who_sees_what(
    cast: Cast, as_user: Any, django_assert_max_num_queries: Any
) -> None:
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    make_agreement(cast.lea, cast.geiq, Volet.SKILLS, purpose=Purpose.ORIENTATION)
    make_agreement(cast.lea, cast.cfa, Volet.IDENTITY, purpose=Purpose.TRAINING)
    client = as_user(cast.ines, cast.ime)
    with django_assert_max_num_queries(50):
        page = client.get(f"/dossier/{cast.lea.id}/partage/").content.decode()
    table = page[page.index("<tbody") : page.index("</tbody")]
    rows = [re.sub(r"<[^>]+>|\s+", " ", row) for row in table.split("<tr")[1:]]
    head = page[page.index("<thead") : page.index("</thead")]
    assert head.count("GEIQ Propreté du Val") == 2  # one column for each agreement
    assert len(rows) == 10
    (path,) = [row for row in rows if "Parcours" in row]
    assert path.count("ses propres écrits") == 1  # the IME, of its own mission
    assert path.count("voit et écrit") == 1
    assert path.count("ne voit pas") == 2
    (skills,) = [row for row in rows if "Compétences" in row]
    assert skills.count("voit et écrit") == 0
    assert skills.count("voit") - skills.count("ne voit pas") == 1
    assert "papier n° 1" not in page  # the reference stays with those who hold the paper


def test_a_sensitive_organisation_keeps_its_neutral_name_outside(cast: Cast, as_user: Any) -> None:
    cast.cfa.name, cast.cfa.sensitive = "CSAPA du Val", True
    cast.cfa.neutral_label = "service partenaire du Val"
    cast.cfa.save()
    make_agreement(cast.lea, cast.cfa, Volet.IDENTITY)
    page = as_user(cast.ines, cast.ime).get(f"/dossier/{cast.lea.id}/partage/").content.decode()
    assert "CSAPA" not in page
    assert "service partenaire du Val" in page
    own = as_user(cast.paul, cast.cfa).get(f"/dossier/{cast.lea.id}/partage/").content.decode()
    assert "CSAPA du Val" in own


@pytest.mark.parametrize("end", ["partage/", "lectures/", "partage/proposer/", "partage/terminer/"])
def test_a_stranger_finds_nothing(cast: Cast, as_user: Any, end: str) -> None:
    absent = as_user(cast.zoe, cast.stranger).get("/dossier/" + "0" * 8 + f"/{end}")
    hidden = as_user(cast.zoe, cast.stranger).get(f"/dossier/{cast.lea.id}/{end}")
    assert hidden.status_code == absent.status_code == 404


def test_who_may_not_share_reads_the_page_without_its_buttons(cast: Cast, as_user: Any) -> None:
    person = make_person("Inès", "Benali", cast.esat)
    client = as_user(cast.bruno, cast.esat)
    page = client.get(f"/dossier/{person.id}/partage/")
    assert page.status_code == 200
    assert "Proposer un partage" not in page.content.decode()
    assert client.get(f"/dossier/{person.id}/partage/proposer/").status_code == 404


def test_only_published_structures_are_found(cast: Cast, as_user: Any) -> None:
    publish(cast.geiq)
    client = as_user(cast.ines, cast.ime)
    url = f"/dossier/{cast.lea.id}/partage/proposer/"
    assert "GEIQ Propreté du Val" in client.get(url, {"q": "proprete val"}).content.decode()
    assert "CFA du Val" not in client.get(url, {"q": "val"}).content.decode()
    assert client.get(f"{url}{cast.cfa.id}/").status_code == 404
    assert client.post(f"{url}{cast.cfa.id}/", posted_terms()).status_code == 404


def test_a_proposal_is_read_then_proved_before_a_witness(cast: Cast, as_user: Any) -> None:
    publish(cast.geiq)
    david = adult(cast)
    client = as_user(cast.ines, cast.ime)
    url = f"/dossier/{david.id}/partage/proposer/{cast.geiq.id}/"
    form = client.get(url).content.decode()
    assert not re.search(r'name="sensitive"[^>]*checked', form)
    reading = client.post(url, posted_terms()).content.decode()
    assert "À lire avec la personne" in reading
    assert "Mon parcours" in reading
    assert "Dire non ne change rien" in reading
    assert not Agreement.objects.exists()
    wrong = client.post(url, posted_terms(step="proof", witness="Inès Belkacem"))
    assert wrong.status_code == 422
    assert "Inès Belkacem" in wrong.content.decode()
    done = client.post(url, posted_terms(step="proof", witness="Bruno Roche"))
    assert done.status_code == 302
    agreement = Agreement.objects.get()
    assert agreement.proof_reference == "témoin : Bruno Roche"
    assert Party.objects.get(organisation=cast.geiq).role == "employs"


def test_refused_terms_keep_what_was_typed(cast: Cast, as_user: Any) -> None:
    publish(cast.geiq)
    client = as_user(cast.ines, cast.ime)
    url = f"/dossier/{cast.lea.id}/partage/proposer/{cast.geiq.id}/"
    for changes, sentence in (
        ({"giver": "person"}, "mineure"),
        ({"giver": "both"}, "Aucun représentant"),
        ({"until_year": "2099"}, "trois ans"),
        ({"sensitive": "on"}, "toutes lettres"),
        ({"volets": []}, "Rien n’est choisi"),
    ):
        page = client.post(url, posted_terms(**changes))
        assert page.status_code == 422
        assert sentence in page.content.decode()
        assert re.search(r'value="employs"\s+selected', page.content.decode())


def test_a_representative_of_another_record_is_not_a_choice(cast: Cast, as_user: Any) -> None:
    publish(cast.geiq)
    stranger_s = mother_of(cast, make_person("Noé", "Autre", cast.stranger))
    url = f"/dossier/{cast.lea.id}/partage/proposer/{cast.geiq.id}/"
    page = as_user(cast.ines, cast.ime).post(
        url, posted_terms(giver="both", representative=str(stranger_s.id))
    )
    assert page.status_code == 422
    assert not Agreement.objects.exists()


def test_a_proposal_by_link_shows_link_and_code_once(cast: Cast, as_user: Any) -> None:
    publish(cast.geiq)
    david = adult(cast)
    client = as_user(cast.ines, cast.ime)
    url = f"/dossier/{david.id}/partage/proposer/{cast.geiq.id}/"
    page = client.post(url, posted_terms(way="link", step="proof", email=""))
    assert page.status_code == 200
    assert re.search(r"/accord/[\w-]{43}/", page.content.decode())
    request = ConsentRequest.objects.get()
    overview = client.get(f"/dossier/{david.id}/partage/").content.decode()
    assert "en attente" in overview
    assert page.context["code"] not in overview
    cancelled = client.post(f"/dossier/{david.id}/partage/demande/{request.id}/annuler/")
    assert cancelled.status_code == 302
    request.refresh_from_db()
    assert request.state == "cancelled"


def test_the_signed_paper_is_an_attachment_for_those_who_hold_it(
    cast: Cast, as_user: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    publish(cast.geiq)
    make_agreement(cast.lea, cast.cfa, Volet.IDENTITY)
    mother = mother_of(cast, cast.lea)
    client = as_user(cast.ines, cast.ime)
    client.post(
        f"/dossier/{cast.lea.id}/partage/proposer/{cast.geiq.id}/",
        posted_terms(
            giver="both",
            representative=str(mother.id),
            way="paper",
            step="proof",
            reference="classeur 3",
            scan=SimpleUploadedFile("../x.html", PDF),
        ),
    )
    agreement = Agreement.objects.get(receiver=cast.geiq)
    url = f"/dossier/{cast.lea.id}/partage/accord/{agreement.id}/papier/"
    response = client.get(url)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="accord.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == PDF
    assert JournalEntry.objects.filter(event="sharing:agreement:scan-read").count() == 1
    # Beside the person too, but neither giver nor receiver of this paper.
    assert as_user(cast.paul, cast.cfa).get(url).status_code == 404
    assert as_user(cast.zoe, cast.stranger).get(url).status_code == 404
    client.post(
        f"/dossier/{cast.lea.id}/partage/accord/{agreement.id}/retirer/", {"said_by": "person"}
    )
    assert as_user(cast.claire, cast.geiq).get(url).status_code == 404


def test_withdrawing_through_the_page(cast: Cast, as_user: Any) -> None:
    agreement = make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    client = as_user(cast.ines, cast.ime)
    url = f"/dossier/{cast.lea.id}/partage/accord/{agreement.id}/retirer/"
    assert "GEIQ Propreté du Val" in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 422
    page = client.post(url, {"said_by": "person"}, follow=True).content.decode()
    assert "L’accord est retiré" in page
    assert (
        as_user(cast.claire, cast.geiq).get(f"/dossier/{cast.lea.id}/partage/").status_code == 404
    )


def test_the_last_to_leave_says_that_it_knows(cast: Cast, as_user: Any) -> None:
    client = as_user(cast.ines, cast.ime)
    url = f"/dossier/{cast.lea.id}/partage/terminer/"
    refused = client.post(url, {})
    assert refused.status_code == 422
    assert "Personne d’autre" in refused.content.decode()
    assert client.post(url, {"nobody_follows": "on"}).status_code == 302
    assert client.get(f"/dossier/{cast.lea.id}/partage/").status_code == 404


def test_a_hand_over_is_taken_up_with_the_person_s_agreement_only(cast: Cast, as_user: Any) -> None:
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, purpose=Purpose.FOLLOW_UP)
    client = as_user(cast.claire, cast.geiq)
    url = f"/dossier/{cast.lea.id}/partage/reprendre/"
    assert client.post(url).status_code == 422
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, purpose=Purpose.HANDOVER)
    assert client.post(url).status_code == 302
    assert Party.objects.filter(organisation=cast.geiq, basis="mission", until=None).exists()


@pytest.fixture
def request_to_ime(cast: Cast) -> AccessRequest:
    publish(cast.geiq)
    twin = make_person("Lea", "MARCHAND", cast.geiq, by=cast.claire)
    return AccessRequest.objects.create(
        requester=cast.geiq, requester_person=twin, holder=cast.ime, holder_person=cast.lea
    )


def test_the_holder_compares_and_declines_and_the_requester_learns_nothing(
    cast: Cast, as_user: Any, request_to_ime: AccessRequest
) -> None:
    client = as_user(cast.ines, cast.ime)
    assert "GEIQ Propreté du Val" in client.get("/organisation/demandes/").content.decode()
    page = client.get(f"/organisation/demandes/{request_to_ime.id}/").content.decode()
    assert "prénom" in page
    assert "MARCHAND" not in page  # nothing of the other record is shown
    geiq = as_user(cast.claire, cast.geiq)
    before = geiq.get("/organisation/demandes/").content.decode()
    assert geiq.get(f"/organisation/demandes/{request_to_ime.id}/").status_code == 404
    assert client.post(f"/organisation/demandes/{request_to_ime.id}/classer/").status_code == 302
    request_to_ime.refresh_from_db()
    assert (request_to_ime.state, request_to_ime.decided_by) == ("declined", cast.ines)
    after = geiq.get("/organisation/demandes/").content.decode()
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", after) == token.sub("", before)
    assert not JournalEntry.objects.filter(
        event="sharing:request:decided", person_id=str(request_to_ime.requester_person_id)
    ).exists()


def test_the_page_closes_a_request_once_the_person_agreed(
    cast: Cast, as_user: Any, request_to_ime: AccessRequest
) -> None:
    client = as_user(cast.ines, cast.ime)
    url = f"/organisation/demandes/{request_to_ime.id}/reunir/"
    assert client.post(url).status_code == 422
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY)
    page = client.get(f"/organisation/demandes/{request_to_ime.id}/").content.decode()
    assert "accord donné" in page
    assert as_user(cast.zoe, cast.stranger).post(url).status_code == 404
    assert client.post(url).status_code == 302
    request_to_ime.refresh_from_db()
    assert request_to_ime.state == "accepted"


def test_a_request_is_accepted_by_the_agreement_that_answers_it(
    cast: Cast, request_to_ime: AccessRequest
) -> None:
    ines = professional(cast.ines, cast.ime)
    agreement = make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    done = mark_accepted(actor=ines, request=request_to_ime, agreement=agreement)
    assert done.state == "accepted"
    assert not open_requests(ines).exists()


def test_reads_are_told_to_the_professional_in_the_person_s_words(cast: Cast, as_user: Any) -> None:
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    as_user(cast.claire, cast.geiq).get(f"/dossier/{cast.lea.id}/partage/")
    client = as_user(cast.ines, cast.ime)
    client.get(f"/dossier/{cast.lea.id}/partage/")
    page = client.get(f"/dossier/{cast.lea.id}/lectures/").content.decode()
    assert "GEIQ Propreté du Val" in page
    assert "Qui je suis" in page
    assert "Claire" not in page
    assert "Inès Belkacem" in page


def test_the_journal_shows_one_s_own_organisation_only(cast: Cast, as_user: Any) -> None:
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY)
    as_user(cast.claire, cast.geiq).get(f"/dossier/{cast.lea.id}/partage/")
    as_user(cast.ines, cast.ime).get(f"/dossier/{cast.lea.id}/partage/")
    client = as_user(cast.karim, cast.ime)
    page = client.get("/organisation/journal/").content.decode()
    assert "Inès Belkacem" in page
    assert "Claire" not in page
    nothing = client.get("/organisation/journal/", {"kind": "security"}).content.decode()
    assert "Aucune ligne" in nothing
    wrong = client.get("/organisation/journal/", {"since_day": "40", "since_month": "1"})
    assert wrong.status_code == 422
    other = client.get("/organisation/journal/", {"member": str(cast.claire.id)})
    assert other.status_code == 422
    assert as_user(cast.ines, cast.ime).get("/organisation/journal/").status_code == 404


def test_what_is_due_is_named_only_to_those_who_may_see(cast: Cast) -> None:
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, days=10)
    claire = professional(cast.claire, cast.geiq)
    with acting_as(claire):
        (item,) = due_items(claire)
    assert (item.kind, item.person, item.person_id) == ("ending", "Léa M.", cast.lea.id)
    cast.lea.agreements.get()
    Agreement.objects.update(withdrawn_at=cast.lea.created_at)
    with acting_as(claire):
        assert due_items(claire) == []
    zoe = professional(cast.zoe, cast.stranger)
    with acting_as(zoe):
        assert due_items(zoe) == []


def test_a_request_is_due_for_its_holder(cast: Cast, request_to_ime: AccessRequest) -> None:
    ines, claire = professional(cast.ines, cast.ime), professional(cast.claire, cast.geiq)
    with acting_as(ines):
        assert [item.kind for item in due_items(ines)] == ["request"]
    with acting_as(claire):
        assert due_items(claire) == []


def test_two_agreements_never_add_up_through_the_pages(cast: Cast, as_user: Any) -> None:
    """Reading skills for an orientation never lets the GEIQ write them as a follow-up partner."""
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.SKILLS, purpose=Purpose.ORIENTATION)
    client = as_user(cast.claire, cast.geiq)
    access = client.get(f"/dossier/{cast.lea.id}/partage/").context["access"]
    assert access.may_write(Volet.PATH)
    assert access.may_read(Volet.SKILLS)
    assert not access.may_write(Volet.SKILLS)
    assert not decision(
        professional(cast.claire, cast.geiq), Verb.WRITE, cast.lea.id, Volet.SKILLS
    ).allowed


def test_a_company_without_accounts_is_said_to_read_through_its_tutor(
    cast: Cast, as_user: Any
) -> None:
    volets = (Volet.IDENTITY, Volet.PATH, Volet.PROGRESS, Volet.SENSITIVE)
    make_agreement(cast.lea, cast.company, *volets, purpose=Purpose.PLACEMENT)
    page = as_user(cast.ines, cast.ime).get(f"/dossier/{cast.lea.id}/partage/").content.decode()
    assert page.count("le tuteur voit et écrit, avec son lien") == 1
    assert page.count("le tuteur voit, avec son lien") == 2
    assert "voit et écrit</span>" not in page
    assert "deux colonnes" not in page
    make_user("Nora", "Vial", cast.company, Role.WORKER)
    page = as_user(cast.ines, cast.ime).get(f"/dossier/{cast.lea.id}/partage/").content.decode()
    assert "le tuteur" not in page


def test_an_organisation_with_two_columns_is_explained(cast: Cast, as_user: Any) -> None:
    make_agreement(cast.lea, cast.ime, Volet.IDENTITY, Volet.PATH)
    page = as_user(cast.ines, cast.ime).get(f"/dossier/{cast.lea.id}/partage/").content.decode()
    assert "Une structure a deux colonnes quand" in page


def ticked(page: str) -> set[str]:
    """Values of the boxes and buttons ticked in the form."""
    inputs = re.findall(r"<input[^>]*checked[^>]*>", page)
    return {value for tag in inputs for value in re.findall(r'value="([^"]*)"', tag)}


def test_what_is_often_useful_is_ticked_only_when_asked_for(cast: Cast, as_user: Any) -> None:
    publish(cast.geiq)
    client = as_user(cast.ines, cast.ime)
    url = f"/dossier/{cast.lea.id}/partage/proposer/{cast.geiq.id}/"
    plain = client.get(url).content.decode()
    assert "Souvent utile pour préparer et suivre une formation" in plain
    assert not ticked(plain) & {volet.value for volet in Volet}
    page = client.get(url, {"raison": "training"}).content.decode()
    assert "Souvent utile pour préparer et suivre une formation" in page
    useful = {"project", "path", "skills", "progress", "support_needs"}
    assert ticked(page) >= {"training", *useful}
    assert not ticked(page) & {"situation", "barriers", "documents", "sensitive", "on"}
    assert not re.search(r'name="sensitive"[^>]*checked', page)
    assert not ticked(client.get(url, {"raison": "autre"}).content.decode()) & useful


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_sensitive_volet_is_never_suggested(purpose: Purpose) -> None:
    assert Volet.SENSITIVE not in OFTEN_USEFUL[purpose]
    assert Volet.IDENTITY in OFTEN_USEFUL[purpose]


def test_an_agreement_is_proposed_again_to_another_structure(cast: Cast, as_user: Any) -> None:
    publish(cast.geiq)
    volets = (Volet.IDENTITY, Volet.PATH, Volet.SKILLS, Volet.SENSITIVE)
    given = make_agreement(cast.lea, cast.cfa, *volets, purpose=Purpose.TRAINING, days=77)
    client = as_user(cast.ines, cast.ime)
    choose = f"/dossier/{cast.lea.id}/partage/proposer/"
    overview = client.get(f"/dossier/{cast.lea.id}/partage/").content.decode()
    assert f"{choose}?comme={given.id}" in overview
    found = client.get(choose, {"comme": str(given.id), "q": "geiq"}).content.decode()
    target = f"{choose}{cast.geiq.id}/?comme={given.id}"
    assert target in found
    page = client.get(target).content.decode()
    assert "Repris de l’accord avec CFA du Val" in page
    assert ticked(page) >= {"training", "path", "skills"}
    assert not ticked(page) & {"progress", "sensitive", "on"}
    assert f'value="{last_day(given.valid_until).year}"' in page
    other = make_agreement(make_person("Noé", "Autre", cast.stranger), cast.cfa)
    for value in (other.id, "nimporte"):
        assert client.get(choose, {"comme": str(value)}).status_code == 404
