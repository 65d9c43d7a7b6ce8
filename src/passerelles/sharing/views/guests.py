"""Personal links of company tutors: given by a professional, opened by the tutor."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from passerelles.kernel.errors import Hidden, Refusal
from passerelles.sharing.actions import (
    create_guest_link,
    open_guest_link,
    renew_guest_code,
    revoke_guest_link,
)
from passerelles.sharing.actions.guests import LinkGiven
from passerelles.sharing.companions import may_hand_link
from passerelles.sharing.forms import CodeForm, GuestLinkForm
from passerelles.sharing.guest_sessions import BOUND_KEY, LINK_KEY
from passerelles.sharing.models import GuestLink
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.queries.lookups import placement_in_force, require_link_about
from passerelles.sharing.queries.names import name_for
from passerelles.sharing.queries.overview import last_day
from passerelles.sharing.throttle import within_limit
from passerelles.sharing.views.consents import WRONG, WRONG_REMEDY
from passerelles.sharing.views.edge import (
    UNPROCESSABLE,
    actor_of,
    address,
    open_as_companion,
    posted,
    record_page,
)

# Read by the actor of the next requests: the link, and the session it is bound to.


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, person_id: UUID, agreement_id: UUID) -> HttpResponse:
    access = open_as_companion(request, person_id)
    agreement = placement_in_force(person_id, agreement_id)
    if not may_hand_link(actor_of(request), access, agreement):
        raise Hidden("the link would open more than this organisation reads")
    form = GuestLinkForm(posted(request), initial={"until": last_day(agreement.valid_until)})
    if request.method == "POST" and form.is_valid():
        try:
            given = create_guest_link(
                actor=actor_of(request), agreement_id=agreement.id, **form.cleaned_data
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _shown_once(request, access, given)
    return record_page(
        request,
        "sharing/guest_link.html",
        access,
        UNPROCESSABLE if form.errors else 200,
        form=form,
        organisation=name_for(agreement.receiver, actor_of(request).organisation_id),
        last_day=last_day(agreement.valid_until),
    )


@require_POST
def renew(request: HttpRequest, person_id: UUID, link_id: UUID) -> HttpResponse:
    access = open_as_companion(request, person_id)
    require_link_about(person_id, link_id)
    return _shown_once(request, access, renew_guest_code(actor=actor_of(request), link_id=link_id))


@require_POST
def revoke(request: HttpRequest, person_id: UUID, link_id: UUID) -> HttpResponse:
    open_as_companion(request, person_id)
    require_link_about(person_id, link_id)
    revoke_guest_link(actor=actor_of(request), link_id=link_id)
    messages.success(request, _("Le lien du tuteur est retiré. Il ne marche plus."))
    return redirect("sharing:overview", person_id=person_id)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code: the same page whether the link is unknown, ended, taken back or locked."""
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        link = None
        if within_limit(request, "guest"):
            link = open_guest_link(
                actor=actor_of(request), token=token, code=form.cleaned_data["code"]
            )
        if link is not None:
            _bind(request, link)
            return redirect(address("pathways:guest_home"))
        form.refuse(Refusal(str(WRONG), str(WRONG_REMEDY), field="code"))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "sharing/guest_enter.html", {"form": form}, status=status)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the tutor's session; the link stays valid for next time."""
    request.session.flush()
    return redirect("sharing:guest_left")


def left(request: HttpRequest) -> HttpResponse:
    return render(request, "sharing/guest_left.html")


def _bind(request: HttpRequest, link: GuestLink) -> None:
    """A new session for the guest alone: nothing of whoever used this browser before."""
    request.session.flush()
    request.session[LINK_KEY] = str(link.id)
    request.session[BOUND_KEY] = link.session_key


def _shown_once(request: HttpRequest, access: RecordAccess, given: LinkGiven) -> HttpResponse:
    # In the answer itself: neither the link nor the code is kept anywhere.
    return render(
        request,
        "sharing/guest_given.html",
        {
            "access": access,
            "link": given.link,
            "code": given.code,
            "url": request.build_absolute_uri(given.path) if given.path else "",
            "last_day": last_day(given.link.valid_until),
        },
    )
