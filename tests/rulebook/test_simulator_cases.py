"""The simulator asks, or lets tell, whatever the cases of law rest on."""

from __future__ import annotations

from dataclasses import replace

from passerelles.law.answering import check
from passerelles.law.document import AnyAct, Document
from passerelles.law.filling import with_answer
from passerelles.law.findings import Verdict
from passerelles.law.questions import answer_of, askable, makes_sense, next_question
from passerelles.law.simulations import Simulation, the_simulations
from tests.law.test_questions import AT, documents_of_cases, told_by

# What the page cannot ask in one word, and why.
OUT_OF_REACH = {
    "RQTH obtenue le lendemain de la signature": "la page demande la RQTH du jour de la signature",
}
PAGES = 80


def concerns(simulation: Simulation, act: AnyAct) -> bool:
    start = simulation.act
    if type(start) is not type(act) or simulation.fills:
        return False
    named = [name for name in ("programme", "subject") if hasattr(start, name)]
    return all(getattr(start, name) == getattr(act, name) for name in named)


def told_to(simulation: Simulation, whole: Document) -> Document:
    """What the pages end up knowing when somebody who knows the case answers them."""
    document = replace(simulation.start(whole.at), history=whole.history)
    asked: set[str] = set()

    def tell(path: str) -> None:
        nonlocal document
        asked.add(path)
        value = told_by(whole, path)
        if value is not None:
            document = with_answer(document, path, value)

    for path in simulation.first:
        if makes_sense(document, path):
            tell(path)
    for path in simulation.also_about(document.act):
        tell(path)
    for _page in range(PAGES):
        question = next_question(document, asked)
        if question is None:
            return document
        for path in question.paths:
            tell(path)
    raise AssertionError("les questions ne finissent pas")


def test_every_path_a_simulation_names_may_be_asked() -> None:
    for simulation in the_simulations().values():
        start = simulation.start(AT)
        named = [*simulation.first, *(path for path, _kinds in simulation.also)]
        for path in [path for pair in simulation.fills for path in pair] + named:
            derogation = path.startswith("act.derogation.")
            document = with_answer(start, "act.derogation", "prefect") if derogation else start
            assert askable(document, path), f"{simulation.slug} : {path}"


def test_a_case_the_law_refuses_is_never_a_yes_at_the_simulator() -> None:
    wrong = []
    seen = 0
    for case, whole in documents_of_cases():
        for simulation in the_simulations().values():
            if not concerns(simulation, whole.act) or case.data["name"] in OUT_OF_REACH:
                continue
            seen += 1
            verdict = answer_of(told_to(simulation, whole)).verdict
            says_yes = verdict in {Verdict.ALLOWED, Verdict.WARNINGS}
            if says_yes and check(whole).verdict is Verdict.REFUSED:
                wrong.append(f"{simulation.slug} : {case}")
    assert seen > 500
    assert wrong == []
