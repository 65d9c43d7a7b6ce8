"""« Le droit des passerelles »: public pages, nothing asked, nothing kept."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.clock import today
from passerelles.rulebook.forms import DayForm, SearchForm
from passerelles.rulebook.queries import catalogue, work_kinds


def rules(request: HttpRequest) -> HttpResponse:
    return _rules(request, "rulebook/rules.html")


def rules_print(request: HttpRequest) -> HttpResponse:
    return _rules(request, "rulebook/rules_print.html")


def _rules(request: HttpRequest, template: str) -> HttpResponse:
    """Every title by family; with a family or words, the rules in full."""
    form = SearchForm(request.GET)
    typed = form.cleaned_data if form.is_valid() else {}
    day: date = typed.get("au") or today()
    words, family = typed.get("q", ""), typed.get("famille", "")
    lines = catalogue.rules_on(day, words=words, family=family)
    total, computed, to_settle = catalogue.counts(lines)
    asked = {"q": words, "famille": family, "au": _iso(day)}
    context = {
        "form": form,
        "families": lines,
        "in_full": bool(words or family),
        "total": total,
        "computed": computed,
        "to_settle": to_settle,
        "print_query": urlencode({name: value for name, value in asked.items() if value}),
        **_day(day),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    if rule_id != rule_id.upper():
        return redirect("rulebook:rule", rule_id.upper())
    form, day = _asked_day(request)
    page = catalogue.rule_page(rule_id, day)
    return _page(request, "rulebook/rule.html", form, day, page=page)


def kinds(request: HttpRequest) -> HttpResponse:
    form, day = _asked_day(request)
    families = work_kinds.kinds_on(day)
    return _page(request, "rulebook/kinds.html", form, day, families=families)


def kind(request: HttpRequest, kind: str) -> HttpResponse:
    form, day = _asked_day(request)
    line = work_kinds.kind_on(kind, day)
    return _page(request, "rulebook/kind.html", form, day, line=line)


def _page(
    request: HttpRequest, template: str, form: DayForm, day: date, **context: Any
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **_day(day), **context}, status=status)


def _asked_day(request: HttpRequest) -> tuple[DayForm, date]:
    form = DayForm(request.GET)
    asked = form.cleaned_data.get("au") if form.is_valid() else None
    return form, asked or today()


def _iso(day: date) -> str:
    """Nothing for today: an address without a day stays right tomorrow."""
    return "" if day == today() else day.isoformat()


def _day(day: date) -> dict[str, Any]:
    """What every page says of the day whose law it shows; ``suffix`` keeps it along the links."""
    iso = _iso(day)
    return {
        "day": day,
        "other_day": bool(iso),
        "suffix": f"?au={iso}" if iso else "",
        "tabs": [
            {"key": "rules", "label": _("Les règles"), "url": reverse("rulebook:rules")},
            {"key": "kinds", "label": _("Formes de contrats"), "url": reverse("rulebook:kinds")},
        ],
    }
