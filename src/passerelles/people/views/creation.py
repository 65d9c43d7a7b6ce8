"""Opening a record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.kernel import clock
from passerelles.kernel.errors import Refusal
from passerelles.people import actions
from passerelles.people.actions.create import LooksAlike
from passerelles.people.forms import CreationForm
from passerelles.people.queries import representatives
from passerelles.people.rules.representation import needs_representative_recorded, notes
from passerelles.people.views.edge import actor_in
from passerelles.sharing.policy import open_record
from passerelles.sharing.reading import note_listing
from passerelles.sharing.rules.volets import Volet


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One form, then the look-alikes of one's own organisation if there are some."""
    actor = actor_in(request)
    form = CreationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.create_person(
                actor=actor,
                new=form.new_person(),
                told_apart=form.cleaned_data["told_apart"],
            )
        except LooksAlike as alike:
            note_listing(actor, [person.id for person, _why in alike.matches])
            return _compare(request, form, alike)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("people:created", person.id)
    status = 422 if form.errors else 200
    return render(request, "people/new.html", {"form": form}, status=status)


def _compare(request: HttpRequest, form: CreationForm, alike: LooksAlike) -> HttpResponse:
    told_apart = " ".join(str(person.id) for person, _why in alike.matches)
    typed = [(bound.html_name, value) for bound in form for value in _values(form, bound.name)]
    context = {
        "matches": alike.matches,
        "typed": [pair for pair in typed if pair[0] != "told_apart"],
        "told_apart": told_apart,
        "new": form.new_person(),
    }
    return render(request, "people/lookalikes.html", context)


def _values(form: CreationForm, name: str) -> list[str]:
    value = form.cleaned_data.get(name)
    if value in (None, "", False):
        return []
    return [value.isoformat() if hasattr(value, "isoformat") else str(value)]


@require_safe
def created(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The same page whatever exists elsewhere: what to do now, and one sentence for all."""
    access = open_record(actor_in(request), person_id, volets=[Volet.IDENTITY])
    today = clock.today()
    kinds = [item.kind for item in representatives(access, in_force_on=today)]
    age = access.person.age(today)
    context = {
        "access": access,
        "section": "identity",
        "needs_representative": needs_representative_recorded(age, kinds),
        "notes": notes(age),
    }
    return render(request, "people/created.html", context)
