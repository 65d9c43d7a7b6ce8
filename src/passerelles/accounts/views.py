"""One's own account: profile, the organisation one acts for, limits and one-time links."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelles.accounts import actions
from passerelles.accounts.events import ORGANISATION_CHOSEN
from passerelles.accounts.forms import NewPasswordForm, OwnProfileForm, ProfileForm, SwitchForm
from passerelles.accounts.limits import journal_limit, minutes_to_wait
from passerelles.accounts.queries import account_with, device_count, own_link
from passerelles.accounts.sessions import ORGANISATION_KEY
from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden, Refusal

GET_OR_POST = ["GET", "HEAD", "POST"]


def profile(request: Any) -> HttpResponse:
    """What protects the account, on which devices it is open, for whom it acts."""
    return render(
        request,
        "accounts/profile.html",
        {
            "second_factor": is_mfa_enabled(request.user),
            "session_count": device_count(request.user),
            "memberships": getattr(request, "memberships", []),
        },
    )


@require_http_methods(GET_OR_POST)
def edit_profile(request: Any) -> HttpResponse:
    user = request.user
    kind = OwnProfileForm if user.own_person_id else ProfileForm
    names = list(kind.base_fields)
    form = kind(request.POST or None, initial={name: getattr(user, name) for name in names})
    if request.method == "POST" and form.is_valid():
        wanted = {"job_title": user.job_title, **form.cleaned_data}
        try:
            actions.change_profile(actor=request.actor, **wanted)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Votre profil est à jour."))
            return redirect("accounts:profile")
    return _page(request, "accounts/edit_profile.html", form)


@require_http_methods(GET_OR_POST)
def switch(request: Any) -> HttpResponse:
    """Choose the organisation one acts for, among the memberships in force."""
    memberships = {str(m.organisation_id): m for m in getattr(request, "memberships", [])}
    if not memberships:
        raise Hidden("acts for no organisation")
    current = str(request.actor.organisation_id or "")
    form = SwitchForm(
        request.POST or None,
        choices=[(key, str(m.organisation)) for key, m in memberships.items()],
        initial={"organisation": current},
    )
    if request.method == "POST" and form.is_valid():
        chosen = memberships[form.cleaned_data["organisation"]]
        request.session[ORGANISATION_KEY] = str(chosen.organisation_id)
        # A form left open in another tab would act for the new organisation: refuse it instead.
        rotate_token(request)
        record(ORGANISATION_CHOSEN, actor=request.actor, organisation_id=chosen.organisation_id)
        messages.success(
            request, _("Vous agissez maintenant pour %(name)s.") % {"name": chosen.organisation}
        )
        return redirect("web:home")
    return _page(request, "accounts/switch.html", form)


@require_http_methods(GET_OR_POST)
def own_open(request: HttpRequest, token: str) -> HttpResponse:
    """The person opens their account from the one-time link; reading the page spends nothing."""
    link = own_link(token)
    if link is None or account_with(link.email) is not None:
        return render(request, "accounts/link_over.html", status=404)
    form = NewPasswordForm(request.POST or None, email=link.email)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_own_account(token=token, password=form.cleaned_data["password"])
        except Hidden:
            return render(request, "accounts/link_over.html", status=404)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            get_adapter().login(request, user)
            return redirect("web:home")
    return _page(request, "accounts/own_open.html", form, link=link)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """The page of every limit: how long to wait, and a line in the journal."""
    actor: Actor | None = getattr(request, "actor", None)
    journal_limit("requests", actor)
    minutes = minutes_to_wait("login")
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def _page(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
