"""A form of the accompaniment: act and come back to its section, or show what was typed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.paths import FORM_PAGE, form_context
from passerelles.web.forms import FrenchForm


def answer_in(
    section: str,
    request: HttpRequest,
    eyes: Eyes,
    form: FrenchForm,
    act: Callable[[], str | None],
    heading: str,
    lead: str = "",
    *,
    done_url: str | None = None,
    meanwhile: Callable[[], list[tuple[str, str]]] | None = None,
) -> HttpResponse:
    """``section``: key of the record's navigation, and name of the page to come back to unless
    ``done_url`` says another."""
    url = done_url or reverse(f"support:{section}", args=[eyes.person_id])
    context = form_context(eyes, section, heading, url) | {"lead": lead}
    return answer_form(
        request,
        form,
        act,
        template=FORM_PAGE,
        context=context,
        done_url=url,
        meanwhile=meanwhile,
    )
