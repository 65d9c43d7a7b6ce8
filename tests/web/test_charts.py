"""Pictures are valid, say what they show, and come out the same every time."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from passerelles.web.charts import (
    AxisSeries,
    Bar,
    ProgressPoint,
    _small_multiples,
    bars,
    small_multiples,
)
from tests.web.gallery import SERIES

SVG = "{http://www.w3.org/2000/svg}"


def text_of(root: ElementTree.Element, tag: str) -> list[str]:
    return [(node.text or "") for node in root.iter(f"{SVG}{tag}")]


@pytest.fixture(scope="module")
def picture() -> ElementTree.Element:
    return ElementTree.fromstring(small_multiples(SERIES))


def test_the_picture_is_one_image_with_title_and_description(picture: ElementTree.Element) -> None:
    assert picture.get("role") == "img"
    assert [child.tag for child in list(picture)[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert text_of(picture, "title") == ["Constater les progressions"]
    (description,) = text_of(picture, "desc")
    assert (
        "Gestes techniques : professionnels, de 1 le 12 juin 2026 à 4 le 20 novembre 2026 ; "
        in (description)
    )
    assert "la personne elle-même, 3 le 2 novembre 2026." in description
    assert "Trajets : aucune observation." in description


def test_axis_names_are_written_as_text_and_escaped(picture: ElementTree.Element) -> None:
    written = " ".join(text_of(picture, "text") + text_of(picture, "tspan"))
    assert "Gestes techniques" in written
    assert "Sécurité & produits" in written
    assert "<dangereux>" in written


def test_dates_are_french() -> None:
    svg = small_multiples(SERIES)
    assert re.search(r">(juil|août|sept|oct|nov)[^<]*26<", svg)
    assert not re.search(r">(Jul|Aug|Sep|Oct|Nov)[a-z]* ", svg)


def test_a_long_note_is_written_on_two_lines_and_not_cut() -> None:
    note = "pas encore assez d’observations"
    root = ElementTree.fromstring(
        small_multiples([AxisSeries("Trajets", (ProgressPoint(date(2026, 11, 4), 2),), note)])
    )
    lines = [text for text in text_of(root, "text") + text_of(root, "tspan") if text.strip()]
    assert "pas encore assez" in lines
    assert "d’observations" in lines
    assert "4 nov." in lines


def test_both_voices_are_told_apart_without_colour() -> None:
    svg = small_multiples(SERIES)
    assert svg.count('stroke-dasharray="5,4"') >= 1
    assert 'stroke="#b23a26"' in svg
    assert 'fill="#0b5c63"' in svg


def test_no_style_script_nor_outside_address() -> None:
    for svg in (small_multiples(SERIES), bars([Bar("ESAT", 3)], title="Sortes")):
        assert not re.search(r"style=|<style|<script|href=|url\(", svg)


def test_same_input_same_bytes() -> None:
    before = small_multiples(SERIES)
    _small_multiples.cache_clear()
    assert small_multiples(SERIES) == before


def test_order_of_the_points_given_does_not_matter() -> None:
    one = SERIES[0]
    assert AxisSeries(one.axis, tuple(reversed(one.points)), one.note) == one


def test_the_cache_is_bounded_and_follows_the_content() -> None:
    _small_multiples.cache_clear()
    small_multiples(SERIES[:1])
    small_multiples(SERIES[:1])
    changed = replace(SERIES[0], points=(*SERIES[0].points, ProgressPoint(date(2026, 11, 21), 1)))
    small_multiples([changed])
    info = _small_multiples.cache_info()
    assert (info.hits, info.misses) == (1, 2)
    assert info.maxsize == 128


def test_nothing_observed_still_draws() -> None:
    root = ElementTree.fromstring(small_multiples([AxisSeries("Trajets", ())]))
    assert "aucune observation" in text_of(root, "desc")[0]


def test_unknown_is_written_and_is_not_zero() -> None:
    root = ElementTree.fromstring(
        bars([Bar("ESAT", 0), Bar("GEIQ", None)], title="Organisations", unit="places")
    )
    assert text_of(root, "desc") == ["ESAT : 0 places ; GEIQ : inconnu."]
    written = text_of(root, "text")
    assert "0" in written
    assert "inconnu" in written


def test_the_server_starts_without_the_drawing_engine() -> None:
    code = (
        "import sys, passerelles.web.charts; "
        "sys.exit(int('altair' in sys.modules or 'vl_convert' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
