"""Forms of a programme: its general part, then its steps, passages, duties and measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.law.programmes.fields import LABEL_LENGTH, TEXT_LENGTH
from passerelles.law.programmes.model import MET_LABELS, RHYTHM_LABELS, MetBy, Rhythm
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.situations import SITUATION_TEXTS
from passerelles.law.work_kinds import work_kinds
from passerelles.organisations.rules.kinds import kinds
from passerelles.programmes.models import SOURCE_LENGTH
from passerelles.web.forms import FrenchDateField, FrenchForm

MONTHS_MOST = 1200


def _situation_choices() -> list[tuple[str, str]]:
    return [(kind.value, text.label) for kind, text in SITUATION_TEXTS.items()]


def _place_choices() -> list[tuple[str, str]]:
    """Kinds of places a person may be received in, the company included."""
    return [(k.key, k.label) for k in kinds().values() if k.places or k.key == "company"]


def _prescriber_choices() -> list[tuple[str, str]]:
    wanted = ("france_travail", "cap_emploi", "mission_locale", "mdph")
    return [(key, kinds()[key].label) for key in wanted]


def _contract_choices() -> list[tuple[str, str]]:
    return [(code, kind.label) for code, kind in work_kinds().items()]


def _programme_choices() -> list[tuple[str, str]]:
    return [(code, programme.label) for code, programme in shipped_programmes().items()]


@dataclass(frozen=True, slots=True)
class Part:
    """Fields shown together; folded behind ``title`` when there is one, most are left alone."""

    names: tuple[str, ...]
    title: Any = ""
    columns: bool = False


@dataclass(frozen=True, slots=True)
class ShownPart:
    fields: list[BoundField]
    title: Any
    columns: bool

    @property
    def opened(self) -> bool:
        """Something stands inside, or is wrong there: it is not left folded."""
        return any(field.value() or field.errors for field in self.fields)


def shown_part(form: forms.Form, part: Part) -> ShownPart:
    return ShownPart([form[name] for name in part.names], part.title, part.columns)


class _Boxes(forms.MultipleChoiceField):
    """Boxes to tick, none compulsory."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


def _text(label: Any, *, required: bool = False, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=LABEL_LENGTH, required=required, help_text=hint)


def _long(label: Any, *, required: bool = False, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=TEXT_LENGTH,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


def _months(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MONTHS_MOST, required=False, help_text=hint
    )


def _hours(label: Any, most: int = 168) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=most, max_digits=7, decimal_places=2, required=False,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
    )  # fmt: skip


_ONE_BY_LINE = _("Une par ligne.")


class ProgrammeForm(FrenchForm):
    """The general part."""

    label = _text(_("Nom du programme"), required=True)
    plain = _long(_("En mots simples, pour la personne"), required=True)
    summary = _long(_("Résumé, pour les professionnels"))
    source = _long(
        _("D’où viennent ces règles ?"), hint=_("Convention, réseau, décision d’équipe…")
    )
    starts_on = FrenchDateField(label=_("Vaut à partir du"), initial=clock.today)
    age_min = forms.IntegerField(
        label=_("Âge minimal"), min_value=0, max_value=120, required=False, help_text=_("Compris.")
    )
    age_max = forms.IntegerField(
        label=_("Âge maximal"), min_value=0, max_value=120, required=False, help_text=_("Compris.")
    )
    usual_age_min = forms.IntegerField(
        label=_("Âge habituel, au moins"), min_value=0, max_value=120, required=False,
        help_text=_("En dehors, l’équipe est prévenue et décide."),
    )  # fmt: skip
    usual_age_max = forms.IntegerField(
        label=_("Âge habituel, au plus"), min_value=0, max_value=120, required=False
    )
    all_of = _Boxes(label=_("Situations toutes nécessaires"), choices=_situation_choices)
    any_of = _Boxes(label=_("Situations dont une suffit"), choices=_situation_choices)
    places = _Boxes(label=_("Structures qui le portent"), choices=_place_choices)
    prescribers = _Boxes(label=_("Qui oriente"), choices=_prescriber_choices)
    member_place = forms.BooleanField(
        label=_("Seulement dans une structure membre du programme"), required=False
    )
    judgments = _long(_("Ce que seule l’équipe peut juger à l’entrée"), hint=_ONE_BY_LINE)
    words = _long(_("Autres conditions, à dire sans les calculer"), hint=_ONE_BY_LINE)
    contract_created = forms.BooleanField(
        label=_("On peut y écrire un contrat de travail ou des heures"),
        required=False,
        initial=True,
    )
    advised_months = _months(_("Durée conseillée, en mois"))
    months = _months(_("Durée la plus longue, en mois"), hint=_("Vide : aucune durée."))
    extended_months = _months(_("Durée allongée des structures membres, en mois"))
    renewable = forms.BooleanField(label=_("Renouvelable"), required=False)
    limits_words = _long(_("Précisions sur la durée"))
    notices = _long(_("À dire à la personne avant d’entrer"), hint=_ONE_BY_LINE)
    dimensions = _long(
        _("Côtés suivis ensemble"),
        hint=_("Une par ligne. Ex. : la vie, l’entreprise, les clients."),
    )
    to_settle = _long(_("Ce qui reste à régler"), hint=_ONE_BY_LINE)

    cards = (
        (_("Le programme"), (Part(("label", "plain", "summary", "source", "starts_on")),)),
        (
            _("Qui entre"),
            (
                Part(("age_min", "age_max", "usual_age_min", "usual_age_max"), columns=True),
                Part(("all_of",), _("Situations toutes nécessaires")),
                Part(("any_of",), _("Situations dont une suffit")),
                Part(("places",), _("Structures qui le portent")),
                Part(("prescribers",), _("Qui oriente")),
                Part(("member_place", "judgments", "words", "notices")),
            ),
        ),
        (
            _("Combien de temps"),
            (
                Part(("advised_months", "months", "extended_months"), columns=True),
                Part(("renewable", "limits_words", "contract_created", "dimensions", "to_settle")),
            ),
        ),
    )

    @property
    def grouped(self) -> list[tuple[Any, list[ShownPart]]]:
        return [(title, [shown_part(self, part) for part in parts]) for title, parts in self.cards]


class RowForm(FrenchForm):
    """A row of a list; ``code`` is that of the row when it existed before."""

    parts: ClassVar[tuple[Part, ...]] = ()

    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    remove = forms.BooleanField(label=_("Retirer"), required=False)

    def full_clean(self) -> None:
        """What is wrong in a row that is taken away is no longer of interest."""
        super().full_clean()
        if self.is_bound and self.cleaned_data.get("remove"):
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {"remove": True}

    @property
    def number(self) -> int:
        return int(str(self.prefix).rsplit("-", 1)[-1]) + 1

    @property
    def shown(self) -> list[ShownPart]:
        """Fields in order, the box to remove the row last."""
        return [shown_part(self, part) for part in (*self.parts, Part(("remove",)))]


class PhaseForm(RowForm):
    parts = (
        Part(("label", "plain")),
        Part(
            (
                "weekly_hours_min",
                "weekly_hours_max",
                "sessions_per_week",
                "hours_per_session",
                "pay_per_hour",
                "paid_by_day",
            ),
            _("Heures, séances, paiement"),
            columns=True,
        ),
        Part(("months", "months_max"), _("Durée"), columns=True),
        Part(("accompaniments",), _("Ce qui va obligatoirement avec")),
        Part(("places",), _("Où")),
        Part(("contracts",), _("Contrats ou immersions utilisables")),
    )

    label = _text(_("Nom de l’étape"), required=True)
    plain = _long(_("En mots simples"))
    weekly_hours_min = _hours(_("Heures par semaine, au moins"))
    weekly_hours_max = _hours(_("Heures par semaine, au plus"))
    sessions_per_week = forms.IntegerField(
        label=_("Séances par semaine"), min_value=1, max_value=21, required=False
    )
    hours_per_session = _hours(_("Heures par séance"), 24)
    pay_per_hour = _hours(_("Payé par heure, en euros"), 10_000)
    paid_by_day = forms.BooleanField(label=_("Payé le jour même"), required=False)
    months = _months(_("Durée habituelle, en mois"))
    months_max = _months(_("Prévenir l’équipe au-delà de, en mois"))
    accompaniments = _long(_("Ce qui va obligatoirement avec"), hint=_ONE_BY_LINE)
    places = _Boxes(label=_("Où"), choices=_place_choices)
    contracts = _Boxes(label=_("Contrats ou immersions utilisables"), choices=_contract_choices)


class SteppedForm(RowForm):
    """A row that points at steps by their number on the page."""

    def offer(self, steps: list[tuple[str, str]]) -> None:
        for name, empty in (("source", ""), ("target", ""), ("phase", _("tout le programme"))):
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", empty), *steps]


class GateForm(SteppedForm):
    parts = (
        Part(("source", "target"), columns=True),
        Part(("label", "decision", "decided_by", "criteria")),
    )

    source = forms.ChoiceField(label=_("De l’étape"))
    target = forms.ChoiceField(label=_("Vers l’étape"))
    label = _text(_("Nom du passage"), required=True, hint=_("Ex. : assiduité reconnue"))
    decision = forms.BooleanField(
        label=_("Il faut une décision humaine"), required=False, initial=True
    )
    decided_by = _text(_("Qui décide"))
    criteria = _long(_("Sur quels critères, en mots"))


class DutyForm(SteppedForm):
    parts = (
        Part(("label",)),
        Part(("rhythm", "phase"), columns=True),
        Part(
            ("from_months", "to_months", "every_months", "until_months", "grace_days"),
            _("Quand"),
            columns=True,
        ),
        Part(
            ("plain", "remedy", "met_by", "plans_dimensions"),
            _("En mots simples, ce qui la fait, et que faire en cas de retard"),
        ),
    )

    label = _text(_("Ce qu’il faut faire"), required=True)
    plain = _long(_("En mots simples"))
    rhythm = forms.ChoiceField(
        label=_("À quel rythme"),
        choices=[(r.value, RHYTHM_LABELS[r]) for r in Rhythm],
        initial=Rhythm.ONCE.value,
    )
    phase = forms.ChoiceField(label=_("Compté depuis le début de"), required=False)
    from_months = _months(_("À partir de combien de mois"))
    to_months = _months(_("Au plus tard au bout de combien de mois"))
    every_months = _months(_("Puis tous les combien de mois"))
    until_months = _months(_("Pendant combien de mois"))
    grace_days = forms.IntegerField(
        label=_("Jours de marge avant l’alerte"), min_value=0, max_value=365, required=False
    )
    remedy = _long(_("Que faire en cas de retard"))
    met_by = forms.ChoiceField(
        label=_("Ce qui la fait, sans rien noter d’autre"),
        choices=[("", _("Rien : l’équipe dit que c’est fait"))]
        + [(met.value, MET_LABELS[met]) for met in MetBy],
        required=False,
    )
    plans_dimensions = forms.BooleanField(
        label=_("C’est fait quand chaque côté suivi a son objectif"), required=False
    )


class MeasureForm(RowForm):
    parts = (Part(("label", "numerator", "denominator", "unknowns")),)

    label = _text(_("Résultat mesuré"), required=True)
    numerator = _long(_("Ce que l’on compte"), required=True)
    denominator = _long(_("Sur quoi"), hint=_("Vide : c’est un nombre, pas un taux."))
    unknowns = _long(_("Ce que l’on fait des situations inconnues"))


class CopyForm(FrenchForm):
    label = _text(_("Nom de votre programme"), required=True)
    starts_on = FrenchDateField(label=_("Vaut à partir du"), initial=clock.today)


class MembershipForm(FrenchForm):
    code = forms.ChoiceField(label=_("Programme"), choices=_programme_choices)
    source = forms.CharField(
        label=_("Qui le dit"),
        max_length=SOURCE_LENGTH,
        help_text=_("Convention, courrier du réseau, annexe… sans nommer de personne."),
    )
    starts_on = FrenchDateField(label=_("Premier jour"), initial=clock.today)
    ends_on = FrenchDateField(label=_("Dernier jour"), required=False)


class EndMembershipForm(FrenchForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    ends_on = FrenchDateField(label=_("Dernier jour"), initial=clock.today)


ROW_FORMS: Mapping[str, type[RowForm]] = {
    "phases": PhaseForm,
    "gates": GateForm,
    "duties": DutyForm,
    "measures": MeasureForm,
}
