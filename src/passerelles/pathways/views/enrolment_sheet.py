"""The sheet of a work site: the team notes everybody at once, each in their own record."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.errors import Refusal
from passerelles.pathways.actions.enrolment_days import note_sheet
from passerelles.pathways.forms.enrolment_steps import SheetForm
from passerelles.pathways.queries.enrolment_sheet import sheets_offered, work_sheet
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of


def choose_sheet(request: HttpRequest) -> HttpResponse:
    context = {"choices": sheets_offered(actor_of(request))}
    return render(request, "pathways/enrolment_sheets.html", context)


def show_sheet(request: HttpRequest, code: str) -> HttpResponse:
    day = _day(request.GET.get("jour", ""))
    sheet = work_sheet(actor_of(request), code, day)
    form = SheetForm(request.POST or None, sheet=sheet)
    if request.POST.get("go") == "day" and (form.is_valid() or "day" in form.cleaned_data):
        return redirect(_address(code, form.cleaned_data["day"]))

    def act() -> str:
        said = form.said()
        if not said:
            raise Refusal(_("Personne n’est noté."), _("Choisissez au moins une réponse."))
        note_sheet(actor=actor_of(request), said=said)
        return _("C’est noté dans le dossier de chacun.")

    return answer_form(
        request,
        form,
        act,
        template="pathways/enrolment_sheet.html",
        context={"sheet": sheet},
        done_url=_address(code, day),
    )


def _address(code: str, day: date) -> str:
    return f"{reverse('pathways:sheet', args=[code])}?jour={day.isoformat()}"


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return clock.today()
    return min(found, clock.today())
