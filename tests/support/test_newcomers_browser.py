"""Acts, plan, leads and coach in real browsers: the team at a desk, the others on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.support.actions.acts import write_act
from passerelles.support.actions.coach_links import give_coach_link
from passerelles.support.actions.leads import LeadDraft, log_lead, take_up_lead
from passerelles.support.actions.plans import TimetableDraft, write_plan, write_timetable
from passerelles.support.rules.acts import ActKind
from passerelles.support.rules.leads import LeadOrigin
from passerelles.support.rules.timetables import Step, Weekday
from tests.browser.screen import DESK, PHONE
from tests.cast import build_cast, make_person
from tests.myspace.own_space import enter
from tests.support.scenes import appointment, educator
from tests.support.test_acts import draft as act_draft
from tests.support.test_coaching import objective, opened_pair
from tests.support.test_journey_browser import NewScreen, pytestmark, screen
from tests.support.test_plans import draft as plan_draft

__all__ = ["pytestmark", "screen"]


def test_what_is_done_planned_and_written_with_a_coach(
    screen: NewScreen,
    as_user: Callable[..., Client],
) -> None:
    cast = build_cast()
    person = make_person("Samira", "Zerrouki", cast.ime, by=cast.ines, birth_date=date(1990, 5, 2))
    where = {"actor": educator(cast), "person_id": person.id}
    write_act(**where, draft=act_draft(kind=ActKind.BOOTS, job="Agente de propreté"))
    write_plan(**where, draft=plan_draft(review_on=clock.today() + timedelta(days=9)))
    steps = (
        Step(clock.today(), Decimal("17.5"), (Weekday.MONDAY, Weekday.THURSDAY), "9 h – 12 h"),
        Step(clock.today() + timedelta(days=30), Decimal(28)),
    )
    write_timetable(**where, draft=TimetableDraft(steps, words="L’école à 8 h 30"))
    origin = LeadDraft("Garage du Pont", LeadOrigin.TEAM_NETWORK, clock.today(), cast.karim.id)
    take_up_lead(**where, lead_id=log_lead(actor=educator(cast), draft=origin).id)
    appointment(cast, person=person)
    pair = opened_pair(cast, person, objective(cast, person, "Trouver dix heures de ménage"))
    given = give_coach_link(**where, pair_id=pair.id)
    record = f"/dossier/{person.id}/"
    desk = screen("équipe", DESK, as_user(cast.ines, cast.ime))
    desk.open(f"{record}accompagnement/").sees("Mets tes bottes", "1 h")
    desk.follow("Noter un accompagnement").sees("Pour qui ?")
    desk.open("/accompagnement/").sees("1 personne accompagnée")
    desk.open("/accompagnement/collectif/").sees("Qui a participé ?")
    desk.open(f"{record}plan/").sees("17,5 h", "Garage du Pont", "maintenant")
    desk.follow("Revoir le plan").sees("Si aucune formation")
    desk.open(f"{record}plan/horaires/").sees("Palier 1")
    desk.open(f"{record}plan/imprimer/").sees("Signatures")
    desk.open("/pistes/").sees("connue de Karim").follow("Noter une piste")
    desk.open(f"{record}coach/").sees("Odile Perrin", "Trouver dix heures de ménage")
    phone = screen("samira", PHONE, enter(cast, person, by="ines"))
    phone.open("/mon-espace/plan/").sees("Mes heures", "Garage du Pont")
    phone.open("/mon-espace/accompagnement/").sees("Aller voir un métier")
    phone.open("/mon-espace/coach/").sees("Et ces objectifs").follow(
        "Je choisis ce que voit mon coach"
    )
    coach = screen("coach", PHONE, Client())
    coach.open(given.path).fill("Le code", given.code).press("Continuer")
    coach.sees("Vous aidez Samira", "Trouver dix heures de ménage").does_not_see("Zerrouki")
    coach.fill("Votre message", "Bonjour Samira").press("Envoyer").sees("Bonjour Samira")
    coach.press("J’arrête").sees("Votre lien ne marche plus")
    coach.open(reverse("support:coach_page", args=[given.token])).sees("Votre code")
