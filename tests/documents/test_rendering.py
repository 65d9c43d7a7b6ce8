"""The PDF: accessible by a real validator and by its own tree, in French, the same bytes twice."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import page
import pikepdf
import pytest

from passerelles.documents.rendering import FONTS, render, sha256_of
from passerelles.documents.rules.completeness import clean_facts
from passerelles.documents.rules.kinds import PaperKind, SignatoryRole, paper_kinds
from passerelles.documents.rules.wording import Printed, SignatoryLine, SignatureMethod
from tests.documents.scenes import facts_for

KINDS = sorted(paper_kinds())
PDFUA = "http://www.aiim.org/pdfua/ns/id/"


def printed(kind: PaperKind, **changes: Any) -> Printed:
    facts = facts_for(kind, start=date(2027, 1, 4), end=date(2027, 1, 15))
    facts = {key: value for key, value in facts.items() if key in kind.facts}
    facts["person_name"] = "Léa Marchand"
    values: dict[str, Any] = {
        "kind": kind,
        "facts": clean_facts(kind, facts),
        "signatories": tuple(SignatoryLine(role, "Zoé Œuvrard") for role in kind.roles),
        "number": 2,
        "written_on": date(2026, 11, 1),
        "reference": "P-0A1B2C3D",
        "keeper": "IME Les Tilleuls",
    }
    return Printed(**(values | changes))


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def text_of(pdf: bytes, tmp_path: Any) -> str:
    """What a reader hears, by poppler; skipped loudly where it is not installed."""
    import shutil
    import subprocess

    if shutil.which("pdftotext") is None:
        pytest.skip("PDFTOTEXT ABSENT : TEXTE DU PDF NON RELU (apt install poppler-utils)")
    path = tmp_path / "papier.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("code", KINDS)
def test_a_validator_of_pdf_ua_finds_nothing(code: str) -> None:
    report = page.validate_pdf_bytes(render(printed(paper_kinds()[code])), profile="ua1")
    assert [(found.rule_id, found.message) for found in report.failures] == []
    assert report.is_compliant
    assert report.rules.total > 100


def test_the_validator_does_find_a_spoiled_paper() -> None:
    """The instrument is not a rubber stamp: take the language or the tags away and it says so."""
    for key in ("/Lang", "/StructTreeRoot", "/MarkInfo"):
        with opened(render(printed(paper_kinds()["pmsmp"]))) as pdf:
            del pdf.Root[key]
            out = io.BytesIO()
            pdf.save(out)
        assert not page.validate_pdf_bytes(out.getvalue(), profile="ua1").is_compliant, key


@pytest.mark.parametrize("code", KINDS)
def test_titled_in_french_tagged_and_declared(code: str) -> None:
    kind = paper_kinds()[code]
    with opened(render(printed(kind))) as pdf:
        assert str(pdf.Root.Lang) == "fr-FR"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == f"{kind.title} — Léa Marchand"
            assert metadata[f"{{{PDFUA}}}part"] == "1"


@pytest.mark.parametrize("code", KINDS)
def test_every_font_is_ours_and_embedded(code: str) -> None:
    with opened(render(printed(paper_kinds()[code]))) as pdf:
        descriptors = [o for o in pdf.objects if _is(o, "/FontDescriptor")]
        assert len(descriptors) >= 2
        for descriptor in descriptors:
            assert "AtkinsonHyperlegible" in str(descriptor.FontName)
            assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))


@pytest.mark.parametrize("code", KINDS)
def test_headings_go_down_one_step_and_tables_have_headers(code: str) -> None:
    with opened(render(printed(paper_kinds()[code]))) as pdf:
        tags = [str(node.S) for node in _nodes(pdf.Root.StructTreeRoot)]
    levels = [int(tag[2:]) for tag in tags if tag[:2] == "/H" and tag[2:].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    tables = tags.count("/Table")
    assert tables == len(paper_kinds()[code].sections) + 1
    assert tags.count("/TH") == 2 * (tables - 1) + 3
    assert "/L" in tags


@pytest.mark.parametrize("code", KINDS)
def test_no_mark_of_ink_is_outside_the_tags(code: str) -> None:
    with opened(render(printed(paper_kinds()[code]))) as pdf:
        for sheet in pdf.pages:
            depth = 0
            for instruction in pikepdf.parse_content_stream(sheet):
                operator = str(instruction.operator)
                if operator in ("BDC", "BMC"):
                    depth += 1
                elif operator == "EMC":
                    depth -= 1
                elif operator in ("Tj", "TJ", "f", "F", "f*", "S", "s", "B", "b", "Do"):
                    assert depth > 0, f"{operator} sans étiquette"


def test_the_same_words_are_the_same_bytes_and_one_word_changes_them() -> None:
    kind = paper_kinds()["mad"]
    first = render(printed(kind))
    assert sha256_of(first) == sha256_of(render(printed(kind)))
    changed = {**printed(kind).facts, "schedule": "Le matin"}
    assert sha256_of(first) != sha256_of(render(printed(kind, facts=changed)))


def test_drawing_takes_less_than_a_tenth_of_a_second() -> None:
    render(printed(paper_kinds()["pmsmp"]))
    took = []
    for code in KINDS:
        start = time.perf_counter()
        render(printed(paper_kinds()[code]))
        took.append(time.perf_counter() - start)
    assert sorted(took)[len(took) // 2] < 0.1


def test_what_is_typed_stays_text_whatever_it_contains(tmp_path: Any) -> None:
    kind = paper_kinds()["commitment"]
    typed = '#image("/etc/passwd") $x$ *gras* `code` <b> @ref \\ {tutor_name} = titre'
    facts = {**printed(kind).facts, "structure_promises": [typed, "Œuvrer à l’été — 2 000 €"]}
    pdf = render(printed(kind, facts=facts))
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    text = " ".join(text_of(pdf, tmp_path).split())
    assert '#image("/etc/passwd") $x$ *gras* `code` <b> @ref' in text
    assert "{tutor_name} = titre" in text
    assert "Œuvrer à l’été — 2 000 €" in text


def test_the_first_page_is_for_everybody(tmp_path: Any) -> None:
    text = text_of(render(printed(paper_kinds()["pmsmp"])), tmp_path)
    first, *others = text.split("\f")
    assert "Ce que dit ce papier" in first
    assert "C’est du 4 au 15 janvier 2027." in first
    assert "Vous pouvez dire non." in first
    assert "page 1 / 3" in first
    assert "CERFA" not in first
    assert "13912" in "".join(others)


def test_a_hole_shows_as_a_hole(tmp_path: Any) -> None:
    text = text_of(render(printed(paper_kinds()["pmsmp"], facts={})), tmp_path)
    assert "(à compléter)" in text
    assert "à des dates à compléter" in text


def test_the_signed_copy_says_who_signed_when_and_what(tmp_path: Any) -> None:
    kind = paper_kinds()["commitment"]
    moment = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)
    lines = (
        SignatoryLine(SignatoryRole.PERSON, "Léa Marchand", moment, SignatureMethod.SCREEN),
        SignatoryLine(SignatoryRole.STRUCTURE, "IME", moment, SignatureMethod.PAPER),
    )
    pdf = render(printed(kind, signatories=lines, seal="ab12" * 16))
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    text = " ".join(text_of(pdf, tmp_path).split())
    assert "signé le 22 novembre 2026 à 14 h 30" in text
    assert "signé le 22 novembre 2026, sur papier" in text
    assert "Empreinte du texte signé" in text
    assert "à signer" not in text


def test_the_fonts_are_light_and_carry_their_licence() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 600_000
    assert "SIL Open Font License" in (FONTS / "OFL.txt").read_text()


def _is(thing: Any, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


def _nodes(node: Any) -> Iterator[Any]:
    """Structure elements in reading order."""
    if not isinstance(node, pikepdf.Dictionary):
        return
    if "/S" in node:
        yield node
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        yield from _nodes(kid)
