"""Reads of the area: papers of a record, what waits for whom, whether it may begin."""

from passerelles.documents.queries.links import LinkedPaper, linked_paper
from passerelles.documents.queries.papers import (
    PaperView,
    known_file,
    paper_of,
    papers_of,
    pdf_of,
)
from passerelles.documents.queries.standing import standing, standings
from passerelles.documents.queries.waiting import WaitingLine, waiting_for_person

__all__ = [
    "LinkedPaper",
    "PaperView",
    "WaitingLine",
    "known_file",
    "linked_paper",
    "paper_of",
    "papers_of",
    "pdf_of",
    "standing",
    "standings",
    "waiting_for_person",
]
