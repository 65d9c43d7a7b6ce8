"""The professional hands, renews or stops the person's card."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from passerelles.kernel.errors import Hidden, Refusal
from passerelles.myspace.actions.cards import issue_card, revoke_card
from passerelles.myspace.drawing import entrance_url, qr_svg
from passerelles.myspace.policy import may_hand_card, may_stop_card, not_the_issuer
from passerelles.myspace.queries.cards import current_card
from passerelles.myspace.rules.cards import spaced
from passerelles.sharing.policy import RecordAccess, open_record
from passerelles.sharing.rules.volets import Volet


def _opened(request: Any, person_id: UUID) -> RecordAccess:
    access = open_record(request.actor, person_id, volets=[Volet.IDENTITY])
    if not may_stop_card(request.actor, access):
        raise Hidden("no mission of its own")
    return access


@require_safe
def card(request: Any, person_id: UUID) -> HttpResponse:
    return _card_page(request, _opened(request, person_id))


def _card_page(request: Any, access: RecordAccess, status: int = 200) -> HttpResponse:
    context = {
        "access": access,
        "section": "sharing",
        "card": current_card(access.person.id),
        "refusal": None if may_hand_card(request.actor, access) else not_the_issuer(),
    }
    return render(request, "myspace/card.html", context, status=status)


@require_POST
def new_card(request: Any, person_id: UUID) -> HttpResponse:
    """The sheet to print is the answer itself: its number and pictures are kept nowhere."""
    access = _opened(request, person_id)
    try:
        issued = issue_card(actor=request.actor, person_id=person_id)
    except Refusal:  # the page says whom to ask
        return _card_page(request, access, status=422)
    context = {
        "access": access,
        "number": spaced(issued.number),
        "pictures": issued.pictures,
        "qr": qr_svg(issued.number),
        "entrance": entrance_url(),
    }
    return render(request, "myspace/card_print.html", context)


@require_POST
def stop_card(request: Any, person_id: UUID) -> HttpResponse:
    revoke_card(actor=request.actor, person_id=person_id)
    messages.success(request, _("La carte ne marche plus."))
    return redirect("myspace:card", person_id=person_id)
