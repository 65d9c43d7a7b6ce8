"""Taking in a file of persons, in four steps: the file, its columns, the dry run, the writing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.exchanges.people_csv import holding
from passerelles.exchanges.people_csv.columns import COLUMNS, template
from passerelles.exchanges.people_csv.forms import MappingForm, UploadForm
from passerelles.exchanges.people_csv.importing import headers_of, run
from passerelles.exchanges.report import ImportReport
from passerelles.kernel.errors import Refusal
from passerelles.people.policy import organisation_of
from passerelles.people.views.edge import actor_in

TICKET_KEY = "people_import_ticket"
MAPPING_KEY = "people_import_mapping"
SHOWN_LINES = 200


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Step 1: the file, kept encrypted until it is imported or a day has passed."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        ticket = holding.hold(form.cleaned_data["file"])
        try:
            with holding.opened(ticket) as path:
                headers_of(path)
        except Refusal as refusal:
            holding.forget(ticket)
            form.add_error("file", str(refusal))
        else:
            _forget(request)
            request.session[TICKET_KEY] = ticket
            return redirect("exchanges:people_import_columns")
    context = {"form": form, "columns": COLUMNS}
    status = 422 if form.errors else 200
    return render(request, "exchanges/people_upload.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest) -> HttpResponse:
    """Step 2: the columns understood, shown and confirmed."""
    ticket = request.session.get(TICKET_KEY)
    if not holding.is_held(ticket):
        return redirect("exchanges:people_import")
    with holding.opened(ticket) as path:
        headers = headers_of(path)
    form = MappingForm(request.POST or None, headers=headers)
    if request.method == "POST" and form.is_valid():
        request.session[MAPPING_KEY] = form.mapping()
        return redirect("exchanges:people_import_report")
    ignored = [header for header in headers if header and header not in form.initial.values()]
    context = {"form": form, "ignored": ignored}
    status = 422 if form.errors else 200
    return render(request, "exchanges/people_columns.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Step 3: the dry run, line by line; a POST writes the same thing."""
    ticket, mapping = request.session.get(TICKET_KEY), request.session.get(MAPPING_KEY)
    if mapping is None or not holding.is_held(ticket):
        return redirect("exchanges:people_import")
    apply = request.method == "POST"
    try:
        found = _run(request, ticket, mapping, apply=apply)
    except Refusal as refusal:
        return render(request, "exchanges/people_report.html", {"refusal": refusal}, status=422)
    if apply:
        _forget(request)
        messages.success(
            request,
            _("%(created)d dossiers ouverts, %(updated)d modifiés, %(refused)d lignes refusées.")
            % found.counts(),
        )
        return redirect("people:list")
    worthy = [line for line in found.lines if line.is_worth_a_look]
    context = {
        "report": found,
        "lines": worthy[:SHOWN_LINES],
        "hidden": max(0, len(worthy) - SHOWN_LINES),
    }
    return render(request, "exchanges/people_report.html", context)


def _run(
    request: HttpRequest, ticket: str, mapping: dict[str, str], *, apply: bool
) -> ImportReport:
    actor = actor_in(request)
    with holding.opened(ticket) as path:
        return run(
            path,
            actor=actor,
            organisation_id=organisation_of(actor),
            mapping=mapping,
            apply=apply,
        )


def _forget(request: HttpRequest) -> None:
    """Erase the file on the server and what the session knew of it."""
    if ticket := request.session.pop(TICKET_KEY, None):
        holding.forget(ticket)
    request.session.pop(MAPPING_KEY, None)


@require_safe
def model_file(request: HttpRequest) -> HttpResponse:
    """The template to fill."""
    response = HttpResponse(template(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="personnes-modele.csv"'
    return response
