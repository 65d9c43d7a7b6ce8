"""Welcomed in a company: the plan of the welcome, what each side says, several persons lent together.

Told through the same actions as the pages.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from passerelles.documents.actions import Signer
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.kernel.actors import Actor, ActorKind, acting_as
from passerelles.ops.demo.cast import Players
from passerelles.ops.demo.telling import Story, ago, open_record
from passerelles.ops.demo.working import paper_of, works
from passerelles.organisations.actions.adherents import add_adherents, end_adherent
from passerelles.pathways.actions.integration import (
    CheckDraft,
    IntegrationDraft,
    answer_check,
    finish_welcome_step,
    plan_integration,
)
from passerelles.pathways.actions.leaving import end_work
from passerelles.pathways.actions.voices import ReviewDraft, say_review
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft
from passerelles.pathways.actions.work_group import Member, open_group
from passerelles.pathways.models import IntegrationCheck, WelcomeStep, WorkSituation
from passerelles.pathways.rules.integration import USUAL_WELCOME, CheckAbout, CheckMoment
from passerelles.pathways.rules.voices import Attendance, Compatibility, Reached, ReviewSide
from passerelles.pathways.rules.work import EndReason
from passerelles.pathways.tried import Tried
from passerelles.people.models import Person
from passerelles.people.rules.situations import SituationKind

FIRST_WEEK = (CheckMoment.DAY_1, CheckMoment.WEEK_1)
DAVID_SAYS = ("On m’a montré où tout se range.", "J’aime bien l’équipe du matin.")
DAVID_EXPECTS = "Savoir si je tiens le rythme."
SARAH_EXPECTS = "Confirmer le métier avant de chercher un contrat."
# The three do not say quite the same, and all is kept.
VOICES = (
    (
        ReviewSide.PERSON,
        ReviewDraft(
            attendance=Attendance.COMPLETED,
            reached=Reached.YES,
            compatibility=Compatibility.CONTINUE,
            result="J’ai fait toutes mes heures. Je veux continuer.",
            tried=(Tried("laver un grand sol", "with_help"),),
        ),
    ),
    (
        ReviewSide.HOST,
        ReviewDraft(
            attendance=Attendance.COMPLETED,
            reached=Reached.PARTLY,
            compatibility=Compatibility.CONTINUE,
            result="Soigneuse. Le rythme viendra.",
            gathered_from="la responsable de l’étage",
            tried=(Tried("préparer le chariot", "validated"), Tried("laver les vitres")),
        ),
    ),
    (
        ReviewSide.SENDER,
        ReviewDraft(
            attendance=Attendance.COMPLETED,
            reached=Reached.YES,
            compatibility=Compatibility.CONTINUE,
            result="Une seconde immersion, plus longue, avant l’été.",
        ),
    ),
)
TRIED = {
    "person_status": "salariée en CDD Tremplin",
    "host_address": "4 rue du Phare, Port-Lune",
    "schedule": "Du lundi au vendredi, de 8 h à 12 h 45",
    "tasks": "Entretenir les bureaux du deuxième étage.",
    "goals": "Vérifier que le métier lui plaît hors de l’entreprise adaptée.",
    "tutor_name": "La responsable de l’étage",
}
TRIED_SIGNED = (SignatoryRole.PERSON, SignatoryRole.HOST, SignatoryRole.PRESCRIBER)
TRIED_SIGNERS = {
    SignatoryRole.HOST: Signer("La gérante des Bureaux du Phare"),
    SignatoryRole.PRESCRIBER: Signer("Nadia Faure"),
}
LENT = (
    ("Ysé", "Tournelune", 31, "Voir d’autres gens que ceux de l’atelier."),
    ("Gaspard", "Cheminvert", 44, "Travailler dehors, avec une équipe."),
)


# « 24 adhérents », says the GEIQ: Netclair is in the directory, the others have no account.
ADHERENTS = (
    "Netclair", "Bureaux du Phare", "Boulangerie du Quai", "Serres de la Lune", "Imprimerie Basse",
    "Garage des Marais", "Hôtel du Port", "Clinique des Dunes", "Supérette du Pont", "Menuiserie Grise",
    "Résidence Les Mouettes", "Crèche La Ronde", "Transports Lunaires", "Brasserie du Phare",
    "Laiterie du Val", "Piscine de Port-Lune", "Cinéma L’Éclipse", "Atelier Vitre Claire",
    "Conserverie du Large", "Pharmacie du Moulin", "Librairie des Écoles", "Jardinerie Haute",
    "Cabinet Astrolabe", "Halle aux Poissons",
)  # fmt: skip
LEFT = "Halle aux Poissons"


def tell_hosting(players: Players, lea: Story, david: Story) -> None:
    _adherents_of_the_geiq(players)
    _david_is_welcomed(players, david)
    _lea_will_be(players, lea)
    _odette_tried(players)
    _lent_together(players)


def _work(person: Person, kind: str) -> WorkSituation:
    found: WorkSituation = WorkSituation.unscoped.get(person=person, kind=kind)
    return found


def _adherents_of_the_geiq(players: Players) -> None:
    """The list the GEIQ keeps; one of them left last spring."""
    claire = players.actor("Claire")
    with acting_as(claire):
        added = add_adherents(actor=claire, companies="\n".join(ADHERENTS), since=ago(900))
        gone = next(row for row in added if row.name == LEFT)
        end_adherent(actor=claire, adherent_id=gone.pk, version=gone.version, until=ago(200))


def _david_is_welcomed(players: Players, david: Story) -> None:
    """Two weeks in: he says it goes well; what the team thinks is still to be asked."""
    sarah, trial = players.actor("Sarah"), _work(david.person, "pmsmp")
    steps = tuple((what, ago(14 - day)) for day, what in enumerate(USUAL_WELCOME))
    where: dict[str, Any] = {"actor": sarah, "person_id": david.person.id}
    draft = IntegrationDraft(
        tutor="Thomas Girard",
        steps=steps,
        person_moments=FIRST_WEEK,
        company_moments=(CheckMoment.WEEK_1,),
    )
    with acting_as(sarah):
        plan = plan_integration(**where, situation_id=trial.id, draft=draft)
        for step in WelcomeStep.objects.filter(integration=plan).order_by("due_on")[:3]:
            finish_welcome_step(**where, step_id=step.id)
        asked = IntegrationCheck.unscoped.filter(situation=trial, about=CheckAbout.PERSON.value)
        for check, words in zip(asked.order_by("due_on"), DAVID_SAYS, strict=True):
            heard = CheckDraft(mood="good", words=words, version=check.version)
            answer_check(**where, check_id=check.id, draft=heard)
    himself = Actor(kind=ActorKind.PERSON, person_id=david.person.id)
    _says(himself, trial, ReviewSide.PERSON, ReviewDraft(expected=DAVID_EXPECTS))
    _says(sarah, trial, ReviewSide.SENDER, ReviewDraft(expected=SARAH_EXPECTS))


def _says(actor: Actor, situation: WorkSituation, side: ReviewSide, draft: ReviewDraft) -> None:
    with acting_as(actor):
        say_review(
            actor=actor,
            person_id=situation.person_id,
            situation_id=situation.id,
            side=side,
            draft=draft,
        )


def _lea_will_be(players: Players, lea: Story) -> None:
    """Her placement begins next week: her welcome is ready."""
    ines, stage = players.actor("Inès"), _work(lea.person, "ime_stage")
    with acting_as(ines):
        plan_integration(
            actor=ines,
            person_id=lea.person.id,
            situation_id=stage.id,
            draft=IntegrationDraft(
                tutor="Valérie, cheffe d’équipe",
                steps=((USUAL_WELCOME[0], ago(-7)), (USUAL_WELCOME[1], ago(-9))),
                person_moments=FIRST_WEEK,
                company_moments=(CheckMoment.WEEK_1,),
            ),
        )


def _odette_tried(players: Players) -> None:
    """An immersion that is over, and what each of the three says of it."""
    odette = Person.unscoped.get(first_name="Odette", created_for=players.organisations["ea"])
    story = Story(players, odette)
    trial = works(
        players,
        story,
        "Thomas",
        "pmsmp",
        start=75,
        end=62,
        hours="24",
        job="agente de nettoyage de bureaux",
        objective="Confirmer que ce métier me convient, dans une équipe nouvelle.",
        details={"act.purposes": ["confirm"]},
        employer=PlaceDraft(players.organisations["ea"].id),
        host=PlaceDraft(name="Bureaux du Phare", kind="company"),
        prescriber=PlaceDraft(players.organisations["capemploi"].id),
    )
    paper_of(players, "Thomas", trial, TRIED, TRIED_SIGNERS, signed=tuple(TRIED_SIGNED))
    thomas = players.actor("Thomas")
    with acting_as(thomas):
        end_work(
            actor=thomas,
            person_id=odette.id,
            situation_id=trial.id,
            version=trial.version,
            on=ago(62),
            why=EndReason.TERM,
        )
    herself = Actor(kind=ActorKind.PERSON, person_id=odette.id)
    for actor, (side, draft) in zip((herself, thomas, thomas), VOICES, strict=True):
        _says(actor, trial, side, draft)


def _lent_together(players: Players) -> None:
    """Two workers of the ESAT at Netclair with their supervisor, entered once for both."""
    people = [Member(_at_the_esat(players, *one).id, agreed=True) for one in LENT]
    draft = WorkDraft(
        kind="mad_esat_collective",
        start=ago(40),
        end=ago(-140),
        weekly_hours=Decimal(14),
        host=PlaceDraft(players.organisations["company"].id),
        activity="Entretien des espaces verts de l’usine",
        supervised=True,
        details={"act.non_profit": True},
    )
    mona = players.actor("Mona")
    with acting_as(mona):
        open_group(actor=mona, draft=draft, members=people)


def _at_the_esat(players: Players, first: str, last: str, years: int, wish: str) -> Person:
    one = open_record(
        players, first, last, by="Mona", birth=ago(years * 365), insee="99L02", days=700
    )
    one.agree("esat", "accompanies", days=200)
    one.start("Travailler en entreprise avec l’ESAT", origin="esat", by="Mona", days=180)
    one.situation(SituationKind.CDAPH_ORIENTATION, ("obtained", 700), by="Mona", until=-500)
    one.wish("leave_protected", wish, by="Mona", days=90)
    place = PlaceDraft(players.organisations["esat"].id)
    works(players, one, "Mona", "cat", start=650, hours="35", employer=place)
    return one.person
