from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from passerelles.organisations.rules.completeness import (
    PLACES_FRESH_FOR,
    ProfileFacts,
    completeness,
)
from passerelles.organisations.rules.kinds import kind
from passerelles.organisations.rules.looking import closeness, forgiving
from passerelles.organisations.rules.recruiting import (
    Stage,
    conversions,
    furthest,
    next_stage,
)

TODAY = date(2026, 11, 22)
EMPTY = ProfileFacts(
    description=False,
    place=False,
    siret=False,
    website=False,
    activities=0,
    contacts=0,
    zones=0,
    commitments=0,
    networks=0,
    listings=0,
    facilitators=0,
    places_as_of=None,
    has_places=False,
)
FULL = ProfileFacts(
    description=True,
    place=True,
    siret=True,
    website=True,
    activities=1,
    contacts=1,
    zones=1,
    commitments=1,
    networks=1,
    listings=1,
    facilitators=1,
    places_as_of=TODAY,
    has_places=True,
)


def test_an_empty_profile_is_at_zero_and_says_the_most_useful_first() -> None:
    found = completeness(EMPTY, kind("esat"), today=TODAY)
    assert found.percent == 0
    assert [item.weight for item in found.missing] == sorted(
        (item.weight for item in found.missing), reverse=True
    )
    assert found.missing[0].key == "place"


@pytest.mark.parametrize("key", ["esat", "company", "geiq", "network"])
def test_a_full_profile_is_at_a_hundred_for_every_kind(key: str) -> None:
    found = completeness(FULL, kind(key), today=TODAY)
    assert found.percent == 100
    assert found.missing == ()


def test_a_company_is_not_asked_for_places_nor_for_a_facilitator() -> None:
    asked = {item.key for item in completeness(EMPTY, kind("company"), today=TODAY).items}
    assert not asked & {"places", "facilitators"}


def test_places_seen_too_long_ago_are_to_be_said_again() -> None:
    limit = replace(FULL, places_as_of=TODAY - PLACES_FRESH_FOR)
    late = replace(FULL, places_as_of=TODAY - PLACES_FRESH_FOR - timedelta(days=1))
    assert completeness(limit, kind("esat"), today=TODAY).missing == ()
    assert [i.key for i in completeness(late, kind("esat"), today=TODAY).missing] == ["places"]


NAMES = [
    (1, "esat l atelier du pont"),
    (2, "geiq proprete du val"),
    (3, "blanchisserie du val"),
    (4, "ressourcerie des marais"),
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ateleir du pont", {1}),
        ("propreté du val".replace("é", "e"), {2}),
        ("proprette val", {2}),
        ("blanchiserie", {3}),
        ("blanchis", {3}),
        ("resourcerie marrais", {4}),
        ("xylophone", set()),
        ("atelier marais", set()),
    ],
)
def test_typing_errors_are_forgiven_but_every_long_word_counts(
    typed: str, expected: set[int]
) -> None:
    assert set(forgiving(typed, NAMES)) == expected


def test_the_closest_to_what_was_typed_comes_first() -> None:
    words = ["du", "val"]
    ranks = [
        closeness("du val", words, text)
        for text in (
            "du val",
            "du val emploi",
            "geiq du val",
            "val du nord",
            "perdu dans le vallon",
        )
    ]
    assert ranks == [4, 3, 2, 1, 0]


def test_stages_follow_each_other_and_the_furthest_counts() -> None:
    assert furthest([]) is Stage.TO_CONTACT
    assert furthest([Stage.PRESENTED, Stage.CONTACTED]) is Stage.PRESENTED
    assert next_stage(Stage.TO_CONTACT) is Stage.CONTACTED
    assert next_stage(Stage.IDENTIFIED) is None


def test_conversion_says_how_many_pass_from_a_stage_to_the_next() -> None:
    reached = [Stage.TO_CONTACT, Stage.CONTACTED, Stage.PRESENTED, Stage.IDENTIFIED]
    found = {rate.stage: (rate.reached, rate.out_of, rate.percent) for rate in conversions(reached)}
    assert found == {
        Stage.CONTACTED: (3, 4, 75),
        Stage.PRESENTED: (2, 3, 67),
        Stage.JOINED: (1, 2, 50),
        Stage.IDENTIFIED: (1, 1, 100),
    }


def test_no_conversion_is_unknown_not_zero() -> None:
    assert [rate.percent for rate in conversions([Stage.TO_CONTACT])] == [0, None, None, None]
