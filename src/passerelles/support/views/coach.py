"""The page of a volunteer coach: a link, its code, and nothing else of the record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from passerelles.kernel import clock
from passerelles.kernel.actors import ActorKind
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.views.record import actor_of
from passerelles.sharing.forms import CodeForm
from passerelles.sharing.reading import note_read
from passerelles.sharing.rules.decision import Ground
from passerelles.sharing.rules.volets import Volet
from passerelles.sharing.throttle import within_limit
from passerelles.support.actions.coach_links import (
    leave_as_coach,
    open_coach_link,
    write_as_coach,
)
from passerelles.support.events import COACH_READ
from passerelles.support.forms.coaching import ExchangeForm
from passerelles.support.queries.coaching import CoachPage, coach_page

SESSION_KEY = "passerelles_coach"
SESSION_SECONDS = 1800
UNPROCESSABLE = 422

# One sentence whatever is wrong: it says nothing about which links exist.
WRONG = lazy("Ce code ne va pas, ou ce lien n’est plus valable.")
WRONG_REMEDY = lazy("Après 5 essais, le lien se ferme. Demandez-en un autre à l’équipe.")


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code: the same page for every link, known or not."""
    if _professional(request):
        return render(request, "support/coach_signed_in.html", status=UNPROCESSABLE)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        opened = None
        if within_limit(request, "coach"):
            opened = open_coach_link(
                actor=actor_of(request), token=token, code=form.cleaned_data["code"]
            )
        if opened is not None:
            request.session.cycle_key()
            request.session[SESSION_KEY] = {
                "link": str(opened.pk),
                "until": clock.now().timestamp() + SESSION_SECONDS,
            }
            return redirect("support:coach_page", token=token)
        form.refuse(Refusal(str(WRONG), str(WRONG_REMEDY), field="code"))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "support/coach_enter.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """First name, chosen objectives, the next moment, the log; a line to write."""
    seen = _opened(request, token)
    if seen is None:
        return redirect("support:coach_enter", token=token)
    # Each page shown is a line the person reads, as for anybody else.
    note_read(
        COACH_READ,
        actor=actor_of(request),
        person_id=seen.person_id,
        volets=[Volet.IDENTITY, Volet.PROJECT],
        ground=Ground.NONE,
    )
    form = ExchangeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            write_as_coach(
                actor=actor_of(request), link_id=seen.link_id, words=form.cleaned_data["words"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("support:coach_page", token=token)
    context = {"seen": seen, "form": form, "token": token}
    status = UNPROCESSABLE if form.errors else 200
    response = render(request, "support/coach_page.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    seen = _opened(request, token)
    if seen is None:
        return redirect("support:coach_enter", token=token)
    leave_as_coach(actor=actor_of(request), link_id=seen.link_id)
    del request.session[SESSION_KEY]
    return render(request, "support/coach_left.html")


def _professional(request: HttpRequest) -> bool:
    """Whoever prepared the link has seen its code: a professional's browser goes no further."""
    return actor_of(request).kind is ActorKind.PROFESSIONAL


def _opened(request: HttpRequest, token: str) -> CoachPage | None:
    if _professional(request):
        raise Hidden("a professional's browser goes no further")
    opened = request.session.get(SESSION_KEY)
    if not opened or opened["until"] < clock.now().timestamp():
        return None
    return coach_page(UUID(opened["link"]), token)
