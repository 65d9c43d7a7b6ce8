"""Forms of one's own profile and of each kind of line it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel.errors import Refusal
from passerelles.kernel.identifiers import parse_finess, parse_postal_code, parse_siren, parse_siret
from passerelles.organisations.forms.search import communes_named
from passerelles.organisations.models import (
    Activity,
    Capacity,
    Commitment,
    Contact,
    ExternalListing,
    FacilitatorAcquaintance,
    NetworkMembership,
    Organisation,
    Part,
    Site,
    ZoneServed,
)
from passerelles.organisations.rules.kinds import FAMILY_LABELS, Family, kinds
from passerelles.territories.models import Commune, Departement, Epci, Region
from passerelles.web.forms import FrenchDateField, FrenchForm


def _checked(parse: Any, text: str) -> str:
    if not text:
        return ""
    try:
        value: str = parse(text).value
    except Refusal as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
    return value


class Versioned(FrenchForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def values(self) -> dict[str, Any]:
        """What the action receives: everything but the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ProfileForm(Versioned):
    kind = forms.ChoiceField(label=_("Sorte de structure"))
    name = forms.CharField(label=_("Nom"), max_length=200)
    manager_name = forms.CharField(
        label=_("Organisme gestionnaire"), max_length=200, required=False
    )
    legal_form = forms.CharField(label=_("Statut juridique"), max_length=120, required=False)
    siren = forms.CharField(label=_("SIREN"), max_length=15, required=False)
    description = forms.CharField(
        label=_("Présentation"),
        max_length=4000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Pour quelqu’un qui ne vous connaît pas : ce que vous faites, pour qui."),
    )
    website = forms.URLField(
        label=_("Site internet"), required=False, assume_scheme="https", max_length=200
    )
    ess = forms.NullBooleanField(
        label=_("Économie sociale et solidaire"),
        required=False,
        widget=forms.NullBooleanSelect,
    )
    sensitive = forms.BooleanField(
        label=_("Notre nom est sensible"),
        required=False,
        help_text=_(
            "Cochez si le seul nom du service dit quelque chose de la santé ou de la situation "
            "judiciaire de qui y va. Il n’apparaîtra alors que sous un nom neutre, sans adresse."
        ),
    )
    neutral_label = forms.CharField(
        label=_("Nom neutre"),
        max_length=120,
        required=False,
        help_text=_("Vide : « service partenaire »."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[Family, list[tuple[str, str]]] = {}
        for key, row in kinds().items():
            groups.setdefault(row.family, []).append((key, row.long_label))
        choice = self.fields["kind"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(FAMILY_LABELS[family], rows) for family, rows in groups.items()]

    def clean_siren(self) -> str:
        return _checked(parse_siren, self.cleaned_data["siren"])


class SiteForm(Versioned):
    label = forms.CharField(label=_("Nom du site"), max_length=200, required=False)
    address = forms.CharField(label=_("Adresse"), max_length=250, required=False)
    postal_code = forms.CharField(label=_("Code postal"), max_length=5, required=False)
    commune = forms.CharField(
        label=_("Commune"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    siret = forms.CharField(label=_("SIRET"), max_length=20, required=False)
    finess = forms.CharField(label=_("Numéro FINESS"), max_length=12, required=False)
    main = forms.BooleanField(label=_("C’est le site principal"), required=False)

    def clean_postal_code(self) -> str:
        return _checked(parse_postal_code, self.cleaned_data["postal_code"])

    def clean_siret(self) -> str:
        return _checked(parse_siret, self.cleaned_data["siret"])

    def clean_finess(self) -> str:
        return _checked(parse_finess, self.cleaned_data["finess"])

    def clean_commune(self) -> Commune:
        found = communes_named(self.cleaned_data["commune"])
        if not found:
            raise forms.ValidationError(
                _("Commune inconnue : vérifiez l’orthographe ou donnez le code postal.")
            )
        return found[0]


class ActivityForm(Versioned):
    label = forms.CharField(
        label=_("Activité"), max_length=200, help_text=_("Ex. : blanchisserie, espaces verts")
    )
    description = forms.CharField(
        label=_("Précisions"), max_length=4000, required=False, widget=forms.Textarea
    )
    rome = forms.RegexField(
        r"^[A-N]\d{4}$",
        label=_("Code ROME"),
        required=False,
        help_text=_("Une lettre et quatre chiffres"),
    )


class CapacityForm(Versioned):
    label = forms.CharField(
        label=_("Pour quoi"),
        max_length=120,
        required=False,
        help_text=_("Ex. : atelier blanchisserie"),
    )
    total = forms.IntegerField(label=_("Nombre de places"), min_value=0, required=False)
    available = forms.IntegerField(label=_("Places disponibles"), min_value=0, required=False)
    as_of = FrenchDateField(label=_("Chiffres au"), required=False)


class ZoneForm(Versioned):
    level = forms.ChoiceField(label=_("Échelle"), choices=ZoneServed.Level.choices)
    name = forms.CharField(
        label=_("Commune, intercommunalité, département ou région"),
        max_length=120,
        required=False,
        help_text=_("Rien à écrire pour la France entière."),
    )

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        level, typed = data.get("level"), (data.get("name") or "").strip()
        if not level:
            return data
        found = _zone(level, typed)
        if found is None:
            self.add_error("name", _("Zone inconnue : vérifiez l’orthographe et l’échelle."))
            return data
        data["code"], data["name"] = found
        return data


def _zone(level: str, typed: str) -> tuple[str, str] | None:
    """Code and name of the zone that was typed, by code or by name."""
    if level == ZoneServed.Level.FRANCE:
        return "", str(_("France entière"))
    if not typed:
        return None
    if level == ZoneServed.Level.COMMUNE:
        communes = communes_named(typed)
        return (communes[0].insee, str(communes[0])) if communes else None
    if level == ZoneServed.Level.DEPARTEMENT:
        departement = Departement.objects.filter(code=typed.upper()).first()
        departement = departement or Departement.objects.filter(name__iexact=typed).first()
        return (departement.code, str(departement)) if departement else None
    if level == ZoneServed.Level.REGION:
        region = Region.objects.filter(name__iexact=typed).first()
        return (region.code, region.name) if region else None
    epci = Epci.objects.filter(siren=typed).first()
    epci = epci or Epci.objects.filter(name__icontains=typed).order_by("name").first()
    return (epci.siren, epci.name) if epci else None


class ContactForm(Versioned):
    name = forms.CharField(label=_("Nom"), max_length=150, required=False)
    role = forms.CharField(label=_("Fonction"), max_length=150, required=False)
    phone = forms.CharField(label=_("Téléphone"), max_length=40, required=False)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)


class CommitmentForm(Versioned):
    kind = forms.ChoiceField(label=_("Sorte"), choices=Commitment.Kind.choices)
    title = forms.CharField(label=_("Intitulé"), max_length=200)
    body = forms.CharField(
        label=_("Autorité ou organisme"),
        max_length=150,
        required=False,
        help_text=_("Ex. : DDETS, AFNOR"),
    )
    norm = forms.CharField(
        label=_("Norme"), max_length=80, required=False, help_text=_("Ex. : ISO 26000")
    )
    since = FrenchDateField(label=_("Depuis ou audité le"), required=False)
    until = FrenchDateField(label=_("Jusqu’au"), required=False)
    result = forms.CharField(label=_("Résultat"), max_length=200, required=False)
    description = forms.CharField(
        label=_("En quelques mots"), max_length=2000, required=False, widget=forms.Textarea
    )
    public = forms.BooleanField(label=_("Visible de tous"), required=False, initial=True)


class NetworkForm(Versioned):
    network = forms.ChoiceField(label=_("Réseau"))
    since = FrenchDateField(label=_("Depuis"), required=False)
    knows_name = forms.BooleanField(
        label=_("Ce réseau connaît notre vrai nom"),
        required=False,
        help_text=_("Ne compte que si votre nom est sensible."),
    )

    def __init__(self, *args: Any, networks: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["network"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choisir")), *((str(id_), name) for id_, name in networks)]

    @property
    def values(self) -> dict[str, Any]:
        chosen = super().values
        return {**chosen, "network": Organisation.objects.get(pk=chosen["network"])}


class ListingForm(Versioned):
    platform = forms.CharField(
        label=_("Plateforme"), max_length=150, help_text=_("Ex. : le Marché de l’inclusion")
    )
    url = forms.URLField(
        label=_("Adresse de la fiche"), required=False, assume_scheme="https", max_length=600
    )
    since = FrenchDateField(label=_("Depuis"), required=False)


class FacilitatorForm(Versioned):
    facilitator = forms.CharField(label=_("Facilitateur ou territoire"), max_length=200)
    since = FrenchDateField(label=_("Connu depuis"), required=False)


class RemoveForm(Versioned):
    """Nothing but the version: what is removed is what was seen."""


PART_FORMS: Mapping[type[Part], type[Versioned]] = {
    Site: SiteForm,
    Activity: ActivityForm,
    Capacity: CapacityForm,
    ZoneServed: ZoneForm,
    Contact: ContactForm,
    Commitment: CommitmentForm,
    NetworkMembership: NetworkForm,
    ExternalListing: ListingForm,
    FacilitatorAcquaintance: FacilitatorForm,
}


class ProspectForm(FrenchForm):
    establishment = forms.CharField(
        label=_("Établissement"),
        max_length=200,
        help_text=_("Son nom, comme dans l’annuaire"),
        widget=forms.TextInput(attrs={"list": "noms", "autocomplete": "off"}),
    )
    project = forms.CharField(label=_("Projet"), max_length=150, required=False)


class StepForm(Versioned):
    stage = forms.ChoiceField(label=_("Étape"))
    on = FrenchDateField(label=_("Le"))
    comment = forms.CharField(label=_("Remarque"), max_length=500, required=False)

    def offer(self, stages: list[tuple[str, str]]) -> None:
        """Only the stages not noted yet."""
        field = self.fields["stage"]
        if isinstance(field, forms.ChoiceField):
            field.choices = stages
