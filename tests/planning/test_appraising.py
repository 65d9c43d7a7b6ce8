"""What the search may rely on when it asks the law about a bridge once for many days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.law.bridges import Authority, Bridge, bridges
from passerelles.law.person import Person, Situation, Status
from passerelles.law.situations import SituationKind
from passerelles.planning.engine.appraising import Appraiser
from passerelles.planning.engine.world import Opening
from tests.planning.people import AT, persons

GAINED = sorted(
    {f for b in bridges() for f in b.gains if f in {*SituationKind, *Authority}}
)  # what a route may obtain
usual = settings(max_examples=150, deadline=None)


@usual
@given(
    persons(),
    st.sampled_from(bridges()),
    st.frozensets(st.sampled_from(GAINED), max_size=4),
    st.integers(0, 1400),
    st.integers(0, 60),
)
def test_the_quick_answer_is_the_whole_one_of_any_day_of_the_same_stretch(
    person: Person, bridge: Bridge, facts: frozenset[str], day: int, later: int
) -> None:
    """Neither the cache by stretch of time nor the facts a bridge says it does not read change
    whether it is open."""
    appraiser = Appraiser(person, AT)
    first = AT + timedelta(days=day)
    appraiser.appraise(bridge, facts, first)  # whose answer is kept for the stretch
    second = first + timedelta(days=later)
    whole = Appraiser(person, AT).judge(bridge, facts, second)
    assert appraiser.appraise(bridge, facts, second).opening is whole.opening


@usual
@given(
    persons(),
    st.sampled_from(bridges()),
    st.frozensets(st.sampled_from(GAINED), max_size=3),
    st.sampled_from(GAINED),
    st.integers(0, 900),
)
def test_what_is_gained_never_closes_anything(
    person: Person, bridge: Bridge, facts: frozenset[str], more: str, day: int
) -> None:
    appraiser = Appraiser(person, AT)
    on = AT + timedelta(days=day)
    if appraiser.judge(bridge, facts, on).opening is Opening.OPEN:
        assert appraiser.judge(bridge, facts | {more}, on).opening is Opening.OPEN


@usual
@given(persons(), st.sampled_from(bridges()), st.integers(0, 900))
def test_what_a_bridge_says_of_its_opening_day_is_true(
    person: Person, bridge: Bridge, day: int
) -> None:
    """A bridge closed until a day is closed the day before."""
    appraiser = Appraiser(person, AT)
    on = AT + timedelta(days=day)
    judged = appraiser.judge(bridge, frozenset(), on)
    if judged.opens_on is not None:
        assert judged.opens_on > on
        eve = judged.opens_on - timedelta(days=1)
        assert appraiser.judge(bridge, frozenset(), eve).opening is Opening.CLOSED


@usual
@given(persons(), st.sampled_from(bridges()))
def test_the_law_says_the_same_whichever_source_one_comes_from(
    person: Person, bridge: Bridge
) -> None:
    """What depends on the status is another bridge."""
    said = set()
    for source in bridge.sources:
        one = Bridge(
            **{
                name: getattr(bridge, name)
                for name in Bridge.__dataclass_fields__
                if name not in {"origin", "gives", "asks", "months"}
            },
            origin=source,
        )
        said.add(Appraiser(person, AT).judge(one, frozenset(), AT).opening)
    assert len(said) == 1


def test_a_birthday_opens_on_its_day() -> None:
    """TAPAJ, eighteen on 5 March 2027: refused the day before, accepted the day itself."""
    (tapaj,) = [b for b in bridges() if b.code == "tapaj"]
    young = Person(
        birth_date=date(2009, 3, 5),
        status=Status.WITHOUT_EMPLOYMENT,
        situations=(Situation(kind=SituationKind.STREET_LIFE),),
    )
    appraiser = Appraiser(young, AT)
    judged = appraiser.judge(tapaj, frozenset(), AT)
    assert (judged.opening, judged.opens_on) == (Opening.CLOSED, date(2027, 3, 5))
    assert appraiser.appraise(tapaj, frozenset(), date(2027, 3, 4)).opening is Opening.CLOSED
    assert appraiser.appraise(tapaj, frozenset(), date(2027, 3, 5)).opening is Opening.OPEN


def test_nothing_told_is_unknown_and_a_prescription_settles_it() -> None:
    (aci,) = [b for b in bridges() if b.code == "to_aci"]
    blank = Appraiser(Person(status=Status.WITHOUT_EMPLOYMENT), AT)
    judged = blank.judge(aci, frozenset(), AT)
    assert judged.opening is Opening.UNKNOWN
    assert "situation.rsa" in judged.missing
    assert blank.judge(aci, frozenset({"prescription"}), AT).opening is Opening.OPEN
