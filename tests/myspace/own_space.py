"""What the tests of the person's space share: a path with its entries, and a browser inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.test import Client

from passerelles.kernel import clock
from passerelles.myspace.actions.cards import issue_card
from passerelles.organisations.models import Organisation
from passerelles.pathways.models import (
    NextStep,
    Note,
    Path,
    ProgressAxis,
    ProgressPoint,
    Referent,
    Stage,
)
from passerelles.people.models import Fact, Person, Situation, Wish
from passerelles.sharing.models import ConsentRequest
from passerelles.sharing.rules.volets import Purpose, Volet
from tests.cast import Cast, make_agreement, make_person, professional

TEAM_NOTE = "zz-note-de-travail-zz"


@dataclass
class Space:
    """David, adult, followed by the ESAT; the GEIQ sees by agreement."""

    david: Person
    note: Note
    team_note: Note
    stage: Stage
    step: NextStep
    point: ProgressPoint
    agreement_id: UUID
    client: Client


def enter(cast: Cast, person: Person, *, by: str = "mona") -> Client:
    """A browser that came in with the person's own card."""
    user, organisation = (cast.mona, cast.esat) if by == "mona" else (cast.ines, cast.ime)
    issued = issue_card(actor=professional(user, organisation), person_id=person.id)
    *before, last = [picture.code for picture in issued.pictures]
    client = Client()
    answer = client.post("/entrer/", {"number": issued.number, "touched": before, "picture": last})
    assert answer.status_code == 302
    return client


def build_space(cast: Cast) -> Space:
    david = make_person("David", "Roussel", cast.esat, by=cast.mona, birth_date=date(1991, 5, 2))
    mine = {
        "person": david,
        "organisation": cast.esat,
        "author": cast.mona,
        "author_name": "Mona P.",
    }
    path = Path.unscoped.create(
        **mine, volet=Volet.PATH, origin=cast.esat, title="Vers le travail en entreprise"
    )
    Referent.objects.create(path=path, user=cast.mona, organisation=cast.esat)
    stages = {
        state: Stage.unscoped.create(
            **mine,
            volet=Volet.PATH,
            path=path,
            kind=kind,
            title=title,
            state=state,
            started_on=started,
            ended_on=ended,
            place=cast.company,
        )
        for state, kind, title, started, ended in (
            ("done", "visit", "Visite de Netclair", date(2026, 3, 2), date(2026, 3, 2)),
            ("ongoing", "trial", "Essai de nettoyage", date(2026, 10, 5), None),
            ("planned", "internship", "Stage de deux semaines", None, None),
        )
    }
    note = Note.unscoped.create(**mine, volet=Volet.PATH, text="David aime le travail dehors.")
    team_note = Note.unscoped.create(**mine, volet=Volet.PATH, text=TEAM_NOTE, shared=False)
    step = NextStep.unscoped.create(
        **mine,
        volet=Volet.PATH,
        path=path,
        what="Bilan de l’essai",
        plain="Vous parlez de votre essai chez Netclair.",
        owner_user=cast.mona,
        owner_organisation=cast.esat,
        due_at=clock.now() + timedelta(days=3),
        where="Salle 2",
    )
    point = _points(mine)
    Fact.unscoped.create(**mine, volet=Volet.SUPPORT_NEEDS, kind="transport", value="bus")
    Wish.unscoped.create(**mine, volet=Volet.PROJECT, kind="job", words="Travailler dehors")
    Situation.unscoped.create(
        **mine, volet=Volet.SITUATION, kind="rqth", state="obtained", state_on=date(2026, 1, 5)
    )
    agreement = make_agreement(david, cast.geiq)
    return Space(
        david,
        note,
        team_note,
        stages["ongoing"],
        step,
        point,
        agreement.id,
        enter(cast, david),
    )


def _points(mine: dict[str, object]) -> ProgressPoint:
    axis = ProgressAxis.objects.filter(framework__organisation=None).order_by("position").first()
    assert axis is not None
    for level, day in ((1, date(2026, 9, 1)), (3, date(2026, 11, 2))):
        point = ProgressPoint.unscoped.create(
            **mine, volet=Volet.PROGRESS, axis=axis, level=level, observed_on=day
        )
    return point


def propose(
    cast: Cast, person: Person, receiver: Organisation, *volets: Volet, addressee: str = "person"
) -> ConsentRequest:
    """A proposal made by the ESAT, waiting for its answer."""
    return ConsentRequest.objects.create(
        person=person,
        receiver=receiver,
        purpose=Purpose.PLACEMENT.value,
        party_role="hosts",
        volets=[volet.value for volet in volets],
        valid_until=clock.now() + timedelta(days=90),
        addressee_kind=addressee,
        token_hash=f"{receiver.id.hex}{person.id.hex}"[:64],
        code_hash="x",
        expires_at=clock.now() + timedelta(days=7),
        requested_by=cast.mona,
        requested_for=cast.esat,
    )
