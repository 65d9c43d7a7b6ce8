"""Whatever somebody writes, a programme is refused in words or works to the end."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.law.acts.programmes import Enrolment
from passerelles.law.person import Person
from passerelles.law.programmes.model import Term
from passerelles.law.programmes.reading import read_programme
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.programmes.standing import remarks_of, standing
from passerelles.law.programmes.writing import programme_data
from passerelles.programmes.rules.drafting import draft_of, typed_of
from passerelles.programmes.rules.showing import shown

SHIPPED = [programme_data(programme) for programme in shipped_programmes().values()]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 2000)
    | st.floats(allow_nan=True)
    | st.sampled_from(["", "p1", "p2", "repeated", "2026-11-22", "rqth", "aci", "cddi", "É té"])
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["code", "label", "source", "target"]), inner, max_size=3)
    ),
    max_leaves=4,
)


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Every container and key in the data."""
    keys = list(data) if isinstance(data, dict) else range(len(data))
    found = [(data, key) for key in keys]
    for key in keys:
        if isinstance(data[key], dict | list):
            found += _places(data[key])
    return found


@st.composite
def changed(draw: st.DrawFn) -> dict[str, Any]:
    """A shipped programme with a few values replaced by anything, or taken away."""
    data = copy.deepcopy(draw(st.sampled_from(SHIPPED)))
    for _time in range(draw(st.integers(1, 4))):
        container, key = draw(st.sampled_from(_places(data)))
        if isinstance(container, dict) and draw(st.booleans()):
            container.pop(key, None)
        else:
            container[key] = draw(ANYTHING)
        if not data:
            break
    return data


@settings(max_examples=400, deadline=None)
@given(data=changed(), at=st.dates(date(2025, 1, 1), date(2032, 1, 1)))
def test_a_programme_is_refused_in_words_or_works_to_the_end(
    data: dict[str, Any], at: date
) -> None:
    read = read_programme(data)
    if isinstance(read, list):
        assert read
        assert all(mistake.expected for mistake in read)
        return
    enrolment = Enrolment(programme=read.code, entered_on=date(2026, 1, 1), open_barriers=1)
    state = standing(enrolment, Person(), at, read)
    for term in Term:
        remarks_of(term, state, enrolment, at)
    assert shown(read).drawn.boxes
    assert read_programme(programme_data(read)) == read


def test_a_form_that_shows_a_shipped_programme_gives_it_back() -> None:
    for data in SHIPPED:
        back = read_programme(draft_of(typed_of(data), data).data)
        assert back == read_programme(data), data["code"]
