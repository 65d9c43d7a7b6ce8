"""The strict content policy holds because no page writes script or style inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import passerelles

PACKAGE = Path(passerelles.__file__).parent
STATIC = PACKAGE / "web" / "static" / "web"
TEMPLATES = sorted(
    path for path in PACKAGE.rglob("templates/**/*") if path.suffix in {".html", ".svg"}
)

FORBIDDEN = {
    "attribut style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "élément style": re.compile(r"<style\b", re.IGNORECASE),
    "gestionnaire on…": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on": re.compile(r"\bhx-on\b", re.IGNORECASE),
    "javascript:": re.compile(r"javascript:", re.IGNORECASE),
    "script écrit dans la page": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE
    ),
    "fichier d’ailleurs": re.compile(r"(?:src|srcset)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}


def problems(text: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_there_are_templates_to_look_at() -> None:
    assert PACKAGE / "web" / "templates" / "web" / "base.html" in TEMPLATES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_template_writes_nothing_inline(path: Path) -> None:
    assert problems(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color:red">', "<style>p{}</style>", '<a onclick="x()">', "<script>x()</script>",
        '<a href="javascript:x()">', '<img src="//ailleurs.example/x.png">', '<p hx-on:click="x">',
    ],
)  # fmt: skip
def test_the_search_sees_what_it_must(bad: str) -> None:
    assert problems(bad)


@pytest.mark.parametrize(
    "path", sorted(STATIC.rglob("*.css")), ids=lambda p: str(p.relative_to(STATIC))
)
def test_style_sheets_ask_nothing_outside_and_their_files_exist(path: Path) -> None:
    css = path.read_text(encoding="utf-8")
    assert "@import" not in css
    for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", css):
        if not address.startswith(("data:", "#")):
            assert (path.parent / address).is_file(), address


def test_scripts_have_no_source_map_to_fetch() -> None:
    for path in STATIC.rglob("*.js"):
        assert "sourceMappingURL" not in path.read_text(encoding="utf-8"), path.name


def test_neither_crown_nor_reserved_font() -> None:
    css = (STATIC / "passerelles.css").read_text(encoding="utf-8").lower()
    assert "gds transport" not in css
    assert "crown" not in css


def test_the_first_page_stays_light() -> None:
    import gzip

    def sent(name: str) -> int:
        content = (STATIC / name).read_bytes()
        return len(content) if name.endswith("woff2") else len(gzip.compress(content, mtime=0))

    assert sent("passerelles.css") <= 20_000
    fonts = [f"fonts/atkinson-hyperlegible-latin-{weight}-normal.woff2" for weight in (400, 700)]
    assert sum(map(sent, ["passerelles.css", "passerelles.js", "person.js", *fonts])) <= 70_000
