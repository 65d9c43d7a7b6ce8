"""The notice a person reads before agreeing: versioned files in plain French.

A version that served is never edited: a change is a new file.  Only headings, lists and
paragraphs are written there, so that rendering stays a few lines and nothing is trusted.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

FOLDER = Path(__file__).parent / "notices"
CURRENT = "2026-11"


def versions() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.md"))


@cache
def notice_html(version: str = CURRENT) -> SafeString:
    """A notice as headings (from ``h2``), paragraphs and lists; ``KeyError`` when unknown."""
    if version not in versions():
        raise KeyError(version)
    lines = (FOLDER / f"{version}.md").read_text(encoding="utf-8").splitlines()
    blocks = ((kind, list(group)) for kind, group in groupby(lines, key=_kind))
    return format_html_join("", "{}", ((_render(kind, block),) for kind, block in blocks))


def _kind(line: str) -> str:
    if line.startswith("#"):
        return "heading"
    if line.startswith("- "):
        return "item"
    return "text" if line.strip() else "blank"


def _render(kind: str, lines: list[str]) -> SafeString:
    match kind:
        case "heading":
            return format_html_join(
                "",
                "<h{0}>{1}</h{0}>",
                ((2 if line.startswith("# ") else 3, line.lstrip("# ")) for line in lines),
            )
        case "item":
            items = format_html_join("", "<li>{}</li>", ((line[2:],) for line in lines))
            return format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', items)
        case "text":
            return format_html(
                "<p>{}</p>", format_html_join(SafeString("<br>"), "{}", ((t,) for t in lines))
            )
        case _:
            return SafeString("")
