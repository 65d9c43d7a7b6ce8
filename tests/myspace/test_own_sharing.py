"""The person decides: looks, narrows, stops, answers what is proposed."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.sharing.actions import withdraw_agreement
from passerelles.sharing.models import Agreement, ConsentRequest
from passerelles.sharing.rules.volets import Purpose, Volet
from passerelles.sharing.visibility import in_force
from tests.cast import Cast, make_agreement, professional
from tests.myspace.own_space import TEAM_NOTE, Space, enter, propose


def agreements(space: Space) -> list[Agreement]:
    return list(Agreement.objects.filter(in_force(clock.now()), person=space.david))


def test_the_page_says_who_sees_what_until_when(space: Space) -> None:
    page = space.client.get(reverse("myspace:sharing")).content.decode()
    assert "GEIQ Propreté du Val" in page
    assert "Mes progrès" in page
    assert "Ce qui est très personnel" not in page
    assert "Jusqu’au" in page
    assert "Elle voit ce qu’elle a écrit." in page
    assert "Dire non ne change rien à votre accompagnement." in page


def test_the_preview_shows_what_the_organisation_sees_and_not_the_rest(
    space: Space, cast: Cast
) -> None:
    narrow = make_agreement(space.david, cast.cfa, Volet.IDENTITY, Volet.PROJECT)
    url = reverse("myspace:preview", args=[narrow.id])
    page = space.client.get(url).content.decode()
    assert "Voici ce que CFA du Val voit" in page
    assert "Travailler dehors" in page
    assert "Essai de nettoyage" not in page
    assert TEAM_NOTE not in page


def test_stopping_ends_the_professional_s_access_at_their_next_request(
    space: Space, cast: Cast, as_user: Any
) -> None:
    claire = as_user(cast.claire, cast.geiq)
    record = reverse("pathways:synthesis", kwargs={"person_id": space.david.id})
    assert claire.get(record).status_code == 200
    url = reverse("myspace:stop", args=[space.agreement_id])
    assert "Oui, j’arrête" in space.client.get(url).content.decode()
    assert claire.get(record).status_code == 200
    assert space.client.post(url).status_code == 302
    assert claire.get(record).status_code == 404
    assert space.client.post(url).status_code == 404


def test_narrowing_ends_one_agreement_and_begins_another(
    space: Space, cast: Cast, as_user: Any
) -> None:
    url = reverse("myspace:change", args=[space.agreement_id])
    changed = space.client.post(url, {"volets": [Volet.PATH.value]})
    assert changed.status_code == 302
    (new,) = agreements(space)
    assert new.id != space.agreement_id
    assert new.volets == [Volet.IDENTITY, Volet.PATH]
    assert new.receiver == cast.geiq
    assert new.collection == "own_space"
    former = Agreement.objects.get(pk=space.agreement_id)
    assert former.withdrawn_by == "person"
    claire = as_user(cast.claire, cast.geiq)
    wishes = reverse("people:wishes", kwargs={"person_id": space.david.id})
    assert "Travailler dehors" not in claire.get(wishes).content.decode()


def test_choosing_nothing_is_refused_and_changes_nothing(space: Space) -> None:
    url = reverse("myspace:change", args=[space.agreement_id])
    assert space.client.post(url, {}).status_code == 422
    assert [item.id for item in agreements(space)] == [space.agreement_id]


def test_the_very_personal_volet_cannot_be_slipped_in(space: Space) -> None:
    url = reverse("myspace:change", args=[space.agreement_id])
    page = space.client.post(url, {"volets": [Volet.PATH.value, Volet.SENSITIVE.value]})
    assert page.status_code == 422
    assert [item.id for item in agreements(space)] == [space.agreement_id]
    space.client.post(url, {"volets": [Volet.PATH.value], "personal": "on"})
    assert Volet.SENSITIVE not in agreements(space)[0].volets


def test_the_very_personal_volet_proposed_has_a_box_of_its_own_never_ticked_beforehand(
    space: Space, cast: Cast
) -> None:
    asked = propose(cast, space.david, cast.cfa, Volet.PATH, Volet.SENSITIVE)
    url = reverse("myspace:proposal", args=[asked.id])
    page = space.client.get(url)
    assert page.context["form"]["personal"].value() is False
    assert "La santé, une addiction, la justice." in page.content.decode()
    space.client.post(url, {"volets": [Volet.PATH.value], "personal": "on"})
    agreement = Agreement.objects.get(receiver=cast.cfa)
    assert Volet.SENSITIVE in agreement.volets
    assert agreement.legal_ground == "explicit_consent"
    change = reverse("myspace:change", args=[agreement.id])
    space.client.post(change, {"volets": [Volet.PATH.value]})
    (new,) = (item for item in agreements(space) if item.receiver == cast.cfa)
    assert new.volets == [Volet.IDENTITY, Volet.PATH]


def test_a_minor_stops_alone_but_does_not_agree_alone(cast: Cast) -> None:
    agreement = make_agreement(cast.lea, cast.geiq)
    client = enter(cast, cast.lea, by="ines")
    change = reverse("myspace:change", args=[agreement.id])
    assert "Vous avez moins de 18 ans." in client.get(change).content.decode()
    assert client.post(change, {"volets": [Volet.PATH.value]}).status_code == 422
    agreement.refresh_from_db()
    assert agreement.withdrawn_at is None
    assert client.post(reverse("myspace:stop", args=[agreement.id])).status_code == 302
    agreement.refresh_from_db()
    assert agreement.withdrawn_at is not None


def test_a_proposal_gives_nothing_before_a_yes_and_only_what_was_ticked(
    space: Space, cast: Cast, as_user: Any
) -> None:
    asked = propose(cast, space.david, cast.cfa, Volet.PATH, Volet.PROGRESS, Volet.BARRIERS)
    paul = as_user(cast.paul, cast.cfa)
    record = reverse("pathways:synthesis", kwargs={"person_id": space.david.id})
    assert paul.get(record).status_code == 404
    home = space.client.get(reverse("myspace:home")).content.decode()
    assert "J’attends votre réponse." in home
    url = reverse("myspace:proposal", args=[asked.id])
    assert "CFA du Val" in space.client.get(url).content.decode()
    preview = space.client.get(reverse("myspace:preview_proposal", args=[asked.id]))
    assert "Essai de nettoyage" in preview.content.decode()
    assert paul.get(record).status_code == 404
    assert space.client.post(url, {"volets": [Volet.PATH.value]}).status_code == 302
    agreement = Agreement.objects.get(receiver=cast.cfa)
    assert agreement.volets == [Volet.IDENTITY, Volet.PATH]
    assert paul.get(record).status_code == 200
    assert space.client.post(url, {"volets": [Volet.PROGRESS.value]}).status_code == 404
    assert Agreement.objects.filter(receiver=cast.cfa).count() == 1


def test_more_than_what_is_proposed_cannot_be_given(space: Space, cast: Cast) -> None:
    asked = propose(cast, space.david, cast.cfa, Volet.PATH)
    url = reverse("myspace:proposal", args=[asked.id])
    assert space.client.post(url, {"volets": [Volet.PROGRESS.value]}).status_code == 422
    assert not Agreement.objects.filter(receiver=cast.cfa).exists()


def test_saying_no_costs_nothing_and_ends_the_proposal(space: Space, cast: Cast) -> None:
    asked = propose(cast, space.david, cast.cfa, Volet.PATH)
    answered = space.client.post(reverse("myspace:refuse", args=[asked.id]), follow=True)
    assert "Cela ne change rien pour vous." in answered.content.decode()
    asked.refresh_from_db()
    assert asked.state == ConsentRequest.State.REFUSED
    assert [item.id for item in agreements(space)] == [space.agreement_id]
    assert "J’attends votre réponse." not in answered.content.decode()


def test_a_proposal_for_two_is_not_accepted_by_one(space: Space, cast: Cast) -> None:
    asked = propose(cast, space.david, cast.cfa, Volet.PATH, addressee="both")
    url = reverse("myspace:proposal", args=[asked.id])
    assert "doit signer avec vous" in space.client.get(url).content.decode()
    assert space.client.post(url, {"volets": [Volet.PATH.value]}).status_code == 404
    assert not Agreement.objects.filter(receiver=cast.cfa).exists()


def test_another_person_s_agreement_or_proposal_is_not_found(space: Space, cast: Cast) -> None:
    asked = propose(cast, space.david, cast.cfa, Volet.PATH)
    lea: Client = enter(cast, cast.lea, by="ines")
    for name, identifier in (
        ("preview", space.agreement_id),
        ("change", space.agreement_id),
        ("stop", space.agreement_id),
        ("proposal", asked.id),
        ("preview_proposal", asked.id),
    ):
        url = reverse(f"myspace:{name}", args=[identifier])
        assert lea.get(url).status_code == 404, name
        if not name.startswith("preview"):
            assert lea.post(url, {"volets": [Volet.PATH.value]}).status_code == 404, name
    assert lea.post(reverse("myspace:refuse", args=[asked.id])).status_code == 404
    asked.refresh_from_db()
    assert asked.state == ConsentRequest.State.SENT
    assert [item.id for item in agreements(space)] == [space.agreement_id]


def test_the_person_sees_that_somebody_else_ended_an_agreement_in_her_name(
    space: Space, cast: Cast
) -> None:
    given = make_agreement(space.david, cast.cfa, Volet.IDENTITY, Volet.PROJECT)
    for name in ("myspace:home", "myspace:sharing"):
        assert "Un partage est arrêté" not in space.client.get(reverse(name)).content.decode()
    withdraw_agreement(actor=professional(cast.claire, cast.geiq), agreement_id=given.id)
    for name in ("myspace:home", "myspace:sharing"):
        page = space.client.get(reverse(name)).content.decode()
        assert "<b>CFA du Val</b> ne voit plus votre dossier" in page
        assert "GEIQ Propreté du Val l’a arrêté pour vous" in page


def test_what_the_person_stops_herself_is_not_announced_to_her(space: Space) -> None:
    space.client.post(reverse("myspace:stop", args=[space.agreement_id]))
    page = space.client.get(reverse("myspace:home")).content.decode()
    assert "Un partage est arrêté" not in page


def test_the_person_reads_that_only_her_tutor_sees_for_a_company(space: Space, cast: Cast) -> None:
    volets = (Volet.IDENTITY, Volet.PROGRESS)
    make_agreement(space.david, cast.company, *volets, purpose=Purpose.PLACEMENT)
    page = space.client.get(reverse("myspace:sharing")).content.decode()
    assert "Seul votre tuteur lit, avec son lien." in page
    assert "Il écrit seulement dans « Mes progrès »." in page
    assert page.count("Elle peut aussi écrire.") == 1  # the GEIQ, whose members have accounts
