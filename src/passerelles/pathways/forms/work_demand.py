"""What the team says of the activity itself: how demanding it is, and whether a clause asks for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.pathways.rules.demand import CLAUSE_LABELS, DEMAND_LABELS

NOT_SAID = _("On ne sait pas encore")
_CLAUSE: dict[str, bool] = {"yes": True, "no": False}


def demand_fields() -> dict[str, forms.Field]:
    levels = [(str(level.value), label) for level, label in DEMAND_LABELS.items()]
    clause = [(code, CLAUSE_LABELS[told]) for code, told in _CLAUSE.items()]
    return {
        "demand": forms.ChoiceField(
            label=_("Niveau d’exigence de l’activité"),
            choices=[("", NOT_SAID), *levels],
            required=False,
            help_text=_("Celui du travail, jamais de la personne."),
        ),
        "clause_work": forms.ChoiceField(
            label=_("Ce travail répond-il à une clause sociale d’un marché ?"),
            choices=[*clause, ("", NOT_SAID)],
            widget=forms.RadioSelect,
            required=False,
        ),
    }


def demand_said(data: dict[str, Any]) -> dict[str, Any]:
    level = data.get("demand")
    return {
        "demand": int(level) if level else None,
        "clause_work": _CLAUSE.get(data.get("clause_work") or ""),
    }


def demand_typed(demand: int | None, clause: bool | None) -> dict[str, str]:
    """The same as the boxes show it."""
    said = {told: code for code, told in _CLAUSE.items()}
    return {
        "demand": str(demand) if demand else "",
        "clause_work": "" if clause is None else said[clause],
    }
