"""Forms of how it went: for professionals, for the tutor, and with pictures for the person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.pathways.actions.voices import ReviewDraft
from passerelles.pathways.forms.progress import LevelsForm
from passerelles.pathways.forms.tried import TriedLinesForm
from passerelles.pathways.models import WorkReview
from passerelles.pathways.models.voices import (
    ATTENDANCE_CHOICES,
    COMPATIBILITY_CHOICES,
    REACHED_CHOICES,
)
from passerelles.pathways.rules.voices import (
    PLAIN_ATTENDANCE,
    PLAIN_COMPATIBILITY,
    PLAIN_REACHED,
    ReviewSide,
)
from passerelles.web.forms import FrenchForm


class ReadVersionForm(FrenchForm):
    """Carries the version of the voice that was on screen, empty when it had said nothing."""

    read = forms.UUIDField(widget=forms.HiddenInput, required=False, label=_("version"))


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[*choices, ("", _("Pas encore dit"))],
        widget=forms.RadioSelect,
        required=False,
    )


class ReviewForm(LevelsForm, TriedLinesForm, ReadVersionForm):
    """What one side expects, then says; axes ticked go to the person's progress, tries to her skills."""

    mark_optional = False
    level_widget = forms.Select
    expected = forms.CharField(
        label=_("Ce que ce côté attendait"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ex. : découvrir le métier, renforcer l’équipe, une sortie vers un CDI."),
    )
    attendance = _choice(_("Est-ce que cela a eu lieu ?"), ATTENDANCE_CHOICES)
    reached = _choice(_("L’objectif est-il atteint ?"), REACHED_CHOICES)
    compatibility = _choice(_("Et maintenant ?"), COMPATIBILITY_CHOICES)
    result = forms.CharField(
        label=_("Ce qui en est sorti"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Ex. : CDI, recrutement réussi, objectif atteint. La personne peut lire ce texte."
        ),
    )
    gathered_from = forms.CharField(
        label=_("Recueilli auprès de"),
        required=False,
        max_length=120,
        help_text=_("Son nom ou sa fonction dans l’entreprise. C’est écrit à côté de l’avis."),
    )
    reason = forms.CharField(
        label=_("Pourquoi cet avis change-t-il ?"),
        required=False,
        max_length=300,
        help_text=_("La version d’avant reste lisible."),
    )

    def __init__(
        self, *args: Any, side: ReviewSide, gathers: bool, said: WorkReview | None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = typed_review(said)
        super().__init__(*args, side=side, **kwargs)
        axes = [self.key(axis) for axis in self.axes]
        self.order_fields([name for name in self.fields if name not in axes])
        if not (gathers and side is ReviewSide.HOST):
            del self.fields["gathered_from"]
        if said is None or not said.attendance:
            del self.fields["reason"]

    def draft(self) -> ReviewDraft:
        data = self.cleaned_data
        return ReviewDraft(
            expected=data["expected"],
            attendance=data["attendance"],
            reached=data["reached"],
            compatibility=data["compatibility"],
            result=data["result"],
            gathered_from=data.get("gathered_from", ""),
            reason=data.get("reason", ""),
            read=data["read"],
            levels=self.levels(),
            tried=self.tried(),
        )


def typed_review(said: WorkReview | None) -> dict[str, Any]:
    """A voice as its form shows it; who it was gathered from is asked again each time."""
    if said is None:
        return {}
    names = ("expected", "attendance", "reached", "compatibility", "result")
    return {**{name: getattr(said, name) for name in names}, "read": said.id}


def _plain(label: Any, choices: Any, required: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(code.value, words) for code, (_icon, words) in choices.items()],
        error_messages={"required": required},
    )


class OwnReviewForm(TriedLinesForm, ReadVersionForm):
    """Three questions with pictures, what I tried, and a few words."""

    what_label = _("Ce que j’ai essayé (%(number)d)")
    went_label = _("Comment ça s’est passé ? (%(number)d)")
    what_help = _("Par exemple : laver les vitres.")
    missing = _("Écrivez ce que vous avez essayé.")
    plain_words = True

    attendance = _plain(_("J’y étais ?"), PLAIN_ATTENDANCE, _("Dites si vous y étiez."))
    reached = _plain(
        _("J’ai fait ce que je voulais ?"), PLAIN_REACHED, _("Dites oui, un peu ou non.")
    )
    compatibility = _plain(
        _("Et maintenant ?"), PLAIN_COMPATIBILITY, _("Dites ce que vous voulez après.")
    )
    result = forms.CharField(
        label=_("J’explique, si je veux"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("C’est trop long. Écrivez moins de mots.")},
    )

    def __init__(self, *args: Any, said: WorkReview | None, **kwargs: Any) -> None:
        kwargs["initial"] = typed_review(said)
        self.said = said
        super().__init__(*args, side=ReviewSide.PERSON, **kwargs)

    @property
    def pictured(self) -> list[tuple[forms.BoundField, list[tuple[str, str, str]]]]:
        """Each question with its answers: value, picture, words."""
        asked = (
            ("attendance", PLAIN_ATTENDANCE),
            ("reached", PLAIN_REACHED),
            ("compatibility", PLAIN_COMPATIBILITY),
        )
        return [
            (self[name], [(code.value, icon, words) for code, (icon, words) in answers.items()])
            for name, answers in asked
        ]

    def draft(self) -> ReviewDraft:
        data = self.cleaned_data
        said = self.said
        return ReviewDraft(
            expected=said.expected if said else "",
            attendance=data["attendance"],
            reached=data["reached"],
            compatibility=data["compatibility"],
            result=data["result"],
            reason=str(_("La personne a changé d’avis.")) if said else "",
            read=data["read"],
            tried=self.tried(),
        )
