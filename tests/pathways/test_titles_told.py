"""Titles of a disabled worker as told in the record, and what the law may then say."""

from __future__ import annotations

from datetime import date

from passerelles.law.situations import SituationKind
from passerelles.pathways.rules.told import Gathered, Told, ToldSituation, gather
from passerelles.people.rules.situations import SituationKind as ToldKind
from passerelles.people.rules.situations import SituationState
from passerelles.sharing.rules.volets import Volet

DAY = date(2026, 11, 20)
READ = frozenset({Volet.SITUATION})
TITLES = (
    SituationKind.BOETH,
    SituationKind.ESAT_ORIENTATION,
    SituationKind.AAH,
    SituationKind.DISABILITY_PENSION,
    SituationKind.AEEH,
    SituationKind.PCH,
    SituationKind.PPS,
)


def gathered(*titles: str, situations: tuple[ToldSituation, ...] = ()) -> Gathered:
    return gather(Told(volets=READ, titles=titles, situations=situations))


def held(told: Gathered) -> dict[SituationKind, bool | None]:
    return {kind: told.person.holds(kind, DAY) for kind in TITLES}


def test_nobody_asked_so_nothing_is_refused() -> None:
    assert set(held(gathered()).values()) == {None}


def test_no_other_title_refuses_them_all_openly() -> None:
    told = gathered("none")
    assert set(held(told).values()) == {False}
    assert told.openly == frozenset(TITLES)
    assert told.person.holds(SituationKind.RQTH, DAY) is None
    assert told.person.holds(SituationKind.MEDICO_SOCIAL_SUPPORT, DAY) is None


def test_a_right_noted_at_its_own_name_counts_more_than_no_other_title() -> None:
    aah = ToldSituation(ToldKind.AAH, SituationState.OBTAINED, date(2026, 1, 1))
    told = gathered("none", situations=(aah,))
    assert told.person.holds(SituationKind.AAH, DAY) is True
    assert SituationKind.AAH not in told.openly


def test_one_title_ticked_says_no_to_the_other_kind_and_nothing_of_allowances() -> None:
    card = held(gathered("inclusion_card"))
    assert card[SituationKind.BOETH] is True
    assert card[SituationKind.ESAT_ORIENTATION] is False
    assert card[SituationKind.AAH] is None
    esat = held(gathered("esat_orientation"))
    assert esat[SituationKind.ESAT_ORIENTATION] is True
    assert esat[SituationKind.BOETH] is False
