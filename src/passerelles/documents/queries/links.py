"""What a signing link shows, once opened with its code: one paper, one line."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from passerelles.documents.models import Paper, PaperVersion, Signature, SigningLink
from passerelles.documents.policy import link_holds
from passerelles.documents.queries.papers import version_pdf
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import ROLE_LABELS, PaperKind, SignatoryRole
from passerelles.documents.rules.wording import easy_sentences
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, acting_as
from passerelles.sharing.onetime import token_hash

_PERSONAL = (SignatoryRole.PERSON, SignatoryRole.LEGAL_REPRESENTATIVE)


@dataclass(frozen=True, slots=True)
class LinkedPaper:
    """The paper behind a link that still waits for its answer."""

    link: SigningLink
    paper: Paper
    version: PaperVersion
    line: Signature
    keeper: str

    @property
    def kind(self) -> PaperKind:
        return self.paper.rules

    @property
    def easy(self) -> list[str]:
        return easy_sentences(self.kind, self.version.facts)

    @property
    def role_label(self) -> str:
        return ROLE_LABELS[SignatoryRole(self.line.role)]

    @property
    def personal(self) -> bool:
        """The person, or whoever represents them: the reason of a "no" is theirs to keep."""
        return self.line.role in _PERSONAL

    def pdf(self) -> tuple[bytes, str]:
        return version_pdf(self.paper, self.version.number, signed=False)


def linked_paper(link_id: UUID, token: str) -> LinkedPaper | None:
    """The paper of a link opened in this session, or ``None`` once it no longer waits."""
    link = SigningLink.objects.filter(
        SigningLink.usable(clock.now()), pk=link_id, token_hash=token_hash(token)
    ).first()
    if link is None:
        return None
    # The link and its code stand at the person's side, for this paper alone.
    with acting_as(Actor(kind=ActorKind.PERSON, person_id=link.person_id)):
        line = (
            Signature.objects.select_related("version__paper__organisation")
            .defer("version__pdf")
            .filter(pk=link.signature_id)
            .first()
        )
        # The record was joined to another since, or its keeper no longer accompanies the person.
        if line is None or not link_holds(link, line.version.paper):
            return None
        paper = line.version.paper
        if paper.phase is not PaperState.OUT or line.version.number != paper.current:
            return None
        keeper = paper.organisation.outside_name if paper.organisation else ""
        return LinkedPaper(link, paper, line.version, line, keeper)
