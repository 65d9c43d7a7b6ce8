"""Pages about members, invitations, settings and the opening of organisations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from passerelles.accounts.forms import NewAccountForm
from passerelles.accounts.queries import account_with
from passerelles.accounts.sessions import ORGANISATION_KEY
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations import member_actions as actions
from passerelles.organisations import member_queries as queries
from passerelles.organisations import settings_actions
from passerelles.organisations.member_forms import (
    InvitationForm,
    MemberRolesForm,
    NewOrganisationForm,
    SettingsForm,
)
from passerelles.organisations.models import Invitation, Membership
from passerelles.organisations.rules.roles import ROLE_HINTS, ROLE_LABELS, Role, grantable
from passerelles.web.conflicts import conflict_page

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 50
ROLE_GUIDE = [(ROLE_LABELS[role], ROLE_HINTS[role]) for role in Role]


def member_list(request: Any) -> HttpResponse:
    rows = queries.members(request.actor)
    return render(
        request,
        "organisations/members/list.html",
        {
            "organisation": request.membership.organisation,
            "members": rows,
            "due_count": sum(row.due for row in rows),
            "invitations": queries.pending_invitations(request.actor),
        },
    )


@GET_OR_POST
def invite(request: Any) -> HttpResponse:
    form = InvitationForm(request.POST or None, offered=grantable(request.actor.rights))
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(
                actor=request.actor,
                email=form.cleaned_data["email"],
                roles=form.cleaned_data["roles"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("L’invitation est partie. Elle est valable 7 jours."))
            return redirect("organisations:members")
    return _page(request, "invite", form, guide=ROLE_GUIDE)


@require_POST
def cancel_invitation(request: Any, invitation_id: UUID) -> HttpResponse:
    actions.cancel_invitation(actor=request.actor, invitation_id=invitation_id)
    messages.success(request, _("L’invitation est annulée : son lien ne marche plus."))
    return redirect("organisations:members")


@GET_OR_POST
def change_roles(request: Any, membership_id: UUID) -> HttpResponse:
    target = queries.member(request.actor, membership_id)
    may_give = grantable(request.actor.rights)
    form = MemberRolesForm(
        request.POST or None,
        offered=[role for role in Role if role in may_give or role in target.roles],
        initial={"roles": target.roles, "version": target.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_roles(
                actor=request.actor,
                membership_id=membership_id,
                roles=form.cleaned_data["roles"],
                version=form.cleaned_data["version"],
            )
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Les rôles sont changés, dès maintenant."))
            return redirect("organisations:members")
    return _page(request, "roles", form, target=target, guide=ROLE_GUIDE)


@require_POST
def confirm(request: Any, membership_id: UUID) -> HttpResponse:
    target = actions.confirm_membership(actor=request.actor, membership_id=membership_id)
    messages.success(request, _("%s est confirmé pour un an.") % target.user.full_name)
    return redirect("organisations:members")


@GET_OR_POST
def end(request: Any, membership_id: UUID) -> HttpResponse:
    target = queries.member(request.actor, membership_id)
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            actions.end_membership(actor=request.actor, membership_id=membership_id)
        except Refusal as refusal:
            refused = refusal
        else:
            messages.success(request, _("C’est fini : ses accès sont fermés."))
            oneself = target.user_id == request.actor.user_id
            return redirect("web:home" if oneself else "organisations:members")
    return render(
        request,
        "organisations/members/end.html",
        {"target": target, "refusal": refused},
        status=422 if refused else 200,
    )


@GET_OR_POST
def settings(request: Any) -> HttpResponse:
    organisation = request.membership.organisation
    form = SettingsForm(
        request.POST or None,
        organisation=organisation,
        hideable=queries.may_be_sensitive(organisation),
        initial={
            "mfa_required": organisation.mfa_required,
            "sensitive": organisation.sensitive,
            "neutral_label": organisation.neutral_label,
            "version": organisation.version,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            settings_actions.change_settings(actor=request.actor, **form.settings())
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Les réglages sont enregistrés."))
            return redirect("organisations:settings")
    officers = queries.privacy_officers(organisation)
    return _page(request, "settings", form, organisation=organisation, officers=officers)


@GET_OR_POST
def join(request: Any, token: str) -> HttpResponse:
    """The page behind an invitation's link; opening it spends nothing."""
    invitation = queries.standing_invitation(token)
    if invitation is None:
        return render(request, "accounts/link_over.html", status=404)
    try:
        if request.user.is_authenticated:
            return _join_signed_in(request, invitation, token)
        if account_with(invitation.email) is not None:
            return render(request, "organisations/members/join_sign_in.html", {"token": token})
        return _join_new(request, invitation, token)
    except Hidden:  # spent by another tab between the two
        return render(request, "accounts/link_over.html", status=404)


def _join_signed_in(request: Any, invitation: Invitation, token: str) -> HttpResponse:
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            membership = actions.join(actor=request.actor, user=request.user, token=token)
        except Refusal as refusal:
            refused = refusal
        else:
            return _welcome(request, membership)
    return render(
        request,
        "organisations/members/join_signed_in.html",
        {
            "invitation": invitation,
            "same_address": invitation.email.lower() == request.user.email.lower(),
            "refusal": refused,
        },
        status=422 if refused else 200,
    )


def _join_new(request: Any, invitation: Invitation, token: str) -> HttpResponse:
    form = NewAccountForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        try:
            membership = actions.join_with_new_account(token=token, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            get_adapter().login(request, membership.user)
            return _welcome(request, membership)
    return _page(request, "join", form, invitation=invitation)


def _welcome(request: Any, membership: Membership) -> HttpResponse:
    request.session[ORGANISATION_KEY] = str(membership.organisation_id)
    rotate_token(request)
    messages.success(request, _("Bienvenue : vous agissez pour %s.") % membership.organisation.name)
    return redirect("web:home")


def platform(request: Any) -> HttpResponse:
    page = Paginator(queries.organisations_of_platform(), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "organisations/members/platform.html", {"page": page})


@GET_OR_POST
def platform_create(request: Any) -> HttpResponse:
    form = NewOrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            settings_actions.create_organisation(
                actor=request.actor,
                name=form.cleaned_data["name"],
                kind_key=form.cleaned_data["kind"],
                email=form.cleaned_data["email"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("L’organisation est créée, l’invitation est partie."))
            return redirect("organisations:platform")
    return _page(request, "platform_create", form)


def _page(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request,
        f"organisations/members/{template}.html",
        {"form": form, **context},
        status=status,
    )
