"""Rules of bodies: when the users may be heard, how plainly they are told, how often one meets."""

from __future__ import annotations

from datetime import date

import pytest

from passerelles.cooperation.rules.bodies import (
    BODY_LABELS,
    LONGEST_PLAIN,
    OPINION_LABELS,
    OPINION_PLAIN,
    SEAT_LABELS,
    BodyKind,
    OpinionSense,
    SeatStatus,
    long_sentences,
    regularity,
    why_no_opinion,
)

TODAY = date(2026, 11, 23)


def test_the_users_are_heard_at_their_council_when_one_of_them_sits_and_came() -> None:
    assert why_no_opinion(BodyKind.SOCIAL_LIFE, 2, 1) == ""


@pytest.mark.parametrize(
    ("kind", "seats", "present", "said"),
    [
        (BodyKind.STEERING, 2, 2, "se donne au conseil de la vie sociale"),
        (BodyKind.COLLEGE, 2, 2, "se donne au conseil de la vie sociale"),
        (BodyKind.SOCIAL_LIFE, 0, 3, "Personne ne représente les usagers"),
        (BodyKind.SOCIAL_LIFE, 2, None, "On ne sait pas combien"),
        (BodyKind.SOCIAL_LIFE, 2, 0, "Aucun représentant des usagers n’était là"),
    ],
)
def test_an_opinion_without_users_is_none(
    kind: BodyKind, seats: int, present: int | None, said: str
) -> None:
    assert said in why_no_opinion(kind, seats, present)


def test_a_sentence_of_more_than_fifteen_words_is_pointed_at() -> None:
    short = " ".join(["mot"] * LONGEST_PLAIN) + "."
    long = " ".join(["mot"] * (LONGEST_PLAIN + 1)) + "."
    assert long_sentences(f"{short} {short}") == ()
    assert long_sentences(f"{short} {long}\n{short}") == (long,)


def test_meetings_of_the_last_twelve_months_are_counted() -> None:
    held = [date(2025, 11, 23), date(2025, 11, 24), date(2026, 6, 1)]
    found = regularity(held, [date(2026, 10, 1), date(2027, 1, 15), date(2026, 12, 4)], TODAY)
    assert (found.held, found.last, found.coming) == (2, date(2026, 6, 1), date(2026, 12, 4))
    assert found.words == "2 réunions en douze mois"
    assert regularity([], [], TODAY).words == "aucune réunion en douze mois"
    assert regularity([TODAY], [], TODAY).words == "1 réunion en douze mois"


def test_every_code_has_its_words() -> None:
    assert set(BODY_LABELS) == set(BodyKind)
    assert set(SEAT_LABELS) == set(SeatStatus)
    assert set(OPINION_LABELS) == set(OPINION_PLAIN) == set(OpinionSense)
