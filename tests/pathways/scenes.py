"""Scenes of the path: what Inès, Claire and Léa have already done when a test begins."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.pathways.actions.next_steps import NextStepDraft, plan_next_step
from passerelles.pathways.actions.notes import write_note
from passerelles.pathways.actions.paths import PathDraft, start_path
from passerelles.pathways.actions.progress import Observations, add_observations
from passerelles.pathways.actions.stages import StageDraft, add_stage
from passerelles.pathways.loading import ensure_default_framework
from passerelles.pathways.models import Path, ProgressAxis
from passerelles.pathways.rules.stages import StageKind, StageState
from passerelles.people.models import Fact, Situation, Wish
from passerelles.sharing.models import GuestLink
from passerelles.sharing.rules.volets import Purpose, Volet
from tests.cast import Cast, make_agreement, professional


def axes() -> list[ProgressAxis]:
    return list(ensure_default_framework().axes.all())


def days_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def begun(cast: Cast) -> Path:
    """Inès started a path for Léa, in the IME."""
    return start_path(
        actor=professional(cast.ines, cast.ime),
        person_id=cast.lea.id,
        draft=PathDraft("Vers la propreté", days_ago(150), clock.today() + timedelta(days=60)),
    )


def observe(
    actor: Actor, cast: Cast, days: int, *levels: int, person_speaks: bool = False, **more: Any
) -> Any:
    return add_observations(
        actor=actor,
        person_id=cast.lea.id,
        seen=Observations(
            levels={axis.id: level for axis, level in zip(axes(), levels, strict=False)},
            observed_on=days_ago(days),
            person_speaks=person_speaks,
            **more,
        ),
    )


def full_record(cast: Cast) -> Path:
    """A record with something in every volet, shared with the GEIQ and the CFA."""
    ines = professional(cast.ines, cast.ime)
    make_agreement(cast.lea, cast.geiq)
    make_agreement(cast.lea, cast.cfa, purpose=Purpose.TRAINING)
    path = begun(cast)
    stages = [
        (StageKind.DETECTION, "Repérage", StageState.DONE, 150, 150),
        (StageKind.WORKSHOP, "Atelier propreté", StageState.DONE, 120, 60),
        (StageKind.TRIAL, "Banc d’essai", StageState.ONGOING, 20, None),
        (StageKind.GEIQ_CONTRACT, "Contrat GEIQ", StageState.PLANNED, None, None),
    ]
    for kind, title, state, start, end in stages:
        add_stage(
            actor=ines,
            person_id=cast.lea.id,
            path_id=path.id,
            draft=StageDraft(
                kind=kind,
                title=title,
                state=state,
                place_id=cast.ime.id,
                started_on=days_ago(start) if start is not None else None,
                ended_on=days_ago(end) if end is not None else None,
                description="Trois jours par semaine, avec une équipe de quatre personnes.",
            ),
        )
    for days, levels in (
        (140, (1, 1, 2, 2, 0, 2, 1, 1)),
        (70, (2, 2, 2, 1, 1, 1, 2, 2)),
        (10, (4, 2, 3, 2, 3, 2, 3, 2)),
    ):
        observe(ines, cast, days, *levels, context="atelier propreté")
    observe(ines, cast, 70, 1, 2, 2, person_speaks=True)
    observe(ines, cast, 10, 3, 2, 4, person_speaks=True)
    plan_next_step(
        actor=ines,
        person_id=cast.lea.id,
        path_id=path.id,
        draft=NextStepDraft(
            what="Bilan du banc d’essai",
            plain="On se voit pour parler de l’essai.",
            owner_user_id=cast.ines.id,
            owner_organisation_id=cast.ime.id,
            due_at=clock.now() + timedelta(days=3),
            where="Netclair",
        ),
    )
    told(cast)
    write_note(actor=ines, person_id=cast.lea.id, text="Léa arrive à l’heure.", volet=Volet.PATH)
    return path


def told(cast: Cast) -> None:
    """Facts, a wish and a right of Léa, written for the IME."""
    own = {
        "person": cast.lea,
        "organisation": cast.ime,
        "author": cast.ines,
        "author_name": "Inès B.",
    }
    facts = (
        ("transport", "bus", Volet.SUPPORT_NEEDS),
        ("equipment", "gants nitrile, pas de latex", Volet.SUPPORT_NEEDS),
        ("schedule", "horaires d’internat", Volet.SUPPORT_NEEDS),
        ("diploma_level", "cfg", Volet.SKILLS),
    )
    for kind, value, volet in facts:
        Fact.unscoped.create(kind=kind, value=value, volet=volet, **own)
    Wish.unscoped.create(
        kind="job",
        words="Je veux travailler avec des gens, pas toute seule.",
        volet=Volet.PROJECT,
        **own,
    )
    Situation.unscoped.create(
        kind="rqth",
        state="obtained",
        state_on=days_ago(300),
        valid_until=clock.today() + timedelta(days=40),
        volet=Volet.SITUATION,
        **own,
    )


def tutor(cast: Cast, *volets: Volet) -> Actor:
    """The tutor of Netclair: a personal link on an agreement about the placement."""
    agreement = make_agreement(
        cast.lea,
        cast.company,
        *(volets or (Volet.IDENTITY, Volet.PATH, Volet.PROGRESS)),
        purpose=Purpose.PLACEMENT,
    )
    link = GuestLink.objects.create(
        agreement=agreement,
        holder_name="Sonia T.",
        token_hash="t" * 64,
        code_hash="c",
        valid_until=clock.now() + timedelta(days=60),
        session_key="session-du-tuteur",
        created_by=cast.ines,
        created_for=cast.ime,
    )
    return Actor(
        kind=ActorKind.GUEST,
        guest_link_id=link.id,
        organisation_id=cast.company.id,
        person_id=cast.lea.id,
    )


def as_tutor(actor: Actor) -> Any:
    """A browser whose session holds the personal link."""
    from django.test import Client

    client = Client()
    session = client.session
    session["passerelles_guest_link"] = str(actor.guest_link_id)
    session["passerelles_guest_session"] = "session-du-tuteur"
    session.save()
    return client
