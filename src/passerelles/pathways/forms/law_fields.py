"""Fields of what the law may ask about a situation: chosen by the kind of answer, all optional.

Nothing told is « on ne sait pas »: the law then says what it misses.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from passerelles.law.questions import AnswerKind, Question
from passerelles.law.wording import number_fr
from passerelles.rulebook.simulator.forms import FrenchNumberField
from passerelles.web.forms import FrenchDateField

LAST_YEAR = 2200
ASKABLE = frozenset(
    {
        AnswerKind.DATE,
        AnswerKind.NUMBER,
        AnswerKind.COUNT,
        AnswerKind.YES_NO,
        AnswerKind.CHOICE,
        AnswerKind.SEVERAL,
        AnswerKind.TEXT,
    }
)


def law_field(question: Question) -> forms.Field:
    """The field of a question, in the words of professionals."""
    words = question.words
    shared: dict[str, Any] = {"label": words.label, "help_text": words.hint, "required": False}
    match question.answer:
        case AnswerKind.DATE:
            return FrenchDateField(max_year=LAST_YEAR, **shared)
        case AnswerKind.NUMBER | AnswerKind.COUNT:
            whole = question.answer is AnswerKind.COUNT
            box = forms.TextInput(
                attrs={
                    "inputmode": "numeric" if whole else "decimal",
                    "class": "govuk-input--width-5",
                }
            )
            return OptionalNumber(whole=whole, widget=box, **shared)
        case AnswerKind.YES_NO:
            choices = [("yes", _("Oui")), ("no", _("Non")), ("", _("On ne sait pas encore"))]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
        case AnswerKind.CHOICE:
            return forms.ChoiceField(
                choices=[("", _("Aucun, ou on ne sait pas")), *_grouped(question)], **shared
            )
        case AnswerKind.SEVERAL:
            ticks = [(choice.code, choice.label) for choice in question.choices]
            return forms.MultipleChoiceField(
                choices=ticks, widget=forms.CheckboxSelectMultiple, **shared
            )
        case _:
            return forms.CharField(max_length=200, **shared)


class OptionalNumber(FrenchNumberField):
    """A number that may be left out."""

    def clean(self, value: Any) -> str:
        return super().clean(value) if str(value or "").strip() else ""


def _grouped(question: Question) -> list[Any]:
    found: list[Any] = []
    for group, choices in groupby(question.choices, key=lambda choice: choice.group):
        listed = [(choice.code, choice.label) for choice in choices]
        found += [(group, listed)] if group else listed
    return found


def as_json(question: Question, value: Any) -> Any:
    """What is kept of an answer, ``None`` when nothing was told."""
    if value in (None, "", []):
        return None
    match question.answer:
        case AnswerKind.DATE:
            return value.isoformat()
        case AnswerKind.COUNT:
            return int(value)
        case AnswerKind.YES_NO:
            return value == "yes"
        case _:
            return value


def as_typed(question: Question, value: Any) -> Any:
    """An answer that was kept, as its field shows it."""
    if value is None:
        return None
    match question.answer:
        case AnswerKind.DATE:
            return date.fromisoformat(value)
        case AnswerKind.NUMBER:
            return number_fr(Decimal(value))
        case AnswerKind.YES_NO:
            return "yes" if value else "no"
        case _:
            return value
