"""Forms of bodies: what they are, who sits there, what was said and thought."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.cooperation.actions.bodies import MeetingWords, Minutes, SeatWords
from passerelles.cooperation.forms.projects import VersionForm
from passerelles.cooperation.models.bodies import (
    BODY_CHOICES,
    OPINION_CHOICES,
    SEAT_CHOICES,
    SEATS_MAX,
)
from passerelles.cooperation.rules.bodies import BodyKind, OpinionSense, SeatStatus
from passerelles.kernel import clock
from passerelles.web.forms import FrenchDateField, FrenchForm

_NO_NAME = _("Ne nommez aucune personne accompagnée.")
_PLAIN = _("Phrases courtes, une idée par phrase. Les usagers lisent ce texte, ou on le leur lit.")
MANY_YEARS_AHEAD = 2200


class BodyForm(FrenchForm):
    kind = forms.TypedChoiceField(
        label=_("Quelle instance ?"),
        choices=BODY_CHOICES,
        coerce=BodyKind,
        widget=forms.RadioSelect,
        help_text=_("Le conseil de la vie sociale porte l’avis des usagers."),
    )
    name = forms.CharField(label=_("Son nom"), max_length=150)


class SeatForm(FrenchForm):
    function = forms.CharField(
        label=_("Fonction"),
        max_length=120,
        help_text=_(
            "La fonction, pas le nom. Ex. : « direction de l’ESAT », « élus des usagers »."
        ),
    )
    status = forms.TypedChoiceField(
        label=_("À quel titre ?"), choices=SEAT_CHOICES, coerce=SeatStatus, widget=forms.RadioSelect
    )
    people = forms.IntegerField(
        label=_("Combien de personnes ?"), min_value=1, max_value=SEATS_MAX, initial=1
    )
    partner = forms.ChoiceField(label=_("Organisation"), required=False)

    def offer(self, partners: list[tuple[str, str]]) -> None:
        field = self.fields["partner"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("aucune, ou hors du projet")), *partners]

    @property
    def words(self) -> SeatWords:
        data = self.cleaned_data
        partner = UUID(data["partner"]) if data["partner"] else None
        return SeatWords(data["function"], data["status"], data["people"], partner)


class MeetingForm(FrenchForm):
    planned_on = FrenchDateField(label=_("Date"), max_year=MANY_YEARS_AHEAD)
    place = forms.CharField(label=_("Où ?"), max_length=160, required=False)
    agenda = forms.CharField(
        label=_("Ordre du jour"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_NO_NAME,
    )

    @property
    def words(self) -> MeetingWords:
        data = self.cleaned_data
        return MeetingWords(data["planned_on"], data["place"], data["agenda"])


class MinutesForm(VersionForm):
    held_on = FrenchDateField(label=_("Réunion tenue le"), initial=clock.today, past=True)
    minutes = forms.CharField(
        label=_("Compte rendu"), max_length=6000, widget=forms.Textarea, help_text=_NO_NAME
    )
    users_present = forms.IntegerField(
        label=_("Combien de représentants des usagers étaient là ?"),
        min_value=0,
        max_value=SEATS_MAX,
        required=False,
        help_text=_("Vide si personne ne l’a compté."),
    )
    plain = forms.CharField(
        label=_("En mots simples"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_PLAIN,
    )

    @property
    def words(self) -> Minutes:
        data = self.cleaned_data
        return Minutes(data["held_on"], data["minutes"], data["plain"], data["users_present"])


class DecisionForm(FrenchForm):
    words = forms.CharField(
        label=_("Décision"), max_length=500, widget=forms.Textarea, help_text=_NO_NAME
    )
    plain = forms.CharField(
        label=_("La même, en mots simples"), max_length=300, widget=forms.Textarea, help_text=_PLAIN
    )


class OpinionForm(FrenchForm):
    decision = forms.ChoiceField(label=_("Sur quelle décision ?"))
    sense = forms.TypedChoiceField(
        label=_("Avis des usagers"),
        choices=OPINION_CHOICES,
        coerce=OpinionSense,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Ce que disent les usagers"),
        max_length=600,
        required=False,
        widget=forms.Textarea,
        help_text=_("Avec leurs mots. Aucun nom."),
    )

    def offer(self, decisions: list[tuple[str, str]]) -> None:
        field = self.fields["decision"]
        if isinstance(field, forms.ChoiceField):
            field.choices = decisions
