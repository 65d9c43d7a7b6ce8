"""What is to do, for oneself and for the team, and the quiet e-mail."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.web.conflicts import conflict_page
from passerelles.worklist import actions
from passerelles.worklist.forms import DigestForm, SilenceForm
from passerelles.worklist.queries import board, digest_choice, reach, team_page
from passerelles.worklist.queries.team import colleague_named
from passerelles.worklist.rules.digest import DigestRhythm
from passerelles.worklist.rules.items import Subject, Urgency, Whose, leads, standpoint, usual

GET_OR_POST = ["GET", "HEAD", "POST"]
Choice = TypeVar("Choice", bound=StrEnum)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _chosen(request: HttpRequest, name: str, choices: type[Choice]) -> Choice | None:
    """A value of a closed list; anything else is as if nothing had been asked."""
    try:
        return choices(request.GET.get(name, ""))
    except ValueError:
        return None


def show_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    whose = _chosen(request, "qui", Whose) or usual(standpoint(actor.rights))
    return _list(request, whose=whose)


def show_colleague(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """The list of a colleague, for whoever leads the team."""
    return _list(request, colleague=user_id, name=colleague_named(_actor(request), user_id))


def _list(
    request: HttpRequest,
    *,
    whose: Whose = Whose.MINE,
    colleague: UUID | None = None,
    name: str = "",
) -> HttpResponse:
    actor = _actor(request)
    when, about = _chosen(request, "quand", Urgency), _chosen(request, "sorte", Subject)
    page = request.GET.get("page", "1")
    shown = board(reach(actor, whose, colleague, about), when=when, page=page)
    asked = {
        "qui": "" if colleague else whose.value,
        "quand": when.value if when else "",
        "sorte": about.value if about else "",
    }
    context = {
        "board": shown,
        "name": name,
        "leads": leads(actor.rights),
        "narrowed": bool(when or about),
        "follows": actor.may(Right.READ_PEOPLE),
        "summary": [(count, _address(asked, quand=count.key)) for count in shown.summary],
        "subjects": [(count, _address(asked, sorte=count.key)) for count in shown.subjects],
        "everything": _address(asked, quand="", sorte=""),
        "whose": [
            (_("À moi"), _address(asked, qui=Whose.MINE.value), whose is Whose.MINE),
            (_("Mon équipe"), _address(asked, qui=Whose.TEAM.value), whose is Whose.TEAM),
        ],
    }
    return render(request, "worklist/list.html", context)


def _address(asked: dict[str, str], **changes: str) -> str:
    """The same list, narrowed otherwise; nothing in the address is about anybody."""
    kept = {key: value for key, value in {**asked, **changes}.items() if value}
    return "?" + urlencode(kept)


@require_http_methods(GET_OR_POST)
def show_team(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    page = team_page(actor)
    initial = {"days": page.limit.days, "version": page.limit.version}
    form = SilenceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_silence_limit(actor=actor, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        except Refusal as refusal:
            if type(refusal) is not Refusal:
                raise
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est noté."))
            return redirect("worklist:team")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "worklist/team.html", {"page": page, "form": form}, status=status)


@require_http_methods(GET_OR_POST)
def choose_digest(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    if actor.user_id is None:
        raise Hidden("no account")
    form = DigestForm(request.POST or None, initial={"rhythm": digest_choice(actor).value})
    if request.method == "POST" and form.is_valid():
        actions.choose_digest(actor=actor, rhythm=DigestRhythm(form.cleaned_data["rhythm"]))
        messages.success(request, _("C’est noté."))
        return redirect("accounts:profile")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "worklist/digest.html", {"form": form}, status=status)
