"""Never typed twice: the paper starts from the record, and what it says goes back to the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.documents.actions import Signer, correct_paper, send_paper
from passerelles.documents.actions.answers import record_paper_signature
from passerelles.documents.models import Paper
from passerelles.documents.rules.kinds import SignatoryRole, paper_kind
from passerelles.journal.models import JournalEntry
from passerelles.kernel.actors import Actor, acting_as
from passerelles.law.work_kinds import work_kinds
from passerelles.organisations.actions.adherents import add_adherents
from passerelles.organisations.models import Site
from passerelles.pathways.actions.integration import IntegrationDraft, plan_integration
from passerelles.pathways.actions.leaving import ExitDraft, record_exit
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft, open_work
from passerelles.pathways.actions.work_papers import prepare_work_paper
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work_signed import papers_of_work
from passerelles.pathways.rules.work_papers import PAPER_OF_KIND, mentions_written
from passerelles.people.models import Person
from tests.cast import Cast, make_person, professional
from tests.documents.scenes import facts_for
from tests.pathways.group_scenes import contract
from tests.pathways.work_scenes import day, mona, pmsmp, sami, works_at_the_esat

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]
SIRET = "35600000000048"


def text(response: Any) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def lent_alone(cast: Cast, person: Person, **changes: Any) -> WorkSituation:
    draft = replace(contract(), kind="mad_esat_individual", employer=PlaceDraft(cast.esat.id))
    return open_work(actor=mona(cast), person_id=person.id, draft=replace(draft, **changes))


def signed_by_all(actor: Actor, paper: Paper, on: int = 0, **facts: Any) -> None:
    """Completed, sent, and signed on paper by everybody."""
    with acting_as(actor):
        told = facts_for(paper.rules) | paper.versions.latest("number").facts | facts
        named = {role: Signer("Quelqu’un") for role in paper.rules.roles if role != "person"}
        done = correct_paper(
            actor=actor, paper_id=paper.id, facts=told, signers=named, version=paper.current
        ).paper
        send_paper(actor=actor, paper_id=done.id)
        for line in done.versions.latest("number").signatures.all():
            record_paper_signature(
                actor=actor,
                paper_id=done.id,
                role=SignatoryRole(line.role),
                signed_on=day(on),
                reference="Classeur 1",
            )


def test_a_paper_starts_from_the_host_the_hours_the_tutor_and_the_status(cast: Cast) -> None:
    person = sami(cast)
    works_at_the_esat(cast, person)
    Site.objects.create(
        organisation=cast.company, address="7 rue des Artisans", postal_code="59000",
        siret=SIRET, main=True,
    )  # fmt: skip
    draft = replace(
        pmsmp(cast, day(5), day(15)), weekly_hours=Decimal("17.5"),
        prescriber=PlaceDraft(cast.esat.id),
    )  # fmt: skip
    situation = open_work(actor=mona(cast), person_id=person.id, draft=draft)
    plan_integration(
        actor=mona(cast),
        person_id=person.id,
        situation_id=situation.id,
        draft=IntegrationDraft(tutor="Sonia T., cheffe d’équipe"),
    )
    paper = prepare_work_paper(actor=mona(cast), person_id=person.id, situation_id=situation.id)
    version = paper.versions.get()
    told = {
        "person_status": "Travail en ESAT",
        "host_address": "7 rue des Artisans, 59000",
        "host_siret": SIRET,
        "schedule": "17,5 heures par semaine",
        "tutor_name": "Sonia T., cheffe d’équipe",
    }
    assert {key: version.facts.get(key) for key in told} == told
    prescriber = version.signatures.get(role="prescriber")
    assert prescriber.organisation == cast.esat


def test_who_signed_for_a_place_is_named_again_and_nobody_of_another_team(cast: Cast) -> None:
    person, other = sami(cast), make_person("Noé", "Delattre", cast.esat, by=cast.mona)
    first = lent_alone(cast, person)
    paper = prepare_work_paper(actor=mona(cast), person_id=person.id, situation_id=first.id)
    signed_by_all(mona(cast), paper)
    again = lent_alone(cast, other)
    second = prepare_work_paper(actor=mona(cast), person_id=other.id, situation_id=again.id)
    assert second.versions.get().signatures.get(role="host").name == "Quelqu’un"
    elsewhere = lent_alone(cast, other, host=PlaceDraft(name="Serres du Val", kind="company"))
    third = prepare_work_paper(actor=mona(cast), person_id=other.id, situation_id=elsewhere.id)
    assert third.versions.get().signatures.get(role="host").name == ""


def test_the_law_reads_the_signed_paper_and_asks_nothing_again(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    situation = lent_alone(cast, person, details={"act.non_profit": True})
    page = reverse("pathways:work_one", args=[person.id, situation.id])
    client = as_user(cast.mona, cast.esat)
    asked = {"act.signed_on", "act.mentions", "act.agreed_by_person"}
    assert asked <= set(client.get(page).context["page"].consulted.answer.missing)
    paper = prepare_work_paper(actor=mona(cast), person_id=person.id, situation_id=situation.id)
    signed_by_all(mona(cast), paper)
    after = client.get(page)
    assert asked.isdisjoint(after.context["page"].consulted.answer.missing)
    assert "(lu sur le papier)" in text(after)
    assert "Transmettre le contrat à la MDPH sous 15 jours" in text(after)
    form = client.get(reverse("pathways:correct_work", args=[person.id, situation.id]))
    assert len(form.context["form"].initial["act.mentions"]) == 8
    situation.refresh_from_db()
    assert situation.details == {"act.non_profit": True}  # nothing is written by itself


def test_a_paper_signed_before_the_work_was_noted_is_tied_to_it_once(
    cast: Cast, as_user: AsUser
) -> None:
    person, other = sami(cast), make_person("Noé", "Delattre", cast.esat, by=cast.mona)
    client = as_user(cast.mona, cast.esat)
    client.post(reverse("documents:prepare", args=[person.id, "pmsmp"]), {"tasks": "Ranger"})
    paper = Paper.unscoped.get()
    said = {"host_name": "Netclair", "start": day(-2).isoformat(), "end": day(9).isoformat()}
    signed_by_all(mona(cast), paper, **said)
    work = open_work(actor=mona(cast), person_id=person.id, draft=pmsmp(cast, day(-2), day(9)))
    theirs = open_work(actor=mona(cast), person_id=other.id, draft=pmsmp(cast, day(-2), day(9)))
    page = reverse("pathways:work_one", args=[person.id, work.id])
    assert "Rattacher à ce travail" in text(client.get(page))
    wrong = reverse("pathways:attach_work_paper", args=[other.id, theirs.id, paper.id])
    assert client.post(wrong).status_code == 404
    tie = reverse("pathways:attach_work_paper", args=[person.id, work.id, paper.id])
    assert client.post(tie).status_code == 302
    assert "Tous les papiers sont signés." in text(client.get(page))
    assert "Rattacher à ce travail" not in text(client.get(page))
    assert client.post(tie).status_code == 409
    assert JournalEntry.objects.filter(event="documents:paper:attached").count() == 1


def test_only_the_mentions_the_paper_really_writes_are_ticked() -> None:
    facts = {"person_name": "Sami", "headcount": "1", "tasks": "Tri", "billing": "", "medical": "x"}
    kind = "mad_esat_individual"
    assert mentions_written(kind, facts) == ("workers", "nature", "medical")
    assert mentions_written("mad_geiq", facts) == ()


def test_a_paper_prepared_among_the_papers_says_for_which_work(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    one = open_work(actor=mona(cast), person_id=person.id, draft=pmsmp(cast, day(5), day(15)))
    later = pmsmp(
        cast, day(40), day(45), host=PlaceDraft(name="Boulangerie du Pré", kind="company")
    )
    two = open_work(actor=mona(cast), person_id=person.id, draft=later)
    client = as_user(cast.mona, cast.esat)
    url = reverse("documents:prepare", args=[person.id, "pmsmp"])
    page = text(client.get(url))
    assert "Pour quel travail ?" in page
    assert f"?pour={one.id}" in page
    assert 'value="Boulangerie du Pré"' in text(client.get(f"{url}?pour={two.id}"))
    refused = client.post(url, {"tasks": "Ranger", "person_signs": "on"})
    assert refused.status_code == 422  # which one, nobody guesses
    assert "Ranger" in unescape(refused.content.decode())
    client.post(url, {"subject": str(two.id), "tasks": "Ranger"})
    paper = Paper.unscoped.get()
    assert (paper.subject_kind, paper.subject_id) == ("work", two.id)
    facts = paper.versions.get().facts
    assert (facts["tasks"], facts["host_name"]) == ("Ranger", "Boulangerie du Pré")
    assert facts["start"] == day(40).isoformat()
    signed_by_all(mona(cast), paper)
    with acting_as(mona(cast)):
        assert papers_of_work(two).settled
        assert papers_of_work(one).blocks


def test_a_work_that_is_not_noted_is_said_so_and_another_s_is_not_offered(
    cast: Cast, as_user: AsUser
) -> None:
    person, other = sami(cast), make_person("Noé", "Delattre", cast.esat, by=cast.mona)
    client = as_user(cast.mona, cast.esat)
    url = reverse("documents:prepare", args=[person.id, "pmsmp"])
    assert "Un travail qui n’est pas noté ici" in text(client.get(url))
    theirs = open_work(actor=mona(cast), person_id=other.id, draft=pmsmp(cast, day(5), day(15)))
    mine = open_work(actor=mona(cast), person_id=person.id, draft=pmsmp(cast, day(5), day(15)))
    assert client.post(url, {"subject": str(theirs.id)}).status_code == 422
    client.post(url, {"subject": "none", "tasks": "Ranger"})
    assert Paper.unscoped.get().subject_id is None
    only = client.get(url).context["form"].initial
    assert (only["subject"], only["host_name"]) == (str(mine.id), "Netclair")


@pytest.mark.parametrize(
    "kind", ["mad_geiq", "mad_ea", "ai_provision", "passerelle", "trial_bench"]
)
def test_every_loan_and_every_trial_has_a_paper_signed_by_whom_the_law_names(kind: str) -> None:
    paper = paper_kind(PAPER_OF_KIND[kind])
    assert paper.before_start
    for who in work_kinds()[kind].signatories:
        assert SignatoryRole(who) in (*paper.roles, *paper.optional)


def test_a_loan_of_a_geiq_begun_without_paper_is_red_until_all_have_signed(
    cast: Cast, as_user: AsUser
) -> None:
    claire = professional(cast.claire, cast.geiq)
    person = make_person("Sami", "Haddad", cast.geiq, by=cast.claire)
    (row,) = add_adherents(actor=claire, companies=f"Serres du Val ; {SIRET}")
    draft = WorkDraft(
        kind="mad_geiq", start=day(-3), end=day(40), activity="Tailler",
        employer=PlaceDraft(cast.geiq.id), host=PlaceDraft(name=row.name, kind="company"),
    )  # fmt: skip
    situation = open_work(actor=claire, person_id=person.id, draft=draft)
    client = as_user(cast.claire, cast.geiq)
    page = reverse("pathways:work_one", args=[person.id, situation.id])
    assert "Commencé sans papier signé." in text(client.get(page))
    assert "Préparer le papier" in text(client.get(page))
    todo = text(client.get(reverse("worklist:home")))
    assert "Convention de mise à disposition : à préparer" in todo
    assert "commencé sans papier signé" in todo
    client.post(reverse("pathways:paper_of_work", args=[person.id, situation.id]))
    paper = Paper.unscoped.get()
    version = paper.versions.get()
    assert paper.kind == "loan"
    assert version.facts["host_siret"] == SIRET
    assert {line.role for line in version.signatures.all()} == {"employer", "host"}
    signed_by_all(claire, paper, host_address="Chemin des Serres")
    assert "Tous les papiers sont signés." in text(client.get(page))


def test_the_person_signs_the_loan_of_an_adapted_company(cast: Cast) -> None:
    person = sami(cast)
    draft = WorkDraft(
        kind="mad_ea", start=day(3), end=day(40), host=PlaceDraft(cast.company.id),
        employer=PlaceDraft(name="Lune Services", kind="ea"),
        details={"act.agreed_by_person": True, "act.non_profit": True},
    )  # fmt: skip
    situation = open_work(actor=mona(cast), person_id=person.id, draft=draft)
    paper = prepare_work_paper(actor=mona(cast), person_id=person.id, situation_id=situation.id)
    assert "person" in {line.role for line in paper.versions.get().signatures.all()}


def test_the_convention_d_appui_starts_from_the_exit_and_stays_tied_to_it(
    cast: Cast, as_user: AsUser
) -> None:
    person = sami(cast)
    left = record_exit(
        actor=mona(cast),
        person_id=person.id,
        place=PlaceDraft(cast.esat.id),
        left_on=day(-5),
        leaving=ExitDraft(
            contract_type="cdi",
            job_signed_on=day(-6),
            agreement_start=day(-4),
            agreement_end=day(300),
        ),
    )
    job = WorkDraft(
        kind="cdi", start=day(-4), employer=PlaceDraft(cast.company.id),
        weekly_hours=Decimal(20), activity="Agent d’entretien",
    )  # fmt: skip
    open_work(actor=mona(cast), person_id=person.id, draft=job)
    client = as_user(cast.mona, cast.esat)
    url = reverse("documents:prepare", args=[person.id, "support_agreement"])
    assert f"{url}?pour={left.id}" in text(client.get(reverse("pathways:work", args=[person.id])))
    first = client.get(f"{url}?pour={left.id}").context["form"].initial
    assert first["esat_name"] == cast.esat.name
    assert (first["employer_name"], first["job"]) == ("Netclair", "Agent d’entretien")
    assert first["contract_signed_on"] == day(-6).isoformat()
    assert (first["start"], first["end"]) == (day(-4).isoformat(), day(300).isoformat())
    client.post(url, {"subject": str(left.id), "job": "Agent"})
    paper = Paper.unscoped.get()
    assert (paper.subject_kind, paper.subject_id) == ("exit", left.id)
    assert reverse("documents:paper", args=[person.id, paper.id]) in text(
        client.get(reverse("pathways:work", args=[person.id]))
    )
