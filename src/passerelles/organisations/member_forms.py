"""Forms of members: only what may be set exists; the rest of a POST is ignored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.organisations.models import Organisation
from passerelles.organisations.rules.kinds import FAMILY_LABELS, kinds
from passerelles.organisations.rules.roles import ROLE_LABELS, Role
from passerelles.web.forms import FrenchForm


class RolesField(forms.MultipleChoiceField):
    """Shows the roles one may give, but lets any known role reach the action.

    The action is who refuses an upward grant, and journals it: a form that dropped it silently
    would hide the attempt.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Rôles"),
            help_text=_("Cochez tout ce que cette personne fait ici."),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choisissez au moins un rôle.")},
            **kwargs,
        )

    def offer(self, roles: Iterable[Role]) -> None:
        self.choices = [(role.value, ROLE_LABELS[role]) for role in roles]

    def valid_value(self, value: Any) -> bool:
        return str(value) in set(Role)


class _WithRoles(FrenchForm):
    roles = RolesField()

    def __init__(self, *args: Any, offered: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        assert isinstance(field, RolesField)  # noqa: S101 - for the type checker
        field.offer(offered)


class InvitationForm(_WithRoles):
    email = forms.EmailField(
        label=_("Adresse électronique"),
        max_length=254,
        help_text=_("Professionnelle et personnelle : pas une boîte partagée à plusieurs."),
    )
    field_order = ("email", "roles")


class MemberRolesForm(_WithRoles):
    version = forms.IntegerField(widget=forms.HiddenInput)


class SettingsForm(FrenchForm):
    mfa_required = forms.BooleanField(
        label=_("Demander un second facteur à tous les membres"),
        help_text=_("Qui n’en a pas est conduit à en ajouter un avant toute autre page."),
        required=False,
    )
    sensitive = forms.BooleanField(
        label=_("Cacher le nom hors du cercle des personnes autorisées"),
        help_text=_("Le seul nom du service révèle une situation de santé ou de justice."),
        required=False,
    )
    neutral_label = forms.CharField(
        label=_("Nom neutre"),
        max_length=120,
        required=False,
        help_text=_("Ce que lisent les autres. Vide : « service partenaire »."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisation: Organisation, hideable: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.organisation = organisation
        if not hideable:
            del self.fields["sensitive"], self.fields["neutral_label"]

    def settings(self) -> dict[str, Any]:
        """What the action takes; a field that is not offered keeps its value."""
        kept = {
            "sensitive": self.organisation.sensitive,
            "neutral_label": self.organisation.neutral_label,
        }
        return {**kept, **self.cleaned_data}


class NewOrganisationForm(FrenchForm):
    name = forms.CharField(label=_("Nom"), max_length=200)
    kind = forms.ChoiceField(label=_("Sorte"))
    email = forms.EmailField(
        label=_("Adresse de la première personne qui l’administrera"),
        max_length=254,
        help_text=_("Elle recevra un lien valable 7 jours."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", _("Choisir…")), *_kinds_by_family()]


def _kinds_by_family() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (label, [(key, k.long_label) for key, k in kinds().items() if k.family is family])
        for family, label in FAMILY_LABELS.items()
    ]
