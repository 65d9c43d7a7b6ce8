"""« En même temps » on the page of work, and the form that refuses what would go beyond."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.law.findings import Severity
from passerelles.law.work_kinds import work_kinds
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work_law import facts_of, reader_of
from passerelles.pathways.rules.work import leaves_a_place
from passerelles.people.models import Person
from passerelles.rulebook.models import ParameterOverride
from passerelles.sharing.policy import open_record
from tests.cast import Cast, make_agreement
from tests.pathways.test_work import MENTIONS, mad, opened
from tests.pathways.test_work_pages import boxes
from tests.pathways.work_scenes import day, mona, sami, works_at_the_esat

AsUser = Callable[..., Client]
pytestmark = pytest.mark.django_db


class Desk:
    """Mona's browser on the record of Sami, who works 17,5 h at the ESAT."""

    def __init__(self, cast: Cast, client: Client) -> None:
        self.cast, self.client = cast, client
        self.person: Person = sami(cast)
        make_agreement(self.person, cast.company)  # so that it is among the places proposed
        self.place = works_at_the_esat(cast, self.person)

    def job(self, **changed: Any) -> WorkDraft:
        values: dict[str, Any] = {
            "kind": "esat_shared_time",
            "start": day(-3),
            "weekly_hours": Decimal("15"),
            "employer": PlaceDraft(self.cast.company.id),
        }
        return WorkDraft(**{**values, **changed})

    def has(self, **changed: Any) -> WorkSituation:
        return opened(self.cast, self.person, self.job(**changed))

    def block(self) -> str:
        """What the page says under « En même temps », empty when nothing."""
        page = _read(self.client.get(reverse("pathways:work", args=[self.person.id])))
        _before, _title, after = page.partition("En même temps")
        return after.partition("</section>")[0]

    def types(self, kind: str, **told: Any) -> Any:
        """The form of a new situation, saved as it stands."""
        url = reverse("pathways:new_work", args=[self.person.id, kind])
        return self.client.post(url, {**boxes("start", day(0)), "go": "save", **told})

    def types_job(self, hours: str, **told: Any) -> Any:
        given = {"weekly_hours": hours, "employer": str(self.cast.company.id), **told}
        return self.types("esat_shared_time", **given)


def _read(response: Any) -> str:
    return unescape(response.content.decode()).replace("\u202f", " ").replace("\xa0", " ")


@pytest.fixture
def desk(cast: Cast, as_user: AsUser) -> Desk:
    return Desk(cast, as_user(cast.mona, cast.esat))


def _law_total(desk: Desk, situation: WorkSituation) -> Any:
    access = open_record(mona(desk.cast), desk.person.id)
    reader = reader_of(mona(desk.cast), access)
    return reader.consult(facts_of(situation), besides=situation.id).answer


def test_a_job_past_its_planned_last_day_counts_neither_on_the_page_nor_in_the_law(
    desk: Desk,
) -> None:
    """Personne n’a encore noté la fin du CDD ; ni la page ni le droit ne l’ajoutent."""
    desk.has(start=day(-60), end=day(-1), weekly_hours=Decimal("17.5"))
    assert desk.block() == ""
    now = desk.has(start=day(0), weekly_hours=Decimal("17.5"))
    assert "35 h par semaine en tout" in desk.block()
    answer = _law_total(desk, now)
    assert answer.computed["total_weekly_hours"] == Decimal("35")
    assert not answer.of(Severity.BLOCK)


@pytest.mark.parametrize(("end", "counted"), [(0, True), (-1, False)])
def test_the_last_day_itself_still_counts(desk: Desk, end: int, counted: bool) -> None:
    desk.has(start=day(-60), end=day(end))
    assert ("32,5 h par semaine en tout" in desk.block()) is counted


def test_what_ended_today_is_over_and_does_not_add_to_a_return_of_the_same_day(desk: Desk) -> None:
    job = desk.has(start=day(-60))
    assert "32,5 h" in desk.block()
    WorkSituation.unscoped.filter(pk=job.pk).update(state="ended", ended_on=day(0))
    assert desk.block() == ""


def test_a_suspended_job_is_not_worked(desk: Desk) -> None:
    job = desk.has()
    WorkSituation.unscoped.filter(pk=job.pk).update(state="suspended", suspended_on=day(0))
    assert desk.block() == ""


def test_the_ceiling_is_the_one_the_organisation_reads_the_law_with(desk: Desk) -> None:
    """Le même plafond que sur la page d’une situation, avec le nom de qui l’a réglé."""
    job = desk.has()
    ParameterOverride.objects.create(
        organisation=desk.cast.esat,
        key="esat_shared_hours_max",
        value=Decimal(30),
        starts_on=day(-10),
        source="Accord",
        reason="Accord",
        author=desk.cast.mona,
    )
    block = desk.block()
    assert "au plus 30 h par semaine" in block
    assert desk.cast.esat.name in block
    assert "au-delà du plafond" in block
    assert "30 h par semaine" in _law_total(desk, job).of(Severity.BLOCK)[0].message


def test_kinds_whose_form_asks_no_hours_are_not_hours_that_nobody_told(desk: Desk) -> None:
    opened(desk.cast, desk.person, WorkDraft(kind="self_employment", start=day(-30)))
    block = desk.block()
    assert "heures non dites" not in block
    assert "il manque" not in block
    assert "17,5 h par semaine, sans compter l’engagement qui n’a pas d’horaire" in block
    assert "travailleur indépendant" in block


def test_unknown_hours_are_said_and_are_not_zero(desk: Desk) -> None:
    desk.has(weekly_hours=None)
    block = desk.block()
    assert "Au moins 17,5 h par semaine en tout : il manque les heures d’un engagement" in block
    assert "heures non dites" in block
    assert "on ne peut pas dire si le plafond est respecté" in block
    WorkSituation.unscoped.filter(pk=desk.place.pk).update(weekly_hours=None)
    block = desk.block()
    assert "il manque les heures de 2 engagements" in block
    assert "Au moins" not in block
    assert " 0 h" not in block


def test_beyond_the_ceiling_the_block_is_red_with_the_article_and_what_to_do(desk: Desk) -> None:
    """Un dépassement entré ailleurs (une reprise de données) se voit tout de suite."""
    job = desk.has()
    WorkSituation.unscoped.filter(pk=job.pk).update(weekly_hours=Decimal("18"))
    page = _read(desk.client.get(reverse("pathways:work", args=[desk.person.id])))
    assert "p-card--coral" in page.partition("En même temps")[0].rpartition("<section")[2]
    block = desk.block()
    for words in ("au-delà du plafond", "R243-3-1", "35,5 h", "Réduisez les heures"):
        assert words in block, words


def test_each_engagement_has_its_own_status(desk: Desk) -> None:
    desk.has(kind="apprenticeship", weekly_hours=Decimal(10), end=day(300))
    block = desk.block()
    assert "usager de l’ESAT" in block
    assert "apprenti" in block
    assert "contrat" not in block.lower().replace("contrat d’accompagnement par le travail", "")


def test_every_kind_that_is_a_place_or_a_job_says_what_the_person_is() -> None:
    """Nobody is called « salarié » where no employment contract is made."""
    for kind in work_kinds().values():
        if leaves_a_place(kind):
            assert kind.status, kind.code
        employed = any(word in kind.status for word in ("salarié", "apprenti"))
        assert not employed or kind.creates_contract, kind.code


def test_exactly_thirty_five_hours_are_accepted_and_a_quarter_more_is_refused(desk: Desk) -> None:
    refused = desk.types_job("17,75")
    assert refused.status_code == 422
    text = _read(refused)
    for words in ("35,25 h", "35 h par semaine", "R243-3-1", "Réduisez les heures", "17,75"):
        assert words in text, words
    assert not WorkSituation.unscoped.filter(kind="esat_shared_time").exists()
    accepted = desk.types_job("17,5")
    assert accepted.status_code == 302, _read(accepted)
    assert "au-delà du plafond" not in desk.block()


def test_the_form_says_it_does_not_know_when_hours_are_missing(desk: Desk) -> None:
    text = _read(desk.types_job("", go="check"))
    assert "Pour aller plus loin, il manque" in text
    assert "Heures par semaine" in text.partition("il manque")[2]
    assert "Le droit le permet" not in text
    saved = desk.types_job("")
    assert saved.status_code == 302
    assert WorkSituation.unscoped.get(kind="esat_shared_time").changes.get().verdict == "unknown"


def test_nobody_takes_a_job_with_the_very_host_of_their_assignment(desk: Desk) -> None:
    opened(desk.cast, desk.person, mad(desk.cast, date(2026, 12, 31)))
    refused = desk.types_job("10")
    assert refused.status_code == 422
    text = _read(refused)
    for words in ("Même employeur que la mise à disposition", "Terminez la mise à disposition"):
        assert words in text, words
    assert "R243-3-1" in text


def test_nobody_hired_first_is_then_lent_by_the_esat_to_their_employer(desk: Desk) -> None:
    """L’ordre inverse : le contrat d’abord, la mise à disposition ensuite."""
    desk.has()
    told = {
        **boxes("end", day(100)),
        "employer": str(desk.cast.esat.id),
        "host": str(desk.cast.company.id),
        "act.agreed_by_person": "yes",
        "act.non_profit": "yes",
        "act.mentions": list(MENTIONS),
    }
    refused = desk.types("mad_esat_individual", **told)
    assert refused.status_code == 422
    assert "Même employeur que la mise à disposition" in _read(refused)
    assert not WorkSituation.unscoped.filter(kind="mad_esat_individual").exists()
