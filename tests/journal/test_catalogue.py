"""The catalogue speaks to the person, and about the person to a privacy officer."""

from __future__ import annotations

import re

import pytest

from passerelles.journal.catalogue import Event, EventKind, all_events

TO_SOMEBODY = re.compile(r"\b(vous|votre|vos|êtes|avez)\b", re.IGNORECASE)


@pytest.mark.parametrize("event", all_events(), ids=lambda event: event.tag)
def test_an_officer_is_never_spoken_to_as_the_person(event: Event) -> None:
    assert event.for_officer
    assert not TO_SOMEBODY.search(event.for_officer)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("a lu votre dossier", "a lu le dossier"),
        ("accompagne maintenant votre parcours", "accompagne maintenant le parcours"),
        ("a importé un fichier", "a importé un fichier"),
    ],
)
def test_the_officer_s_sentence_is_derived_when_nothing_else_is_said(
    sentence: str, told: str
) -> None:
    assert Event("a:b:c", EventKind.READ, sentence).for_officer == told
