"""The whole form of a programme: its parts, what was typed, and where each mistake belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.kernel.errors import Refusal
from passerelles.law.reading import Mistake
from passerelles.programmes.actions import WrongProgramme
from passerelles.programmes.forms import ROW_FORMS, ProgrammeForm, RowForm, SteppedForm
from passerelles.programmes.rules.drafting import Draft, Typed, draft_of, typed_of
from passerelles.web.forms import error_summary_links

ROWS_MOST = 40

Rows = BaseFormSet[RowForm]

_TITLES = {
    "phases": (gettext_lazy("Étapes"), gettext_lazy("Étape"), gettext_lazy("Ajouter une étape")),
    "gates": (
        gettext_lazy("Passages entre les étapes"),
        gettext_lazy("Passage"),
        gettext_lazy("Ajouter un passage"),
    ),
    "duties": (
        gettext_lazy("Ce que l’équipe doit faire"),
        gettext_lazy("À faire"),
        gettext_lazy("Ajouter une chose à faire"),
    ),
    "measures": (
        gettext_lazy("Résultats mesurés"),
        gettext_lazy("Résultat"),
        gettext_lazy("Ajouter un résultat"),
    ),
}

_SETS = {
    name: formset_factory(row, extra=0, max_num=ROWS_MOST, absolute_max=ROWS_MOST)
    for name, row in ROW_FORMS.items()
}


class ProgrammeEditor:
    """Bound to what was typed, or showing existing data; rows repeat without JavaScript.

    ``more`` names the list a person asked one more row for: then nothing is judged yet.
    """

    def __init__(
        self, posted: QueryDict | None = None, base: Mapping[str, Any] | None = None
    ) -> None:
        self.base = dict(base or {})
        self.more = str(posted.get("more", "")) if posted is not None else ""
        self.judged = posted is not None and self.more not in _SETS
        if posted is None:
            self._show(typed_of(self.base) if self.base else Typed({"contract_created": True}))
        else:
            self.general = ProgrammeForm(posted)
            self.rows = {
                # A row nothing was written in is nobody's mistake.
                name: made(posted, prefix=name, form_kwargs={"empty_permitted": True})
                for name, made in _SETS.items()
            }
            if not self.judged:
                self._show(self._raw(), one_more=self.more)
        self._offer_steps()

    @property
    def lists(self) -> list[tuple[str, Any, Any, Any, Rows]]:
        """Name, title, word for a row, how one more is asked for, and rows of each list."""
        return [(name, *_TITLES[name], rows) for name, rows in self.rows.items()]

    def is_valid(self) -> bool:
        lists = [rows.is_valid() for rows in self.rows.values()]
        return self.general.is_valid() and all(lists)

    @property
    def draft(self) -> Draft:
        """Data of what was typed; only once it is valid."""
        typed = {name: [_kept(row) for row in rows.forms] for name, rows in self.rows.items()}
        return draft_of(Typed(self.general.cleaned_data, **typed), self.base)

    def refuse(self, refusal: Refusal, draft: Draft) -> None:
        """Each mistake beside its field, the others above the form."""
        if not isinstance(refusal, WrongProgramme):
            self.general.refuse(refusal)
            return
        for mistake in refusal.mistakes:
            form, name = self._place(mistake, draft)
            form.add_error(name, _("Il faut ici : %(what)s.") % {"what": mistake.expected})

    @property
    def errors(self) -> bool:
        return self.judged and bool(self.links)

    @property
    def links(self) -> list[tuple[str, str]]:
        """Anchor and sentence of every mistake, in the order of the page."""
        if not self.judged:
            return []
        found = error_summary_links(self.general)
        for rows in self.rows.values():
            found += [("", str(error)) for error in rows.non_form_errors()]
            for row in rows.forms:
                found += error_summary_links(row)
        return found

    def _show(self, typed: Typed, one_more: str = "") -> None:
        self.general = ProgrammeForm(initial=dict(typed.general))
        lists = {
            "phases": typed.phases,
            "gates": typed.gates,
            "duties": typed.duties,
            "measures": typed.measures,
        }
        self.rows = {}
        for name, made in _SETS.items():
            initial = [dict(row or {}) for row in lists[name]]
            # On a first reading, one empty row each; then only where one was asked for.
            extra = 1 if one_more == name or not (one_more or initial) else 0
            self.rows[name] = made(initial=initial, prefix=name)
            self.rows[name].extra = min(extra, ROWS_MOST - len(initial))

    def _raw(self) -> Typed:
        """What was typed, as it was typed, right or wrong."""
        return Typed(
            _typed_in(self.general),
            **{name: [_typed_in(row) for row in rows.forms] for name, rows in self.rows.items()},
        )

    def _offer_steps(self) -> None:
        steps = []
        for row in self.rows["phases"].forms:
            label = str(row["label"].value() or "").strip() or str(_("nouvelle étape"))
            steps.append((str(row.number), f"{row.number}. {label}"))
        for name in ("gates", "duties"):
            for row in self.rows[name].forms:
                if isinstance(row, SteppedForm):
                    row.offer(steps)

    def _place(self, mistake: Mistake, draft: Draft) -> tuple[forms.Form, str | None]:
        part, *rest = mistake.path.split(".")
        if part in self.rows and len(rest) >= 2 and rest[0].isdigit():
            row = self.rows[part].forms[draft.rows[part][int(rest[0])]]
            return row, rest[1] if rest[1] in row.fields else None
        name = rest[0] if part in {"entry", "limits"} and rest else part
        if part == "limits" and name == "words":
            name = "limits_words"
        return self.general, name if name in self.general.fields else None


def _typed_in(form: forms.Form) -> dict[str, Any]:
    return {name: form[name].data for name in form.fields}


def _kept(row: RowForm) -> dict[str, Any] | None:
    """Nothing for a row left empty or ticked « Retirer »."""
    data = getattr(row, "cleaned_data", None)
    if not data or data.get("remove"):
        return None
    return dict(data)
