"""A few lines of an evaluation: what was tried, and how it went; none compulsory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.pathways.rules.voices import ReviewSide
from passerelles.pathways.tried import LINES, Tried, tries
from passerelles.web.forms import FrenchForm

UNSAID = ("", _("je ne dis rien"))


class TriedLinesForm(FrenchForm):
    """``tries_lines``: pairs of fields, empty when nobody keeps tries."""

    what_label: Any = _("Ce qui a été essayé (%(number)d)")
    went_label: Any = _("Comment cela s’est passé (%(number)d)")
    what_help: Any = _("Ex. : doser le produit. Un essai qui ne marche pas n’enlève rien.")
    missing: Any = _("Dites ce qui a été essayé.")
    plain_words = False

    def __init__(self, *args: Any, side: ReviewSide, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keeper = tries()
        self.numbers = range(1, LINES + 1) if keeper else range(0)
        if keeper is None:
            return
        answers = [UNSAID, *keeper.answers(side, plain=self.plain_words)]
        for number in self.numbers:
            self.fields[f"tried_{number}"] = forms.CharField(
                label=self.what_label % {"number": number},
                required=False,
                max_length=keeper.longest,
                help_text=self.what_help if number == 1 else "",
            )
            self.fields[f"went_{number}"] = forms.ChoiceField(
                label=self.went_label % {"number": number}, required=False, choices=answers
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in self.numbers:
            if data.get(f"went_{number}") and not (data.get(f"tried_{number}") or "").strip():
                self.add_error(f"tried_{number}", self.missing)
        return data

    @property
    def tries_lines(self) -> Sequence[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"tried_{n}"], self[f"went_{n}"]) for n in self.numbers]

    @property
    def more_tries(self) -> bool:
        """Whether a line after the first holds something."""
        after = [bound for line in self.tries_lines[1:] for bound in line]
        return any(bound.value() or bound.errors for bound in after)

    def tried(self) -> tuple[Tried, ...]:
        said = self.cleaned_data
        lines = [(said[f"tried_{n}"].strip(), said[f"went_{n}"]) for n in self.numbers]
        return tuple(Tried(skill, went) for skill, went in lines if skill)
