"""A paper drawn as an accessible PDF (PDF/UA-1), the same bytes for the same words.

Only the fonts shipped here are used, whatever the machine has; nothing is fetched.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from passerelles.documents.rules.wording import Printed, drawing

_HERE = Path(__file__).resolve().parent
TEMPLATES = _HERE / "typst"
FONTS = _HERE / "fonts"

# The fonts have no narrow no-break space: the ordinary one keeps the same words together.
_UNDRAWN = str.maketrans({"\u202f": "\u00a0", "\u2009": " ", "\u2011": "-", "\u2192": "–"})


def render(printed: Printed) -> bytes:
    """The PDF of a version; raises ``typst.TypstError`` if it could not be made accessible."""
    return draw("paper.typ", drawing(printed))


def draw(template: str, data: dict[str, Any]) -> bytes:
    """One of our templates with its data, as PDF/UA-1."""
    text = json.dumps(data, ensure_ascii=False).translate(_UNDRAWN)
    return typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": text},
        pdf_standards=["ua-1"],
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read once: drawing is then a matter of milliseconds."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
