"""What to ask next: the law names what is missing, this module puts it in words.

The conversation is a loop: check the question as told so far, ask the first missing thing that
was neither told nor declined, until nothing is missing or everything was declined.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from passerelles.law.acts.work import Assignment, Contract, Derogation, Immersion
from passerelles.law.answering import check
from passerelles.law.document import AnyAct, Document
from passerelles.law.filling import HISTORY_LISTS, SITUATIONS, hint_of, with_answer
from passerelles.law.findings import Answer, Finding, Severity, Verdict
from passerelles.law.parameters import Book
from passerelles.law.person import Person
from passerelles.law.question_choices import Choice, choices_for, employers_first, kind_of
from passerelles.law.question_words import NoWords, Words, asked_history, words_for

# Many rules say « depuis 2014 » rather than a day: before this one, a yes would be a guess.
FIRST_DAY_READ = date(2018, 1, 1)
TOGETHER = 3  # from so many situations on, they are asked on one page


class AnswerKind(StrEnum):
    DATE = "date"
    NUMBER = "number"
    COUNT = "count"
    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"
    NUMBERS = "numbers"  # a list of numbers, one by line
    LINES = "lines"  # a list of small records, one by line


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to ask.  ``rules``: those that wait for it; ``paths``: those it tells."""

    path: str
    words: Words
    answer: AnswerKind
    choices: tuple[Choice, ...] = ()
    paths: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def fits(self, value: Any) -> bool:
        """Whether a code answered earlier is still among the choices."""
        codes = {choice.code for choice in self.choices}
        match self.answer:
            case AnswerKind.CHOICE:
                return value in codes
            case AnswerKind.SEVERAL:
                return set(value) <= codes
            case _:
                return True


def answer_of(document: Document, *, book: Book | None = None) -> Answer:
    """What the law answers, never a yes when no rule was read or the kind of work is unsaid."""
    answer = check(document, book=book)
    if _needs_type(document):
        return _cannot_say(
            answer, "Dites d’abord de quelle forme de travail il s’agit.", "act.type"
        )
    if not answer.checked:
        return _cannot_say(
            answer, "Aucune règle vérifiée ici ne porte sur ce cas à cette date.", "at"
        )
    if (document.act.on or document.at) < FIRST_DAY_READ and answer.verdict in _SAYS_YES:
        return _cannot_say(answer, "Le droit d’avant 2018 n’a pas été relu en entier.", "at")
    return answer


_SAYS_YES = {Verdict.ALLOWED, Verdict.WARNINGS}


def _cannot_say(answer: Answer, message: str, missing: str) -> Answer:
    finding = Finding("", Severity.UNKNOWN, message, "", missing=(missing,))
    return replace(answer, verdict=Verdict.UNKNOWN, findings=(finding, *answer.findings))


def next_question(
    document: Document,
    declined: Collection[str] = (),
    *,
    to_the_end: bool = False,
    book: Book | None = None,
) -> Question | None:
    """The next thing to ask, ``None`` when there is nothing left that would change the answer.

    A refusal that is certain ends the conversation, unless ``to_the_end``.
    """
    if _needs_type(document):
        return None if "act.type" in declined else question_for(document, "act.type")
    answer = check(document, book=book)
    if answer.verdict is Verdict.REFUSED and not to_the_end:
        return None
    asked = dict.fromkeys(asked_path(document, path) for path in answer.missing)
    waiting = [path for path in asked if path not in declined and askable(document, path)]
    if not waiting:
        return None
    told_first = [path for path in waiting if not _is_situation(path)]
    if told_first:
        return question_for(document, told_first[0], answer)
    situations = [path for path in waiting if path.count(".") == 1]
    if len(situations) >= TOGETHER:
        return situations_together(tuple(situations), answer)
    return question_for(document, waiting[0], answer)


def askable(document: Document, path: str) -> bool:
    """Whether someone may be asked that path (a missing setting of the site is nobody's answer)."""
    try:
        question_for(document, path)
    except KeyError:
        return False
    return True


def question_for(document: Document, path: str, answer: Answer | None = None) -> Question:
    """The question of a path; raises ``KeyError`` when there is no such path or no words."""
    path = asked_path(document, path)
    words = words_for(document.act, path)
    rules = _rules_waiting(document, path, answer)
    if _is_situation(path):
        kind = AnswerKind.YES_NO if path.count(".") == 1 else AnswerKind.DATE
        return Question(path=path, words=words, answer=kind, paths=(path,), rules=rules)
    choices = choices_for(document, path, words)
    if path == "act.employer_kind":
        choices = employers_first(choices, kind_of(document.act))
    return Question(
        path=path,
        words=words,
        answer=answer_kind(document, path, bool(choices)),
        choices=choices,
        paths=(path,),
        rules=rules,
    )


def refusing_answers(document: Document, path: str) -> tuple[str, ...]:
    """Words of the closed answers (yes or no, a choice) after which the law would surely refuse."""
    question = question_for(document, path)
    if question.answer is AnswerKind.YES_NO:
        answers: list[tuple[str, str | bool]] = [("Oui", True), ("Non", False)]
    elif question.answer is AnswerKind.CHOICE and path != "act.type":
        answers = [(choice.label, choice.code) for choice in question.choices]
    else:
        return ()
    return tuple(
        words
        for words, value in answers
        if check(with_answer(document, question.path, value)).verdict is Verdict.REFUSED
    )


def makes_sense(document: Document, path: str) -> bool:
    """Whether a path is worth asking before any rule misses it: nothing of a kind of work nobody
    named, and no last day of what has none."""
    if _needs_type(document) and path != "act.type":
        return False
    kind = kind_of(document.act)
    return not (path == "act.end" and kind is not None and kind.open_ended)


def asked_path(document: Document, path: str) -> str:
    """What is asked to tell a path: a list as a whole for one of its lines (``act.members`` for
    ``act.members.1.share``), earlier acts of the class that matters for the history."""
    if path.startswith("history"):
        return asked_history(document.act, path)
    place, dot, rest = path.partition(".")
    name, _, part = rest.partition(".")
    return f"{place}{dot}{name}" if part[:1].isdigit() else path


def situations_together(paths: tuple[str, ...], answer: Answer | None = None) -> Question:
    """Several situations on one page, to tick."""
    findings = answer.findings if answer else ()
    choices = tuple(Choice(path.partition(".")[2], words_for(NO_ACT, path).label) for path in paths)
    return Question(
        path=SITUATIONS,
        words=words_for(NO_ACT, SITUATIONS),
        answer=AnswerKind.SEVERAL,
        choices=choices,
        paths=paths,
        rules=tuple(dict.fromkeys(f.rule for f in findings if set(paths) & set(f.missing))),
    )


def _tick(path: str) -> Choice:
    words = words_for(NO_ACT, path)
    return Choice(path.partition(".")[2], words.tick or words.label)


NO_ACT = Contract()  # words of situations do not depend on the act


def _rules_waiting(document: Document, path: str, answer: Answer | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    waiting = (
        finding
        for finding in answer.findings
        if path in {asked_path(document, missing) for missing in finding.missing}
    )
    return tuple(dict.fromkeys(finding.rule for finding in waiting))


def _is_situation(path: str) -> bool:
    return path.startswith("situation.")


def _needs_type(document: Document) -> bool:
    act = document.act
    return isinstance(act, Contract | Immersion | Assignment) and not act.type


# What kind of answer a field takes


def answer_kind(document: Document, path: str, has_choices: bool = False) -> AnswerKind:
    """From the declared type of the field."""
    return _kind_of(_bare(_declared(document, path)), has_choices)


def _declared(document: Document, path: str) -> Any:
    place, _, rest = path.partition(".")
    name, _, part = rest.partition(".")
    if place == "person":
        return hint_of(Person, name)
    if path in HISTORY_LISTS:
        return tuple[AnyAct, ...]
    if place != "act":
        raise NoWords(path)
    return hint_of(Derogation, part) if part else hint_of(type(document.act), name)


def _bare(hint: Any) -> Any:
    """The type without ``None`` nor its bounds."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _bare(get_args(hint)[0])
    if origin in {Union, UnionType}:
        return _bare(next(arg for arg in get_args(hint) if arg is not type(None)))
    return hint


def _kind_of(bare: Any, has_choices: bool) -> AnswerKind:
    if get_origin(bare) is tuple:
        return _kind_of_list(_bare(get_args(bare)[0]), has_choices)
    if has_choices and bare is not bool:
        return AnswerKind.CHOICE
    simple = {
        bool: AnswerKind.YES_NO,
        date: AnswerKind.DATE,
        int: AnswerKind.COUNT,
        Decimal: AnswerKind.NUMBER,
    }
    return simple.get(bare, AnswerKind.TEXT)


def _kind_of_list(item: Any, has_choices: bool) -> AnswerKind:
    if has_choices:
        return AnswerKind.SEVERAL
    if item in {Decimal, int}:
        return AnswerKind.NUMBERS
    return AnswerKind.TEXT if item is str else AnswerKind.LINES


def codes_of(owner: type, name: str) -> tuple[str, ...]:
    """Codes the type itself closes (a ``Literal``, an enumeration), empty when it does not."""
    bare = _bare(hint_of(owner, name))
    if get_origin(bare) is tuple:
        bare = _bare(get_args(bare)[0])
    if get_origin(bare) is Literal:
        return tuple(str(code) for code in get_args(bare))
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return tuple(bare)
    return ()
