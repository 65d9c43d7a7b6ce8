"""The answer as the page shows it: a verdict in words, reasons, what is missing, what to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from passerelles.law.catalogue import LawRule, the_catalogue
from passerelles.law.document import Document
from passerelles.law.filling import SITUATIONS
from passerelles.law.findings import (
    SEVERITY_LABELS,
    VERDICT_LABELS,
    Answer,
    Finding,
    Severity,
    Verdict,
)
from passerelles.law.parameters import CONFIDENCE_LABELS, Confidence
from passerelles.law.question_words import NoWords, opening_words, words_for
from passerelles.law.questions import (
    askable,
    question_for,
    refusing_answers,
    situations_together,
)
from passerelles.law.showing import (
    Shown,
    computed_table,
    law_day,
    parameter_line,
    told_words,
)
from passerelles.law.wording import day_fr
from passerelles.rulebook.simulator.conversation import Conversation

_VERDICTS: dict[Verdict, tuple[str, str]] = {
    Verdict.ALLOWED: ("yes", "leaf"),
    Verdict.WARNINGS: ("warning", "sky"),
    Verdict.REFUSED: ("no", "coral"),
    Verdict.UNKNOWN: ("neutral", "sky"),
}
_SEVERITIES: dict[Severity, tuple[str, str]] = {
    Severity.BLOCK: ("no", "coral"),
    Severity.UNKNOWN: ("neutral", "sky"),
    Severity.WARN: ("warning", "plum"),
    Severity.INFO: ("idea", "leaf"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One finding: what it says, where it is written, which values it used."""

    severity: str
    icon: str
    colour: str
    message: str
    remedy: str
    article: str
    rule: str
    title: str
    url: str
    values: tuple[str, ...]
    confidence: str
    opens: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Something untold, and what telling it would let check."""

    path: str
    label: str
    rules: str
    can_be_told: bool
    refused_by: str = ""


@dataclass(frozen=True, slots=True)
class ToldRow:
    path: str
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    verdict: str
    icon: str
    colour: str
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    headline: tuple[Shown, ...]
    computed: tuple[Shown, ...]
    told: tuple[ToldRow, ...]
    also: tuple[Missing, ...]
    checked: tuple[LawRule, ...]
    law_day: date
    own_day: bool  # the act has a day of its own: another day is chosen by changing it
    ended_early: bool


def result_of(conversation: Conversation) -> Result:
    """Everything the page of the answer shows."""
    document = conversation.document()
    answer = conversation.answer()
    simulation = conversation.simulation
    headline = simulation.headline
    shown = [row for row in computed_table(answer.computed) if row.name not in simulation.hides]
    icon, colour = _VERDICTS[answer.verdict]
    day = law_day(document)
    return Result(
        verdict=_verdict(answer, any(row.name in headline for row in shown)),
        icon=icon,
        colour=colour,
        reasons=tuple(_reason(f, day) for f in answer.findings if f.severity != Severity.UNKNOWN),
        missing=tuple(_missing(document, answer, day)),
        headline=tuple(row for row in shown if row.name in headline),
        computed=tuple(row for row in shown if row.name not in headline),
        told=tuple(_told(conversation, document)),
        also=tuple(_also(conversation, document)),
        checked=tuple(_versions(answer.checked, day)),
        law_day=day,
        own_day=document.act.on is not None,
        ended_early=conversation.has_more_to_ask(),
    )


def _verdict(answer: Answer, is_a_calculation: bool) -> str:
    if answer.verdict is Verdict.ALLOWED and is_a_calculation:
        return _("Voici le résultat")
    return VERDICT_LABELS[answer.verdict]


def _reason(finding: Finding, day: date) -> Reason:
    icon, colour = _SEVERITIES[finding.severity]
    version = the_catalogue().at(finding.rule, day)
    return Reason(
        severity=SEVERITY_LABELS[finding.severity],
        icon=icon,
        colour=colour,
        message=finding.message,
        remedy=finding.remedy,
        article=finding.article,
        rule=finding.rule,
        title=version.title if version else "",
        url=rule_url(finding.rule),
        values=tuple(parameter_line(row) for row in finding.parameters),
        confidence=CONFIDENCE_LABELS[Confidence(finding.confidence)] if finding.confidence else "",
        opens=_openings(finding),
    )


def rule_url(rule_id: str) -> str:
    """Page of a rule in the public rulebook, empty where it is not published."""
    try:
        return reverse("rulebook:rule", args=[rule_id])
    except NoReverseMatch:
        return ""


def rules_named(rule_ids: tuple[str, ...], day: date) -> tuple[LawRule, ...]:
    """Rules that wait for an answer, as the page names them."""
    return tuple(_versions(rule_ids, day))


def _openings(finding: Finding) -> str:
    """« RQTH obtenue (dossier à la MDPH), ou une dérogation ; à partir du 12/03/2027 »."""
    ways = []
    for code in finding.opens:
        try:
            ways.append(opening_words(code))
        except NoWords:
            continue
    said = _(", ou ").join(ways)
    if finding.opens_on is None:
        return said
    when = _("à partir du %(day)s") % {"day": day_fr(finding.opens_on)}
    return f"{said} ; {when}" if said else when


def _missing(document: Document, answer: Answer, day: date) -> Iterator[Missing]:
    for path in answer.missing:
        waiting = [f for f in answer.findings if path in f.missing]
        can_be_told = askable(document, path)
        decided = answer.verdict is Verdict.REFUSED or not can_be_told
        titles = [version.title for version in _versions((f.rule for f in waiting), day)]
        yield Missing(
            path=path,
            label=_label(document, path) or " ".join(f.message for f in waiting),
            rules=", ".join(dict.fromkeys(titles)),
            can_be_told=can_be_told,
            refused_by="" if decided else _(" ; ").join(refusing_answers(document, path)),
        )


def _label(document: Document, path: str) -> str:
    try:
        return words_for(document.act, path).label
    except KeyError:
        return ""


def _versions(rule_ids: Iterable[str], day: date) -> Iterator[LawRule]:
    catalogue = the_catalogue()
    for rule_id in rule_ids:
        version = catalogue.at(rule_id, day)
        if version is not None:
            yield version


def _told(conversation: Conversation, document: Document) -> Iterator[ToldRow]:
    for item in conversation.told:
        if item.path == SITUATIONS:
            codes = tuple(f"situation.{code}" for code in item.value or ())
            question = situations_together(codes)
        else:
            try:
                question = question_for(document, item.path)
            except KeyError:  # asked about another kind of work, before it was changed
                continue
        yield ToldRow(item.path, question.words.label, told_words(question, item.value))


def _also(conversation: Conversation, document: Document) -> Iterator[Missing]:
    """What nobody asked, and that may change the answer."""
    done = {item.path for item in conversation.told}
    for path in conversation.simulation.also_about(document.act):
        if path not in done and askable(document, path) and _has_place(document, path):
            yield Missing(path, _label(document, path), "", can_be_told=True)


def _has_place(document: Document, path: str) -> bool:
    """The end of a derogation is told after the derogation itself."""
    if not path.startswith("act."):
        return True
    name, _dot, part = path.removeprefix("act.").partition(".")
    return not part or getattr(document.act, name) is not None
