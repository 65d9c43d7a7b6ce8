"""Copy the pictures of the access card from Lucide (ISC) into the package.

Usage: ``python scripts/build_card_pictures.py`` after ``npm ci`` in ``src/passerelles/web/theme``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "passerelles"
LUCIDE = PACKAGE / "web" / "theme" / "node_modules" / "lucide-static" / "icons"
FILES = {
    "cat": "cat", "fish": "fish", "turtle": "turtle", "bird": "bird", "rabbit": "rabbit",
    "snail": "snail", "tree": "tree-deciduous", "flower": "flower", "sun": "sun", "moon": "moon",
    "star": "star", "umbrella": "umbrella", "banana": "banana", "apple": "apple",
    "carrot": "carrot", "cherry": "cherry", "croissant": "croissant", "cake": "cake",
    "house": "house", "key": "key", "bed": "bed", "armchair": "armchair", "book": "book-open",
    "scissors": "scissors", "guitar": "guitar", "bicycle": "bike", "bus": "bus",
    "boat": "sailboat", "plane": "plane", "glasses": "glasses", "heart": "heart", "shirt": "shirt",
}  # fmt: skip


def shape(file: str) -> str:
    """What is drawn inside the ``<svg>`` of a Lucide file."""
    svg = (LUCIDE / f"{file}.svg").read_text(encoding="utf-8")
    inner = re.sub(r"^.*?<svg.*?>|</svg>\s*$", "", svg, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", inner).strip()


def main() -> None:
    pictures = {code: shape(file) for code, file in FILES.items()}
    target = PACKAGE / "myspace" / "pictures.json"
    target.write_text(json.dumps(pictures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
