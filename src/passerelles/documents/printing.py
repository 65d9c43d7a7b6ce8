"""From rows to a drawn paper: the version as written, and its signed copy."""

from __future__ import annotations

from collections.abc import Sequence

from passerelles.documents.models import Paper, PaperVersion, Signature
from passerelles.documents.rendering import render
from passerelles.documents.rules.wording import Printed
from passerelles.web.french import as_day


def draw_version(paper: Paper, version: PaperVersion, lines: Sequence[Signature]) -> bytes:
    """The text that will be signed: who must sign, and nothing signed yet."""
    return render(_printed(paper, version, lines, signed=False))


def draw_signed_copy(paper: Paper, version: PaperVersion, lines: Sequence[Signature]) -> bytes:
    """The same words, with who signed and when, and the hash of what they signed."""
    return render(_printed(paper, version, lines, signed=True))


def _printed(
    paper: Paper, version: PaperVersion, lines: Sequence[Signature], *, signed: bool
) -> Printed:
    return Printed(
        kind=paper.rules,
        facts=version.facts,
        signatories=tuple(line.line(with_answer=signed) for line in lines),
        number=version.number,
        written_on=as_day(version.created_at),
        reference=paper.reference,
        keeper=paper.organisation.outside_name if paper.organisation else "",
        seal=version.sha256 if signed else "",
    )
