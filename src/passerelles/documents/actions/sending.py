"""Send a paper to those who sign, or take it back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.documents import events
from passerelles.documents.actions.signers import roles_of, signers_of
from passerelles.documents.actions.writing import close, current_version, note, said_reason
from passerelles.documents.models import Paper, PaperVersion, Sending
from passerelles.documents.policy import require_keeper
from passerelles.documents.rules.circuit import PaperAct, PaperState
from passerelles.documents.rules.completeness import missing_facts
from passerelles.documents.rules.kinds import ROLE_LABELS, SignatoryRole
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal


@transaction.atomic
def send_paper(*, actor: Actor, paper_id: UUID) -> Paper:
    """Put the current version out for signature; refused while something is missing."""
    paper = require_keeper(actor, paper_id, PaperAct.SEND)
    version = current_version(paper)
    _check_written(paper, version)
    _check_signatories(paper, version)
    paper.state, paper.shared, paper.sent_at = PaperState.OUT.value, True, clock.now()
    paper.save(update_fields=["state", "shared", "sent_at"])
    Sending.objects.create(version=version, sent_at=paper.sent_at)
    note(events.SENT, actor, paper, version=paper.current)
    return paper


@transaction.atomic
def cancel_paper(*, actor: Actor, paper_id: UUID, reason: str) -> Paper:
    """Nobody signs it any more; what was written and signed stays readable."""
    paper = require_keeper(actor, paper_id, PaperAct.CANCEL)
    close(paper, PaperState.CANCELLED, said_reason(reason))
    note(events.CANCELLED, actor, paper, version=paper.current)
    return paper


def _check_written(paper: Paper, version: PaperVersion) -> None:
    missing = missing_facts(paper.rules, version.facts)
    if missing:
        raise Refusal(
            _("Il manque : %(facts)s.") % {"facts": " ; ".join(item.sentence for item in missing)},
            _("Complétez le papier, puis envoyez-le."),
        )


def _check_signatories(paper: Paper, version: PaperVersion) -> None:
    """Everybody who must sign today is named, and nobody has been left out since."""
    lines = list(version.signatures.all())
    nameless = [ROLE_LABELS[SignatoryRole(line.role)] for line in lines if not line.name]
    if nameless:
        raise Refusal(
            _("On ne sait pas qui signe pour : %(roles)s.") % {"roles": ", ".join(nameless)},
            _("Nommez-les ; un représentant légal se note dans l’identité."),
        )
    named = signers_of(version)
    asked = {role: signer for role, signer in named.items() if role not in _DECIDED_BY_LAW}
    if set(roles_of(paper.rules, paper.person, asked)) != set(named):
        raise Refusal(
            _("La liste de ceux qui doivent signer a changé depuis que ce papier est écrit."),
            _("Corrigez le papier : la nouvelle version aura la bonne liste."),
        )


_DECIDED_BY_LAW = frozenset({SignatoryRole.PERSON, SignatoryRole.LEGAL_REPRESENTATIVE})
