"""Answering a proposal by its one-time link, without an account."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from passerelles.kernel import clock
from passerelles.kernel.actors import ActorKind
from passerelles.kernel.errors import Refusal
from passerelles.sharing.actions import accept_consent, open_consent, refuse_consent
from passerelles.sharing.actions.consents import may_answer, terms_of, waiting_request
from passerelles.sharing.forms import CodeForm, ExplicitForm
from passerelles.sharing.models import ConsentRequest
from passerelles.sharing.notice_texts import notice_html
from passerelles.sharing.onetime import token_hash
from passerelles.sharing.rules.givers import Giver
from passerelles.sharing.rules.volets import PURPOSE_LABELS, VOLET_TEXTS, Volet
from passerelles.sharing.throttle import within_limit
from passerelles.sharing.views.edge import UNPROCESSABLE, actor_of, posted

SESSION_KEY = "passerelles_consent"
SESSION_SECONDS = 1800

# One sentence whatever is wrong: it says nothing about which links exist.
WRONG = lazy("Ce code ne va pas, ou ce lien n’est plus valable.")
WRONG_REMEDY = lazy(
    "Après 5 essais, le lien se ferme. Demandez un autre lien à qui vous l’a donné."
)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code: the same page for every link, known or not."""
    if actor_of(request).kind is ActorKind.PROFESSIONAL:
        # Whoever prepared the link has seen its code: a worker's browser goes no further.
        return render(request, "sharing/consent_signed_in.html", status=UNPROCESSABLE)
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        opened = None
        if within_limit(request, "consent"):
            opened = open_consent(
                actor=actor_of(request), token=token, code=form.cleaned_data["code"]
            )
        if opened is not None:
            request.session.cycle_key()
            request.session[SESSION_KEY] = {
                "request": str(opened.id),
                "until": clock.now().timestamp() + SESSION_SECONDS,
            }
            return redirect("sharing:consent_answer", token=token)
        form.refuse(Refusal(str(WRONG), str(WRONG_REMEDY), field="code"))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "sharing/consent_enter.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks, what, why, until when; yes or no."""
    proposal = _opened(request, token)
    if proposal is None:
        return redirect("sharing:consent", token=token)
    if not may_answer(actor_of(request), proposal):
        return render(request, "sharing/consent_signed_in.html", status=UNPROCESSABLE)
    form = ExplicitForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            said_yes = _answered(request, proposal, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            del request.session[SESSION_KEY]
            return redirect("sharing:consent_yes" if said_yes else "sharing:consent_no")
    return _answer_page(request, proposal, form)


def _answered(request: HttpRequest, proposal: ConsentRequest, form: ExplicitForm) -> bool:
    actor = actor_of(request)
    match request.POST.get("answer"):
        case "yes":
            _both_are_there(request, proposal)
            accept_consent(
                actor=actor, request_id=proposal.id, explicit=form.cleaned_data["explicit"]
            )
            return True
        case "no":
            refuse_consent(actor=actor, request_id=proposal.id)
            return False
        case _:
            raise Refusal(_("Choisissez : oui ou non."))


def _both_are_there(request: HttpRequest, proposal: ConsentRequest) -> None:
    """When both give the agreement, each one says so."""
    ticked = {"person", "representative"} <= set(request.POST.getlist("here"))
    if proposal.addressee_kind == Giver.BOTH and not ticked:
        raise Refusal(
            _("Vous devez dire oui tous les deux."), _("Cochez chacun votre case, puis « Oui ».")
        )


def _answer_page(
    request: HttpRequest, proposal: ConsentRequest, form: ExplicitForm
) -> HttpResponse:
    terms = terms_of(proposal, explicit=False)
    return render(
        request,
        "sharing/consent_answer.html",
        {
            "form": form,
            "proposal": proposal,
            # Agreeing needs to know to whom: the full name, behind the code.
            "organisation": proposal.receiver.name,
            "asked_by": proposal.requested_for.outside_name,
            "purpose": PURPOSE_LABELS[terms.purpose],
            "volets": [VOLET_TEXTS[volet] for volet in terms.agreed],
            "until": terms.until,
            "sensitive": Volet.SENSITIVE in terms.volets,
            "both": proposal.addressee_kind == Giver.BOTH,
            "for_someone": proposal.addressee_kind == Giver.REPRESENTATIVE,
            "notice": notice_html(),
        },
        status=UNPROCESSABLE if form.errors else 200,
    )


def _opened(request: HttpRequest, token: str) -> ConsentRequest | None:
    """The request this session opened with its code, while it is still waiting."""
    opened = request.session.get(SESSION_KEY)
    if not opened or opened["until"] < clock.now().timestamp():
        return None
    proposal = waiting_request(UUID(opened["request"]))
    if proposal is None or proposal.token_hash != token_hash(token):
        return None
    return proposal


@require_GET
def said_yes(request: HttpRequest) -> HttpResponse:
    return render(request, "sharing/consent_done.html", {"yes": True})


@require_GET
def said_no(request: HttpRequest) -> HttpResponse:
    return render(request, "sharing/consent_done.html", {"yes": False})
