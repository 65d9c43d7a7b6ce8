"""Pages of work: the law answers as it is typed, nothing is lost, nothing is told to strangers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.calendar import add_months, last_day
from passerelles.law.work_kinds import work_kinds
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft, open_work
from passerelles.pathways.models import Exit, FollowUp, ReturnRight, Stage, WorkSituation
from passerelles.pathways.rules.stages import StageKind
from passerelles.people.models import Person
from passerelles.sharing.rules.volets import Volet
from passerelles.web import french
from tests.cast import Cast, make_agreement, make_organisation
from tests.pathways.test_pages import NOBODY, without_token
from tests.pathways.test_work_leaving import leaves_the_esat
from tests.pathways.work_scenes import day, holds, mona, path_of, pmsmp, sami, works_at_the_esat

AsUser = Callable[..., Client]
pytestmark = pytest.mark.django_db


def page(person: Person, name: str, *args: Any) -> str:
    return reverse(f"pathways:{name}", args=[person.id, *args])


def boxes(name: str, when: Any) -> dict[str, Any]:
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def typed_pmsmp(cast: Cast, start: Any, end: Any, **more: Any) -> dict[str, Any]:
    return {
        **boxes("start", start),
        **boxes("end", end),
        "host": str(cast.company.id),
        "prescriber_name": "France Travail",
        "prescriber_kind": "france_travail",
        "act.purposes": ["discover"],
        **more,
    }


def test_the_list_the_picture_and_the_choice_of_a_kind(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    works_at_the_esat(cast, person)
    client = as_user(cast.mona, cast.esat)
    text = client.get(page(person, "work")).content.decode()
    assert "Contrat d’accompagnement par le travail — ESAT L’Atelier du Pont" in text
    assert "17,5 h par semaine" in text
    svg = client.get(page(person, "work_picture"))
    assert svg["Content-Type"].startswith("image/svg+xml")
    assert "ESAT L’Atelier du Pont" in svg.content.decode()
    kinds = client.get(page(person, "work_kinds")).content.decode()
    for kind in ("pmsmp", "cat", "cddi", "visit", "mad_esat_individual"):
        assert page(person, "new_work", kind) in kinds
        assert work_kinds()[kind].plain in kinds


@pytest.mark.parametrize("code", sorted(work_kinds()))
def test_every_kind_has_its_page(cast: Cast, as_user: AsUser, code: str) -> None:
    person = sami(cast)
    client = as_user(cast.mona, cast.esat)
    response = client.get(page(person, "new_work", code))
    assert response.status_code == 200
    empty = client.post(page(person, "new_work", code), {"go": "save"})
    assert empty.status_code == 422
    assert WorkSituation.unscoped.count() == 0
    told = {**boxes("start", day(1)), **boxes("end", day(20)), "weekly_hours": "20", "go": "check"}
    checked = client.post(page(person, "new_work", code), told)
    assert checked.status_code == 200
    assert "Droit lu au" in checked.content.decode()


def test_checking_writes_nothing_and_saving_writes_once(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    going_on = path_of(cast, person)
    make_agreement(person, cast.company)
    client = as_user(cast.mona, cast.esat)
    url = page(person, "new_work", "pmsmp")
    too_long = typed_pmsmp(cast, day(1), day(40), go="save")
    refused = client.post(url, too_long)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "au plus 1 mois" in text
    assert "D5135" in text or "L5135" in text  # the article
    assert 'value="France Travail"' in text  # what was typed is kept
    live = client.post(url, typed_pmsmp(cast, day(1), day(20)))
    assert live.status_code == 200
    assert 'id="reponse"' in live.content.decode()
    assert WorkSituation.unscoped.count() == 0
    stage = Stage.unscoped.filter(kind=StageKind.IMMERSION)
    sent = typed_pmsmp(cast, day(1), day(20), go="save", stands=f"path:{going_on.id}")
    saved = client.post(url, sent)
    situation = WorkSituation.unscoped.get()
    assert saved["Location"] == page(person, "work_one", situation.id)
    assert situation.details == {"act.purposes": ["discover"]}
    assert situation.stage_id == stage.get().id


def test_the_directory_is_searched_without_a_script(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    make_organisation("Blanchisserie du Port", "company", published_at=clock.now())
    hidden = make_organisation(
        "Foyer secret du Port", "esms", published_at=clock.now(), sensitive=True
    )
    client = as_user(cast.mona, cast.esat)
    told = typed_pmsmp(cast, day(1), day(5), host="", host_name="port", go="find")
    text = client.post(page(person, "new_work", "pmsmp"), told).content.decode()
    assert "Blanchisserie du Port" in text
    assert hidden.name not in text


def test_a_warning_is_ticked_with_a_reason_on_the_page(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    client = as_user(cast.mona, cast.esat)
    url = page(person, "new_work", "mad_esat_individual")
    told = {
        **boxes("start", day(5)),
        **boxes("end", day(90)),
        "employer": str(cast.esat.id),
        "host": str(cast.company.id),
        "act.agreed_by_person": "yes",
        "act.non_profit": "yes",
        "act.mentions": ["workers"],
        "go": "save",
    }
    make_agreement(person, cast.company)
    first = client.post(url, told)
    assert first.status_code == 422
    form = first.context["form"]
    codes = [code for code, _label in form.fields["accepted"].choices]
    assert codes
    assert "Mentions obligatoires" in first.content.decode()
    done = client.post(url, {**told, "accepted": codes, "accept_reason": "Complété lundi"})
    assert done.status_code == 302
    assert WorkSituation.unscoped.get().changes.get().accepted == sorted(codes)


def test_a_paused_reader_of_the_path_learns_no_right(cast: Cast, as_user: AsUser) -> None:
    """The GEIQ reads the path alone: RQTH refused is never told, only « à vérifier »."""
    person = sami(cast)
    holds(person, "rqth", "refused", detail="dossier refusé en commission")
    make_agreement(person, cast.geiq, Volet.IDENTITY, Volet.PATH)
    client = as_user(cast.claire, cast.geiq)
    told = {**boxes("start", day(5)), "employer_kind": "ea", "go": "check"}
    text = client.post(page(person, "new_work", "ea_cdi"), told).content.decode()
    assert "à vérifier avec la personne : ce n’est pas partagé avec vous" in text
    assert "refus" not in text.lower().replace("refuser", "")


def test_what_the_law_said_is_kept_for_those_who_asked(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    holds(person, "rqth", valid_until=day(20))
    ea = make_organisation("EA du Val", "ea")
    situation = open_work(
        actor=mona(cast),
        person_id=person.id,
        draft=WorkDraft(kind="ea_cdi", start=day(1), employer=PlaceDraft(ea.id)),
    )
    own = as_user(cast.mona, cast.esat).get(page(person, "work_one", situation.id))
    assert "Ce que le droit disait alors" in own.content.decode()
    make_agreement(person, cast.geiq, Volet.IDENTITY, Volet.PATH)
    other = as_user(cast.claire, cast.geiq).get(page(person, "work_one", situation.id))
    text = other.content.decode()
    assert other.status_code == 200
    assert "Ce que le droit disait alors" not in text
    assert "Fin de la RQTH" not in text
    assert "Corriger" not in text


def test_one_page_with_its_counters_dates_and_history(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    works_at_the_esat(cast, person)
    job = open_work(
        actor=mona(cast),
        person_id=person.id,
        draft=WorkDraft(
            kind="esat_shared_time",
            start=day(-5),
            weekly_hours=Decimal("10"),
            employer=PlaceDraft(cast.company.id),
            end=day(100),
        ),
    )
    text = as_user(cast.mona, cast.esat).get(page(person, "work_one", job.id)).content.decode()
    for words in ("27,5", "35", "Dernier jour prévu", "Historique", "Papiers de cette forme"):
        assert words in text, words


def test_correcting_in_two_tabs_shows_the_conflict(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    client = as_user(cast.mona, cast.esat)
    url = page(person, "correct_work", situation.id)
    told = {
        **boxes("start", situation.start),
        "employer": str(cast.esat.id),
        "weekly_hours": "20",
        "version": "1",
        "reason": "Erreur de saisie",
        "go": "save",
    }
    assert 'value="17,5"' in client.get(url).content.decode()
    assert client.post(url, {**told, "reason": ""}).status_code == 422
    assert client.post(url, told).status_code == 302
    conflict = client.post(url, {**told, "weekly_hours": "25"})
    assert conflict.status_code == 409
    assert "pendant que vous écriviez" in conflict.content.decode()
    situation.refresh_from_db()
    assert situation.weekly_hours == Decimal(20)
    text = client.get(page(person, "work_one", situation.id)).content.decode()
    assert "17,5" in text
    assert "Erreur de saisie" in text


def test_the_moves_of_a_situation(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    client = as_user(cast.mona, cast.esat)
    for name in ("suspend_work", "cancel_work", "end_work"):
        assert client.get(page(person, name, situation.id)).status_code == 200, name
    assert client.get(page(person, "resume_work", situation.id)).status_code == 404
    told = {**boxes("on", day(-1)), "version": "1", "reason": "Stage"}
    assert client.post(page(person, "suspend_work", situation.id), told).status_code == 302
    situation.refresh_from_db()
    assert situation.state == "suspended"
    assert client.get(page(person, "resume_work", situation.id)).status_code == 200


def test_an_immersion_is_renewed_from_what_is_known(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    first = open_work(actor=mona(cast), person_id=person.id, draft=pmsmp(cast, day(-20), day(-2)))
    client = as_user(cast.mona, cast.esat)
    there = client.get(page(person, "renew_work", first.id))
    assert there.status_code == 302
    text = client.get(there["Location"]).content.decode()
    assert "France Travail" in text
    sent = typed_pmsmp(cast, day(-1), day(9), go="save")
    done = client.post(there["Location"], sent)
    assert done.status_code == 302, done.content.decode()
    assert WorkSituation.unscoped.get(renews=first).renewals == 1


def test_an_end_classifies_opens_the_way_back_and_proposes_the_next(
    cast: Cast, as_user: AsUser
) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    client = as_user(cast.mona, cast.esat)
    told = {
        **boxes("on", day(-1)),
        "version": "1",
        "why": "next_step",
        "leaves": "leaves",
        "destination": "open_ended",
        "contract_type": "cdi",
        **boxes("job_signed_on", day(-5)),
        "follow_up": ["1", "6"],
    }
    done = client.post(page(person, "end_work", situation.id), told)
    # The day after the last one, whenever the next contract was signed.
    assert done["Location"] == f"{page(person, 'new_work', 'cdi')}?debut={day(0).isoformat()}"
    assert Exit.unscoped.get().counted is False  # an ESAT has no exit objective
    right = ReturnRight.unscoped.get()
    assert FollowUp.unscoped.count() == 2
    text = client.get(page(person, "work")).content.decode()
    assert "Noter le retour" in text
    assert "Revenir n’est ni un échec ni une rupture" in text
    contact = FollowUp.unscoped.order_by("planned_on").first()
    news = {**boxes("done_on", clock.today()), "version": "1", "still_in_job": "yes"}
    assert client.post(page(person, "note_contact", contact.id), news).status_code == 302
    assert "toujours en emploi" in client.get(page(person, "work")).content.decode()
    back = client.get(page(person, "come_back", right.id)).content.decode()
    assert "Ces points n’empêchent pas de noter le retour" in back
    sent = {**boxes("on", clock.today()), "version": "1", "reason": "Elle préfère l’atelier"}
    assert client.post(page(person, "come_back", right.id), sent).status_code == 302
    assert client.get(page(person, "come_back", right.id)).status_code == 404


def test_an_overdue_contact_is_said_and_an_adaptation_is_noted(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    _situation, right = leaves_the_esat(cast, person, 3)
    FollowUp.unscoped.create(
        person=person, organisation=cast.esat, volet="path", opened_by=right.opened_by,
        planned_on=day(-10),
    )  # fmt: skip
    client = as_user(cast.mona, cast.esat)
    assert "à faire, date passée" in client.get(page(person, "work")).content.decode()
    assert client.post(page(person, "adapt_job"), {"need": "Le bruit"}).status_code == 302
    text = client.get(page(person, "work")).content.decode()
    assert "Le bruit" in text
    make_agreement(person, cast.geiq, Volet.IDENTITY, Volet.PATH)
    other = as_user(cast.claire, cast.geiq).get(page(person, "work")).content.decode()
    assert "Le bruit" not in other


def test_a_stranger_gets_the_same_404_everywhere(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    situation, right = leaves_the_esat(cast, person, 3)
    stranger = as_user(cast.zoe, cast.stranger)
    for name, args in (
        ("work", []), ("work_picture", []), ("work_kinds", []), ("new_work", ["cat"]),
        ("work_one", [situation.id]), ("correct_work", [situation.id]),
        ("renew_work", [situation.id]), ("suspend_work", [situation.id]),
        ("cancel_work", [situation.id]), ("end_work", [situation.id]), ("new_exit", []),
        ("correct_exit", [right.opened_by_id]), ("plan_contact", [right.opened_by_id]),
        ("come_back", [right.id]), ("adapt_job", []),
    ):  # fmt: skip
        hidden = stranger.get(page(person, name, *args))
        absent = stranger.get(reverse(f"pathways:{name}", args=[NOBODY, *args]))
        assert hidden.status_code == absent.status_code == 404, name
        assert without_token(hidden) == without_token(absent), name
        assert stranger.post(page(person, name, *args), {}).status_code in {404, 405}, name


def test_without_the_path_work_is_not_shared(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    make_agreement(person, cast.geiq, Volet.IDENTITY, Volet.PROGRESS)
    client = as_user(cast.claire, cast.geiq)
    text = client.get(page(person, "work")).content.decode()
    assert "L’Atelier du Pont</a>" not in text
    assert client.get(page(person, "work_one", situation.id)).status_code == 404
    assert client.get(page(person, "work_picture")).status_code == 404


def test_the_pages_cost_no_more_with_more_situations(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    client = as_user(cast.mona, cast.esat)
    urls = [page(person, "work"), page(person, "work_one", situation.id)]
    client.get(urls[0])
    before = [_count(client, url) for url in urls]
    for number in range(1, 5):
        host = make_organisation(f"Hôte {number}", "company")
        open_work(
            actor=mona(cast),
            person_id=person.id,
            draft=pmsmp(cast, day(-30 * number), day(-30 * number + 5), host=PlaceDraft(host.id)),
        )
    assert [_count(client, url) for url in urls] == before
    assert before[0] <= 32
    # On PostgreSQL each question on a table kept apart is preceded by one that says who asks.
    assert before[1] <= (54 if connection.vendor == "postgresql" else 40)


def _count(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_an_assignment_says_its_two_years_and_when_to_prepare(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    start = add_months(clock.today(), -2)
    situation = open_work(
        actor=mona(cast),
        person_id=person.id,
        draft=WorkDraft(
            kind="mad_esat_individual",
            start=start,
            end=add_months(start, 12),
            employer=PlaceDraft(cast.esat.id),
            host=PlaceDraft(cast.company.id),
            details={"act.agreed_by_person": True, "act.non_profit": True},
        ),
    )
    text = as_user(cast.mona, cast.esat).get(page(person, "work_one", situation.id))
    limit = last_day(start, 24)
    for months in (0, 6, 3):
        assert french.short_date(add_months(limit, -months)) in text.content.decode()


def test_counters_of_an_intermediary_and_of_an_immersion(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    intermediary = make_organisation("Coup de main", "ai")
    client = as_user(cast.mona, cast.esat)
    mission = open_work(
        actor=mona(cast),
        person_id=person.id,
        draft=WorkDraft(
            kind="ai_provision",
            start=day(-30),
            end=day(-1),
            employer=PlaceDraft(intermediary.id),
            host=PlaceDraft(cast.company.id),
            details={"act.hours": "300", "act.worked_hours": "60"},
        ),
    )
    text = client.get(page(person, "work_one", mission.id)).content.decode()
    assert "360" in text
    assert "480" in text
    immersion = open_work(
        actor=mona(cast), person_id=person.id, draft=pmsmp(cast, day(-20), day(-11))
    )
    text = client.get(page(person, "work_one", immersion.id)).content.decode()
    assert "10\u00a0jours" in text
    assert "60\u00a0jours" in text


def test_a_planned_stage_brings_what_is_known_of_it(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    path = path_of(cast, person)
    stage = Stage.unscoped.create(
        person=person,
        path=path,
        kind=StageKind.IMMERSION,
        title="Essai au lavage",
        place=cast.company,
        target_on=day(12),
        volet="path",
        organisation=cast.esat,
    )
    client = as_user(cast.mona, cast.esat)
    kinds = client.get(page(person, "work_kinds")).content.decode()
    assert f"?etape={stage.id}" in kinds
    narrowed = client.get(page(person, "work_kinds") + f"?etape={stage.id}").content.decode()
    assert "Pour l’étape « Essai au lavage »" in narrowed
    form = client.get(page(person, "new_work", "pmsmp") + f"?etape={stage.id}").context["form"]
    assert form.initial["host"] == str(cast.company.id)
    assert form.initial["start"] == day(12)
    assert form.initial["stands"] == f"stage:{stage.id}"
    # An address that names nothing of this person starts from nothing.
    for wrong in ("x", NOBODY):
        told = client.get(page(person, "new_work", "pmsmp") + f"?etape={wrong}&renouvelle={wrong}")
        assert told.status_code == 200
    assert client.get(page(person, "new_work", "nothing")).status_code == 404


def test_a_contract_is_renewed_on_its_page(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    job = open_work(
        actor=mona(cast),
        person_id=person.id,
        draft=WorkDraft(
            kind="mad_esat_individual",
            start=day(-100),
            end=day(20),
            employer=PlaceDraft(cast.esat.id),
            host=PlaceDraft(cast.company.id),
            details={"act.agreed_by_person": True, "act.non_profit": True},
        ),
    )
    client = as_user(cast.mona, cast.esat)
    url = page(person, "renew_work", job.id)
    told = {**boxes("end", day(900)), "version": "1", "reason": "La mission continue"}
    refused = client.post(url, told)
    assert refused.status_code == 422
    assert "accord de la CDAPH" in refused.content.decode()
    assert client.post(url, {**told, **boxes("end", day(200))}).status_code == 302
    text = client.get(page(person, "work_one", job.id)).content.decode()
    assert "La mission continue" in text
    job.refresh_from_db()
    assert (job.end, job.renewals) == (day(200), 1)


def test_an_exit_is_noted_and_corrected_on_its_pages(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    client = as_user(cast.mona, cast.esat)
    told = {
        "place_name": "Chantier du Marais",
        "place_kind": "aci",
        **boxes("left_on", day(-3)),
        "destination": "unemployed",
        "presence_months": "9,5",
    }
    assert client.post(page(person, "new_exit"), {}).status_code == 422
    assert client.post(page(person, "new_exit"), told).status_code == 302
    left = Exit.unscoped.get()
    assert (left.category, left.told["presence_months"]) == ("other", 9.5)
    url = page(person, "correct_exit", left.id)
    assert client.get(url).context["form"].initial["presence_months"] == "9,5"
    fixed = {**told, "destination": "open_ended", "reason": "Contrat retrouvé"}
    assert client.post(url, {**fixed, "reason": ""}).status_code == 422
    assert client.post(url, fixed).status_code == 302
    text = client.get(page(person, "work")).content.decode()
    for words in ("corrigée depuis", "Contrat retrouvé", "emploi durable", "Règle IAE-17/"):
        assert words in text, words
    second = Exit.unscoped.get(corrects=left)
    contact = page(person, "plan_contact", second.id)
    assert client.post(contact, boxes("on", day(30))).status_code == 302
    assert FollowUp.unscoped.get().opened_by_id == second.id
