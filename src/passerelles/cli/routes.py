"""``passerelles route``: the bridges open to a person, and where."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from passerelles.cli.french import FrenchCommand
from passerelles.cli.law import DayType
from passerelles.cli.output import console, errors, print_json, read_file
from passerelles.cli.setup import start_django

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelles.law.reading import Mistake
    from passerelles.planning.rules.routes import ClosedBridge, Route, RouteAnswer, Step

_COLOURS = {"open": "green", "open_if": "yellow", "unknown": "blue", "closed": "red"}


@click.command(
    cls=FrenchCommand,
    help="Cherche les passerelles possibles : FICHIER est un document JSON, ou « - » pour l’entrée "
    "standard.",
)
@click.argument("file", metavar="FICHIER")
@click.option("--at", "at", type=DayType(), metavar="JOUR", help="Jour de la demande, 2026-11-22.")
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON.")
def route(file: str, at: date | None, as_json: bool) -> None:
    """Routes of a request; status 2 when the document does not fit."""
    raw = read_file(file)
    start_django()
    from passerelles.kernel.clock import today
    from passerelles.kernel.errors import Refusal
    from passerelles.law.reading import NotADocument
    from passerelles.planning.answering import answer_routes
    from passerelles.planning.answers import routes_data
    from passerelles.planning.reading import mistake_in, read_request

    try:
        answer = answer_routes(read_request(raw, today=today(), at=at))
    except NotADocument as refused:
        _show_mistakes(refused.mistakes)
        raise SystemExit(2) from None
    except Refusal as refusal:
        _show_mistakes(mistake_in(refusal).mistakes)
        raise SystemExit(2) from None
    if as_json:
        print_json(routes_data(answer))
    else:
        _show(answer)


def _show_mistakes(mistakes: Iterable[Mistake]) -> None:
    errors.print("[bold red]Erreur :[/] ce document n’est pas une demande d’itinéraires.")
    for mistake in mistakes:
        errors.print(f"  • {escape(str(mistake))}", soft_wrap=True)


def _say(text: str, indent: int = 0) -> None:
    console.print(" " * indent + text, soft_wrap=True)


def _show(answer: RouteAnswer) -> None:
    from passerelles.law.bridges import statuses
    from passerelles.planning.rules.routes import GOAL_TEXTS, PRIORITY_TEXTS, Goal

    goal = answer.goal
    towards = GOAL_TEXTS[goal].label if isinstance(goal, Goal) else statuses()[goal].label
    _say(f"De « {escape(statuses()[answer.start].label)} » vers « {escape(towards)} »")
    _say(f"Ordre : {PRIORITY_TEXTS[answer.order[0]].label}.")
    for note in answer.notes:
        _say(f"[yellow]![/] {escape(note)}")
    for found in answer.routes:
        _show_route(found)
    if answer.closed:
        _say("\n[bold]Passerelles fermées, et ce qui les ouvrirait[/]")
        for bridge in answer.closed:
            _show_closed(bridge)
    if answer.missing:
        _say("\n[bold]Dites-nous[/]")
        for fact in answer.missing:
            _say(f"{escape(fact.text)} [dim]({escape(fact.path)})[/]", 2)


def _show_route(found: Route) -> None:
    from passerelles.law.wording import day_fr

    _say(f"\n[bold]Itinéraire {found.number} : {escape(found.title)}[/]")
    _say(f"au plus tôt le {day_fr(found.arrives_on)} ; {' ; '.join(found.said.values())}", 2)
    for step in found.steps:
        _show_step(step)


def _show_step(step: Step) -> None:
    from passerelles.law.wording import day_fr
    from passerelles.planning.rules.routes import STEP_STATE_TEXTS

    text = STEP_STATE_TEXTS[step.state]
    colour = _COLOURS[step.state.value]
    _say(f"{step.number}. {escape(step.label)} [{colour}]{text.sign} {text.label}[/]", 2)
    _say(f"à partir du {day_fr(step.start)} ; {escape(step.length)}", 5)
    for need in step.needs:
        where = f" (étape {need.step})" if need.step else ""
        _say(f"il faut : {escape(need.text)}{where}", 5)
    for fact in step.missing:
        _say(f"[blue]?[/] {escape(fact.text)}", 5)
    if step.signatories:
        _say(f"signent : {escape(', '.join(step.signatories))}", 5)
    if step.articles:
        _say(f"[dim]{escape(' ; '.join(step.articles))}[/]", 5)
    if step.places is not None:
        _say(escape(step.places.text), 5)
        for place in step.places.places:
            _say(f"- {escape(place.name)}, {escape(place.commune)}, {place.km} km environ", 7)


def _show_closed(bridge: ClosedBridge) -> None:
    opens = " ; ".join(requirement.text for requirement in bridge.opens)
    if not opens:
        opens = " ".join(reason.message for reason in bridge.reasons)
    _say(f"• {escape(bridge.label)} — {escape(opens)}", 2)
