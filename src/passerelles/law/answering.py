"""The door of the law: :func:`check` asks every rule that concerns an act."""

from __future__ import annotations

from passerelles.law import families
from passerelles.law.catalogue import Catalogue, the_catalogue
from passerelles.law.checking import Check, entries_for, variant_of
from passerelles.law.document import AnyAct, Document
from passerelles.law.findings import Answer, Finding, Severity, verdict_of
from passerelles.law.parameters import Book, UnknownParameter, the_book

families.load()

_ORDER = {Severity.BLOCK: 0, Severity.UNKNOWN: 1, Severity.WARN: 2, Severity.INFO: 3}


def check(
    document: Document, *, book: Book | None = None, catalogue: Catalogue | None = None
) -> Answer:
    """Verdict, reasons with their article, what is missing and what would open.

    The law read is that of the day of the act, or of ``document.at`` when the act has no day.
    ``book``: the parameters, with an organisation's own rows above; the shipped ones by default.
    """
    act = document.act
    rules = catalogue or the_catalogue()
    question: Check[AnyAct] = Check(
        at=document.at,
        on=act.on or document.at,
        person=document.person,
        act=act,
        history=document.history,
        book=book or the_book(),
    )
    findings: list[Finding] = []
    checked: list[str] = []
    kind: type = type(act)
    for entry in entries_for(kind, variant_of(act)):
        version = rules.at(entry.rule_id, question.on)
        if version is None:
            continue
        question.rule = version
        if version.id not in checked:
            checked.append(version.id)
        try:
            findings.extend(entry.answer(question))
        except UnknownParameter as absent:
            findings.append(_no_value(question, absent))
    findings.sort(key=lambda finding: _ORDER[finding.severity])
    ordered = tuple(findings)
    return Answer(
        at=document.at,
        verdict=verdict_of(ordered),
        findings=ordered,
        checked=tuple(checked),
        parameters=tuple(question.used.values()),
        computed=question.computed,
    )


def _no_value(question: Check[AnyAct], absent: UnknownParameter) -> Finding:
    key = str(absent.args[0])
    rows = question.book.rows(key)
    label = rows[0].label if rows else key
    return question.unknown(
        f"La valeur de « {label} » n’est pas connue à cette date.",
        f"parameter.{key}",
        remedy="Choisissez une autre date, ou demandez à un administrateur de renseigner ce réglage.",
    )
