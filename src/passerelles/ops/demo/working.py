"""Work in the demonstration: contracts, an immersion, a posting to be signed, somebody who left.

Everything goes through the same actions as the pages: the law is asked, the journal written.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from passerelles.documents.actions import Signer, correct_paper, record_paper_signature, send_paper
from passerelles.documents.models import Paper
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.kernel.actors import acting_as
from passerelles.kernel.calendar import add_months
from passerelles.law.findings import Severity
from passerelles.ops.demo.cast import Players
from passerelles.ops.demo.telling import Story, ago, open_record
from passerelles.pathways.actions.adaptations import AdaptationDraft, note_adaptation
from passerelles.pathways.actions.followup import ContactDraft, record_follow_up
from passerelles.pathways.actions.leaving import ExitDraft, end_work
from passerelles.pathways.actions.work import (
    Acceptance,
    PlaceDraft,
    WorkDraft,
    draft_facts,
    open_work,
)
from passerelles.pathways.actions.work_papers import prepare_work_paper
from passerelles.pathways.models import FollowUp, Stage, WorkSituation
from passerelles.pathways.queries.work_law import reader_of
from passerelles.pathways.rules.followup import StillInJob
from passerelles.pathways.rules.work import EndReason, warning_code
from passerelles.people.rules.situations import SituationKind
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet

Role = SignatoryRole
READ_WITH_THE_PERSON = "Lu avec la personne"


def tell_work(players: Players, lea: Story, david: Story, sofia: Story) -> None:
    """Each of them works somewhere; three more lives are only about work."""
    _lea_at_school(players, lea)
    _david_at_work(players, david)
    _sofia_lent(players, sofia)
    _left_the_esat(players)
    _tremplin(players)
    _placed_by_the_ea(players)


def works(
    players: Players,
    story: Story,
    by: str,
    kind: str,
    *,
    start: int,
    end: int | None = None,
    hours: str = "",
    details: Mapping[str, Any] | None = None,
    judged: str = "",
    stage: str = "",
    **more: PlaceDraft | str,
) -> WorkSituation:
    """A situation noted by a player; ``start`` and ``end`` in days ago, ``stage`` by its kind;
    ``more``: its places, its job, what it is for.

    What the law warns of is ticked with a reason; what it forbids stops the demonstration.
    """
    actor = players.actor(by)
    told: dict[str, Any] = dict(more)
    draft = WorkDraft(
        kind=kind,
        start=ago(start),
        end=None if end is None else ago(end),
        weekly_hours=Decimal(hours) if hours else None,
        judged_words=judged,
        details=dict(details or {}),
        **told,
    )
    stood = Stage.unscoped.filter(person=story.person, kind=stage).first() if stage else None
    with acting_as(actor):
        access = require_write(actor, story.person.id, Volet.PATH)
        consulted = reader_of(actor, access).consult(draft_facts(draft, 0))
        said = frozenset(warning_code(f) for f in consulted.answer.of(Severity.WARN))
        return open_work(
            actor=actor,
            person_id=story.person.id,
            draft=draft,
            accepted=Acceptance(said, READ_WITH_THE_PERSON if said else ""),
            path_id=story.path.id if story.path and stood is None else None,
            stage_id=stood.id if stood else None,
        )


def paper_of(
    players: Players,
    by: str,
    situation: WorkSituation,
    facts: Mapping[str, Any],
    signers: Mapping[SignatoryRole, Signer],
    *,
    signed: tuple[SignatoryRole, ...] = (),
) -> Paper:
    """The paper of a situation, completed, sent, and signed on paper by some."""
    actor = players.actor(by)
    with acting_as(actor):
        paper = prepare_work_paper(
            actor=actor, person_id=situation.person_id, situation_id=situation.id
        )
        told = {**paper.versions.get().facts, **facts}
        done = correct_paper(
            actor=actor, paper_id=paper.id, facts=told, signers=dict(signers), version=1
        )
        sent = send_paper(actor=actor, paper_id=done.paper.id)
        for role in signed:
            record_paper_signature(
                actor=actor,
                paper_id=paper.id,
                role=role,
                signed_on=ago(0),
                reference="Classeur bleu, pochette 3",
            )
    return sent


def _place(players: Players, key: str) -> PlaceDraft:
    return PlaceDraft(players.organisations[key].id)


def _lea_at_school(players: Players, lea: Story) -> None:
    """A school placement whose convention waits for her mother and for the company."""
    stage = works(
        players,
        lea,
        "Inès",
        "ime_stage",
        start=-9,
        end=-22,
        hours="21",
        job="agente de propreté",
        objective="Tenir une journée entière, et voir si ce métier me plaît.",
        host=_place(players, "company"),
    )
    facts = {
        "host_name": "Netclair",
        "host_address": "7 rue des Artisans, Val-sur-Lune",
        "school_name": "IME Les Tilleuls",
        "schedule": "Lundi, mardi et jeudi, de 9 h à 16 h 30",
        "tasks": "Nettoyer les bureaux du premier étage.\nPréparer le chariot.",
        "goals": "Tenir une journée entière.\nDemander de l’aide quand il le faut.",
        "tutor_name": "Valérie (tutrice)",
        "teacher_name": "Inès Belkacem",
        "insurance": "Contrat de responsabilité civile de l’IME",
    }
    signers = {
        Role.HOST: Signer("Valérie, tutrice chez Netclair"),
        Role.TRAINING: Signer(
            "Karim Duval, chef de service", organisation_id=players.organisations["ime"].id
        ),
    }
    paper_of(players, "Inès", stage, facts, signers)


_TRIAL = {
    "person_status": "salarié en insertion",
    "host_address": "2 rue du Phare, Port-Lune",
    "object": "Confirmer un projet",
    "schedule": "Du lundi au vendredi, de 8 h à 13 h 15",
    "tasks": "Nettoyer les salles de réunion.\nTenir le cahier de passage.",
    "goals": "Savoir si le nettoyage lui plaît vraiment.",
    "tutor_name": "Thomas Girard",
}


def _david_at_work(players: Players, david: Story) -> None:
    """A contract that ends soon, and an immersion that ends in three days."""
    works(
        players,
        david,
        "Sarah",
        "cddi",
        start=420,
        end=-24,
        hours="26",
        stage="insertion_contract",
        job="ouvrier maraîcher",
        employer=_place(players, "aci"),
    )
    trial = works(
        players,
        david,
        "Sarah",
        "pmsmp",
        start=15,
        end=-3,
        hours="26",
        details={"act.purposes": ["confirm"]},
        job="agent de propreté",
        objective="Savoir si le nettoyage me plaît vraiment.",
        employer=_place(players, "aci"),
        host=_place(players, "ea"),
        prescriber=_place(players, "capemploi"),
    )
    signers = {
        Role.HOST: Signer("Thomas Girard", organisation_id=players.organisations["ea"].id),
        Role.PRESCRIBER: Signer(
            "Nadia Faure", organisation_id=players.organisations["capemploi"].id
        ),
    }
    paper_of(players, "Sarah", trial, _TRIAL, signers, signed=(Role.PERSON,))


_MENTIONS = (
    "workers", "nature", "place", "hours", "billing", "support", "medical", "adaptations",
)  # fmt: skip


_POSTING = {
    "headcount": "1",
    "host_address": "7 rue des Artisans, Val-sur-Lune",
    "tasks": "Entretien du linge et des vestiaires",
    "schedule": "Mardi et jeudi, de 9 h à 17 h",
    "billing": "Facturé au réel, chaque mois",
    "support": "Mona Petit passe chaque semaine",
    "medical": "La médecine du travail de l’ESAT",
    "adjustments": "Consignes écrites en images",
}


def _sofia_lent(players: Players, sofia: Story) -> None:
    """At the ESAT for years; soon at Netclair two days a week, once everybody has signed."""
    works(
        players,
        sofia,
        "Mona",
        "cat",
        start=900,
        hours="30",
        job="agente de blanchisserie",
        stage="esat_work",
        employer=_place(players, "esat"),
    )
    lent = works(
        players,
        sofia,
        "Mona",
        "mad_esat_individual",
        start=-6,
        end=-170,
        hours="14",
        activity="Entretien du linge et des vestiaires",
        details={
            "act.agreed_by_person": True,
            "act.non_profit": True,
            "act.mentions": list(_MENTIONS),
        },
        employer=_place(players, "esat"),
        host=_place(players, "company"),
    )
    signers = {
        Role.ESAT: Signer("Mona Petit", organisation_id=players.organisations["esat"].id),
        Role.HOST: Signer("Le gérant de Netclair"),
    }
    paper_of(players, "Mona", lent, _POSTING, signers)


def _left_the_esat(players: Players) -> None:
    """He left for a permanent contract: his way back stays open, a contact is overdue."""
    anatole = open_record(
        players, "Anatole", "Pontclair", by="Mona", birth=ago(35 * 365), insee="99L02", days=1500
    )
    anatole.agree("esat", "accompanies", days=300)
    anatole.start("De l’ESAT au milieu ordinaire", origin="esat", by="Mona", days=1200)
    anatole.situation(SituationKind.CDAPH_ORIENTATION, ("obtained", 1500), by="Mona", until=-400)
    anatole.situation(SituationKind.RQTH, ("obtained", 1500), by="Mona", until=-400)
    anatole.stage("esat_work", "Espaces verts", by="Mona", start=1400, place="esat")
    left_on = add_months(ago(0), -6).toordinal()
    days = ago(0).toordinal() - left_on + 8
    at_the_esat = works(
        players, anatole, "Mona", "cat", start=1400, hours="35", stage="esat_work",
        job="ouvrier d’espaces verts",
        employer=_place(players, "esat"),
    )  # fmt: skip
    actor = players.actor("Mona")
    with acting_as(actor):
        end_work(
            actor=actor,
            person_id=anatole.person.id,
            situation_id=at_the_esat.id,
            version=at_the_esat.version,
            on=ago(days),
            why=EndReason.NEXT_STEP,
            leaving=ExitDraft(
                destination="open_ended",
                contract_type="cdi",
                job_signed_on=ago(days),
                agreement_start=ago(days),
                agreement_end=add_months(ago(days), 12),
                follow_up=(1, 3, 6, 12),
            ),
        )
        _contacts_made(players, anatole)
    anatole.note("Sa nouvelle équipe l’appelle par son prénom.", by="Mona", days=40)
    works(
        players, anatole, "Mona", "cdi", start=days - 1, hours="28", job="jardinier",
        employer=PlaceDraft(name="Jardinerie des Trois Lunes", kind="company"),
    )  # fmt: skip


def _contacts_made(players: Players, story: Story) -> None:
    """The first two contacts took place; the third is overdue by a week."""
    planned = FollowUp.unscoped.filter(person=story.person).order_by("planned_on")
    for contact, words in zip(
        planned[:2], ("Il se lève tôt, ça va.", "L’équipe l’a adopté."), strict=False
    ):
        record_follow_up(
            actor=players.actor("Mona"),
            person_id=story.person.id,
            follow_up_id=contact.id,
            version=contact.version,
            draft=ContactDraft(contact.planned_on, StillInJob.YES, words=words),
        )


def _tremplin(players: Players) -> None:
    """A springboard contract in the adapted company: what comes after is looked for now."""
    odette = open_record(
        players, "Odette", "Brisefer", by="Thomas", birth=ago(41 * 365), insee="99L08", days=260
    )
    odette.agree("ea", "employs", days=250)
    odette.start("Un tremplin vers l’entretien de bureaux", origin="ea", by="Thomas", days=250)
    odette.situation(SituationKind.RQTH, ("obtained", 700), by="Thomas", until=-900)
    odette.situation(SituationKind.FRANCE_TRAVAIL, ("obtained", 700), by="Thomas")
    odette.note("Cherche une entreprise de nettoyage à Port-Lune.", by="Thomas", days=12)
    odette.wish("job", "Un emploi pas trop loin de Port-Lune.", by="Thomas", days=200)
    works(
        players,
        odette,
        "Thomas",
        "cdd_tremplin",
        start=240,
        end=-38,
        hours="24",
        job="agente de nettoyage",
        employer=_place(players, "ea"),
        details={
            "act.acknowledgements": ["no_hire_at_the_end"],
            "act.judgments": ["adequacy"],
        },
        judged="Le nettoyage de bureaux s’apprend ici, et se trouve en entreprise.",
    )


def _placed_by_the_ea(players: Players) -> None:
    """Lent to a client by the adapted company: her workstation is being fitted out."""
    sixtine = open_record(
        players, "Sixtine", "Valmoulin", by="Thomas", birth=ago(52 * 365), insee="99L01", days=900
    )
    sixtine.agree("ea", "employs", days=300)
    sixtine.start("Numériser chez un client", origin="ea", by="Thomas", days=300)
    sixtine.situation(SituationKind.RQTH, ("obtained", 1200), by="Thomas", until=-25)
    sixtine.note("Le client apprécie son travail, l’écran la fatigue.", by="Thomas", days=26)
    contract = works(
        players, sixtine, "Thomas", "ea_cdi", start=800, hours="30", employer=_place(players, "ea")
    )
    actor = players.actor("Thomas")
    with acting_as(actor):
        note_adaptation(
            actor=actor,
            person_id=sixtine.person.id,
            draft=AdaptationDraft(
                need="Un écran plus grand et un logiciel qui lit à voix haute",
                funder="Agefiph",
                cost=Decimal(1240),
                funded=Decimal(900),
                asked_on=ago(40),
            ),
            situation_id=contract.id,
        )
