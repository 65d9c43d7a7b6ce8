"""A GEIQ keeps the list of its adherents, most of whom have no account here to say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations.actions.adherents import add_adherents, end_adherent
from passerelles.organisations.models import Adherent, NetworkMembership, Organisation, Site
from passerelles.organisations.rules.adherents import AdherentLine, typed_lines
from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_organisation, make_user, professional

PAGE = "/organisation/accueils/"
ADD = "/organisation/accueils/adherents/ajouter/"
SIRET = "35600000000048"


def test_one_company_a_line_by_its_name_its_siret_or_both() -> None:
    text = f"  Boulangerie   du Pré \n\n{SIRET}\nSerres du Val ; 356 000 000 00048\nSerres du Val;{SIRET}"
    assert typed_lines(text) == (
        AdherentLine("Boulangerie du Pré"),
        AdherentLine("", SIRET),
        AdherentLine("Serres du Val", SIRET),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  \n ", "Aucune entreprise"),
        ("Serres\nSerres du Val ; 123", "Ligne 2"),
        ("x" * 161, "dépasse 160 caractères"),
        ("Serres 2 85 05 78 006 084 36", "sécurité sociale"),
        ("\n".join(f"Entreprise {n}" for n in range(201)), "Plus de 200"),
    ],
)
def test_a_line_that_cannot_be_read_is_said_with_its_number(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        typed_lines(text)


@pytest.fixture
def town(cast: Cast) -> Cast:
    Organisation.objects.update(published_at=clock.now())
    return cast


@pytest.fixture
def client(town: Cast, as_user: Callable[..., Client]) -> Client:
    return as_user(town.claire, town.geiq)


def _text(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return unescape(response.content.decode())


def test_eighty_companies_without_account_are_pasted_at_once(town: Cast, client: Client) -> None:
    assert "Ajouter des adhérents" in _text(client.get(PAGE))
    names = "\n".join(["Netclair", *(f"Entreprise du Val {n}" for n in range(79))])
    since = {"since_day": "6", "since_month": "4", "since_year": "2021"}
    page = _text(client.post(ADD, {"companies": names, **since}, follow=True))
    assert "80 adhérents ajoutés. 79 sont gardés par leur nom" in page
    assert "80 adhérents dans votre réseau" in page
    assert "depuis le 6 avril 2021" in page
    assert page.count("n’a encore accueilli personne") == 80
    known = Adherent.objects.get(company__isnull=False)
    assert (known.company, known.name) == (town.company, "")
    assert JournalEntry.objects.filter(event="organisations:adherent:added").count() == 80


def test_all_or_none_is_written_and_what_was_typed_stays(town: Cast, client: Client) -> None:
    add_adherents(actor=_claire(town), companies="Serres du Val")
    page = _text(client.post(ADD, {"companies": "Boulangerie\nSERRES du val"}), 422)
    assert "« SERRES du val » est déjà dans la liste." in page
    assert "Boulangerie\nSERRES du val" in page
    assert Adherent.objects.count() == 1


def test_a_company_is_found_by_the_siret_of_one_of_its_sites(town: Cast) -> None:
    Site.objects.create(organisation=town.company, siret=SIRET)
    with pytest.raises(Refusal, match="Écrivez aussi son nom"):
        add_adherents(actor=_claire(town), companies="732 829 320 00074")
    (row,) = add_adherents(actor=_claire(town), companies=f"Un autre nom ; {SIRET}")
    assert row.company == town.company


def test_two_of_the_same_name_are_not_guessed_between(town: Cast) -> None:
    make_organisation("netclair", "company", published_at=clock.now())
    with pytest.raises(Refusal, match="Ajoutez son SIRET"):
        add_adherents(actor=_claire(town), companies="Netclair")


def test_the_name_of_a_sensitive_service_finds_nothing(town: Cast) -> None:
    make_organisation("CSAPA Zibeline", "addiction", sensitive=True, published_at=clock.now())
    (row,) = add_adherents(actor=_claire(town), companies="CSAPA Zibeline")
    assert row.company is None


def test_an_adherent_leaves_on_a_day_and_may_come_back(town: Cast, client: Client) -> None:
    (row,) = add_adherents(actor=_claire(town), companies="Netclair", since=date(2021, 4, 6))
    end = reverse("organisations:adherent_end", args=[row.pk])
    assert end in _text(client.get(PAGE))
    day = {"until_day": "1", "until_month": "3", "until_year": "2021", "version": "1"}
    assert "La fin précède le début." in _text(client.post(end, day), 422)
    client.post(end, {**day, "until_year": "2024"})
    row.refresh_from_db()
    assert row.until == date(2024, 3, 1)
    assert "Netclair" not in _text(client.get(PAGE))
    with pytest.raises(Conflict):
        end_adherent(actor=_claire(town), adherent_id=row.pk, version=1, until=date(2024, 3, 1))
    with pytest.raises(Refusal, match="déjà dans la liste"):
        add_adherents(actor=_claire(town), companies="Netclair", since=date(2023, 1, 1))
    add_adherents(actor=_claire(town), companies="Netclair", since=date(2025, 1, 1))
    assert "depuis le 1 janvier 2025" in _text(client.get(PAGE)).replace("1er", "1")


def test_only_the_group_itself_writes_and_reads_its_list(
    town: Cast, as_user: Callable[..., Client]
) -> None:
    (row,) = add_adherents(actor=_claire(town), companies="Serres du Val")
    other = make_organisation("GEIQ d’à côté", "geiq")
    for actor in (professional(town.mona, town.esat), professional(town.zoe, other)):
        with pytest.raises(Hidden):
            end_adherent(actor=actor, adherent_id=row.pk, version=1, until=clock.today())
    with pytest.raises(Hidden):  # nobody adheres to an ESAT
        add_adherents(actor=professional(town.mona, town.esat), companies="Serres du Val")
    page = as_user(town.mona, town.esat)
    assert page.get(ADD).status_code == 404
    assert "Ajouter des adhérents" not in _text(page.get(PAGE))
    assert "Serres du Val" not in _text(page.get(PAGE))


def test_a_company_says_on_its_own_profile_that_it_belongs_to_the_geiq(
    town: Cast, as_user: Callable[..., Client]
) -> None:
    keeper = make_user("Yann", "Petit", town.company, Role.DIRECTORY)
    profile = as_user(keeper, town.company)
    form = reverse("organisations:part_add", args=["reseaux"])
    assert "GEIQ Propreté du Val" in _text(profile.get(form))
    profile.post(form, {"network": str(town.geiq.pk), "version": "0"})
    assert NetworkMembership.objects.get().network == town.geiq
    assert "Netclair" in _text(as_user(town.claire, town.geiq).get(PAGE))


def _claire(town: Cast) -> Any:
    return professional(town.claire, town.geiq)
