"""Codes made from labels: nobody is asked to invent one."""

from __future__ import annotations

from collections.abc import Collection

from passerelles.kernel.text import fold
from passerelles.law.programmes.fields import CODE_LENGTH


def free_code(label: str, taken: Collection[str]) -> str:
    """A code that says the label and that nobody has yet: ``chantier_ete``, ``chantier_ete_2``."""
    letters = "".join(sign for sign in fold(label) if sign.isascii())
    stem = "_".join(letters.split())[: CODE_LENGTH - 4].strip("_") or "etape"
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"
