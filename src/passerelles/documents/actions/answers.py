"""Sign, refuse, ask to talk: on a screen of one's own, or noted from a signed sheet."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.documents import events
from passerelles.documents.actions.signers import entitled
from passerelles.documents.actions.writing import (
    after_signature,
    answered,
    close,
    current_version,
    note,
    said_reason,
)
from passerelles.documents.models import Paper, Signature
from passerelles.documents.policy import may_note_sheet, require_keeper, require_turn, visible_paper
from passerelles.documents.rules.circuit import PaperAct, PaperState
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.documents.rules.wording import SignatureMethod
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.clock import PARIS
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.web.french import as_day

REFERENCE_LENGTH = 120


@transaction.atomic
def sign_on_screen(*, actor: Actor, paper_id: UUID, role: SignatoryRole, version: int) -> Paper:
    """Sign the very version that was read: ``version`` is the number shown on the page."""
    paper, line = _my_turn(actor, paper_id, role, version)
    answered(
        paper,
        line.pk,
        state=Signature.State.SIGNED,
        method=SignatureMethod.SCREEN.value,
        recorded_by_id=actor.user_id,
    )
    note(events.SIGNED, actor, paper, version=version, role=role.value, method="screen")
    after_signature(actor, paper)
    return paper


@transaction.atomic
def refuse_on_screen(
    *, actor: Actor, paper_id: UUID, role: SignatoryRole, version: int, reason: str = ""
) -> Paper:
    """Say no: the circuit stops.  A professional says why; the person may, or not."""
    paper, line = _my_turn(actor, paper_id, role, version)
    why = _why(role, reason)
    answered(
        paper,
        line.pk,
        state=Signature.State.REFUSED,
        method=SignatureMethod.SCREEN.value,
        refused_reason=why,
        recorded_by_id=actor.user_id,
    )
    close(paper, PaperState.REFUSED)
    note(events.REFUSED, actor, paper, version=version, role=role.value, method="screen")
    return paper


@transaction.atomic
def ask_to_talk(*, actor: Actor, paper_id: UUID, role: SignatoryRole, version: int) -> Paper:
    """« Je veux en parler » : nothing is answered, and whoever keeps the paper sees it."""
    paper, line = _my_turn(actor, paper_id, role, version)
    talk_asked(actor, paper, line)
    return paper


@transaction.atomic
def record_paper_signature(
    *,
    actor: Actor,
    paper_id: UUID,
    role: SignatoryRole,
    signed_on: date,
    reference: str,
) -> Paper:
    """Note a signature made on the printed paper, with where the sheet is kept."""
    paper = require_keeper(actor, paper_id, PaperAct.RECORD)
    version = current_version(paper)
    line = version.signatures.filter(role=role).first()
    if line is None:
        raise Hidden("no such signatory")
    if not may_note_sheet(actor, line):
        raise Hidden("would sign for the organisation without the right to")
    _check_sheet(signed_on, as_day(version.created_at))
    kept = " ".join(refuse_nir(reference, field="reference").split())[:REFERENCE_LENGTH]
    if not kept:
        raise Refusal(
            _("Écrivez la référence du papier signé."),
            _("Elle permet de le retrouver dans le classeur."),
            field="reference",
        )
    answered(
        paper,
        line.pk,
        state=Signature.State.SIGNED,
        method=SignatureMethod.PAPER.value,
        paper_reference=kept,
        answered_at=datetime.combine(signed_on, time(12), tzinfo=PARIS),
        recorded_by_id=actor.user_id,
    )
    note(events.RECORDED, actor, paper, version=paper.current, role=role.value, method="paper")
    after_signature(actor, paper)
    return paper


def talk_asked(actor: Actor, paper: Paper, line: Signature, **more: str) -> None:
    """Say it once: asking again changes nothing."""
    rows = Signature.objects.filter(pk=line.pk, talk_asked_at=None)
    if rows.update(talk_asked_at=clock.now()):
        note(events.TALK_ASKED, actor, paper, version=paper.current, role=line.role, **more)


def check_representative(line: Signature) -> None:
    """A measure that ended gives no signature any more, nor a parent once the person is of age."""
    holder = line.representative
    if holder is not None and holder not in entitled(line.version.paper.person):
        raise Refusal(
            _("Ce représentant légal n’est plus en fonction."),
            _("Corrigez le papier : la nouvelle version nommera le bon."),
        )


def _my_turn(
    actor: Actor, paper_id: UUID, role: SignatoryRole, version: int
) -> tuple[Paper, Signature]:
    paper = visible_paper(actor, paper_id, lock=True)
    line = require_turn(actor, paper, role)
    if paper.current != version:
        raise Refusal(
            _("Ce papier a changé depuis que vous l’avez ouvert."),
            _("Relisez la nouvelle version avant de répondre."),
        )
    return paper, line


def _why(role: SignatoryRole, reason: str) -> str:
    if role is SignatoryRole.PERSON and not reason.strip():
        return ""
    return said_reason(reason)


def _check_sheet(signed_on: date, written_on: date) -> None:
    if signed_on > clock.today():
        raise Refusal(_("Cette date est dans l’avenir."), field="signed_on")
    if signed_on < written_on:
        raise Refusal(
            _("Cette version a été écrite après cette date : ce n’est pas elle qui a été signée."),
            _("Faites signer la version en cours."),
            field="signed_on",
        )
