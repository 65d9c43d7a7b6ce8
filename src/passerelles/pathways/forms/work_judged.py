"""What only people can judge before a contract: yes, no, or not yet, with a few words of why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from passerelles.law.programmes.shipped import judged_before
from passerelles.law.work_kinds import WorkKind
from passerelles.pathways.queries.work_judged import Judged
from passerelles.pathways.rules.work import JUDGED_WORDS, JUDGMENTS
from passerelles.web import french


def judged_form_fields(kind: WorkKind, already: Judged | None) -> dict[str, forms.Field]:
    """Empty for the kinds that wait for nobody's opinion."""
    asked = judged_before(kind)
    if not asked:
        return {}
    fields: dict[str, forms.Field] = {
        _name(one.code): forms.ChoiceField(
            label=_("De l’avis de l’équipe : %(what)s") % {"what": one.label},
            choices=[("yes", _("Oui")), ("no", _("Non")), ("", _("Pas encore jugé"))],
            widget=forms.RadioSelect,
            required=False,
            help_text=_already_words(already) if already else "",
        )
        for one in asked
    }
    fields[JUDGED_WORDS] = forms.CharField(
        label=_("Ce qui fait dire cet avis"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("En quelques mots, sans rien de la santé : ils se lisent avec le contrat."),
    )
    return fields


def _already_words(already: Judged) -> str:
    return _(
        "Déjà dit à l’entrée dans le programme par %(who)s, le %(day)s : rien à redire. Pour changer "
        "l’avis, dites ce qui le fait changer."
    ) % {"who": already.by or _("l’équipe"), "day": french.short_date(already.on)}


def judged_initial(kind: WorkKind, codes: list[str] | tuple[str, ...] | None) -> dict[str, str]:
    """What is known, as the fields show it."""
    if codes is None:
        return {}
    return {_name(one.code): "yes" if one.code in codes else "no" for one in judged_before(kind)}


def judged_details(kind: WorkKind, data: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the question to the law; nothing while one of the opinions is not given."""
    said = {one.code: data.get(_name(one.code), "") for one in judged_before(kind)}
    if not said or not all(said.values()):
        return {}
    return {JUDGMENTS: [code for code, answer in said.items() if answer == "yes"]}


def _name(code: str) -> str:
    return f"judgment_{code}"
