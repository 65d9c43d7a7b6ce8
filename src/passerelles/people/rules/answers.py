"""Answers to the facts told once: what is a right answer, and how it is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from passerelles.kernel.errors import Refusal
from passerelles.people.rules.facts import FACTS, NO_BARRIER, FactKind
from passerelles.people.rules.limits import TOLD_FRESH_DAYS

MAX_LENGTH = 500
MAX_REACH_KM = 500


def clean_answer(kind: FactKind, value: str) -> str:
    """The answer ready to be kept, or a refusal that says what to write."""
    text = value.strip()
    definition = FACTS[kind]
    if not text:
        raise Refusal("Il manque la réponse.", "Écrivez-la, ou revenez plus tard.", field="value")
    if len(text) > MAX_LENGTH:
        raise Refusal(
            f"Cette réponse dépasse {MAX_LENGTH} caractères.", "Raccourcissez-la.", field="value"
        )
    if definition.several:
        return _several(text, dict(definition.choices))
    if definition.choices and text not in dict(definition.choices):
        raise Refusal(
            "Cette réponse ne fait pas partie des choix.",
            "Choisissez dans la liste.",
            field="value",
        )
    if kind is FactKind.REACH_KM:
        return _kilometres(text)
    return text


def _several(text: str, choices: dict[str, str]) -> str:
    codes = [code for code in choices if code in text.split(",")]
    if not codes or set(text.split(",")) - set(choices):
        raise Refusal(
            "Cette réponse ne fait pas partie des choix.", "Cochez dans la liste.", field="value"
        )
    if NO_BARRIER in codes and len(codes) > 1:
        raise Refusal(
            f"« {choices[NO_BARRIER]} » ne va pas avec une autre case cochée.",
            "Décochez l’un ou l’autre.",
            field="value",
        )
    return ",".join(codes)


def _kilometres(text: str) -> str:
    digits = text.lower().removesuffix("km").strip()
    if not (digits.isascii() and digits.isdigit()) or int(digits) > MAX_REACH_KM:
        raise Refusal(
            f"La distance s’écrit en kilomètres, de 0 à {MAX_REACH_KM}.",
            "Par exemple 15.",
            field="value",
        )
    return str(int(digits))


def shown_answer(kind: FactKind, value: str) -> str:
    """The answer in words; a code no longer in the list is shown as it was kept."""
    definition = FACTS[kind]
    if definition.several:
        words = dict(definition.choices)
        return ", ".join(words.get(code, code) for code in value.split(","))
    if definition.choices:
        return dict(definition.choices).get(value, value)
    return f"{value} {definition.unit}" if definition.unit else value


def is_fresh(told_at: datetime, now: datetime) -> bool:
    """Told recently enough that asking again is making the person repeat themselves."""
    return now - told_at <= timedelta(days=TOLD_FRESH_DAYS)
