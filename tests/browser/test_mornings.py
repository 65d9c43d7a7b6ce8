"""Four mornings, each followed in a real browser with axe on every page.

A counsellor and a workshop supervisor at their desk, a company tutor and the person on a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from passerelles.accounts.models import User
from passerelles.documents.actions import Signer, prepare_paper, send_paper
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.organisations.rules.roles import Role
from passerelles.pathways.actions.work import open_work
from passerelles.pathways.models import WorkSituation
from passerelles.support.actions.commitments import make_commitment
from tests.browser.screen import DESK, PHONE, Screen
from tests.cast import Cast, build_cast, make_user
from tests.pathways.scenes import as_tutor, full_record, tutor
from tests.pathways.work_scenes import day, pmsmp
from tests.support.scenes import appointment, educator, licence, mobility, signed, yesterday
from tests.support.test_commitments import draft, own_space

AsUser = Callable[..., Client]
Opens = Callable[[str, Any, Client], Screen]


@dataclass
class Morning:
    cast: Cast
    supervisor: User
    work: WorkSituation

    @property
    def record(self) -> str:
        return f"/dossier/{self.cast.lea.id}/"


@pytest.fixture
def morning(transactional_db: None) -> Morning:
    """Léa tries a job next week; her bus is a trouble, and a paper waits for her."""
    cast = build_cast()
    actor = educator(cast)
    # Of age: nobody signs beside her.
    cast.lea.birth_date = day(-20 * 366)
    cast.lea.save()
    going_on = full_record(cast)
    work = open_work(
        actor=actor,
        person_id=cast.lea.id,
        draft=pmsmp(cast, day(5), day(16)),
        path_id=going_on.id,
    )
    licence(cast, mobility(cast))
    appointment(cast, at=yesterday())
    appointment(cast, place="Salle bleue")
    signed(cast, make_commitment(actor=actor, person_id=cast.lea.id, draft=draft()))
    return Morning(cast, make_user("Yves", "Morin", cast.ime, Role.SUPERVISOR), work)


@pytest.fixture
def opens(chromium: Any, live_server: Any, morning: Morning) -> Iterator[Opens]:
    """``opens("qui", PHONE, client)``: a browser in the session of a test client."""
    contexts = []

    def opened(who: str, size: Any, client: Client) -> Screen:
        context = chromium.new_context(
            viewport=size,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            has_touch=size["width"] < 500,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": live_server.url}
                for name, cookie in client.cookies.items()
            ]
        )
        return Screen(context.new_page(), live_server.url, who)

    yield opened
    for context in contexts:
        context.close()


def test_a_counsellor_goes_from_what_is_due_to_each_record(
    opens: Opens, morning: Morning, as_user: AsUser
) -> None:
    """To do, what happened yesterday, the work and its paper, the barrier, the week."""
    ines = opens("cip", DESK, as_user(morning.cast.ines, morning.cast.ime))
    ines.open("/a-faire/").sees("Léa M")
    ines.open(f"{morning.record}rendez-vous/").sees("à raconter").follow("Dire ce qui s’est passé")
    ines.press("Enregistrer").is_refused("Ce champ est obligatoire")
    ines.page.get_by_role("group", name="La personne (Léa)").get_by_label("Présent").check()
    ines.fill("En quelques lignes", "On prépare l’essai.").press("Enregistrer")
    ines.sees("On prépare l’essai.")
    ines.open(f"{morning.record}travail/").sees("PMSMP").follow("PMSMP", within="main")
    ines.sees("Aucun papier n’est préparé.").press("Préparer le papier").sees("Convention de PMSMP")
    ines.open(f"{morning.record}papiers/").sees("à préparer")
    ines.open(f"{morning.record}freins/").follow("Agir").sees("Quoi ?")
    ines.fill("Quoi ?", "Code de la route").press("Enregistrer").sees("Code de la route")
    ines.open(f"{morning.record}accompagnement/nouveau/").sees("Quel accompagnement ?")
    ines.open(f"{morning.record}engagements/").sees("Je viens chaque mardi.")
    ines.open(f"{morning.record}programmes/").follow("Inscrire dans un programme")
    ines.sees("Quel programme ?").open(f"/agenda/?vue=mois&le={day(3).isoformat()}")
    ines.sees("Salle bleue")


def test_a_supervisor_observes_and_helps_without_reading_what_is_very_personal(
    opens: Opens, morning: Morning, as_user: AsUser
) -> None:
    yves = opens("encadrant", DESK, as_user(morning.supervisor, morning.cast.ime))
    yves.open("/a-faire/").open(morning.record).sees("Non partagé", "Volet sensible")
    yves.open(f"{morning.record}progres/ajouter/").press("Enregistrer")
    yves.open(f"{morning.record}accompagnement/nouveau/")
    yves.choose("Quel accompagnement ?", "Accompagnement en situation de travail")
    yves.fill("Quelle entreprise ?", "Netclair").press("Enregistrer")
    yves.sees("Accompagnement en situation de travail")
    yves.open(f"{morning.record}travail/{morning.work.id}/").follow("Suspendre")
    yves.press("Enregistrer").is_refused("Raison")
    yves.open(f"{morning.record}freins/").does_not_see("Addiction")
    yves.open("/agenda/").open("/partenaires/").sees("Rien n’est encore noté")


def test_a_company_tutor_on_a_phone_reads_one_person_and_says_how_it_goes(
    opens: Opens, morning: Morning
) -> None:
    sonia = opens("tutrice", PHONE, as_tutor(tutor(morning.cast)))
    sonia.open("/tutorat/").sees("Léa", "Banc d’essai").does_not_see("gants nitrile", "RQTH")
    sonia.open("/tutorat/bien-etre/").tick("bien").press("Enregistrer")
    sonia.open("/tutorat/observation/").sees("Gestes techniques").press("Enregistrer")
    sonia.open(f"{morning.record}travail/", 404)


def test_the_person_on_a_phone_reads_signs_and_asks(opens: Opens, morning: Morning) -> None:
    """Every page of her space opens on a small screen, and a paper waits for her answer."""
    paper = prepare_paper(
        actor=educator(morning.cast),
        person_id=morning.cast.lea.id,
        kind="commitment",
        facts={
            "structure_name": "IME Les Tilleuls",
            "referent_name": "Inès",
            "start": day(1),
            "end": day(90),
            "structure_promises": "Trouver un stage",
            "person_promises": "Venir le mardi",
            "review_dates": "Dans un mois",
        },
        signers={SignatoryRole.STRUCTURE: Signer(organisation_id=morning.cast.ime.id)},
    )
    send_paper(actor=educator(morning.cast), paper_id=paper.id)
    own_client = own_space(morning.cast)
    lea = opens("personne", PHONE, own_client)
    lea.open("/mon-espace/").sees("Léa")
    pages = sorted(_own_pages(own_client))
    assert len(pages) > 8
    for page in pages:
        lea.open(f"/{page}")
    lea.open("/mon-espace/rendez-vous/").sees("Salle bleue")
    lea.open("/mon-espace/papiers/").follow("Je lis et je réponds").sees("Trouver un stage")
    lea.press("Je signe").open("/mon-espace/papiers/").sees("Il n’y a pas de papier à signer.")


def _own_pages(client: Client) -> Iterator[str]:
    """Every page of the person's space that opens by its address alone, but the way out."""
    for address in set(_plain("", get_resolver())) - {"mon-espace/quitter/"}:
        status = client.get(f"/{address}").status_code
        assert status in {200, 302, 405}, f"{address} → {status}"
        if status == 200:
            yield address


def _plain(before: str, resolver: URLResolver) -> Iterator[str]:
    for entry in resolver.url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _plain(address, entry)
        elif address.startswith("mon-espace/") and "<" not in address and "." not in address:
            yield address
