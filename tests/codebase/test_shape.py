"""The code base keeps its own promises: sizes, doors, templates, words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "passerelles"
MODULE_LINES = 400
TEST_MODULE_LINES = 500
FUNCTION_LINES = 40


def _modules(folder: Path = PACKAGE) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts and "node_modules" not in path.parts:
            yield path


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    long = {
        _name(p): n for p in _modules() if (n := len(p.read_text().splitlines())) > MODULE_LINES
    }
    tests = {
        _name(p): n
        for p in _modules(ROOT / "tests")
        if (n := len(p.read_text().splitlines())) > TEST_MODULE_LINES
    }
    assert {**long, **tests} == {}


def test_no_function_is_longer_than_forty_lines() -> None:
    long = {}
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                body = node.body
                documented = isinstance(body[0], ast.Expr) and isinstance(
                    body[0].value, ast.Constant
                )
                first = body[1] if documented and len(body) > 1 else body[0]
                lines = node.end_lineno - first.lineno + 1
                if lines > FUNCTION_LINES:
                    long[f"{_name(path)}:{node.name}"] = lines
    assert long == {}


def test_no_catch_all_folder_or_module() -> None:
    forbidden = {"utils", "helpers", "common", "base", "core", "misc", "tools"}
    found = [_name(p) for p in _modules() if p.stem in forbidden or forbidden & set(p.parts)]
    assert found == []


# Places where persons' data may be read without the visible-to filter: never a page.
UNSCOPED_ALLOWED = re.compile(
    r"/(actions|migrations|ops|tasks|cli|exchanges)/|/(actions|tasks|policy|loading|authorship)\.py$|"
    r"/(entries|person)\.py$"
)


def test_pages_forms_and_templates_never_go_round_the_visible_to_filter() -> None:
    found = [
        _name(p)
        for p in _modules()
        if re.search(r"/(views|forms|templatetags)(/|\.py)|views\.py$|forms\.py$", str(p))
        and re.search(r"\bunscoped\b", p.read_text())
    ]
    assert found == []


def test_views_ask_queries_and_never_models() -> None:
    """A view that queries by itself would be a second door."""
    found = [
        f"{_name(p)}: {match.group()}"
        for p in _modules()
        if re.search(r"/views(/|\.py$)|_views\.py$", str(p))
        for match in re.finditer(r"\b[A-Z]\w+\.(objects|unscoped)\b", p.read_text())
    ]
    assert found == []


def test_no_signal_carries_a_rule() -> None:
    found = [
        _name(p)
        for p in _modules()
        if re.search(r"django\.db\.models\.signals|@receiver\b", p.read_text())
    ]
    assert found == []


def test_every_template_is_used() -> None:
    texts = "\n".join(
        p.read_text()
        for p in [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]
        if "node_modules" not in p.parts
    )
    # Libraries look these up by name themselves.
    by_name = (
        "account/",
        "mfa/",
        "usersessions/",
        "allauth/",
        "django/forms/",
        "400",
        "403",
        "404",
        "500",
        "429",
    )
    unused = []
    shown_in_tests = {"web/gallery.html"}  # every component at once, for axe
    for path in PACKAGE.rglob("templates/**/*.html"):
        name = str(path).split("/templates/", 1)[1]
        if (
            not name.startswith(by_name)
            and name not in texts
            and path.stem not in texts
            and name not in shown_in_tests
        ):
            unused.append(name)
    assert unused == []


def test_the_project_names_no_place_of_a_developers_machine() -> None:
    suspicious = re.compile(r"/home/\w+/|/Users/\w+/|" + "/wor" + "k/|" + "/fa" + "rm/")
    found = []
    for path in ROOT.rglob("*"):
        parts = set(path.relative_to(ROOT).parts)
        if parts & {".git", ".venv", "var", "node_modules", ".mypy_cache", ".ruff_cache", "static"}:
            continue
        readable = path.suffix in {".py", ".md", ".html", ".toml", ".sh", ".yml", ".js", ".css"}
        if readable and suspicious.search(path.read_text(errors="replace")):
            found.append(_name(path))
    assert found == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("rules/*.py")), ids=_name)
def test_a_public_rule_says_what_it_does(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree) or path.stat().st_size == 0, "le module dit ce qu’il règle"


def test_every_public_name_of_the_rules_has_its_french_word_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossaire.md").read_text()
    missing = []
    for path in sorted(PACKAGE.rglob("rules/*.py")):
        for node in ast.parse(path.read_text()).body:
            public = isinstance(node, ast.ClassDef) and not node.name.startswith("_")
            if public and f"`{node.name}`" not in glossary:
                missing.append(f"{node.name} ({_name(path)})")
    assert missing == []
