"""Papers of one record, with the eyes of whoever looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from passerelles.documents.models import Paper, PaperVersion, Signature, SignedCopy
from passerelles.documents.policy import is_keeper, may_hand_link, may_note_sheet, signs_for
from passerelles.documents.rules.circuit import (
    ALLOWED,
    STATE_LABELS,
    Circuit,
    Hand,
    PaperAct,
    PaperState,
    SignatureState,
)
from passerelles.documents.rules.completeness import Missing, missing_facts
from passerelles.documents.rules.kinds import ROLE_LABELS, ROLE_PLAIN, PaperKind, SignatoryRole
from passerelles.documents.rules.standing import Standing, StandingPaper, standing_of
from passerelles.documents.rules.wording import easy_sentences, shown
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right, current_actor
from passerelles.kernel.errors import Hidden
from passerelles.sharing.rules.volets import Volet

LINE_COLOURS = {"waiting": "sky", "signed": "leaf", "refused": "coral"}


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the circuit, and what the reader may do about it."""

    line: Signature
    mine: bool
    may_note: bool
    may_hand_link: bool

    @property
    def role_label(self) -> str:
        return ROLE_LABELS[SignatoryRole(self.line.role)]

    @property
    def role_plain(self) -> str:
        return ROLE_PLAIN[SignatoryRole(self.line.role)]

    @property
    def colour(self) -> str:
        return LINE_COLOURS[self.line.state]


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper with the versions this reader may read, oldest first; the last one is shown."""

    paper: Paper
    versions: list[PaperVersion]
    lines: list[LineView]
    acts: frozenset[PaperAct]

    @property
    def kind(self) -> PaperKind:
        return self.paper.rules

    @property
    def version(self) -> PaperVersion:
        return self.versions[-1]

    @property
    def being_corrected(self) -> bool:
        """A new version is being written elsewhere; the one shown is the last that was sent."""
        return self.paper.phase is PaperState.DRAFT and self.version.number != self.paper.current

    @property
    def state_label(self) -> str:
        return "en correction" if self.being_corrected else STATE_LABELS[self.paper.phase]

    @property
    def is_sealed(self) -> bool:
        return self.sealed(self.version)

    @staticmethod
    def sealed(version: PaperVersion) -> bool:
        return hasattr(version, "signed_copy")

    @property
    def missing(self) -> tuple[Missing, ...]:
        return missing_facts(self.kind, self.version.facts)

    @property
    def easy(self) -> list[str]:
        return easy_sentences(self.kind, self.version.facts)

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        facts = self.version.facts
        return [(fact.label, shown(fact, facts.get(fact.key))) for fact in self.kind.facts.values()]

    @property
    def standing(self) -> Standing:
        """What this paper alone says of the start."""
        begun = str(self.version.facts.get("start", "9")) <= clock.today().isoformat()
        return standing_of(
            [StandingPaper(self.kind, circuit_of(self.paper, self.version))], begun=begun
        )

    @property
    def my_line(self) -> Signature | None:
        return next((view.line for view in self.lines if view.mine), None)

    @property
    def waits_without_person(self) -> bool:
        """Others sign: a representative in the person's place, or structures among themselves."""
        asked = {view.line.role for view in self.lines}
        return self.paper.phase is PaperState.OUT and SignatoryRole.PERSON not in asked

    @property
    def refusals(self) -> list[LineView]:
        return [view for view in self.lines if view.line.state == Signature.State.REFUSED]

    @property
    def to_talk(self) -> list[LineView]:
        """Who asked to talk and has not answered since."""
        return [view for view in self.lines if view.line.talk_asked_at and view.line.is_waiting]

    @property
    def may_correct(self) -> bool:
        return PaperAct.CORRECT in self.acts

    @property
    def may_send(self) -> bool:
        return PaperAct.SEND in self.acts

    @property
    def may_cancel(self) -> bool:
        return PaperAct.CANCEL in self.acts


def papers_of(person_id: UUID) -> list[PaperView]:
    """Every paper of a record that the actor in scope may read, the latest first."""
    return _views(Paper.objects.filter(person_id=person_id))


def paper_of(person_id: UUID, paper_id: UUID) -> PaperView:
    """One paper with its versions; ``Hidden`` when absent, of another, or not shared."""
    found = _views(Paper.objects.filter(person_id=person_id, pk=paper_id))
    if not found:
        raise Hidden("no such paper")
    return found[0]


def pdf_of(person_id: UUID, paper_id: UUID, number: int, *, signed: bool) -> tuple[bytes, str]:
    """Bytes of a version, or of its signed copy, and a file name that names nobody."""
    paper = Paper.objects.filter(person_id=person_id, pk=paper_id).first()
    if paper is None:
        raise Hidden("no such paper")
    return version_pdf(paper, number, signed=signed)


def version_pdf(paper: Paper, number: int, *, signed: bool) -> tuple[bytes, str]:
    """The same, for a paper already found by a door of its own."""
    within = number <= paper.current  # beyond, it may be a number no database holds
    rows = PaperVersion.objects.filter(paper_id=paper.pk, number=number).select_related("sending")
    version = rows.first() if within else None
    if version is None or not _may_read(current_actor(), paper, version):
        raise Hidden("no such version, or never sent")
    suffix = "-signe" if signed else ""
    name = f"{paper.kind.replace('_', '-')}-{paper.reference.lower()}-v{number}{suffix}.pdf"
    if not signed:
        return bytes(version.pdf), name
    copy = SignedCopy.objects.filter(version=version).first()
    if copy is None:
        raise Hidden("not signed yet")
    return bytes(copy.pdf), name


def known_file(sha256: str) -> bool:
    """Is it one of the papers made here? Nothing else is said, to anybody."""
    return (
        PaperVersion.objects.filter(sha256=sha256).exists()
        or SignedCopy.objects.filter(sha256=sha256).exists()
    )


def circuit_of(paper: Paper, version: PaperVersion) -> Circuit:
    return Circuit(
        state=paper.phase,
        answers={
            SignatoryRole(line.role): SignatureState(line.state)
            for line in version.signatures.all()
        },
        version=paper.current,
    )


def with_versions(papers: Iterable[Paper]) -> list[tuple[Paper, list[PaperVersion]]]:
    """Papers with the versions the actor in scope may read, oldest first, without the bytes; in
    three queries whatever their number."""
    versions = (
        PaperVersion.objects.defer("pdf")
        .select_related("signed_copy", "sending")
        .defer("signed_copy__pdf", "pdf")
        .prefetch_related("signatures")
    )
    rows: list[Paper] = list(
        papers.prefetch_related(Prefetch("versions", queryset=versions))  # type: ignore[attr-defined]
    )
    actor = current_actor()
    read = (
        (paper, [v for v in paper.versions.all() if _may_read(actor, paper, v)]) for paper in rows
    )
    return [(paper, found) for paper, found in read if found]


def _may_read(actor: Actor, paper: Paper, version: PaperVersion) -> bool:
    """A version that never went out is read by the team that wrote it."""
    return hasattr(version, "sending") or is_keeper(actor, paper)


def _views(papers: Iterable[Paper]) -> list[PaperView]:
    actor = current_actor()
    rows = papers.select_related("organisation")  # type: ignore[attr-defined]
    return [_view(actor, paper, versions) for paper, versions in with_versions(rows)]


def _view(actor: Actor, paper: Paper, versions: list[PaperVersion]) -> PaperView:
    keeps = is_keeper(actor, paper) and actor.may(Right.WRITE_PEOPLE)
    acts = ALLOWED[paper.phase].get(Hand.KEEPER, frozenset()) if keeps else frozenset()
    signing = ALLOWED[paper.phase].get(Hand.SIGNATORY, frozenset())
    lines = [
        LineView(
            line=line,
            mine=line.is_waiting
            and PaperAct.SIGN in signing
            and signs_for(actor, line, paper.person_id),
            may_note=line.is_waiting and PaperAct.RECORD in acts and may_note_sheet(actor, line),
            may_hand_link=line.is_waiting
            and PaperAct.GIVE_LINK in acts
            and may_hand_link(actor, line),
        )
        for line in versions[-1].signatures.all()
    ]
    return PaperView(paper, versions, lines, acts)


PAPER_VOLETS = (Volet.PATH, Volet.DOCUMENTS)
