"""Forms of a project: its words, a milestone, the day it was done, a partner."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.cooperation.actions.projects import MilestoneWords, ProjectWords
from passerelles.cooperation.models.projects import ROLE_CHOICES
from passerelles.cooperation.rules.partners import PartnerRole
from passerelles.cooperation.rules.templates import TITLE_LENGTH, project_templates
from passerelles.kernel import clock
from passerelles.territories.models import Region
from passerelles.web.forms import FrenchDateField, FrenchForm


def _template_choices() -> list[tuple[str, str]]:
    return [(key, f"{row.label} — {row.hint}") for key, row in project_templates().items()]


class ProjectForm(FrenchForm):
    template = forms.ChoiceField(
        label=_("Partir de quel modèle ?"), choices=_template_choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Nom du projet"), max_length=150)
    region = forms.ModelChoiceField(
        label=_("Région"),
        queryset=Region.objects.all(),
        required=False,
        empty_label=_("aucune en particulier"),
    )
    territory = forms.CharField(
        label=_("Territoire"),
        max_length=200,
        required=False,
        help_text=_("Ex. : bassin d’emploi, communauté de communes"),
    )
    summary = forms.CharField(
        label=_("Résumé"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Ce que vous faites ensemble. Ne nommez aucune personne accompagnée."),
    )
    started_on = FrenchDateField(label=_("Commencé le"), initial=clock.today)

    @property
    def words(self) -> ProjectWords:
        kept = ("name", "region", "territory", "summary", "started_on")
        return ProjectWords(**{name: self.cleaned_data[name] for name in kept})


class VersionForm(FrenchForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class MilestoneForm(VersionForm):
    title = forms.CharField(label=_("Jalon"), max_length=TITLE_LENGTH)
    phase = forms.ChoiceField(label=_("Phase"))
    planned_on = FrenchDateField(label=_("Prévu le"), required=False)
    owner = forms.ChoiceField(label=_("Responsable"), required=False)

    def offer(self, phases: list[tuple[str, str]], owners: list[tuple[str, str]]) -> None:
        """Only the phases and the partners of the project."""
        chosen: dict[str, Any] = {
            "phase": phases,
            "owner": [("", _("personne pour l’instant")), *owners],
        }
        for name, choices in chosen.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    @property
    def words(self) -> MilestoneWords:
        data = self.cleaned_data
        return MilestoneWords(
            title=data["title"],
            phase_id=UUID(data["phase"]),
            planned_on=data["planned_on"],
            owner_id=UUID(data["owner"]) if data["owner"] else None,
        )


class DoneForm(VersionForm):
    done_on = FrenchDateField(label=_("Fait le"), initial=clock.today)


class PartnerForm(FrenchForm):
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        help_text=_("Son nom, comme dans l’annuaire"),
        widget=forms.TextInput(attrs={"list": "noms", "autocomplete": "off"}),
    )
    outside_directory = forms.BooleanField(
        label=_("Elle n’est pas dans l’annuaire : garder seulement son nom"), required=False
    )
    role = forms.TypedChoiceField(
        label=_("Son rôle"), choices=ROLE_CHOICES, coerce=PartnerRole, initial=PartnerRole.PARTNER
    )
