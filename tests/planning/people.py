"""Invented persons of every status, told well, little or not at all."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from passerelles.law.person import Person, Situation, Status
from passerelles.law.situations import SituationKind

AT = date(2026, 11, 22)
DIPLOMAS = ("none", "cfg", "cap", "bac", "higher", "foreign", None)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    start = draw(st.one_of(st.none(), st.integers(-1500, 900)))
    end = draw(st.one_of(st.none(), st.integers(0, 1500)))
    return Situation(
        kind=draw(st.sampled_from(SituationKind)),
        start=None if start is None else AT + timedelta(days=start),
        end=None if end is None else AT + timedelta(days=max(end, start or 0)),
    )


@st.composite
def persons(draw: st.DrawFn, status: Status | None = None) -> Person:
    told = draw(st.booleans()) or draw(st.booleans())
    born = draw(st.one_of(st.none(), st.integers(14 * 366, 70 * 365)))
    return Person(
        birth_date=None if born is None else AT - timedelta(days=born),
        diploma_level=draw(st.sampled_from(DIPLOMAS)),
        status=status or draw(st.sampled_from(Status)),
        situations=tuple(draw(st.lists(situations(), max_size=5))) if told else None,
        unknown=tuple(draw(st.lists(st.sampled_from(SituationKind), max_size=4, unique=True))),
        weekly_hours=draw(st.sampled_from([None, (5, 12), (20, 35)])),
    )
