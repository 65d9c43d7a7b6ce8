"""Who may do what with a paper: its keeper, and those who must sign it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.documents.models import Paper, Signature, SigningLink
from passerelles.documents.rules.circuit import STATE_LABELS, Hand, PaperAct, PaperState, allows
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.sharing.models.entries import PersonDataQuerySet
from passerelles.sharing.policy import facts, require_write
from passerelles.sharing.rules.presence import companions
from passerelles.sharing.rules.volets import Volet


def visible_paper(actor: Actor, paper_id: UUID, *, lock: bool = False) -> Paper:
    """A paper the actor may read, locked until the end of the transaction when asked."""
    rows: PersonDataQuerySet[Paper] = PersonDataQuerySet(Paper).visible_to(actor)
    if lock:
        rows = rows.select_for_update(of=("self",))
    paper = rows.filter(pk=paper_id).first()
    if paper is None:
        raise Hidden("no such paper")
    return paper


def is_keeper(actor: Actor, paper: Paper) -> bool:
    """The organisation that prepared the paper looks after it."""
    return (
        actor.kind is ActorKind.PROFESSIONAL
        and actor.organisation_id is not None
        and actor.organisation_id == paper.organisation_id
    )


def require_keeper(actor: Actor, paper_id: UUID, act: PaperAct) -> Paper:
    """The paper, locked, for an act of its keeper; refused in words when its state forbids it."""
    paper = visible_paper(actor, paper_id, lock=True)
    if not is_keeper(actor, paper):
        raise Hidden("not the keeper of this paper")
    require_write(actor, paper.person_id, Volet(paper.volet))
    require_state(paper, Hand.KEEPER, act)
    return paper


def require_state(paper: Paper, hand: Hand, act: PaperAct) -> None:
    if not allows(paper.phase, hand, act):
        raise Refusal(
            _("Ce papier est %(state)s : ce n’est plus possible.")
            % {"state": STATE_LABELS[paper.phase]},
            _("Rechargez la page pour voir où il en est."),
        )


def signs_for(actor: Actor, signature: Signature, person_id: UUID) -> bool:
    """The actor is the one this line waits for, on a screen of their own."""
    match actor.kind:
        case ActorKind.PERSON:
            return actor.person_id == person_id and signature.role == SignatoryRole.PERSON
        case ActorKind.PROFESSIONAL:
            return (
                actor.may(Right.SIGN_PAPERS)
                and actor.organisation_id is not None
                and actor.organisation_id == signature.organisation_id
            )
        case _:
            return False


def may_note_sheet(actor: Actor, signature: Signature) -> bool:
    """Noting our own line from a sheet is a way to sign for us: only for who may sign anyway."""
    ours = signature.organisation_id is not None
    ours = ours and signature.organisation_id == actor.organisation_id
    return not ours or actor.may(Right.SIGN_PAPERS)


def may_hand_link(actor: Actor, signature: Signature) -> bool:
    """So is a link to our own line."""
    return actor.may(Right.SHARE) and may_note_sheet(actor, signature)


def link_holds(link: SigningLink, paper: Paper) -> bool:
    """A link opens nothing once whoever keeps the paper no longer accompanies the person."""
    return paper.organisation_id in companions(facts(link.person_id), clock.now())


def require_turn(actor: Actor, paper: Paper, role: SignatoryRole) -> Signature:
    """The line of the current version that waits for this actor; ``Hidden`` when none does."""
    signature = Signature.objects.filter(
        version__paper_id=paper.pk, version__number=paper.current, role=role
    ).first()
    if signature is None or not signs_for(actor, signature, paper.person_id):
        raise Hidden("not a signatory of this paper")
    if paper.phase is not PaperState.OUT or not signature.is_waiting:
        raise already_answered()
    return signature


def already_answered() -> Refusal:
    return Refusal(
        _("Ce papier n’attend plus cette signature."),
        _("Rechargez la page pour voir où il en est."),
    )
