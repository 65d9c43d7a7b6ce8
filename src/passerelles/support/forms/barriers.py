"""Forms about barriers, what is done about them, and who pays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.forms.choices import offer
from passerelles.support.actions.barriers import BarrierDraft
from passerelles.support.actions.funding import FundingDraft
from passerelles.support.actions.solutions import ActionDraft
from passerelles.support.models import Barrier, BarrierAction, FundingLine
from passerelles.support.rules.barriers import ACTION_LABELS, WEIGHT_LABELS, ActionKind, Weight
from passerelles.support.rules.funding import (
    FUNDER_LABELS,
    FUNDING_LABELS,
    FUNDING_MOVES,
    Funder,
    FundingState,
)
from passerelles.web.forms import FrenchDateField, FrenchForm

UNSAID = ("", _("on ne sait pas encore"))
YES_NO = [("", _("on ne sait pas")), ("yes", _("oui")), ("no", _("non"))]


def euros_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
        help_text=help_text or _("En euros. Ex. : 450 ou 87,50"),
    )


ON_WORKING_TIME = _("Sur le temps de travail ?")


def working_time(label: Any = ON_WORKING_TIME) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class BarrierForm(FrenchForm):
    """``kind`` is offered only when a barrier is opened."""

    kind = forms.ChoiceField(
        label=_("Quel frein ?"),
        help_text=_(
            "« Autre frein » s’écrit avec les mots de la personne. Santé, addiction et justice ont "
            "leur ligne : elles se lisent par moins de monde."
        ),
    )
    weight = forms.TypedChoiceField(
        label=_("Pour la personne, qu’est-ce que cela pèse ?"),
        choices=[UNSAID, *((w.value, label) for w, label in WEIGHT_LABELS.items())],
        coerce=Weight,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("C’est elle qui le dit."),
    )
    words = forms.CharField(
        label=_("Avec ses mots"),
        required=False,
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("La personne peut lire ce texte. Jamais de diagnostic."),
    )
    since = FrenchDateField(label=_("Depuis quand ?"), required=False, past=True)
    main = forms.BooleanField(label=_("C’est un frein principal pour elle"), required=False)
    lift_by = FrenchDateField(
        label=_("À lever si possible avant le"),
        required=False,
        help_text=_("Un rappel pour vous : rien ne s’arrête à cette date."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kinds is None:
            del self.fields["kind"]
        else:
            offer(self, "kind", [("", _("Choisissez")), *kinds])

    def draft(self) -> BarrierDraft:
        data = self.cleaned_data
        return BarrierDraft(
            since=data["since"],
            weight=data["weight"],
            words=data["words"],
            main=data["main"],
            lift_by=data["lift_by"],
        )

    @staticmethod
    def typed(barrier: Barrier) -> dict[str, Any]:
        names = ("weight", "words", "since", "main", "lift_by", "version")
        return {name: getattr(barrier, name) for name in names}


class BarrierMoveForm(FrenchForm):
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))
    words = forms.CharField(
        label=_("Comment la personne l’a dit"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("Avec ses mots. Ex. : « Maintenant je prends le bus tout seul. »"),
    )
    on = FrenchDateField(label=_("Quel jour ?"), initial=clock.today, past=True)


class ActionForm(FrenchForm):
    kind = forms.TypedChoiceField(
        label=_("Sorte d’action"),
        choices=[(kind.value, label) for kind, label in ACTION_LABELS.items()],
        coerce=ActionKind,
    )
    what = forms.CharField(label=_("Quoi ?"), max_length=300)
    partner = forms.CharField(
        label=_("Avec quel partenaire ?"),
        required=False,
        max_length=160,
        help_text=_("Ex. : mairie, auto-école sociale, psychologue."),
    )
    planned_on = FrenchDateField(label=_("Prévue le"), required=False)
    done_on = FrenchDateField(label=_("Déjà faite le"), required=False, past=True)
    on_working_time = working_time()
    hours = forms.DecimalField(
        label=_("Combien d’heures ?"),
        required=False,
        min_value=0,
        max_value=200,
        max_digits=5,
        decimal_places=2,
        localize=True,
    )
    result = forms.CharField(label=_("Ce que cela a donné"), required=False, max_length=500)

    def draft(self) -> ActionDraft:
        data = dict(self.cleaned_data)
        data["hours"] = data["hours"] or None
        return ActionDraft(**data)


class ActionDoneForm(FrenchForm):
    done_on = FrenchDateField(label=_("Faite le"), initial=clock.today, past=True)
    on_working_time = working_time()
    result = forms.CharField(label=_("Ce que cela a donné"), required=False, max_length=500)

    @staticmethod
    def typed(action: BarrierAction) -> dict[str, Any]:
        said = {True: "yes", False: "no", None: ""}
        return {"on_working_time": said[action.on_working_time]}


class FundingPlanForm(FrenchForm):
    label = forms.CharField(
        label=_("Qu’est-ce qui est à payer ?"), max_length=160, help_text=_("Ex. : permis B")
    )
    cost = euros_field(_("Combien cela coûte"))


class FundingLineForm(FrenchForm):
    funder = forms.TypedChoiceField(
        label=_("À qui demandez-vous ?"),
        choices=[(funder.value, label) for funder, label in FUNDER_LABELS.items()],
        coerce=Funder,
    )
    funder_name = forms.CharField(label=_("Son nom"), required=False, max_length=120)
    asked = euros_field(_("Montant demandé"))
    on = FrenchDateField(label=_("Demandé le"), initial=clock.today, past=True)

    def draft(self) -> FundingDraft:
        return FundingDraft(**self.cleaned_data)


class FundingAnswerForm(FrenchForm):
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))
    state = forms.TypedChoiceField(
        label=_("Quelle réponse ?"), coerce=FundingState, widget=forms.RadioSelect
    )
    granted = euros_field(
        _("Montant accordé"),
        required=False,
        help_text=_("Laissez vide si c’est le montant demandé."),
    )
    on = FrenchDateField(label=_("Quel jour ?"), initial=clock.today, past=True)

    def __init__(self, *args: Any, line: FundingLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = FUNDING_MOVES[FundingState(line.state)]
        offered = [(s.value, label) for s, label in FUNDING_LABELS.items() if s in moves]
        offer(self, "state", offered)
