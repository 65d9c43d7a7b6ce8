"""The first page of the space, and the pages that only read."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.accounts.actions import open_own_account
from passerelles.accounts.queries import own_account_of
from passerelles.kernel.errors import Refusal
from passerelles.myspace.actions.agreements import is_minor
from passerelles.myspace.forms import AccountForm
from passerelles.myspace.policy import open_own_record, own_person_id
from passerelles.myspace.queries.first import first_things
from passerelles.myspace.queries.reads import latest, own_log
from passerelles.myspace.queries.sharing import just_given_by_link
from passerelles.myspace.queries.status import statuses
from passerelles.myspace.queries.stopped import stopped_for_me
from passerelles.myspace.rules.plain import SITUATION_STATES
from passerelles.myspace.rules.rights import rights_for
from passerelles.myspace.views.sending import posted
from passerelles.pathways.queries.eyes import own_eyes
from passerelles.people.queries.record import situations
from passerelles.sharing.rules.volets import Volet

LINES_ON_HOME = 3


@require_safe
def home(request: Any) -> HttpResponse:
    access = open_own_record(request.actor, Volet.IDENTITY, Volet.PATH)
    context = {
        "person": access.person,
        "first": first_things(own_eyes(request.actor, access), request.actor),
        "stopped": stopped_for_me(request.actor),
        "by_link": just_given_by_link(request.actor),
        "days": latest(own_log(request.actor).others, LINES_ON_HOME),
    }
    return render(request, "myspace/home.html", context)


@require_safe
def reads(request: Any) -> HttpResponse:
    open_own_record(request.actor, Volet.IDENTITY)
    return render(request, "myspace/reads.html", {"log": own_log(request.actor)})


@require_safe
def rights(request: Any) -> HttpResponse:
    access = open_own_record(request.actor, Volet.IDENTITY, Volet.SITUATION)
    context = {
        "rights": rights_for(statuses(access, minor=is_minor(request.actor))),
        "situations": [(row, SITUATION_STATES[row.shown_state]) for row in situations(access)],
    }
    return render(request, "myspace/rights.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Any) -> HttpResponse:
    """Ask for an account beside the card; the link leaves to the address given."""
    access = open_own_record(request.actor, Volet.IDENTITY)
    form = AccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            open_own_account(
                actor=request.actor,
                person_id=own_person_id(request.actor),
                email=form.cleaned_data["email"],
                first_name=access.person.first_name,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("myspace:account_sent")
    existing = own_account_of(access.person.id)
    context = {"form": form, "existing": existing}
    return render(request, "myspace/account.html", context, status=422 if form.errors else 200)


@require_safe
def account_sent(request: Any) -> HttpResponse:
    return render(request, "myspace/account_sent.html")
