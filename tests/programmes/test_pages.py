"""Programmes on screen: everybody reads the shipped ones, an administrator writes the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from passerelles.journal.models import JournalEntry
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.programmes import actions, queries
from passerelles.programmes.models import (
    OrganisationProgramme,
    ProgrammeMembership,
    ProgrammeVersion,
)
from tests.cast import Cast, professional

LIST = "/programmes/"
TAPAJ = "/programmes/modeles/tapaj/"
FIRST_DAY = date(2026, 1, 5)


@pytest.fixture
def admin(cast: Cast, as_user: Callable[..., Client]) -> Client:
    return as_user(cast.karim, cast.ime)


@pytest.fixture
def worker(cast: Cast, as_user: Callable[..., Client]) -> Client:
    return as_user(cast.ines, cast.ime)


@pytest.fixture
def copied(cast: Cast) -> OrganisationProgramme:
    version = actions.copy_programme(
        actor=professional(cast.karim, cast.ime),
        code="tapaj",
        label="TAPAJ du Val",
        starts_on=FIRST_DAY,
    )
    return version.programme


def _text(response: Any) -> str:
    return unescape(response.content.decode())


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}  # fmt: skip


def _rows(name: str, *rows: dict[str, str]) -> dict[str, str]:
    typed = {f"{name}-TOTAL_FORMS": str(len(rows)), f"{name}-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        typed |= {f"{name}-{number}-{field}": value for field, value in row.items()}
    return typed


def typed_programme(**changed: str) -> dict[str, str]:
    """A programme of two steps, one passage and a monthly meeting."""
    return {
        "label": "Coup de pouce",
        "plain": "On avance ensemble.",
        **_day("starts_on", FIRST_DAY),
        "age_min": "18",
        "contract_created": "on",
        "judgments": "la personne en a envie",
        **_rows(
            "phases",
            {"label": "Découverte", "weekly_hours_max": "10,5"},
            {"label": "Essai", "accompaniments": "Un tuteur\n\nUne visite"},
        ),
        **_rows(
            "gates",
            {
                "label": "Prêt",
                "source": "1",
                "target": "2",
                "decision": "on",
                "decided_by": "l’équipe",
            },
        ),
        **_rows(
            "duties",
            {"label": "Se voir", "rhythm": "repeated", "every_months": "1", "phase": "2"},
        ),
        **_rows("measures"),
        **changed,
    }


def test_anybody_reads_the_shipped_programmes(client: Client, db: None) -> None:
    text = _text(client.get(LIST))
    for programme in shipped_programmes().values():
        assert programme.label in text
    assert "Ceux de votre structure" not in text


@pytest.mark.parametrize("code", list(shipped_programmes()))
def test_each_shipped_programme_is_read_and_printed(client: Client, db: None, code: str) -> None:
    programme = shipped_programmes()[code]
    for address in (f"/programmes/modeles/{code}/", f"/programmes/modeles/{code}/imprimer/"):
        response = client.get(address)
        text = _text(response)
        assert response.status_code == 200
        assert "pas de la loi" in text
        assert all(phase.label in text for phase in programme.phases)
        assert all(item.what in text for item in programme.to_settle)
        assert "Copier et changer" not in text


def test_tapaj_says_its_ages_its_pay_and_what_is_not_known(client: Client, db: None) -> None:
    text = _text(client.get(TAPAJ))
    assert "De 18 à 25 ans inclus" in text
    assert "40,00" in text
    assert "payé le jour même" in text
    assert "décision humaine : l’équipe qui accompagne" in text
    assert "Seuil d’assiduité" in text


def test_a_programme_nobody_ships_does_not_exist(client: Client, db: None) -> None:
    assert client.get("/programmes/modeles/licorne/").status_code == 404


def test_copying_gives_a_programme_of_ones_own_and_a_form_to_change_it(
    admin: Client, cast: Cast
) -> None:
    response = admin.post(
        f"{TAPAJ}copier/", {"label": "TAPAJ du Val", **_day("starts_on", FIRST_DAY)}
    )
    row = OrganisationProgramme.objects.get(organisation=cast.ime)
    assert response.status_code == 302
    assert response["Location"] == f"/programmes/{row.pk}/changer/"
    assert (row.code, row.origin) == ("tapaj_du_val", "tapaj")
    entry = JournalEntry.objects.get(event="programmes:programme:copied")
    assert entry.details["origin"] == "tapaj"
    form = _text(admin.get(response["Location"]))
    assert "Premier lien" in form
    assert 'value="4"' in form


def test_the_engine_finds_the_version_in_force_on_each_day(
    cast: Cast, copied: OrganisationProgramme
) -> None:
    actor = professional(cast.karim, cast.ime)
    data = {**copied.versions.get().data, "entry": {"age_min": 16, "age_max": 25}}
    actions.publish_version(
        actor=actor, programme_id=copied.pk, seen=1, data=data, starts_on=date(2026, 6, 1)
    )

    def age_on(day: date) -> int | None:
        programme = queries.programme_for(cast.ime.pk, "tapaj_du_val", day)
        assert programme is not None
        return programme.entry.age_min

    assert [age_on(date(2026, 5, 31)), age_on(date(2026, 6, 1))] == [18, 16]
    assert age_on(date(2025, 1, 1)) == 18
    assert queries.programme_for(cast.geiq.pk, "tapaj_du_val", FIRST_DAY) is None
    assert queries.programme_for(cast.geiq.pk, "tapaj", FIRST_DAY) == shipped_programmes()["tapaj"]


def test_an_administrator_writes_a_programme_from_the_form(admin: Client, cast: Cast) -> None:
    response = admin.post("/programmes/nouveau/", typed_programme())
    assert response.status_code == 302
    version = ProgrammeVersion.objects.get(programme__organisation=cast.ime)
    programme = version.content
    assert [phase.code for phase in programme.phases] == ["decouverte", "essai"]
    assert str(programme.phases[0].weekly_hours_max) == "10.5"
    assert programme.phases[1].accompaniments == ("Un tuteur", "Une visite")
    assert [(g.source, g.target) for g in programme.gates] == [("decouverte", "essai")]
    assert programme.duties[0].phase == "essai"
    assert programme.entry.judgments[0].label == "la personne en a envie"
    page = _text(admin.get(response["Location"]))
    assert "Pour aller à « Essai »" in page
    assert "À partir de 18 ans" in page


def test_asking_for_one_more_step_keeps_everything_and_judges_nothing(admin: Client) -> None:
    response = admin.post("/programmes/nouveau/", typed_programme(label="", more="phases"))
    text = _text(response)
    assert response.status_code == 200
    assert "chose à corriger" not in text
    assert 'name="phases-TOTAL_FORMS" value="3"' in text
    assert 'value="10,5"' in text
    assert "2. Essai" in text
    assert "on avance ensemble" in text.lower()
    assert not OrganisationProgramme.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"label": ""}, "Nom du programme : Remplissez cette case."),
        ({"age_max": "15"}, "âge minimal"),
        ({"gates-0-target": "1"}, "une autre phase"),
        ({"gates-0-decided_by": ""}, "qui décide"),
        ({"duties-0-every_months": ""}, "tous les combien de mois"),
        ({"months": "6", "advised_months": "12"}, "conseillée"),
        ({"phases-0-label": "", "phases-0-code": ""}, "Remplissez cette case"),
        ({"summary": "Voir 1 84 12 76 451 089 46"}, "sécurité sociale"),
    ],
)
def test_a_refused_programme_says_why_and_keeps_what_was_typed(
    admin: Client, changed: dict[str, str], sentence: str
) -> None:
    response = admin.post("/programmes/nouveau/", typed_programme(**changed))
    text = _text(response)
    assert response.status_code == 422
    assert sentence in text
    assert "Un tuteur" in text
    assert 'value="Essai"' in text
    assert not OrganisationProgramme.objects.exists()


def test_a_step_may_be_taken_away_and_its_passage_is_then_asked_for(admin: Client) -> None:
    response = admin.post("/programmes/nouveau/", typed_programme(**{"phases-1-remove": "on"}))
    assert response.status_code == 422
    assert "n’existe pas" in _text(response)
    taken = {"phases-1-remove": "on", "gates-0-remove": "on", "duties-0-remove": "on"}
    assert admin.post("/programmes/nouveau/", typed_programme(**taken)).status_code == 302
    version = ProgrammeVersion.objects.get()
    assert [phase.label for phase in version.content.phases] == ["Découverte"]
    assert not version.content.gates


def test_changing_publishes_a_new_version_and_keeps_what_the_form_does_not_show(
    cast: Cast, admin: Client
) -> None:
    copied = actions.copy_programme(
        actor=professional(cast.karim, cast.ime), code="eiti", label="EITI", starts_on=FIRST_DAY
    ).programme
    page = f"/programmes/{copied.pk}/changer/"
    sides = "Inclusion\nEntrepreneuriat\nCommercial"
    typed = typed_programme(seen="1", label="EITI d’ici", plain="À son compte.", dimensions=sides)
    assert admin.post(page, typed).status_code == 302
    old, new = copied.versions.order_by("number")
    assert (old.label, new.label) == ("EITI", "EITI d’ici")
    assert new.content.dimensions == old.content.dimensions
    assert new.number == 2
    own = _text(admin.get(f"/programmes/{copied.pk}/"))
    assert "Version 1" in own
    assert "EITI d’ici" in own
    before = _text(admin.get(f"/programmes/{copied.pk}/?version=1"))
    assert "Vous lisez la version 1" in before
    assert admin.get(f"/programmes/{copied.pk}/?version=9").status_code == 404
    assert admin.get(f"/programmes/{copied.pk}/?version=x").status_code == 404


def test_sending_the_form_of_a_copy_back_unchanged_changes_nothing(
    cast: Cast, admin: Client, copied: OrganisationProgramme
) -> None:
    """What a browser would send back from the page, field by field."""
    from html.parser import HTMLParser

    class Sent(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.fields: list[tuple[str, str]] = []
            self.open = ""
            self.select = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            values = {name: value or "" for name, value in attrs}
            name = values.get("name", "")
            if tag == "select":
                self.select = name
            elif tag == "option" and self.select not in dict(self.fields):
                # A browser sends the first option when none is chosen.
                self.fields.append((self.select, values.get("value", "")))
            elif tag == "option" and "selected" in values:
                self.fields = [f for f in self.fields if f[0] != self.select]
                self.fields.append((self.select, values.get("value", "")))
            elif tag == "textarea":
                self.open = name
                self.fields.append((name, ""))
            elif tag == "input" and name:
                ticked = values.get("type") != "checkbox" or "checked" in values
                if ticked:
                    default = "on" if values.get("type") == "checkbox" else ""
                    self.fields.append((name, values.get("value", default)))

        def handle_data(self, data: str) -> None:
            if self.open:
                self.fields[-1] = (self.open, self.fields[-1][1] + data)

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.open = ""

    page = f"/programmes/{copied.pk}/changer/"
    sent = Sent()
    sent.feed(admin.get(page).content.decode())
    typed: dict[str, list[str]] = {}
    for name, value in sent.fields:
        typed.setdefault(name, []).append(value)
    response = admin.post(page, typed)
    assert response.status_code == 302, _text(response)
    old, new = copied.versions.order_by("number")
    assert {**new.data, "version": 1} == {**old.data, "version": 1}


def test_two_administrators_at_once_do_not_overwrite_each_other(
    cast: Cast, admin: Client, copied: OrganisationProgramme
) -> None:
    page = f"/programmes/{copied.pk}/changer/"
    assert admin.post(page, typed_programme(seen="1")).status_code == 302
    assert admin.post(page, typed_programme(seen="1")).status_code == 409
    assert copied.versions.count() == 2


def test_a_version_may_not_begin_before_the_one_it_follows(
    cast: Cast, copied: OrganisationProgramme
) -> None:
    with pytest.raises(Refusal, match="avant la précédente"):
        actions.publish_version(
            actor=professional(cast.karim, cast.ime),
            programme_id=copied.pk,
            seen=1,
            data=copied.versions.get().data,
            starts_on=date(2026, 1, 4),
        )


def test_a_published_version_is_never_rewritten(copied: OrganisationProgramme) -> None:
    version = copied.versions.get()
    version.label = "Autre"
    with pytest.raises(DatabaseError), transaction.atomic():
        version.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        version.delete()


def test_only_administrators_write_and_only_the_team_reads(
    cast: Cast,
    worker: Client,
    client: Client,
    as_user: Callable[..., Client],
    copied: OrganisationProgramme,
) -> None:
    own = f"/programmes/{copied.pk}/"
    assert worker.get(own).status_code == 200
    assert "Changer" not in _text(worker.get(own))
    for address in (f"{own}changer/", f"{TAPAJ}copier/", "/programmes/nouveau/"):
        assert worker.get(address).status_code == 404
        assert worker.post(address, typed_programme()).status_code == 404
    stranger = as_user(cast.zoe, cast.stranger)
    for address in (own, f"{own}imprimer/", f"{own}changer/"):
        assert stranger.get(address).status_code == 404
        assert client.get(address).status_code == 302
    assert "TAPAJ du Val" not in _text(stranger.get(LIST))
    assert "TAPAJ du Val" in _text(worker.get(LIST))
    with pytest.raises(Hidden):
        actions.publish_version(
            actor=professional(cast.zoe, cast.stranger),
            programme_id=copied.pk,
            seen=1,
            data={},
            starts_on=FIRST_DAY,
        )


def test_an_own_programme_is_printed(worker: Client, copied: OrganisationProgramme) -> None:
    text = _text(worker.get(f"/programmes/{copied.pk}/imprimer/"))
    assert "TAPAJ du Val" in text
    assert "Version 1" in text


def test_belonging_to_a_network_is_noted_ended_and_read_by_the_engine(
    admin: Client, worker: Client, cast: Cast
) -> None:
    assert queries.is_member(cast.ime.pk, "convergence", FIRST_DAY) is None
    typed = {"code": "convergence", "source": "Convention 2026", **_day("starts_on", FIRST_DAY)}
    assert worker.post("/programmes/adhesions/noter/", typed).status_code == 404
    assert admin.post("/programmes/adhesions/noter/", typed).status_code == 302
    assert admin.post("/programmes/adhesions/noter/", typed).status_code == 422
    row = ProgrammeMembership.objects.get()
    end = f"/programmes/adhesions/{row.pk}/fin/"
    last = date(2026, 6, 30)
    assert worker.get(end).status_code == 404
    assert admin.post(end, {"version": "1", **_day("ends_on", date(2026, 1, 4))}).status_code == 422
    assert admin.post(end, {"version": "1", **_day("ends_on", last)}).status_code == 302
    assert admin.get(end).status_code == 404
    days = [date(2026, 1, 4), FIRST_DAY, last, date(2026, 7, 1)]
    assert [queries.is_member(cast.ime.pk, "convergence", day) for day in days] == [
        False, True, True, False,
    ]  # fmt: skip
    assert queries.memberships_on(cast.ime.pk, last) == ("convergence",)
    assert queries.memberships_on(cast.ime.pk, date(2026, 7, 1)) == ()
    text = _text(worker.get(LIST))
    assert "Convention 2026" in text
    assert "Noter la fin" not in text


def test_ending_a_membership_somebody_else_changed_is_a_conflict(cast: Cast) -> None:
    actor = professional(cast.karim, cast.ime)
    row = actions.declare_membership(
        actor=actor, code="convergence", source="Convention", starts_on=FIRST_DAY
    )
    with pytest.raises(Conflict):
        actions.end_membership(actor=actor, membership_id=row.pk, version=9, ends_on=FIRST_DAY)


def test_pages_ask_few_queries_however_many_programmes(
    admin: Client, cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    actor = professional(cast.karim, cast.ime)
    for number in range(6):
        version = actions.copy_programme(
            actor=actor, code="tapaj", label=f"Copie {number}", starts_on=FIRST_DAY
        )
    admin.get(LIST)  # the first page of a session also writes it
    with django_assert_max_num_queries(7):
        admin.get(LIST)
    with django_assert_max_num_queries(7):
        admin.get(f"/programmes/{version.programme_id}/")
    with django_assert_max_num_queries(7):
        admin.get(f"/programmes/{version.programme_id}/changer/")
