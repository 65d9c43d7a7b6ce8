"""Forms of the law's pages and of an organisation's own values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.rulebook.models import REASON_LENGTH, SOURCE_LENGTH
from passerelles.rulebook.queries.catalogue import families
from passerelles.web.forms import FrenchDateField, FrenchForm

YES_OR_NO = "oui ou non"  # unit of a value that is a yes or a no


class SearchForm(FrenchForm):
    """Short names: they are the addresses people keep and send."""

    mark_optional = False
    q = forms.CharField(
        label=_("Mots"),
        required=False,
        max_length=200,
        help_text=_("Par exemple : essai, 24 mois, L5132-5."),
    )
    famille = forms.ChoiceField(label=_("Famille"), required=False)
    au = FrenchDateField(
        label=_("Droit en vigueur le"),
        required=False,
        max_year=2200,
        help_text=_("Vide : aujourd’hui."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["famille"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", _("Toutes")), *families()]


class DayForm(FrenchForm):
    """The day alone, on pages of one rule or one form of contract."""

    mark_optional = False
    au = FrenchDateField(label=_("Lire le droit d’un autre jour"), required=False, max_year=2200)


class OwnValueForm(FrenchForm):
    value = forms.DecimalField(
        label=_("Valeur de votre structure"), max_digits=12, decimal_places=4, localize=True
    )
    starts_on = FrenchDateField(label=_("À partir du"), max_year=2200)
    ends_on = FrenchDateField(
        label=_("Jusqu’au"),
        required=False,
        max_year=2200,
        help_text=_("Ce jour compris. Vide : jusqu’à nouvel ordre."),
    )
    reason = forms.CharField(
        label=_("Pourquoi cette valeur"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea,
        help_text=_("Par exemple : « figure dans notre annexe financière de 2026 »."),
    )
    source = forms.CharField(
        label=_("Où vous l’avez lue"),
        max_length=SOURCE_LENGTH,
        help_text=_("Convention, courrier de la DDETS, texte officiel…"),
    )

    def __init__(self, *args: Any, unit: str = "", **kwargs: Any) -> None:
        if unit == YES_OR_NO:
            # Before the form itself, so that the field gets the care of any field.
            self.base_fields = {**self.base_fields, "value": _yes_or_no()}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        if unit != YES_OR_NO:
            self.fields["value"].help_text = unit


def _yes_or_no() -> forms.Field:
    """What stands for a yes is chosen, not typed."""
    return forms.TypedChoiceField(
        label=_("Valeur de votre structure"),
        choices=[("1", _("Oui")), ("0", _("Non"))],
        coerce=Decimal,
        widget=forms.RadioSelect,
    )


class EndForm(FrenchForm):
    ENDED, MISTAKE = "ended", "mistake"
    how = forms.ChoiceField(
        label=_("Que s’est-il passé ?"),
        choices=[
            (ENDED, _("Elle ne vaut plus après un certain jour")),
            (MISTAKE, _("C’était une erreur : elle n’aurait jamais dû valoir")),
        ],
        widget=forms.RadioSelect,
    )
    last_day = FrenchDateField(
        label=_("Dernier jour"),
        required=False,
        max_year=2200,
        help_text=_("Ce jour compris. À remplir si elle ne vaut plus après un certain jour."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        missing = typed.get("how") == self.ENDED and not typed.get("last_day")
        if missing and "last_day" not in self.errors:
            self.add_error("last_day", _("Indiquez le dernier jour, par exemple 31 12 2026."))
        return typed
