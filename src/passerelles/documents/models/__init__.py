"""Models of papers: the paper, its frozen versions, who signs, the links handed out."""

from passerelles.documents.models.links import SigningLink
from passerelles.documents.models.papers import Paper, PaperVersion, Sending, SignedCopy
from passerelles.documents.models.signatures import Signature, SignerKind

__all__ = [
    "Paper",
    "PaperVersion",
    "Sending",
    "Signature",
    "SignedCopy",
    "SignerKind",
    "SigningLink",
]
