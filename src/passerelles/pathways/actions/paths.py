"""The path itself: start, change, pause, resume, close; and its one referent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations.models import Membership
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.events import PATH_CHANGED, PATH_MOVED, PATH_STARTED, REFERENT_CHANGED
from passerelles.pathways.models import Note, Path, Referent
from passerelles.pathways.policy import may_be_referent, require_steering
from passerelles.pathways.rules.stages import PATH_STATE_LABELS, PathState, path_may_move
from passerelles.sharing.policy import RecordAccess, require_write
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class PathDraft:
    """What is typed about a path; no end is ever asked for."""

    title: str
    started_on: date
    planned_exit_on: date | None = None


def start_path(
    *, actor: Actor, person_id: UUID, draft: PathDraft, origin_id: UUID | None = None
) -> Path:
    """Start a path, in the origin structure if need be; its author is the first referent."""
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        refuse_nir_in(title=draft.title)
        _check_dates(draft)
        path = Path.unscoped.create(
            person_id=person_id,
            volet=Volet.PATH,
            origin_id=_origin(access, actor, origin_id),
            title=draft.title,
            started_on=draft.started_on,
            planned_exit_on=draft.planned_exit_on,
            **signature(actor),
        )
        _name_referent(path, actor.user_id, actor.organisation_id)
        record(
            PATH_STARTED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"path": str(path.id)},
        )
    started: Path = path
    return started


def change_path(
    *, actor: Actor, person_id: UUID, path_id: UUID, version: int, draft: PathDraft
) -> Path:
    """Change the words and dates of a path; ``Conflict`` when somebody did meanwhile."""
    with transaction.atomic():
        path = _steered(actor, person_id, path_id)
        refuse_nir_in(title=draft.title)
        _check_dates(draft)
        _update(
            path,
            version,
            title=draft.title,
            started_on=draft.started_on,
            planned_exit_on=draft.planned_exit_on,
        )
        record(
            PATH_CHANGED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"path": str(path.id)},
        )
    path.refresh_from_db()
    return path


def move_path(
    *, actor: Actor, person_id: UUID, path_id: UUID, version: int, target: PathState
) -> Path:
    """Pause, resume or close; resuming a closed path makes its mover the referent again."""
    with transaction.atomic():
        path = _steered(actor, person_id, path_id)
        state = PathState(path.state)
        if not path_may_move(state, target):
            raise Refusal(
                f"Ce parcours est déjà dans l’état « {PATH_STATE_LABELS[state]} ».",
                "Relisez la page : quelqu’un l’a peut-être changé.",
            )
        closed_on = clock.today() if target is PathState.CLOSED else None
        _update(path, version, state=target.value, closed_on=closed_on)
        if target is PathState.CLOSED:
            Referent.objects.filter(path=path, until=None).update(until=clock.now())
        elif state is PathState.CLOSED:
            _name_referent(path, actor.user_id, actor.organisation_id)
        record(
            PATH_MOVED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"path": str(path.id), "state": target.value},
        )
    path.refresh_from_db()
    return path


def change_referent(
    *,
    actor: Actor,
    person_id: UUID,
    path_id: UUID,
    expected: UUID,
    user_id: UUID,
    organisation_id: UUID,
    handover: str = "",
) -> Referent:
    """Hand a path over; ``expected`` is the referent the reader saw: one winner, one conflict."""
    with transaction.atomic():
        path = _steered(actor, person_id, path_id)
        refuse_nir_in(handover=handover)
        _check_candidate(person_id, user_id, organisation_id)
        moment = clock.now()
        ended = Referent.objects.filter(pk=expected, path=path, until=None).update(until=moment)
        if ended != 1:
            raise Conflict("Quelqu’un vient de changer de référent.")
        referent = _name_referent(path, user_id, organisation_id)
        if handover:
            _hand_over(actor, path, handover)
        record(
            REFERENT_CHANGED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={
                "path": str(path.id),
                "user": str(user_id),
                "organisation": str(organisation_id),
            },
        )
    return referent


def _check_candidate(person_id: UUID, user_id: UUID, organisation_id: UUID) -> None:
    membership = (
        Membership.objects.in_force()
        .filter(user_id=user_id, organisation_id=organisation_id, user__is_active=True)
        .first()
    )
    if membership is None or not may_be_referent(membership, person_id):
        raise Refusal(
            "Cette personne ne peut pas être référente : elle n’accompagne pas ce parcours.",
            "Choisissez un collègue d’une structure qui accompagne le parcours.",
            field="referent",
        )


def _steered(actor: Actor, person_id: UUID, path_id: UUID) -> Path:
    require_write(actor, person_id, Volet.PATH)
    path = visible_entry(actor, Path, person_id, path_id)
    require_steering(actor, path)
    return path


def _update(path: Path, version: int, **fields: object) -> None:
    changed = Path.unscoped.filter(pk=path.pk, version=version).update(
        version=F("version") + 1, **fields
    )
    if changed != 1:
        raise Conflict("Quelqu’un a modifié ce parcours pendant que vous écriviez.")


def _name_referent(path: Path, user_id: UUID | None, organisation_id: UUID | None) -> Referent:
    if user_id is None or organisation_id is None:
        raise Hidden("a referent is a professional")
    try:
        with transaction.atomic():
            return Referent.objects.create(
                path=path, user_id=user_id, organisation_id=organisation_id
            )
    except IntegrityError as error:
        raise Conflict("Quelqu’un vient de nommer un référent pour ce parcours.") from error


def _hand_over(actor: Actor, path: Path, text: str) -> None:
    """The hand-over note is shared: the next referent, the partners and the person read it."""
    Note.unscoped.create(person_id=path.person_id, volet=Volet.PATH, text=text, **signature(actor))


def _origin(access: RecordAccess, actor: Actor, origin_id: UUID | None) -> UUID:
    """The origin is an organisation at the person's side, by default the actor's own."""
    if actor.organisation_id is None:
        raise Hidden("no organisation")
    if origin_id is None:
        return actor.organisation_id
    beside = {party.organisation_id for party in access.facts.parties}
    if origin_id not in beside | {actor.organisation_id}:
        raise Refusal(
            "Cette structure n’accompagne pas la personne.",
            "Choisissez une structure déjà présente à ses côtés.",
            field="origin",
        )
    return origin_id


def _check_dates(draft: PathDraft) -> None:
    if draft.planned_exit_on is not None and draft.planned_exit_on < draft.started_on:
        raise Refusal(
            "La sortie prévue précède le début du parcours.",
            "Vérifiez les deux dates ; la sortie prévue est facultative.",
            field="planned_exit_on",
        )
