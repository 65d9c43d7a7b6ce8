"""Pages of the simulator.  Everything told travels in the page and is forgotten with it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden
from passerelles.law.filling import with_answer
from passerelles.law.questions import Question
from passerelles.law.reading import NotADocument
from passerelles.law.simulations import Simulation, simulations_by_group, the_simulations
from passerelles.rulebook.simulator.conversation import (
    Conversation,
    Tampered,
    read_conversation,
)
from passerelles.rulebook.simulator.forms import DayForm, QuestionForm
from passerelles.rulebook.simulator.results import result_of, rules_named


@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """What do you want to know?"""
    return render(
        request, "rulebook/simulator/entrance.html", {"groups": simulations_by_group().items()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def simulator(request: HttpRequest, slug: str) -> HttpResponse:
    """One question, or the answer.  What was told comes with the page, signed."""
    simulation = the_simulations().get(slug)
    if simulation is None:
        raise Hidden("no such simulation")
    if request.method != "POST":
        return _page(request, Conversation(simulation=simulation, at=clock.today()))
    try:
        conversation = read_conversation(request.POST.get("state", ""), simulation)
    except Tampered:
        context = {"simulation": simulation}
        return render(request, "rulebook/simulator/tampered.html", context, status=422)
    return _turn(request, conversation)


def _turn(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """What the button pressed asks for."""
    typed = request.POST
    if "change" in typed:
        return _page(request, conversation.changing(typed["change"]))
    match typed.get("go", ""):
        case "back":
            before = conversation.going_back()
            return _page(request, before) if before else redirect("rulebook:simulator_entrance")
        case "all":
            return _page(request, replace(conversation, to_the_end=True))
        case "day":
            return _other_day(request, conversation)
        case "result":
            return _page(request, replace(conversation, asked=""))
        case "print":
            return _result(request, replace(conversation, asked=""), printed=True)
        case "unknown":
            question = conversation.question()
            told = conversation.not_knowing(question) if question else conversation
            return _page(request, told)
        case _:
            return _answered(request, conversation)


def _answered(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    question = conversation.question()
    if question is None:
        return _result(request, conversation)
    form = QuestionForm(question, request.POST)
    if form.is_valid():
        try:
            with_answer(conversation.document(), question.path, form.told)
        except NotADocument as refused:
            form.add_error(
                "value", _("Attendu : %(what)s.") % {"what": refused.mistakes[0].expected}
            )
        else:
            return _page(request, conversation.saying(question.path, form.told))
    return _ask(request, conversation, question, form, status=422)


def _other_day(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    form = DayForm(request.POST)
    if not form.is_valid():
        return _result(request, conversation, day_form=form, status=422)
    return _page(request, replace(conversation, at=form.cleaned_data["at"]))


def _page(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    question = conversation.question()
    if question is None:
        return _result(request, conversation)
    form = QuestionForm(question, value=conversation.value(question.path))
    return _ask(request, conversation, question, form)


def _ask(
    request: HttpRequest,
    conversation: Conversation,
    question: Question,
    form: QuestionForm,
    status: int = 200,
) -> HttpResponse:
    context = {
        **_carried(conversation.simulation, conversation),
        "question": question,
        "form": form,
        "field": form["value"],
        "rules": rules_named(question.rules, conversation.at),
        "number": len(conversation.told) + 1,
    }
    return render(request, "rulebook/simulator/question.html", context, status=status)


def _result(
    request: HttpRequest,
    conversation: Conversation,
    *,
    printed: bool = False,
    day_form: DayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **_carried(conversation.simulation, conversation),
        "result": result_of(conversation),
        "form": day_form or DayForm(initial={"at": conversation.at}),
        "printed": printed,
        "today": clock.today(),
    }
    name = "print" if printed else "result"
    return render(request, f"rulebook/simulator/{name}.html", context, status=status)


def _carried(simulation: Simulation, conversation: Conversation) -> dict[str, object]:
    return {
        "simulation": simulation,
        "conversation": conversation,
        "state": conversation.signed(),
    }
