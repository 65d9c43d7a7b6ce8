"""Forms of the person's own space: one question each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.myspace.rules.cards import read_number
from passerelles.myspace.rules.carnet import ENTRY_LABELS, WORDS_LENGTH, EntryKind
from passerelles.pathways.models import WellBeing
from passerelles.pathways.rules.progress import LEVEL_MAX, LEVEL_MIN
from passerelles.people.forms import AnswersField
from passerelles.people.rules.facts import FactDefinition
from passerelles.sharing.rules.volets import VOLET_TEXTS, Volet
from passerelles.web.forms import FrenchForm


class NumberForm(FrenchForm):
    number = forms.CharField(
        label=_("Le numéro de ma carte"),
        help_text=_("Il y a 9 chiffres sur la carte."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "p-number"}
        ),
        error_messages={"required": _("Écrivez le numéro de la carte.")},
    )

    def clean_number(self) -> str:
        number = read_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(
                _("Ce numéro n’est pas juste. Regardez votre carte. Recommencez.")
            )
        return number


_TOO_LONG = {"max_length": _("C’est trop long. Écrivez moins de mots.")}


def _words(label: Any, *, required: bool = True, max_length: int = 1000) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Écrivez quelques mots."), **_TOO_LONG},
    )


class AnswerForm(FrenchForm):
    text = _words(_("J’écris avec mes mots"))


class WishForm(FrenchForm):
    words = _words(_("Je voudrais"))


class ToWhomForm(FrenchForm):
    to = forms.ChoiceField(
        label=_("À qui je le demande ?"),
        error_messages={"required": _("Choisissez à qui vous demandez.")},
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 — for the types
        field.choices = offered


class WantForm(FrenchForm):
    words = _words(_("J’explique avec mes mots"), required=False)

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = needed


class CarnetEntryForm(FrenchForm):
    words = forms.CharField(
        label=_("J’écris avec mes mots"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Écrivez quelques mots."), **_TOO_LONG},
    )


class CarnetProposalForm(FrenchForm):
    kind = forms.TypedChoiceField(
        label=_("De quoi parle cette ligne ?"),
        choices=[(kind.value, label) for kind, label in ENTRY_LABELS.items()],
        coerce=EntryKind,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("La ligne proposée, en mots simples"),
        help_text=_("La personne la lit, puis la garde ou non. Rien de la santé."),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoodForm(FrenchForm):
    mood = forms.ChoiceField(
        label=_("Comment ça va ?"),
        choices=WellBeing.Mood.choices,
        error_messages={"required": _("Choisissez une réponse.")},
    )
    words = _words(_("J’explique, si je veux"), required=False)


class FactForm(FrenchForm):
    """One question told once; a closed list when there is one."""

    def __init__(self, *args: Any, definition: FactDefinition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        required = {"required": _("Il manque la réponse.")}
        if definition.several:
            self.fields["value"] = AnswersField(
                label=definition.plain_question,
                choices=definition.choices,
                error_messages=required,
            )
        elif definition.choices:
            self.fields["value"] = forms.ChoiceField(
                label=definition.plain_question,
                choices=definition.choices,
                widget=forms.RadioSelect,
                error_messages=required,
            )
        else:
            self.fields["value"] = forms.CharField(
                label=definition.plain_question,
                help_text=definition.hint,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages=required,
            )


class LevelForm(FrenchForm):
    level = forms.TypedChoiceField(
        label=_("Ma réponse"),
        coerce=int,
        choices=[(level, level) for level in range(LEVEL_MIN, LEVEL_MAX + 1)],
        error_messages={"required": _("Choisissez une réponse. Ou touchez « Je ne sais pas ».")},
    )


class CheckForm(FrenchForm):
    comment = _words(_("J’ajoute un mot, si je veux"), required=False)


class VoletsForm(FrenchForm):
    """What an organisation may see, in plain words; identity always goes with the rest.

    What is very personal has a box of its own, never ticked in passing.
    """

    volets = forms.MultipleChoiceField(
        label=_("Ce que je montre"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins une chose. Ou dites non.")},
    )
    personal = forms.BooleanField(
        label=_("Je montre aussi ce qui est très personnel"),
        help_text=_("La santé, une addiction, la justice."),
        required=False,
    )

    def __init__(
        self, *args: Any, offered: Iterable[Volet], ticked: Iterable[Volet], **kwargs: Any
    ) -> None:
        ticked = set(ticked)
        kwargs["initial"] = {
            "volets": [volet.value for volet in ticked],
            "personal": Volet.SENSITIVE in ticked,
        }
        super().__init__(*args, **kwargs)
        offered = list(offered)
        apart = {Volet.IDENTITY, Volet.SENSITIVE}
        field = self.fields["volets"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 — for the types
        field.choices = [(v.value, VOLET_TEXTS[v].plain) for v in offered if v not in apart]
        if Volet.SENSITIVE not in offered:
            del self.fields["personal"]

    def chosen(self) -> frozenset[Volet]:
        ordinary = {Volet(value) for value in self.cleaned_data["volets"]}
        personal = {Volet.SENSITIVE} if self.cleaned_data.get("personal") else set()
        return frozenset(ordinary | personal)


class AccountForm(FrenchForm):
    email = forms.EmailField(
        label=_("Mon adresse e-mail"),
        error_messages={
            "required": _("Écrivez votre adresse e-mail."),
            "invalid": _("Cette adresse n’est pas juste. Exemple : nom@exemple.fr"),
        },
    )
