"""Make the fonts of the papers from the web fonts: latin and latin-ext merged, as TTF.

Run once, when the web fonts change, in an environment that has ``fonttools`` and ``brotli``:
``python scripts/paper_fonts.py``.  The result is committed: nothing is converted at run time.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "passerelles"
WEB_FONTS = PACKAGE / "web" / "static" / "web" / "fonts"
PAPER_FONTS = PACKAGE / "documents" / "fonts"
WEIGHTS = {400: "Regular", 700: "Bold"}
SUBSETS = ("latin", "latin-ext")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for weight, name in WEIGHTS.items():
            parts = []
            for subset in SUBSETS:
                font = TTFont(WEB_FONTS / f"atkinson-hyperlegible-{subset}-{weight}-normal.woff2")
                font.flavor = None
                parts.append(str(Path(folder) / f"{subset}-{weight}.ttf"))
                font.save(parts[-1])
            Merger().merge(parts).save(PAPER_FONTS / f"AtkinsonHyperlegible-{name}.ttf")


if __name__ == "__main__":
    main()
