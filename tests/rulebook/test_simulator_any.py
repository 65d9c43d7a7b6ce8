"""Whatever is answered, every simulation ends with an answer in words."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from passerelles.law.filling import SITUATIONS
from passerelles.law.questions import AnswerKind, Question
from passerelles.law.simulations import the_simulations
from tests.rulebook.simulating import Visitor

LINES = {
    "act.members": "A ; 60 000\nB",
    "act.beneficiaries": "52 ; 1\n35 ; 0,5\n41",
    "act.lines": "P1 ; A ; 01/03/2026 ; 35\nP1 ; A ; 01/03/2026 ; 35 ; feuille",
    "history.esat_contracts": "01/02/2024 ; 17,5",
    "history.immersions": "A ; 01/02/2026 ; 28/02/2026",
}
PAGES = 60


def answer(chance: Random, question: Question) -> Any:
    if chance.random() < 0.2:
        return None
    codes = [choice.code for choice in question.choices]
    match question.answer:
        case AnswerKind.DATE:
            if question.path == "person.birth_date":
                return date(1960, 1, 1) + timedelta(days=chance.randrange(18_000))
            return date(2023, 1, 1) + timedelta(days=chance.randrange(2000))
        case AnswerKind.NUMBER:
            return chance.choice(
                ["0", "1", "0,5", "5", "17,5", "26", "35", "60", "151,67", "40 000"]
            )
        case AnswerKind.COUNT:
            return chance.choice(["0", "1", "2", "12", "100", "2025"])
        case AnswerKind.YES_NO:
            return chance.choice(["yes", "no"])
        case AnswerKind.CHOICE:
            return chance.choice(codes)
        case AnswerKind.SEVERAL:
            some = chance.sample(codes, k=min(len(codes), chance.randrange(4)))
            more = "others-unknown" if question.path == SITUATIONS else "none-of-them"
            return [*some, more] if not some or chance.random() < 0.5 else some
        case AnswerKind.NUMBERS | AnswerKind.LINES:
            return LINES.get(question.path, "01/02/2026 ; 12/03/2026\n01/04/2026 ; 30/04/2026")
        case AnswerKind.TEXT:
            return "A"


@pytest.mark.parametrize("slug", the_simulations())
@pytest.mark.parametrize("seed", range(4))
def test_any_answers_lead_to_an_answer(slug: str, seed: int) -> None:
    chance = Random(f"{slug}{seed}")
    visitor = Visitor(slug)
    refused = 0
    for _page in range(PAGES):
        question = visitor.response.context.get("question")
        if question is None:
            break
        value = answer(chance, question)
        visitor.try_to_say(value if refused < 3 else None)
        refused = refused + 1 if visitor.response.status_code == 422 else 0
    assert visitor.question is None, f"les questions ne finissent pas : {visitor.question}"
    assert visitor.result.verdict
    assert visitor.result.reasons or visitor.result.missing or visitor.result.checked
    for item in [*visitor.result.missing, *visitor.result.also]:
        assert item.label
    told = [row.path for row in visitor.result.told]
    assert len(told) == len(set(told))
    visitor.send(go="all")
    visitor.answering({})
    visitor.send(go="print")


@pytest.mark.parametrize("slug", the_simulations())
def test_knowing_nothing_is_never_a_yes(slug: str) -> None:
    visitor = Visitor(slug).answering({})
    assert visitor.result.colour != "leaf", visitor.text[:800]
