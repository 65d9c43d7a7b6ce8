"""The search form: everything optional, everything in the address of the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.organisations.rules.kinds import FAMILY_LABELS, Family, kinds
from passerelles.organisations.searching import DEFAULT_KM, Criteria
from passerelles.territories.models import Commune
from passerelles.territories.queries import suggest
from passerelles.web.forms import FrenchForm

RADII = (5, 10, 20, 30, 50, 100)


def kind_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Kinds grouped by family; sensitive ones are not a way to search."""
    groups: dict[Family, list[tuple[str, str]]] = {}
    for key, row in kinds().items():
        if not row.sensitive:
            groups.setdefault(row.family, []).append((key, row.label))
    return [(FAMILY_LABELS[family], choices) for family, choices in groups.items()]


class SearchForm(FrenchForm):
    mark_optional = False

    nom = forms.CharField(
        label=_("Nom, SIRET ou FINESS"), required=False, max_length=120, empty_value=""
    )
    activite = forms.CharField(
        label=_("Activité"), required=False, max_length=80, help_text=_("Ex. : espaces verts")
    )
    commune = forms.CharField(
        label=_("Autour de"),
        required=False,
        max_length=80,
        help_text=_("Commune ou code postal"),
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    km = forms.TypedChoiceField(
        label=_("Jusqu’à"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(km, _("%(km)d km") % {"km": km}) for km in RADII],
        initial=DEFAULT_KM,
    )
    sorte = forms.MultipleChoiceField(
        label=_("Sortes de structures"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    reseau = forms.ChoiceField(label=_("Réseau"), required=False)
    ess = forms.BooleanField(label=_("D’abord dans l’ESS et l’insertion"), required=False)
    tri = forms.ChoiceField(
        label=_("Ranger par"),
        required=False,
        choices=[("", _("pertinence et distance")), ("nom", _("ordre alphabétique"))],
    )

    def __init__(self, *args: Any, networks: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sorte, reseau = self.fields["sorte"], self.fields["reseau"]
        assert isinstance(sorte, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(reseau, forms.ChoiceField)  # noqa: S101
        sorte.choices = kind_choices()
        reseau.choices = [("", _("tous")), *((str(id_), name) for id_, name in networks)]
        self.communes: list[Commune] = []

    def clean_commune(self) -> Commune | None:
        typed: str = self.cleaned_data["commune"].strip()
        if not typed:
            return None
        self.communes = communes_named(typed)
        if not self.communes:
            raise forms.ValidationError(
                _("Commune inconnue : vérifiez l’orthographe ou donnez le code postal.")
            )
        return self.communes[0]

    def criteria(self) -> Criteria:
        data = self.cleaned_data
        return Criteria(
            text=data.get("nom", ""),
            kinds=tuple(data.get("sorte") or ()),
            activity=data.get("activite", ""),
            commune=data.get("commune"),
            km=data.get("km") or DEFAULT_KM,
            network=UUID(data["reseau"]) if data.get("reseau") else None,
            ess_first=bool(data.get("ess")),
            by_name=data.get("tri") == "nom",
        )


def communes_named(typed: str) -> list[Commune]:
    """Communes for what was typed; « Laon (02) », as the list proposes it, means that one."""
    name, _separator, rest = typed.partition("(")
    departement = rest.rstrip(") ").upper()
    found = suggest(name)
    if departement:
        found = [commune for commune in found if commune.departement_id == departement] or found
    return found
