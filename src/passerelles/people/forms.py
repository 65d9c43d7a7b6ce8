"""Forms of people: what is typed, ready for one action."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.people.actions.create import NewPerson
from passerelles.people.actions.representatives import NewRepresentative
from passerelles.people.actions.situations import StateNoted
from passerelles.people.models import LegalRepresentative, Person
from passerelles.people.queries import PeopleFilter
from passerelles.people.rules.answers import MAX_LENGTH
from passerelles.people.rules.facts import FactDefinition
from passerelles.people.rules.situations import STATE_LABELS, SituationState
from passerelles.people.rules.wishes import WISH_LABELS, WishKind
from passerelles.territories.models import Commune
from passerelles.territories.queries import suggest
from passerelles.web.dates import DateWidget
from passerelles.web.forms import FrenchDateField, FrenchForm

NAME_LENGTH = 80


class CommuneField(forms.CharField):
    """A commune typed by name or postal code; « Laon (02) » means that one."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Commune où elle habite"))
        kwargs.setdefault("help_text", gettext_lazy("Nom ou code postal."))
        super().__init__(max_length=120, **kwargs)
        self.widget.attrs.update(
            {
                "list": "communes-proposees",
                "autocomplete": "off",
                "hx-get": reverse_lazy("people:communes"),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#communes-proposees",
                "hx-params": "commune",
            }
        )

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Commune) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = communes_named(typed)
        if not found:
            raise ValidationError(
                _("Aucune commune de ce nom. Essayez avec son code postal."), code="unknown"
            )
        if len(found) > 1 and str(found[0]) != typed and not _is_named(found[0], typed):
            names = ", ".join(str(commune) for commune in found[:4])
            raise ValidationError(
                _("Plusieurs communes possibles : %(names)s. Écrivez la bonne.") % {"names": names},
                code="several",
            )
        return found[0]


def communes_named(typed: str) -> list[Commune]:
    name, _separator, rest = typed.partition("(")
    found = suggest(name)
    departement = rest.rstrip(") ").upper()
    exact = [commune for commune in found if commune.departement_id == departement]
    return exact or found


def _is_named(commune: Commune, typed: str) -> bool:
    return commune.name.casefold() == typed.partition("(")[0].strip().casefold()


class IdentityForm(FrenchForm):
    """Who the person is, and how to reach them safely."""

    first_name = forms.CharField(
        label=gettext_lazy("Prénom"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    last_name = forms.CharField(
        label=gettext_lazy("Nom de naissance"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    usage_name = forms.CharField(
        label=gettext_lazy("Nom d’usage"),
        help_text=gettext_lazy("Seulement s’il est différent du nom de naissance."),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_date = FrenchDateField(
        label=gettext_lazy("Date de naissance"),
        help_text=gettext_lazy("Laissez vide si elle n’est pas connue."),
        widget=DateWidget(),
        required=False,
        past=True,
    )
    commune = CommuneField(required=False)
    phone = forms.CharField(
        label=gettext_lazy("Téléphone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=gettext_lazy("Adresse électronique"), required=False)
    no_contact = forms.BooleanField(
        label=gettext_lazy("Aucun moyen de la joindre directement"), required=False
    )
    safe_contact = forms.CharField(
        label=gettext_lazy("Comment la joindre sans risque"),
        help_text=gettext_lazy("Ex. : téléphone partagé, ne pas laisser de message."),
        max_length=240,
        required=False,
    )

    @staticmethod
    def initial_from(person: Person) -> dict[str, Any]:
        return {name: getattr(person, name) for name in NewPerson.__dataclass_fields__}

    def new_person(self) -> NewPerson:
        data = self.cleaned_data
        return NewPerson(**{name: data[name] for name in NewPerson.__dataclass_fields__})


class CreationForm(IdentityForm):
    """The same, with the look-alikes somebody has just said are other people."""

    told_apart = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_told_apart(self) -> frozenset[UUID]:
        try:
            return frozenset(UUID(item) for item in self.cleaned_data["told_apart"].split())
        except ValueError as error:
            raise ValidationError(_("Recommencez la comparaison.")) from error


class VersionedIdentityForm(IdentityForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class SearchForm(FrenchForm):
    """A name: sent in the body and kept in the session, never written in an address."""

    text = forms.CharField(
        label=gettext_lazy("Nom ou prénom"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    mark_optional = False


class FilterForm(FrenchForm):
    mine = forms.BooleanField(label=gettext_lazy("Je suis référent"), required=False)
    a_faire = forms.BooleanField(label=gettext_lazy("Une démarche à constituer"), required=False)
    depart = forms.BooleanField(
        label=gettext_lazy("Souhaite quitter le milieu protégé"), required=False
    )
    mark_optional = False

    def wanted(self, text: str) -> PeopleFilter:
        data = self.cleaned_data if self.is_valid() else {}
        return PeopleFilter(
            text=text,
            referent=bool(data.get("mine")),
            to_do=bool(data.get("a_faire")),
            leaving=bool(data.get("depart")),
        )


class AnswersField(forms.MultipleChoiceField):
    """Several boxes of one question, kept as their codes separated by commas."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        return value.split(",") if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        return ",".join(super().clean(value))


class FactForm(FrenchForm):
    """One question; its widget follows the definition."""

    spontaneous = forms.BooleanField(
        label=gettext_lazy("Elle l’a dit d’elle-même, ou sa situation a changé"),
        help_text=gettext_lazy("Cochez si vous ne lui avez pas reposé la question."),
        required=False,
    )
    team_only = forms.BooleanField(
        label=gettext_lazy("Garder pour notre équipe"),
        help_text=gettext_lazy("Ne sera partagé avec aucune autre structure."),
        required=False,
    )

    def __init__(self, *args: Any, definition: FactDefinition, told: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _answer_field(definition)
        self.order_fields(["value", "spontaneous", "team_only"])
        if not told:
            del self.fields["spontaneous"]
        # The field came after the base form prepared the others.
        self.fields["value"].error_messages["required"] = _("Il manque la réponse.")


def _answer_field(definition: FactDefinition) -> forms.Field:
    if definition.several:
        return AnswersField(
            label=definition.question, choices=definition.choices, help_text=definition.hint
        )
    if definition.choices:
        return forms.ChoiceField(
            label=definition.question, choices=definition.choices, widget=forms.RadioSelect
        )
    if definition.unit:
        return forms.CharField(
            label=definition.question,
            help_text=definition.hint,
            max_length=10,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        )
    return forms.CharField(
        label=definition.question,
        help_text=definition.hint,
        max_length=MAX_LENGTH,
        widget=forms.Textarea,
    )


class SituationForm(FrenchForm):
    state = forms.ChoiceField(
        label=gettext_lazy("Où en est-on ?"),
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
        widget=forms.RadioSelect,
    )
    state_on = FrenchDateField(
        label=gettext_lazy("Depuis quel jour ?"),
        help_text=gettext_lazy("Jour du dépôt, de la décision, du refus…"),
        past=True,
    )
    valid_from = FrenchDateField(label=gettext_lazy("Valable à partir du"), required=False)
    valid_until = FrenchDateField(
        label=gettext_lazy("Valable jusqu’au"),
        help_text=gettext_lazy("Vous serez prévenu trois mois avant."),
        required=False,
    )
    detail = forms.CharField(
        label=gettext_lazy("Précision"),
        help_text=gettext_lazy("Jamais de diagnostic ni de numéro de sécurité sociale."),
        max_length=200,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi cette correction ?"),
        help_text=gettext_lazy("Seulement si la date ou l’état revient en arrière."),
        max_length=200,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def noted(self) -> StateNoted:
        data = self.cleaned_data
        return StateNoted(
            state=SituationState(data["state"]),
            on=data["state_on"],
            valid_from=data["valid_from"],
            valid_until=data["valid_until"],
            detail=data["detail"],
            reason=data["reason"],
        )


class WishForm(FrenchForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("De quoi s’agit-il ?"),
        choices=[(kind.value, capfirst(label)) for kind, label in WISH_LABELS.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("Avec ses mots"),
        help_text=gettext_lazy("Écrivez ce qu’a dit la personne, sans le traduire."),
        max_length=2000,
        widget=forms.Textarea,
    )
    expressed_on = FrenchDateField(label=gettext_lazy("Dit le"), past=True)
    said_alone = forms.BooleanField(
        label=gettext_lazy("La personne l’a dit seule, sans être aidée"), required=False
    )

    def clean_kind(self) -> WishKind:
        return WishKind(self.cleaned_data["kind"])


class RepresentativeForm(FrenchForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("En quelle qualité ?"),
        choices=[(kind, capfirst(label)) for kind, label in LegalRepresentative.Kind.choices],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=gettext_lazy("Nom"),
        help_text=gettext_lazy("Une personne, ou un service mandataire."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    link = forms.CharField(
        label=gettext_lazy("Lien"),
        help_text=gettext_lazy("Ex. : sa mère"),
        max_length=80,
        required=False,
    )
    phone = forms.CharField(label=gettext_lazy("Téléphone"), max_length=30, required=False)
    email = forms.EmailField(label=gettext_lazy("Adresse électronique"), required=False)
    since = FrenchDateField(label=gettext_lazy("Depuis le"))
    until = FrenchDateField(label=gettext_lazy("Jusqu’au (compris)"), required=False)

    def new_representative(self) -> NewRepresentative:
        data = self.cleaned_data
        return NewRepresentative(
            **{name: data[name] for name in NewRepresentative.__dataclass_fields__}
        )


class EndForm(FrenchForm):
    until = FrenchDateField(label=gettext_lazy("Dernier jour (compris)"))
