"""« Ajouter des adhérents » and the end of a membership: the pages of a group's own register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from passerelles.kernel.errors import Conflict, Refusal
from passerelles.organisations.actions.adherents import add_adherents, end_adherent, own_register
from passerelles.organisations.forms.adherents import AdherentsForm, EndAdherentForm
from passerelles.organisations.queries import adherent_of
from passerelles.web.conflicts import conflict_page
from passerelles.web.forms import FrenchForm

_READ_OR_POST = ("GET", "HEAD", "POST")
HOSTS = "pathways:hosts"


@require_http_methods(_READ_OR_POST)
def add(request: Any) -> HttpResponse:
    own_register(request.actor)
    form = AdherentsForm(request.POST or None)

    def act() -> str:
        added = add_adherents(actor=request.actor, **form.cleaned_data)
        outside = sum(1 for row in added if row.company_id is None)
        said = ngettext("%(n)s adhérent ajouté.", "%(n)s adhérents ajoutés.", len(added))
        said %= {"n": len(added)}
        if outside:
            named = ngettext(
                "%(n)s est gardé par son nom : l’annuaire ne le connaît pas.",
                "%(n)s sont gardés par leur nom : l’annuaire ne les connaît pas.",
                outside,
            )
            said = f"{said} {named % {'n': outside}}"
        return said

    return _answer(request, form, act, _("Ajouter des adhérents"), _("Ajouter"))


@require_http_methods(_READ_OR_POST)
def end(request: Any, adherent_id: UUID) -> HttpResponse:
    row, name = adherent_of(request.actor, own_register(request.actor), adherent_id)
    form = EndAdherentForm(request.POST or None, version=row.version)

    def act() -> str:
        data = form.cleaned_data
        end_adherent(
            actor=request.actor, adherent_id=row.pk, version=data["version"], until=data["until"]
        )
        return _("La fin de l’adhésion est notée. Les accueils passés restent lisibles.")

    heading = _("Fin de l’adhésion : %(name)s") % {"name": name}
    return _answer(request, form, act, heading, _("Noter la fin"))


def _answer(
    request: Any, form: FrenchForm, act: Callable[[], str], heading: str, submit: str
) -> HttpResponse:
    back = reverse(HOSTS)
    if request.method == "POST" and form.is_valid():
        try:
            said = act()
        except Conflict as conflict:
            return conflict_page(request, conflict, form, back)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return redirect(back)
    return render(
        request,
        "organisations/adherents.html",
        {"form": form, "page_heading": heading, "submit": submit, "back": back},
        status=422 if request.method == "POST" else 200,
    )
