"""``passerelles law``: the rules, a question to them, and the shape of a question.

Nothing here needs a database nor Django: the law is read from its own files.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from passerelles.cli.french import FrenchGroup
from passerelles.cli.output import print_json, read_file, stop

if TYPE_CHECKING:
    from passerelles.law.document import Document

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)


class DayType(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4 only
    """A day written ``2025-03-01``, of a year the law may be asked about."""

    name = "JOUR"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail("une date est attendue, comme 2025-03-01.", param, ctx)
        if not FIRST_DAY <= day <= LAST_DAY:
            self.fail("une date entre 1900 et 2200 est attendue.", param, ctx)
        return day


_at = click.option(
    "--at", "at", type=DayType(), metavar="JOUR", help="Jour dont on lit le droit, 2025-03-01."
)
_json = click.option("--json", "as_json", is_flag=True, help="Résultat en JSON.")


@click.group(cls=FrenchGroup, help="Le droit : les règles datées, et ce qu’elles répondent.")
def law() -> None:
    """Commands on the law."""


@law.command(help="Liste les règles en vigueur un jour, avec leur article et leurs valeurs.")
@_at
@click.option("--family", default="", metavar="CODE", help="Une seule famille : IAE, ESAT…")
@click.option("--search", default="", metavar="MOTS", help="Règles dont le texte a tous ces mots.")
@_json
def rules(at: date | None, family: str, search: str, as_json: bool) -> None:
    """Rules of a day, of a family, that hold the words."""
    from passerelles.kernel.clock import today
    from passerelles.law.catalogue import FAMILIES, the_catalogue
    from passerelles.law.listing import rule_data
    from passerelles.law.parameters import the_book

    wanted = family.upper()
    if wanted and wanted not in FAMILIES:
        stop(f"famille inconnue : {escape(family)}. Attendu : {', '.join(FAMILIES)}.", status=2)
    day = at or today()
    found = the_catalogue().on(day, words=search, family=wanted)
    if as_json:
        rows = [rule_data(rule, the_book(), day) for rule in found]
        print_json({"at": day.isoformat(), "count": len(rows), "rules": rows})
        return
    from passerelles.cli.law_words import show_rules

    show_rules(found, the_book(), day)


@law.command(
    help="Interroge le droit : FICHIER est un document JSON, ou « - » pour l’entrée standard."
)
@click.argument("file", metavar="FICHIER")
@_at
@_json
def check(file: str, at: date | None, as_json: bool) -> None:
    """Answer a question; status 0 whatever the verdict, 2 when the document does not fit."""
    document = _document(file, at)
    from passerelles.law.answering import check as ask

    answer = ask(document)
    if as_json:
        from passerelles.law.answers import answer_data

        print_json(answer_data(answer))
        return
    from passerelles.cli.law_words import show_answer

    show_answer(answer)


@law.command(help="Affiche le schéma JSON d’une question.")
def schema() -> None:
    """JSON Schema of what ``check`` reads."""
    from passerelles.law.asking import question_schema

    print_json(question_schema())


def _document(file: str, at: date | None) -> Document:
    """The question of a file; says every mistake and leaves with status 2."""
    raw = read_file(file)
    from passerelles.cli.law_words import show_mistakes
    from passerelles.kernel.clock import today
    from passerelles.law.asking import read_question
    from passerelles.law.reading import NotADocument

    try:
        return read_question(raw, today=today(), at=at)
    except NotADocument as refused:
        show_mistakes(refused.mistakes)
        raise SystemExit(2) from None
