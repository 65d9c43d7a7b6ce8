"""Answers and rules of the law as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rich.markup import escape
from rich.table import Table

from passerelles.cli.output import console, errors
from passerelles.law.catalogue import STATE_LABELS, LawRule
from passerelles.law.findings import (
    SEVERITY_LABELS,
    VERDICT_LABELS,
    Answer,
    Finding,
    Severity,
    Verdict,
)
from passerelles.law.listing import by_family, value_words, values_of
from passerelles.law.parameters import CONFIDENCE_LABELS, Book, Confidence, Parameter
from passerelles.law.reading import Mistake
from passerelles.law.showing import computed_table
from passerelles.law.wording import day_fr

_COLOURS = {
    Verdict.ALLOWED: "green",
    Verdict.WARNINGS: "yellow",
    Verdict.REFUSED: "bold red",
    Verdict.UNKNOWN: "blue",
}
_SIGNS = {
    Severity.BLOCK: "[bold red]✘[/]",
    Severity.WARN: "[yellow]![/]",
    Severity.INFO: "[green]•[/]",
    Severity.UNKNOWN: "[blue]?[/]",
}


def show_mistakes(mistakes: Iterable[Mistake]) -> None:
    """Where the document does not fit, and what was expected there."""
    errors.print("[bold red]Erreur :[/] ce document n’est pas une question au droit.")
    for mistake in mistakes:
        errors.print(f"  • {escape(str(mistake))}", soft_wrap=True)
    errors.print("Forme attendue : passerelles law schema")


def show_answer(answer: Answer) -> None:
    """Verdict, reasons, what is missing, what was computed, the values read."""
    colour = _COLOURS[answer.verdict]
    console.print(f"[{colour}]{VERDICT_LABELS[answer.verdict]}[/] (au {day_fr(answer.at)})")
    for finding in answer.findings:
        _show_finding(finding)
    if answer.missing:
        console.print("\n[bold]Il manque[/]")
        for path in answer.missing:
            console.print(f"  {escape(path)}", soft_wrap=True)
    if shown := computed_table(answer.computed):
        console.print("\n[bold]Calculé[/]")
        for item in shown:
            said = " ; ".join(item.lines)
            console.print(f"  {escape(item.label)} : {escape(said)}", soft_wrap=True)
    if answer.parameters:
        console.print("\n[bold]Valeurs lues[/]")
        for row in answer.parameters:
            console.print(f"  {escape(parameter_words(row))}", soft_wrap=True)
    count = len(answer.checked)
    read = f"{count} règle{'s' if count > 1 else ''} lue{'s' if count > 1 else ''}"
    console.print(f"\n{read} : {', '.join(answer.checked) or 'aucune'}.", soft_wrap=True)


def _show_finding(finding: Finding) -> None:
    console.print(
        f"\n{_SIGNS[finding.severity]} [bold]{SEVERITY_LABELS[finding.severity]}[/] — "
        f"{escape(finding.message)}",
        soft_wrap=True,
    )
    if finding.remedy:
        console.print(f"   → {escape(finding.remedy)}", soft_wrap=True)
    if finding.opens_on is not None:
        console.print(f"   → Possible à partir du {day_fr(finding.opens_on)}.")
    doubt = "" if finding.confidence == Confidence.CERTAIN else _doubt(finding.confidence)
    console.print(f"   [dim]{finding.rule} · {escape(finding.article)}{doubt}[/]", soft_wrap=True)


def _doubt(confidence: str) -> str:
    return f" · {CONFIDENCE_LABELS[Confidence(confidence)]}" if confidence else ""


def parameter_words(row: Parameter) -> str:
    """``CDDI : durée minimale : 4 mois (vérifié)``; an organisation's own value names it."""
    whose = f", valeur de {row.owner}" if row.owner else ""
    period = f", {_period(row.start, row.end)}" if row.start or row.end else ""
    said = value_words(row.value, row.unit)
    return f"{row.label} : {said} ({CONFIDENCE_LABELS[row.confidence]}{period}{whose})"


def _period(start: date | None, end: date | None) -> str:
    if start and end:
        return f"du {day_fr(start)} au {day_fr(end)}"
    return f"depuis le {day_fr(start)}" if start else f"jusqu’au {day_fr(end)}" if end else ""


def show_rules(rules: tuple[LawRule, ...], book: Book, day: date) -> None:
    """One table for each family; an empty result says what to try."""
    if not rules:
        console.print(
            f"Aucune règle trouvée au {day_fr(day)}. "
            "Essayez moins de mots, une autre famille ou un autre jour."
        )
        return
    for family, label, found in by_family(rules):
        table = Table(title=f"{label} ({family})", title_justify="left", expand=True)
        for heading, ratio in (("Règle", 2), ("Ce qu’elle dit", 6), ("Article, état", 3)):
            table.add_column(heading, ratio=ratio, overflow="fold")
        for rule in found:
            values = [
                parameter_words(value.row)
                for value in values_of(rule, book, day)
                if value.row is not None
            ]
            table.add_row(
                f"[bold]{rule.id}[/]\n{escape(rule.title)}",
                escape("\n".join([rule.statement, *(f"• {value}" for value in values)])),
                escape(
                    f"{rule.article}\n{CONFIDENCE_LABELS[rule.confidence]} ; "
                    f"{STATE_LABELS[rule.state]}"
                ),
            )
        console.print(table)
    console.print(f"{len(rules)} règle{'s' if len(rules) > 1 else ''} au {day_fr(day)}.")
