"""The form of one question: a single field, chosen by the kind of answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.kernel.errors import Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.law.filling import SITUATIONS
from passerelles.law.question_words import Words
from passerelles.law.questions import AnswerKind, Question
from passerelles.law.wording import number_fr
from passerelles.rulebook.simulator.lines import columns_of, number, read_lines, written_lines
from passerelles.web.dates import DateWidget, FrenchDateField
from passerelles.web.forms import FrenchForm

LAST_YEAR = 2200
NONE_OF_THEM = "none-of-them"
OTHERS_UNKNOWN = "others-unknown"


class FrenchNumberField(forms.CharField):
    """A number as it is written in France: « 26,5 », « 19 008 », with or without its sign."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": gettext_lazy("Écrivez un nombre en chiffres, par exemple 26 ou 26,5."),
        "whole": gettext_lazy("Écrivez un nombre entier, sans virgule, par exemple 3."),
    }

    def __init__(self, *, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            read = number(text)
        except (ValueError, InvalidOperation):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if self.whole and Decimal(read) != Decimal(read).to_integral_value():
            raise ValidationError(self.error_messages["whole"], code="whole")
        return str(int(Decimal(read))) if self.whole else read


class LinesField(forms.CharField):
    """A list, one item by line."""

    widget = forms.Textarea(attrs={"rows": "6", "spellcheck": "false"})

    def __init__(self, *, path: str, **kwargs: Any) -> None:
        self.columns = columns_of(path)
        super().__init__(max_length=6000, **kwargs)

    def clean(self, value: Any) -> list[Any]:
        text = super().clean(value)
        try:
            return read_lines(text, self.columns)
        except Refusal as refusal:
            raise ValidationError(str(refusal), code="line") from refusal

    def prepare_value(self, value: Any) -> Any:
        return written_lines(value, self.columns) if isinstance(value, list) else value


class QuestionForm(FrenchForm):
    """One question; ``told`` is its answer as data the page can carry."""

    mark_optional = False

    def __init__(self, question: Question, data: Any = None, value: Any = None) -> None:
        self.question = question
        # Before the form itself, so that the field gets the care of any field of the product.
        self.base_fields = {"value": _field(question)}  # type: ignore[misc]
        super().__init__(data, initial={"value": _shown(question, value)})

    @property
    def told(self) -> Any:
        return _as_data(self.question, self.cleaned_data["value"])


class DayForm(FrenchForm):
    """Another day whose law is read."""

    at = FrenchDateField(label=gettext_lazy("Lire le droit tel qu’il est le"), max_year=LAST_YEAR)


def _no_nir(text: str) -> None:
    try:
        refuse_nir(text)
    except Refusal as refusal:
        raise ValidationError(str(refusal), code="nir") from refusal


def _field(question: Question) -> forms.Field:
    words = question.words
    shared: dict[str, Any] = {"label": words.plain, "help_text": _hint(words)}
    match question.answer:
        case AnswerKind.DATE:
            birth = question.path == "person.birth_date"
            widget = DateWidget(birth_date=birth)
            return FrenchDateField(widget=widget, max_year=LAST_YEAR, past=birth, **shared)
        case AnswerKind.NUMBER | AnswerKind.COUNT:
            whole = question.answer is AnswerKind.COUNT
            return FrenchNumberField(whole=whole, widget=_number_box(whole), **shared)
        case AnswerKind.YES_NO:
            choices = [("yes", _("Oui")), ("no", _("Non"))]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
        case AnswerKind.CHOICE:
            return forms.ChoiceField(choices=_grouped(question), widget=forms.RadioSelect, **shared)
        case AnswerKind.SEVERAL:
            return forms.MultipleChoiceField(
                choices=_ticks(question), widget=forms.CheckboxSelectMultiple, **shared
            )
        case AnswerKind.NUMBERS | AnswerKind.LINES:
            return LinesField(path=question.path, **shared)
        case AnswerKind.TEXT:
            return forms.CharField(max_length=200, **shared)


def _hint(words: Words) -> str:
    unit = {"€": _("En euros."), "€/h": _("En euros."), "%": _("En pourcentage.")}
    return " ".join(part for part in (unit.get(words.unit, ""), words.hint) if part)


def _number_box(whole: bool) -> forms.TextInput:
    mode = "numeric" if whole else "decimal"
    return forms.TextInput(attrs={"inputmode": mode, "class": "govuk-input--width-10"})


def _grouped(question: Question) -> list[Any]:
    found: list[Any] = []
    for group, choices in groupby(question.choices, key=lambda choice: choice.group):
        listed = [(choice.code, choice.label) for choice in choices]
        found += [(group, listed)] if group else listed
    return found


def _ticks(question: Question) -> list[tuple[str, str]]:
    ticks = [(choice.code, choice.label) for choice in question.choices]
    if question.path == SITUATIONS:
        others = _("Je ne sais pas pour celles que je n’ai pas cochées")
        return [*ticks, (OTHERS_UNKNOWN, others), (NONE_OF_THEM, _("Aucune"))]
    return [*ticks, (NONE_OF_THEM, _("Aucun"))]


# From what is typed to what the page carries, and back


def _as_data(question: Question, value: Any) -> Any:
    match question.answer:
        case AnswerKind.DATE:
            return value.isoformat()
        case AnswerKind.COUNT:
            return int(value)
        case AnswerKind.YES_NO:
            return value == "yes"
        case AnswerKind.SEVERAL if question.path == SITUATIONS:
            untold = None if OTHERS_UNKNOWN in value else False
            return {c.code: True if c.code in value else untold for c in question.choices}
        case AnswerKind.SEVERAL:
            return [code for code in value if code != NONE_OF_THEM]
        case _:
            return value


def _shown(question: Question, value: Any) -> Any:
    if value is None:
        return None
    match question.answer:
        case AnswerKind.DATE:
            return date.fromisoformat(value)
        case AnswerKind.NUMBER:
            return number_fr(Decimal(value))
        case AnswerKind.COUNT:
            return str(value)
        case AnswerKind.YES_NO:
            return "yes" if value else "no"
        case AnswerKind.SEVERAL if question.path == SITUATIONS:
            return _shown_situations(value)
        case AnswerKind.SEVERAL:
            return value or [NONE_OF_THEM]
        case _:
            return value


def _shown_situations(value: dict[str, bool | None]) -> list[str]:
    held = [code for code, told in value.items() if told]
    if None in value.values():
        return [*held, OTHERS_UNKNOWN]
    return held or [NONE_OF_THEM]
