"""A question read from JSON: it fits and is answered, or each mistake is said with its path."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from passerelles.law.answering import check
from passerelles.law.document import Document
from passerelles.law.reading import Mistake, NotADocument, read_data, read_json
from tests.law.documents import Maker

_DOCUMENTS: TypeAdapter[Document] = TypeAdapter(Document)
_JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 10**40, 1.5, float("inf"), float("nan"), "", "x" * 5_000, "2026-13-45",
    "2026-11-22T10:00:00", "1e999", "0x10", "\u202f", [], [[]], {}, {"kind": "contract"}, [None],
    {"from": "2026-01-01"},
)  # fmt: skip
_ENGLISH = ("Input should", "Field required", "valid", "Extra inputs", "unexpected")


def _spoil(rng: random.Random, data: Any) -> None:
    """Somewhere in the document: another value, one name too many, or one too few."""
    here = data
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            return
        key = rng.choice(keys)
        below = here[key]
        if isinstance(below, dict | list) and below and rng.random() < 0.7:
            here = below
            continue
        break
    draw = rng.random()
    if draw < 0.8:
        here[key] = copy.deepcopy(rng.choice(_JUNK))
    elif isinstance(here, dict):
        if draw < 0.9:
            here["nir"] = "x"
        else:
            del here[key]


@given(st.integers(min_value=0, max_value=2**63))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_a_spoiled_document_is_answered_or_refused_with_its_path(seed: int) -> None:
    rng = random.Random(seed)
    question = Maker(rng, 0.3).document()
    data = json.loads(_DOCUMENTS.dump_json(question, by_alias=True))
    for _ in range(rng.choice((1, 1, 3))):
        _spoil(rng, data)
    for read in (lambda: read_data(data), lambda: read_json(json.dumps(data))):
        for mistake in _mistakes(read):
            assert mistake.path
            assert mistake.expected
            assert not any(word in mistake.expected for word in _ENGLISH), mistake


def _mistakes(read: Callable[[], Document]) -> tuple[Mistake, ...]:
    """Mistakes of a document that does not fit; none when it does, and is answered."""
    try:
        check(read())
    except NotADocument as refused:
        return refused.mistakes
    return ()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '"x"', "1", "{}", '{"at": "2026-11-22"}', "\x00", "[" * 5_000]
)
def test_what_is_no_document_is_refused_and_never_breaks(text: str) -> None:
    with pytest.raises(NotADocument):
        read_json(text)


@pytest.mark.parametrize(
    "text", ["", "{", "abc", "[" * 5000, '{"at": "\\ud800"}', '{"at": 1e999999}']
)
def test_what_is_no_json_is_said_in_french_with_its_place(text: str) -> None:
    with pytest.raises(NotADocument) as refused:
        read_json(text)
    first = refused.value.mistakes[0].expected
    assert re.fullmatch(r"un document JSON valide \(ligne \d+, colonne \d+\)|une date.*", first)
