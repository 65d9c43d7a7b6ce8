"""Without an account: a paper read and signed by its link and code; the check of a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.documents.actions import (
    ask_to_talk_by_link,
    open_signing_link,
    refuse_by_link,
    sign_by_link,
)
from passerelles.documents.actions.links import may_use_link
from passerelles.documents.forms import FileForm, OutsideReasonForm, OwnReasonForm
from passerelles.documents.queries import LinkedPaper, known_file, linked_paper
from passerelles.documents.rendering import sha256_of
from passerelles.documents.views.edge import UNPROCESSABLE, actor_in, pdf_response, posted
from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.sharing.forms import CodeForm
from passerelles.sharing.throttle import within_limit
from passerelles.web.forms import FrenchForm

SESSION_KEY = "passerelles_signing"
SESSION_SECONDS = 1800

# One sentence whatever is wrong: it says nothing about which links exist.
WRONG = lazy("Ce code ne va pas, ou ce lien n’est plus valable.")
WRONG_REMEDY = lazy(
    "Après 5 essais, le lien se ferme. Demandez un autre lien à qui vous l’a donné."
)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code: the same page for every link, known or not."""
    if not may_use_link(actor_in(request)):
        return render(request, "documents/sign_signed_in.html", status=UNPROCESSABLE)
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        opened = None
        if within_limit(request, "signing"):
            opened = open_signing_link(
                actor=actor_in(request), token=token, code=form.cleaned_data["code"]
            )
        if opened is not None:
            request.session.cycle_key()
            request.session[SESSION_KEY] = {
                "link": str(opened.pk),
                "until": clock.now().timestamp() + SESSION_SECONDS,
            }
            return redirect("documents:sign_paper", token=token)
        form.refuse(Refusal(str(WRONG), str(WRONG_REMEDY), field="code"))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "documents/sign_enter.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """What the paper says, the whole of it as a PDF, and three answers."""
    linked = _opened(request, token)
    if linked is None:
        return redirect("documents:sign_enter", token=token)
    form_kind = OwnReasonForm if linked.personal else OutsideReasonForm
    form = form_kind(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            done = _answered(request, linked, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if done != "talk":
                del request.session[SESSION_KEY]
            return render(request, "documents/sign_done.html", {"done": done})
    context = {"linked": linked, "form": form, "token": token}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "documents/sign_paper.html", context, status=status)


@require_safe
def pdf(request: HttpRequest, token: str) -> HttpResponse:
    linked = _opened(request, token)
    if linked is None:
        return redirect("documents:sign_enter", token=token)
    return pdf_response(*linked.pdf())


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """« Ce PDF est-il le bon ? » : found or not, and nothing else."""
    context: dict[str, Any] = {}
    form = FileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if within_limit(request, "paper-check"):
            context["found"] = known_file(sha256_of(form.cleaned_data["file"].read()))
        else:
            form.refuse(
                Refusal(_("Trop d’essais depuis cette adresse."), _("Attendez dix minutes."))
            )
    context["form"] = form
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "documents/check.html", context, status=status)


def _answered(request: HttpRequest, linked: LinkedPaper, form: FrenchForm) -> str:
    actor, link_id = actor_in(request), linked.link.pk
    answer = request.POST.get("answer", "")
    match answer:
        case "sign":
            sign_by_link(actor=actor, link_id=link_id)
        case "no":
            refuse_by_link(actor=actor, link_id=link_id, reason=form.cleaned_data["reason"])
        case "talk":
            ask_to_talk_by_link(actor=actor, link_id=link_id)
        case _:
            raise Refusal(_("Choisissez : je signe, je dis non, ou je veux en parler."))
    return answer


def _opened(request: HttpRequest, token: str) -> LinkedPaper | None:
    """The paper this session opened with its code, while it still waits."""
    if not may_use_link(actor_in(request)):
        raise Hidden("a professional's browser goes no further")
    opened = request.session.get(SESSION_KEY)
    if not opened or opened["until"] < clock.now().timestamp():
        return None
    return linked_paper(UUID(opened["link"]), token)
