"""Codes, drawing and sentences of programmes: no database, no page."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from passerelles.law.programmes.model import Gate, Phase, Programme
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.programmes.forms import ROW_FORMS, ProgrammeForm
from passerelles.programmes.rules.drafting import Typed, draft_of, lines, typed_of
from passerelles.programmes.rules.drawing import WIDTH, Box, picture
from passerelles.programmes.rules.naming import free_code
from passerelles.programmes.rules.showing import shown

SHIPPED = list(shipped_programmes().values())


@pytest.mark.parametrize(
    ("label", "taken", "code"),
    [
        ("Chantier d’été", set(), "chantier_d_ete"),
        ("Chantier d’été", {"chantier_d_ete"}, "chantier_d_ete_2"),
        ("Chantier d’été", {"chantier_d_ete", "chantier_d_ete_2"}, "chantier_d_ete_3"),
        ("", set(), "etape"),
        ("日本", set(), "etape"),
        ("x" * 90, set(), "x" * 36),
    ],
)
def test_a_code_says_its_label_and_is_free(label: str, taken: set[str], code: str) -> None:
    assert free_code(label, taken) == code


def test_a_line_is_an_item() -> None:
    assert lines(" un \n\n deux\r\n") == ["un", "deux"]


@pytest.mark.parametrize("programme", SHIPPED, ids=lambda p: p.code)
def test_every_step_is_drawn_once_within_the_picture_and_none_hides_another(
    programme: Programme,
) -> None:
    drawn = picture(programme)
    assert [box.code for box in drawn.boxes].count(programme.phases[0].code) == 1
    assert {box.code for box in drawn.boxes} == {phase.code for phase in programme.phases}
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.x + box.width <= WIDTH
        assert box.y + box.height <= drawn.height
        assert all(box.y < line.y < box.y + box.height for line in box.lines)
    assert not [pair for pair in combinations(drawn.boxes, 2) if _touch(*pair)]
    assert len(drawn.arrows) == len(programme.gates)


def _touch(one: Box, other: Box) -> bool:
    apart = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not apart and not (one.y + one.height <= other.y or other.y + other.height <= one.y)


def test_a_way_back_and_a_circle_are_drawn_without_an_end() -> None:
    tapaj = shipped_programmes()["tapaj"]
    back = Gate(code="back", label="Retour", source="p3_cddi", target="p2", decided_by="l’équipe")
    circle = replace(
        tapaj,
        phases=(*tapaj.phases, Phase(code="x", label="X"), Phase(code="y", label="Y")),
        gates=(
            *tapaj.gates,
            back,
            Gate(code="xy", label="X vers Y", source="x", target="y", decision=False),
            Gate(code="yx", label="Y vers X", source="y", target="x", decision=False),
        ),
    )
    assert len(picture(circle).boxes) == 6
    # The passages of TAPAJ and the one of the circle that goes down.
    assert len(picture(circle).arrows) == len(tapaj.gates) + 1


@pytest.mark.parametrize("programme", SHIPPED, ids=lambda p: p.code)
def test_a_field_worker_reads_whole_sentences(programme: Programme) -> None:
    said = shown(programme)
    sentences = [*said.entry, *said.limits]
    assert all(sentence.endswith((".", "…")) for sentence in sentences), sentences
    facts = [fact for phase in said.phases for fact in phase.facts]
    passages = [passage.how for phase in said.phases for passage in phase.passages]
    assert "None" not in " ".join((*sentences, *facts, *passages, *map(str, said.duties)))
    assert all(rhythm for _label, rhythm, _plain in said.duties)


def test_every_field_of_the_form_has_its_place_on_the_page() -> None:
    placed = {name for _title, parts in ProgrammeForm.cards for p in parts for name in p.names}
    assert placed == set(ProgrammeForm.base_fields)
    for form in ROW_FORMS.values():
        named = {name for part in form.parts for name in part.names}
        assert named == set(form.base_fields) - {"code", "remove"}


def test_a_draft_keeps_the_codes_and_what_the_form_does_not_show() -> None:
    base = {
        "code": "x",
        "phases": [{"code": "a", "label": "Un"}, {"code": "b", "label": "Deux"}],
        "gates": [
            {"code": "g", "label": "Passer", "source": "a", "target": "b", "counters": ["h"]}
        ],
        "counters": [{"code": "h", "label": "heures", "hours_min": 3}],
        "notices": [{"code": "n", "text": "À dire.", "plain": "En clair."}],
    }
    typed = typed_of(base)
    assert typed.gates[0] is not None
    assert (typed.gates[0]["source"], typed.gates[0]["target"]) == ("1", "2")
    swapped = Typed(typed.general, [typed.phases[1], typed.phases[0]], typed.gates)
    draft = draft_of(swapped, base)
    assert [phase["code"] for phase in draft.data["phases"]] == ["b", "a"]
    assert draft.data["gates"][0]["counters"] == ["h"]
    assert (draft.data["gates"][0]["source"], draft.data["gates"][0]["target"]) == ("b", "a")
    assert draft.data["counters"] == base["counters"]
    assert draft.data["notices"] == base["notices"]
