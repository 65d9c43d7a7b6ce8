"""What several acts share: the current version, its links, the journal line, the end of a circuit."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from passerelles.documents import events
from passerelles.documents.models import Paper, PaperVersion, Signature, SignedCopy, SigningLink
from passerelles.documents.policy import already_answered
from passerelles.documents.printing import draw_signed_copy
from passerelles.documents.rendering import sha256_of
from passerelles.documents.rules.circuit import PaperState
from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal
from passerelles.kernel.nir import refuse_nir

REASON_LENGTH = 300


def current_version(paper: Paper) -> PaperVersion:
    return paper.versions.get(number=paper.current)


def open_links(paper: Paper) -> QuerySet[SigningLink]:
    return SigningLink.objects.filter(signature__version__paper_id=paper.pk, closed_at=None)


def close_links(paper: Paper) -> None:
    """No way in is left once a paper no longer waits for anybody."""
    links = list(open_links(paper).values_list("pk", flat=True))
    SigningLink.objects.filter(pk__in=links).update(closed_at=clock.now())


def answered(paper: Paper, signature_id: UUID, **answer: object) -> None:
    """Answer a waiting line; the conditional update makes one winner, whoever else tries."""
    answer.setdefault("answered_at", clock.now())
    rows = Signature.objects.filter(pk=signature_id, state=Signature.State.WAITING)
    if paper.phase is not PaperState.OUT or not rows.update(**answer):
        raise already_answered()


def after_signature(actor: Actor, paper: Paper) -> None:
    """The last signature closes the circuit and draws the signed copy."""
    version = current_version(paper)
    lines = list(version.signatures.all())
    if any(line.state != Signature.State.SIGNED for line in lines):
        return
    pdf = draw_signed_copy(paper, version, lines)
    SignedCopy.objects.create(version=version, pdf=pdf, sha256=sha256_of(pdf))
    close(paper, PaperState.SIGNED)
    note(events.COMPLETED, actor, paper, version=paper.current)
    _replace_former(actor, paper)


def close(paper: Paper, state: PaperState, reason: str = "") -> None:
    paper.state, paper.closed_at = state.value, clock.now()
    paper.closing_reason = reason
    paper.save(update_fields=["state", "closed_at", "closing_reason", "shared"])
    close_links(paper)


def said_reason(text: str) -> str:
    """A reason in a few words, compulsory."""
    plain = " ".join(refuse_nir(text, field="reason").split())
    if not plain:
        raise Refusal(_("Il manque la raison."), _("Quelques mots suffisent."), field="reason")
    return plain[:REASON_LENGTH]


def note(event: Event, actor: Actor, paper: Paper, **details: object) -> None:
    """One journal line about the paper's person, for the organisation that keeps it."""
    record(
        event,
        actor=actor,
        person_id=paper.person_id,
        organisation_id=actor.organisation_id or paper.organisation_id,
        volets=[paper.volet],
        details={"paper": str(paper.pk), **details},
    )


def _replace_former(actor: Actor, paper: Paper) -> None:
    if paper.replaces_id is None:
        return
    former = Paper.unscoped.select_for_update(of=("self",)).get(pk=paper.replaces_id)
    if former.phase is not PaperState.REPLACED:
        close(former, PaperState.REPLACED)
        note(events.REPLACED, actor, former, by=str(paper.pk))
