"""The professional hands, renews or stops the person's card."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from passerelles.kernel.errors import Hidden
from passerelles.myspace.actions.cards import issue_card, revoke_card
from passerelles.myspace.drawing import entrance_url, qr_svg
from passerelles.myspace.policy import may_hand_card
from passerelles.myspace.queries.cards import current_card
from passerelles.myspace.rules.cards import spaced
from passerelles.sharing.policy import RecordAccess, open_record
from passerelles.sharing.rules.volets import Volet


def _opened(request: Any, person_id: UUID) -> RecordAccess:
    access = open_record(request.actor, person_id, volets=[Volet.IDENTITY])
    if not may_hand_card(request.actor, access.facts):
        raise Hidden("may not hand a card")
    return access


@require_safe
def card(request: Any, person_id: UUID) -> HttpResponse:
    context = {
        "access": _opened(request, person_id),
        "section": "sharing",
        "card": current_card(person_id),
    }
    return render(request, "myspace/card.html", context)


@require_POST
def new_card(request: Any, person_id: UUID) -> HttpResponse:
    """The sheet to print is the answer itself: its number and pictures are kept nowhere."""
    access = _opened(request, person_id)
    issued = issue_card(actor=request.actor, person_id=person_id)
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
