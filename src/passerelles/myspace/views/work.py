"""My work, and my right to come back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from passerelles.myspace.queries.work import my_work


@require_safe
def work(request: Any) -> HttpResponse:
    return render(request, "myspace/work.html", {"page": my_work(request.actor)})
