"""Proposing a sharing: choose the structure, the terms, then read and prove."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.organisations.models import Organisation
from passerelles.sharing.actions import ask_consent, cancel_consent, give_agreement
from passerelles.sharing.actions.proofs import check_named
from passerelles.sharing.actions.requests import open_requests
from passerelles.sharing.forms import (
    PROOF_FORMS,
    CardForm,
    PaperForm,
    ReceiverSearchForm,
    TermsForm,
    Way,
    WitnessForm,
)
from passerelles.sharing.notice_texts import notice_html
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.queries.lookups import require_request_about
from passerelles.sharing.queries.names import name_for
from passerelles.sharing.queries.receivers import receiver, search_receivers
from passerelles.sharing.rules.givers import MAJORITY
from passerelles.sharing.rules.terms import Terms, check_terms
from passerelles.sharing.rules.volets import PURPOSE_LABELS, VOLET_TEXTS
from passerelles.sharing.views.edge import (
    UNPROCESSABLE,
    actor_of,
    address,
    open_as_companion,
    posted,
    record_page,
)
from passerelles.sharing.views.prefill import model_agreement, prefill, suggestions
from passerelles.web.forms import FrenchForm

PROOF_STEP = "proof"


@require_http_methods(["GET"])
def choose(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """First: which structure."""
    access = open_as_companion(request, person_id)
    form = ReceiverSearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    actor = actor_of(request)
    found = [
        (organisation.id, name_for(organisation, actor.organisation_id))
        for organisation in search_receivers(actor, access.facts, text)
    ]
    return record_page(
        request,
        "sharing/choose.html",
        access,
        search=form,
        found=found,
        text=text,
        like=model_agreement(request, person_id),
    )


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, person_id: UUID, organisation_id: UUID) -> HttpResponse:
    """Then: the terms; and, once they hold, the page to read together and prove."""
    access = open_as_companion(request, person_id)
    organisation = receiver(actor_of(request), access.facts, organisation_id)
    if organisation is None:
        raise Hidden("not in the closed list")
    age = access.person.age()
    form = TermsForm(
        posted(request),
        person_id=person_id,
        minor=age is not None and age < MAJORITY,
        initial=prefill(request, person_id).initial,
    )
    if request.method != "POST":
        return _terms_page(request, access, organisation, form)
    if not form.is_valid() or not _terms_hold(access, organisation, form):
        return _terms_page(request, access, organisation, form)
    return _prove(request, access, organisation, form)


def _terms_hold(access: RecordAccess, organisation: Organisation, form: TermsForm) -> bool:
    """The same checks as the action, shown beside their field before going further."""
    try:
        check_terms(form.terms(organisation.id), clock.today())
        check_named(access, form.named())
    except Refusal as refusal:
        form.refuse(refusal)
    return not form.errors


def _terms_page(
    request: HttpRequest, access: RecordAccess, organisation: Organisation, form: TermsForm
) -> HttpResponse:
    return record_page(
        request,
        "sharing/terms.html",
        access,
        UNPROCESSABLE if form.errors else 200,
        form=form,
        organisation=name_for(organisation, actor_of(request).organisation_id),
        prefilled=prefill(request, access.person.id).sentence,
        suggestions=suggestions(),
    )


def _prove(
    request: HttpRequest, access: RecordAccess, organisation: Organisation, form: TermsForm
) -> HttpResponse:
    """Read together, then the proof; the terms travel as hidden fields and are checked again."""
    kind = PROOF_FORMS[form.cleaned_data["way"]]
    proving = request.POST.get("step") == PROOF_STEP
    proof = kind(request.POST, request.FILES) if proving else kind()
    terms = form.terms(organisation.id)
    if proving and proof.is_valid():
        try:
            return _collect(request, access, organisation, form, proof)
        except Refusal as refusal:
            proof.refuse(refusal)
    return record_page(
        request,
        "sharing/prove.html",
        access,
        UNPROCESSABLE if proof.errors else 200,
        form=proof,
        terms_form=form,
        hidden=_hidden(request.POST),
        by_link=form.cleaned_data["way"] == Way.LINK,
        preview_url=_preview(access, terms),
        notice=notice_html(),
        **_summary(request, organisation, terms),
    )


def _collect(
    request: HttpRequest,
    access: RecordAccess,
    organisation: Organisation,
    form: TermsForm,
    proof: FrenchForm,
) -> HttpResponse:
    actor, terms, named = actor_of(request), form.terms(organisation.id), form.named()
    person_id = access.person.id
    if isinstance(proof, CardForm | WitnessForm | PaperForm):
        give_agreement(
            actor=actor, person_id=person_id, terms=terms, giver=named, proof=proof.proof()
        )
        messages.success(request, _("L’accord est enregistré. Le partage commence maintenant."))
        answered = open_requests(actor).filter(
            holder_person_id=person_id, requester_id=organisation.id
        )
        if asking := answered.first():
            return redirect("sharing:request", request_id=asking.id)
        return redirect("sharing:overview", person_id=person_id)
    asked = ask_consent(
        actor=actor,
        person_id=person_id,
        terms=terms,
        giver=named,
        email=proof.cleaned_data["email"],
    )
    # Shown once, in the answer itself: neither the link nor the code is kept anywhere.
    return render(
        request,
        "sharing/asked.html",
        {
            "access": access,
            "url": request.build_absolute_uri(asked.path),
            "code": asked.code,
            "request_": asked.request,
            "organisation": name_for(organisation, actor.organisation_id),
            "mailed": bool(proof.cleaned_data["email"]),
        },
    )


@require_POST
def cancel(request: HttpRequest, person_id: UUID, request_id: UUID) -> HttpResponse:
    open_as_companion(request, person_id)
    require_request_about(person_id, request_id)
    cancel_consent(actor=actor_of(request), request_id=request_id)
    messages.success(request, _("La proposition est annulée."))
    return redirect("sharing:overview", person_id=person_id)


def _summary(request: HttpRequest, organisation: Organisation, terms: Terms) -> dict[str, object]:
    return {
        "organisation": name_for(organisation, actor_of(request).organisation_id),
        "purpose": PURPOSE_LABELS[terms.purpose],
        "volets": [VOLET_TEXTS[volet] for volet in terms.agreed],
        "until": terms.until,
    }


def _preview(access: RecordAccess, terms: Terms) -> str:
    url = address("pathways:preview", fallback="", person_id=access.person.id)
    query = [("organisation", str(terms.receiver_id))]
    query += [("volets", volet.value) for volet in terms.agreed]
    return f"{url}?{urlencode(query)}" if url else ""


def _hidden(posted: QueryDict) -> list[tuple[str, str]]:
    """The terms as typed, to be sent again with the proof."""
    kept = {*TermsForm.base_fields} | {f"until_{part}" for part in ("day", "month", "year")}
    return [(name, value) for name in posted if name in kept for value in posted.getlist(name)]
