"""The form of a work situation written for the first time."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from passerelles.kernel.calendar import last_day
from passerelles.law.work_kinds import WorkKind
from passerelles.pathways.forms.work import WorkForm
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work_places import CHOSEN_STAGE, stages_offered
from passerelles.web import french
from passerelles.web.forms import DateWidget


class NewWorkForm(WorkForm):
    """A situation written for the first time: it also says where it stands in the path.

    ``months``: its usual length, from which a last day left empty is proposed.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        kind: WorkKind,
        eyes: Eyes,
        months: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, kind=kind, eyes=eyes, **kwargs)
        self.months = months
        if months:
            self.fields["end"].help_text = advised_words(months)
        stages = stages_offered(eyes)
        if stages:
            self.fields["stands"] = forms.ChoiceField(
                label=_("Dans son parcours"), required=False, choices=[*stages, ("", _("À part"))]
            )
            self.initial.setdefault("stands", stages[0][0])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        start = data.get("start")
        if self.months and start and "end" not in self.errors and data.get("end") is None:
            self._propose(last_day(start, self.months))
        return data

    def _propose(self, end: date) -> None:
        """Written in the boxes, to be read before anything is kept."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        boxes = zip(DateWidget.PARTS, (end.day, end.month, end.year), strict=True)
        for part, number in boxes:
            typed[self.add_prefix(f"end_{part}")] = str(number)
        self.data = typed
        words = _("Le %(day)s est proposé : gardez ce jour ou changez-le, puis enregistrez.")
        self.add_error("end", words % {"day": french.short_date(end)})

    def stands(self) -> dict[str, UUID]:
        """``path_id`` or ``stage_id``, as chosen."""
        where, _separator, key = str(self.cleaned_data.get("stands") or "").partition(":")
        if not key:
            return {}
        return {"stage_id" if where == CHOSEN_STAGE else "path_id": UUID(key)}


def advised_words(months: int) -> str:
    return _(
        "C’est un conseil, pas une règle : %(months)s mois pour commencer, puis on renouvelle. "
        "Laissez vide et un jour vous est proposé."
    ) % {"months": months}
