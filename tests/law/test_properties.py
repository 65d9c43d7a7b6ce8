"""What is true of every answer, whatever the question: looked for among thousands of them."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from passerelles.kernel.calendar import last_day
from passerelles.law.acts.entry import Eligibility
from passerelles.law.acts.work import Assignment, Immersion
from passerelles.law.answering import check
from passerelles.law.answers import answer_data
from passerelles.law.catalogue import the_catalogue
from passerelles.law.checking import declared
from passerelles.law.document import AnyAct, Document
from passerelles.law.findings import Answer, Finding, Severity, Verdict, verdict_of
from passerelles.law.parameters import the_book
from passerelles.law.person import Person, Situation
from passerelles.law.reading import read_data, read_json
from passerelles.law.situations import SituationKind
from passerelles.law.work_kinds import WorkKind, work_kinds
from passerelles.rulebook.rules.settling import fault_of, settable_keys
from tests.law.documents import ACTS, FAMILIES, LAST, Maker, hints

SEEDED = 6_000
_MORE = settings(max_examples=200, deadline=None, derandomize=True)
_ANY = st.integers(min_value=0, max_value=2**63)
_DOCUMENTS: TypeAdapter[Document] = TypeAdapter(Document)
_FIGURES = re.compile(r"\d[\d\s,/]*")


def _maker(seed: int, silence: float | None = None) -> Maker:
    return Maker(random.Random(seed), silence)


def _on(question: Document) -> date:
    return question.act.on or question.at


def _blocking(answer: Answer) -> set[str]:
    return {finding.rule for finding in answer.of(Severity.BLOCK)}


def _said(finding: Finding) -> tuple[str, str, Severity]:
    return finding.rule, finding.message, finding.severity


# What any answer promises


def _promises(question: Document) -> Answer:
    answer = check(question)
    assert answer.verdict is verdict_of(answer.findings)
    gravities = [list(Severity).index(finding.severity) for finding in answer.findings]
    order = [list(Severity).index(s) for s in (Severity.BLOCK, Severity.UNKNOWN, Severity.WARN)]
    ranks = [order.index(g) if g in order else len(order) for g in gravities]
    assert ranks == sorted(ranks)
    for finding in answer.findings:
        _finding_promises(finding, question, answer)
    json.dumps(answer_data(answer), allow_nan=False)
    assert check(question) == answer
    return answer


def _finding_promises(finding: Finding, question: Document, answer: Answer) -> None:
    version = the_catalogue().at(finding.rule, _on(question))
    assert version is not None, finding
    assert finding.rule in answer.checked
    assert finding.article == version.article
    assert _reads_well(finding.message), finding.message
    assert not finding.remedy or _reads_well(finding.remedy), finding.remedy
    assert (finding.severity is Severity.UNKNOWN) == bool(finding.missing)
    for path in finding.missing:
        assert _exists(path, question), path
    for row in finding.parameters:
        assert row in answer.parameters
        assert row in the_book().rows(row.key)
        # What the page of the rule shows as its values.
        assert any(row.key in v.parameters for v in the_catalogue().versions(finding.rule)), row.key


def _reads_well(text: str) -> bool:
    """Two whole sentences at most, with French apostrophes and no word of the machine."""
    sentences = re.findall(r"[.?!…](?:\s|$)", text)
    machine = re.search(r"'|None|True|False|  ", text)
    return 1 <= len(sentences) <= 2 and text[-1] in ".?!…" and not machine


def _exists(path: str, question: Document) -> bool:
    """Whether a path named missing is a place of the document, a situation or a parameter."""
    where, _, rest = path.partition(".")
    name = rest.split(".")[0]
    match where:
        case "act":
            return name in hints(type(question.act))
        case "person":
            return name in hints(Person)
        case "situation":
            field = rest.removeprefix(f"{name}.")
            return name in set(SituationKind) and (field == name or field in hints(Situation))
        case "parameter":
            return bool(the_book().rows(rest))
        case "history":
            # No number: the order in which the history is told changes nothing.
            return not rest or any(name in hints(type(act)) for act in question.history)
        case _:
            return False


@given(_ANY)
@_MORE
def test_any_question_gets_an_answer_that_keeps_its_promises(seed: int) -> None:
    _promises(_maker(seed).document())


def test_thousands_of_seeded_questions_of_every_kind_get_one() -> None:
    kinds: Counter[str] = Counter()
    silent = {entry.rule_id for entry in declared()}
    for seed in range(SEEDED):
        question = _maker(seed).document()
        kinds[question.act.kind] += 1
        silent -= {finding.rule for finding in _promises(question).findings}
    assert len(kinds) == len(ACTS)
    assert min(kinds.values()) > SEEDED // len(ACTS) // 2
    for seed in range(SEEDED, 10 * SEEDED):
        if not silent:
            break
        silent -= {finding.rule for finding in check(_maker(seed).document()).findings}
    assert silent == set(), "aucune question tirée au hasard ne fait parler ces règles"


@given(_ANY)
@_MORE
def test_what_is_drawn_is_well_formed_and_reads_back_the_same(seed: int) -> None:
    question = _maker(seed).document()
    written = _DOCUMENTS.dump_json(question, by_alias=True)
    assert read_json(written) == question
    assert read_data(json.loads(written)) == question


@given(_ANY, st.randoms())
@_MORE
def test_the_order_in_which_the_history_is_told_changes_nothing(
    seed: int, shuffler: random.Random
) -> None:
    maker = _maker(seed, 0.1)
    act = maker.act()
    history = [maker.act(type(act)) for _ in range(4)]
    question = Document(at=maker.today, person=maker.build(Person), act=act, history=tuple(history))
    shuffler.shuffle(history)
    assert check(replace(question, history=tuple(history))) == check(question)


@given(_ANY)
@_MORE
def test_a_quoted_value_holds_on_a_day_the_question_speaks_of(seed: int) -> None:
    """The day of the act, or another day of the act when a rule says which (31 December…)."""
    question = _maker(seed).document()
    spoken = {question.at, _on(question), *_days_of(question.act)}
    for row in check(question).parameters:
        assert any(row.holds_on(day) for day in spoken), (row.key, _on(question))


def _days_of(value: Any) -> set[date]:
    if isinstance(value, date):
        return {value}
    if isinstance(value, tuple):
        return set().union(*map(_days_of, value)) if value else set()
    if hasattr(value, "__dataclass_fields__"):
        return set().union(*(_days_of(getattr(value, n)) for n in value.__dataclass_fields__))
    return set()


# More is never less


def _no_hole(question: Document, name: str, values: list[Any]) -> None:
    """Going up, what passes begins once and ends once: no refusal between two values that pass.

    A reason given at every value has another cause, and would hide a hole.
    """
    said = [
        _reasons(check(replace(question, act=replace(question.act, **{name: value}))))
        for value in values
    ]
    always = set.intersection(*said)
    passing = [number for number, reasons in enumerate(said) if not reasons - always]
    for number in range(passing[0], passing[-1]) if passing else ():
        assert number in passing, (name, values[number], said[number] - always)


def _reasons(answer: Answer) -> set[tuple[str, str]]:
    """Blocks without their figures: the same sentence at any length."""
    return {(f.rule, _FIGURES.sub("", f.message)) for f in answer.of(Severity.BLOCK)}


@pytest.mark.parametrize("code", sorted(work_kinds()))
def test_one_more_day_never_makes_a_too_long_contract_legal_nor_a_long_enough_one_too_short(
    code: str,
) -> None:
    kind = work_kinds()[code]
    for seed in range(12):
        maker = _maker(seed, 0.05)
        act = _act_of(maker, kind)
        question = replace(maker.document(act), at=act.start)
        reach = {maker.rng.randrange(1, maker.rng.choice((40, 130, 800, 2400))) for _ in range(12)}
        around = sorted({n + step for n in reach for step in (0, 1)})
        _no_hole(question, "end", [min(act.start + timedelta(days=n), LAST) for n in around])


def _act_of(maker: Maker, kind: WorkKind) -> Any:
    (family,) = (a for a, families in FAMILIES.items() if kind.family in families)
    start = maker.rng.choice((date(2024, 2, 29), date(2025, 8, 28), date(2026, 1, 15)))
    act = replace(maker.act(family), type=kind.code, start=start)
    if kind.employers and not isinstance(act, Immersion):
        # The right employer, so that what is looked at is not hidden behind a wrong one.
        act = replace(act, employer_kind=maker.rng.choice(sorted(kind.employers)))
    return act


@pytest.mark.parametrize(
    "kind", [k for k in work_kinds().values() if k.months_max or k.months_min], ids=lambda k: k.code
)
def test_a_length_is_counted_to_the_day(kind: WorkKind) -> None:
    for seed in range(40):
        act = _act_of(_maker(seed, 0.05), kind)
        for key, inside in ((kind.months_max, -1), (kind.months_min, 1)):
            if not key:
                continue
            edge = last_day(act.start, the_book().at(key, act.start).whole)
            assert key not in _quoted(act, edge)
            assert key in _quoted(act, edge - timedelta(days=inside))


def _quoted(act: Any, end: date) -> set[str]:
    answer = check(Document(at=act.start, act=replace(act, end=end)))
    return {row.key for finding in answer.of(Severity.BLOCK) for row in finding.parameters}


@pytest.mark.parametrize("code", sorted(work_kinds()))
def test_more_hours_never_pass_a_maximum_nor_fewer_a_minimum(code: str) -> None:
    kind = work_kinds()[code]
    for seed in range(12):
        maker = _maker(seed, 0.05)
        act = _act_of(maker, kind)
        name = "hours" if isinstance(act, Assignment) else "weekly_hours"
        step = Decimal(30) if isinstance(act, Assignment) else Decimal("1.75")
        question = replace(maker.document(act), at=act.start)
        start = Decimal(maker.rng.randrange(8)) / 4
        _no_hole(question, name, [start + n * step for n in range(30)])


@given(_ANY, st.sampled_from(SituationKind))
@_MORE
def test_one_more_situation_never_closes_an_eligibility(seed: int, kind: SituationKind) -> None:
    maker = _maker(seed, 0.1)
    act = maker.act(Eligibility)
    question = maker.document(act)
    held = Situation(kind=kind, proof_date=_on(question))
    person = question.person
    richer = replace(
        person,
        situations=(*(person.situations or ()), held),
        unknown=tuple(other for other in person.unknown if other is not kind),
    )
    before, after = check(question), check(replace(question, person=richer))
    if person.situations is not None:
        assert _blocking(after) <= _blocking(before)


# What is unknown


@given(_ANY)
@_MORE
def test_a_refusal_stays_one_whatever_is_answered_to_what_is_missing(seed: int) -> None:
    """Otherwise it should have been asked before it refused."""
    maker = _maker(seed)
    question = maker.document()
    answer = check(question)
    if answer.verdict is not Verdict.REFUSED or not answer.missing:
        return
    asked = maker.rng.choice(answer.missing)
    told = _told(maker, question, asked)
    if told is not None:
        assert check(told).verdict is Verdict.REFUSED, asked


@given(_ANY)
@_MORE
def test_an_answer_to_what_a_rule_asks_leaves_what_other_rules_say(seed: int) -> None:
    """Filling what is missing may change what was unknown, never a block already given by a rule
    that did not ask for it."""
    maker = _maker(seed)
    question = maker.document()
    answer = check(question)
    if not answer.missing:
        return
    asked = maker.rng.choice(answer.missing)
    told = _told(maker, question, asked)
    if told is None:
        return
    asking = {finding.rule for finding in answer.findings if asked in finding.missing}
    kept = {
        _said(f) for f in answer.findings if f.severity is Severity.BLOCK and f.rule not in asking
    }
    assert kept <= {_said(f) for f in check(told).findings}, asked


def _told(maker: Maker, question: Document, path: str) -> Document | None:
    """The same question with what was missing told; ``None`` for what has no single place."""
    where, _, name = path.partition(".")
    if "." in name or where not in {"act", "person", "situation"}:
        return None
    if where == "situation":
        return replace(question, person=_situated(maker, question.person, SituationKind(name)))
    owner: Any = question.act if where == "act" else question.person
    if getattr(owner, name) is not None:
        return None
    value = Maker(maker.rng, 0).field(type(owner), name)
    changed = replace(owner, **{name: value})
    if where == "act":
        # A day told must not move the question to another law.
        return replace(question, act=changed) if changed.on == question.act.on else None
    return replace(question, person=changed)


def _situated(maker: Maker, person: Person, kind: SituationKind) -> Person:
    """A person of whom everything is told but that situation, then that situation too."""
    others = tuple(other for other in person.unknown if other is not kind)
    if person.situations is None:
        others = tuple(other for other in SituationKind if other is not kind)
    held = (Situation(kind=kind),) if maker.rng.random() < 0.5 else ()
    return replace(person, situations=(*(person.situations or ()), *held), unknown=others)


# What an organisation sets


@pytest.mark.parametrize("value", ["0", "0.5", "1", "12", "120", "600", "18300", "1e7"])
def test_any_value_an_organisation_may_set_gets_an_answer(value: str) -> None:
    """All that is uncertain set at once to what the form of the settings accepts."""
    book = the_book()
    rows = [book.rows(key)[0] for key in settable_keys(book, the_catalogue())]
    own = [
        replace(row, value=Decimal(value), start=None, end=None, owner="Atelier du Marais")
        for row in rows
        if not fault_of(Decimal(value), row.unit)
    ]
    assert own
    settled = book.with_rows_above(own)
    for seed in range(800):
        answer = check(_maker(seed, 0.1).document(), book=settled)
        json.dumps(answer_data(answer), allow_nan=False)


def test_the_properties_look_at_answers_of_every_verdict() -> None:
    verdicts = Counter(check(_maker(seed, 0.05).document()).verdict for seed in range(1_500))
    assert set(verdicts) == set(Verdict), verdicts


def test_a_question_about_nothing_known_is_never_answered_yes_by_a_block() -> None:
    for kind in ACTS:
        empty: AnyAct = kind()
        answer = check(Document(at=date(2026, 11, 22), act=empty))
        assert answer.verdict is not Verdict.REFUSED, (kind, answer.findings)
