"""CDI inclusion, territoire zéro chômeur — ce qui n’a pas de fin n’est ni une sortie ni une échéance."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from passerelles.kernel import clock
from passerelles.organisations.rules.roles import Role
from passerelles.pathways.models import Exit, WorkSituation
from tests.cast import Cast, make_organisation, make_user
from tests.stories.conftest import Later, Visit
from tests.stories.record_steps import (
    Told,
    begin_path,
    end_work,
    enrol,
    fill_work,
    note_work,
    refused_work,
    tell_all,
)
from tests.stories.steps import note_state, open_record
from tests.stories.visitor import Visitor

LAST_FIXED, FIRST = date(2026, 11, 22), date(2026, 11, 23)
FIVE_YEARS_LATER = date(2031, 11, 24)
LASTING: Told = {"Heures par semaine": "26", "Date de signature": date(2026, 11, 20)}
ENDING_WORDS = ("bientôt terminé", "date de fin passée", "Fin du programme à préparer")


def at_work(visit: Visit, name: str, kind: str) -> Visitor:
    published: dict[str, Any] = {"published_at": clock.now()}
    place = make_organisation(name, kind, **published)
    return visit(make_user("Nora", "Vidal", place, Role.WORKER), place)


@pytest.fixture
def nora(cast: Cast, visit: Visit) -> Visitor:
    return at_work(visit, "Chantier du Canal", "aci")


def leon(nora: Visitor) -> str:
    """58 ans, en CDDI depuis plus d’un an."""
    record = open_record(nora, "Léon", "Mercier", date(1968, 2, 1))
    note_state(nora, record, "PASS IAE", "obtenu", date(2025, 10, 1))
    begin_path(nora, record, "Rester au chantier")
    hours: Told = {"Heures par semaine": "26", "Date de signature": date(2025, 9, 30)}
    page = note_work(nora, record, "CDDI", date(2025, 10, 1), LAST_FIXED, hours)
    stays: Told = {"La personne quitte-t-elle la structure ?": ("Non, elle y reste",)}
    end_work(nora, page, LAST_FIXED, "La personne passe à l’étape suivante", stays)
    return record


def test_un_cdi_inclusion_n_a_pas_de_fin_n_est_pas_une_sortie_et_ne_finit_pas_bientot(
    nora: Visitor, later: Later
) -> None:
    later(FIRST)
    record = leon(nora)
    page = refused_work(nora, record, "CDI inclusion", FIRST, date(2027, 11, 22), LASTING)
    page.sees("Un CDI inclusion n’a pas de date de fin.")
    page = fill_work(nora, record, "CDI inclusion", FIRST, None, LASTING).press("Vérifier")
    tell_all(
        page,
        {"Début du parcours": date(2025, 10, 1), "Part des CDI inclusion dans les postes": "10"},
    )
    one = page.press("Enregistrer").sees("C’est noté.", "sans date de fin").url
    situation = WorkSituation.unscoped.get(kind="cdi_inclusion")
    assert situation.end is None
    for day in (date(2027, 11, 22), FIVE_YEARS_LATER):
        later(day)
        nora.open("/a-faire/").does_not_see(*ENDING_WORDS, "CDI inclusion :")
        nora.open(one).sees("En cours").does_not_see("Dernier jour prévu le", "Renouveler")
        nora.open(record).follow("Travail").does_not_see("emploi durable", "comptée")
    assert not Exit.unscoped.exists()


def test_un_programme_sans_limite_de_temps_n_a_ni_fin_ni_sortie(
    cast: Cast, visit: Visit, later: Later
) -> None:
    later(FIRST)
    nora = at_work(visit, "EBE du Canal", "ebe")
    record = open_record(nora, "Salima", "Roussel", date(1979, 3, 8))
    begin_path(nora, record, "Un emploi sur mon territoire")
    willing: Told = {"De l’avis de l’équipe": ("Oui",), "Entrée le": FIRST}
    enrol(nora, record, "Territoire zéro chômeur", willing).sees("Aucune durée n’est fixée")
    programme = nora.url
    job: Told = {"Heures par semaine": "35", "Date de signature": date(2026, 11, 20)}
    note_work(nora, record, "CDI en EBE", FIRST, None, job)
    nora.sees("sans date de fin")
    for day in (date(2027, 11, 22), FIVE_YEARS_LATER):
        later(day)
        nora.open("/a-faire/").does_not_see(*ENDING_WORDS, "CDI en EBE :")
        nora.open(programme).sees("Aucune durée n’est fixée")
        nora.open(record).follow("Travail").does_not_see("emploi durable", "comptée")
    assert not Exit.unscoped.exists()
