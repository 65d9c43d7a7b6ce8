"""Numbers and pictures of the card."""

from __future__ import annotations

from math import log2, perm

from passerelles.kernel.nir import contains_nir
from passerelles.myspace.drawing import picture_svg
from passerelles.myspace.rules.cards import (
    NUMBER_LENGTH,
    PICTURES,
    SECRET_LENGTH,
    known_pictures,
    new_number,
    new_secret,
    read_number,
    read_words,
    spaced,
)


def test_number_and_pictures_are_worth_more_than_forty_five_bits() -> None:
    assert log2(10 ** (NUMBER_LENGTH - 1)) + log2(perm(len(PICTURES), SECRET_LENGTH)) > 45


def test_a_number_is_read_with_spaces_dots_or_dashes() -> None:
    number = new_number()
    for typed in (number, spaced(number), ".".join(number), f" {number}\u00a0"):
        assert read_number(typed) == number


def test_one_wrong_digit_or_two_swapped_are_seen() -> None:
    number = new_number()
    for place in range(NUMBER_LENGTH):
        other = str((int(number[place]) + 1) % 10)
        assert read_number(number[:place] + other + number[place + 1 :]) == ""
    assert read_number(number[:-1]) == ""
    assert read_number("") == ""


def test_a_number_is_never_taken_for_a_social_security_number() -> None:
    assert not any(contains_nir(new_number()) for _ in range(200))


def test_pictures_differ_in_code_word_and_drawing() -> None:
    assert len({picture.code for picture in PICTURES}) == len(PICTURES) == 32
    assert len({picture.word for picture in PICTURES}) == len(PICTURES)
    assert len({str(picture_svg(picture.code)) for picture in PICTURES}) == len(PICTURES)


def test_a_secret_never_repeats_a_picture() -> None:
    assert all(len(set(new_secret())) == SECRET_LENGTH for _ in range(200))


def test_unknown_or_surplus_pictures_are_dropped() -> None:
    codes = ["cat", "nothing", "sun", "moon", "star", "key"]
    assert [picture.code for picture in known_pictures(codes)] == ["cat", "sun", "moon", "star"]


def test_pictures_may_be_typed_as_words_with_or_without_accents() -> None:
    for typed in ("clé, Étoile vélo cœur", "cle etoile velo coeur", "CLÉ-ÉTOILE-VÉLO-CŒUR"):
        assert [picture.code for picture in read_words(typed)] == [
            "key",
            "star",
            "bicycle",
            "heart",
        ]
    assert all(read_words(picture.word) == [picture] for picture in PICTURES)
