"""Everything the law may ask or answer has its words, and asking leads to the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles import law
from passerelles.law.acts.follow import Exit
from passerelles.law.acts.money import Aid
from passerelles.law.acts.programmes import Enrolment
from passerelles.law.acts.work import Assignment, Contract, Derogation, Immersion
from passerelles.law.aid.amounts import CDI_INCLUSION, PRISON
from passerelles.law.answering import check
from passerelles.law.document import AnyAct, Document
from passerelles.law.esat.assignment import MENTIONS
from passerelles.law.esat.contract import SHORT_REASONS
from passerelles.law.filling import value_at, with_answer
from passerelles.law.findings import Answer, Verdict
from passerelles.law.iae.exit_tables import exit_table
from passerelles.law.iae.reasons import prolongation_reasons, suspension_reasons
from passerelles.law.person import Person, Status
from passerelles.law.pmsmp.convention import PURPOSES
from passerelles.law.question_words import (
    choices_of,
    computed_words,
    group_of_work,
    opening_words,
    words_for,
)
from passerelles.law.questions import (
    AnswerKind,
    answer_of,
    askable,
    asked_path,
    codes_of,
    next_question,
    question_for,
)
from passerelles.law.reading import NotADocument, read_data, schema
from passerelles.law.situations import SituationKind
from passerelles.law.work_kinds import WorkFamily, work_kinds
from passerelles.organisations.rules.kinds import kinds
from tests.law.reading_cases import Case, cases

ACTS: tuple[type, ...] = get_args(AnyAct)
AT = date(2026, 11, 22)


@lru_cache(maxsize=1)
def documents_of_cases() -> tuple[tuple[Case, Document], ...]:
    names = ("at", "person", "act", "history")
    return tuple(
        (case, read_data({name: case.data[name] for name in names if name in case.data}))
        for case in cases()
    )


def empty_acts() -> Iterator[AnyAct]:
    """Every class of act, with each of its variants and nothing else told."""
    families = {
        Contract: {WorkFamily.CONTRACT, WorkFamily.SUPPORT},
        Immersion: {WorkFamily.IMMERSION},
        Assignment: {WorkFamily.ASSIGNMENT},
    }
    for owner in ACTS:
        if owner in families:
            for code, kind in work_kinds().items():
                if kind.family in families[owner]:
                    yield owner(type=code)
            continue
        variants = [name for name in ("programme", "subject") if name in owner.__dataclass_fields__]
        codes = [code for name in variants for code, _ in _words(owner, name).choices]
        yield from (owner(**{variants[0]: code}) for code in codes if code)
        yield owner()


def _words(owner: type, name: str) -> Any:
    return words_for(owner(), f"act.{name}")


# Documents anybody might tell, field by field


def _values(act: AnyAct, name: str) -> st.SearchStrategy[Any]:
    question = question_for(Document(at=AT, act=act), f"act.{name}")
    codes = [choice.code for choice in question.choices]
    told: dict[AnswerKind, st.SearchStrategy[Any]] = {
        AnswerKind.DATE: st.dates(date(2023, 1, 1), date(2028, 12, 31)),
        AnswerKind.NUMBER: st.sampled_from(
            [Decimal(n) for n in ("0", "0.5", "1", "19", "26", "60")]
        ),
        AnswerKind.COUNT: st.sampled_from([0, 1, 2, 12, 40]),
        AnswerKind.YES_NO: st.booleans(),
        AnswerKind.CHOICE: st.sampled_from(codes or [""]),
        AnswerKind.SEVERAL: st.lists(st.sampled_from(codes or [""]), max_size=3, unique=True),
        AnswerKind.TEXT: st.sampled_from(["A", "B"]),
    }
    return st.none() | told.get(question.answer, st.none())


@st.composite
def documents(draw: st.DrawFn) -> Document:
    act = draw(st.sampled_from(list(empty_acts())))
    document = Document(at=draw(st.dates(date(2024, 1, 1), date(2027, 6, 30))), act=act)
    for field in fields(act):
        if field.name in {"kind", "type", "programme", "subject", "place_kind"}:
            continue
        if field.default is MISSING or field.default is not None:
            continue
        value = draw(_values(act, field.name))
        if value is not None:
            try:
                document = with_answer(document, f"act.{field.name}", value)
            except NotADocument:  # out of the bounds of this field
                continue
    told = draw(st.dictionaries(st.sampled_from(list(SituationKind)), st.booleans(), max_size=6))
    document = with_answer(document, "situations", told)
    born = draw(st.none() | st.dates(date(1955, 1, 1), date(2012, 1, 1)))
    return document if born is None else with_answer(document, "person.birth_date", born)


def says_everything_in_words(document: Document, answer: Answer) -> None:
    for path in answer.missing:
        if not path.startswith("parameter."):
            assert words_for(document.act, path).plain, path
            assert path.startswith("history") or askable(document, path), path
    for finding in answer.findings:
        assert all(opening_words(code) for code in finding.opens)
    for name, value in answer.computed.items():
        # Codes of an enrolment are those of its programme, which has its own words for them.
        in_words(name, "" if isinstance(document.act, Enrolment) else value)


def in_words(name: str, value: Any) -> None:
    words = computed_words(name)
    assert words.label
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    for item in inner or [value]:
        if isinstance(item, str) and item.isascii() and item.islower() and item.isidentifier():
            assert words.word(item) != item, f"{name} : {item}"


def test_every_case_answers_and_asks_in_words() -> None:
    for _case, document in documents_of_cases():
        says_everything_in_words(document, check(document))


@settings(max_examples=400, deadline=None)
@given(document=documents())
def test_any_question_answers_and_asks_in_words(document: Document) -> None:
    says_everything_in_words(document, check(document))


@pytest.mark.parametrize("act", list(empty_acts()), ids=lambda act: f"{act.kind}")
def test_an_act_of_which_nothing_is_told_asks_in_words(act: AnyAct) -> None:
    document = Document(at=AT, act=act)
    says_everything_in_words(document, check(document))


def written_in_the_law(pattern: str) -> set[str]:
    sources = sorted(Path(law.__file__).parent.rglob("*.py"))
    return {found for path in sources for found in re.findall(pattern, path.read_text())}


def test_every_value_a_rule_may_compute_has_a_label() -> None:
    for name in written_in_the_law(r'computed\["(\w+)"\]'):
        assert computed_words(name).label, name


def test_every_way_to_open_a_refusal_has_words() -> None:
    for ways in written_in_the_law(r"opens=\(([^)]*)\)"):
        for code in re.findall(r'"(\w+)"', ways):
            assert opening_words(code), code


# Codes


@pytest.mark.parametrize("owner", ACTS, ids=lambda owner: owner.__name__)
def test_every_field_has_words_and_its_closed_codes_too(owner: type) -> None:
    for field in fields(owner):
        if field.name == "kind":
            continue
        question = question_for(Document(at=AT, act=owner()), f"act.{field.name}")
        assert question.words.label
        codes = codes_of(owner, field.name)
        if codes:
            assert {choice.code for choice in question.choices} == set(codes), field.name


def test_every_field_of_the_person_and_of_a_derogation_has_words() -> None:
    document = Document(at=AT, act=Contract(derogation=Derogation(type="prefect")))
    paths = [f"person.{field.name}" for field in fields(Person)]
    paths += [f"act.derogation.{field.name}" for field in fields(Derogation)]
    for path in paths:
        assert words_for(document.act, path).plain
    statuses = question_for(document, "person.status").choices
    assert [choice.code for choice in statuses] == list(Status)
    diplomas = {choice.code for choice in question_for(document, "person.diploma_level").choices}
    assert diplomas == set(codes_of(Person, "diploma_level"))


@pytest.mark.parametrize("kind", SituationKind)
def test_every_situation_is_asked_in_words(kind: SituationKind) -> None:
    for part in ("", ".proof_date", ".from", ".to"):
        words = words_for(Contract(), f"situation.{kind}{part}")
        assert words.label
        assert "?" in words.plain


def test_every_code_a_case_tells_has_words() -> None:
    unsaid = {
        f"{act.kind}.{name} : {code}"
        for _case, document in documents_of_cases()
        for act in (document.act, *document.history)
        for name, code in codes_told(document.at, act)
    }
    assert unsaid == set()


@pytest.mark.parametrize(
    ("act", "path", "codes"),
    [
        (Contract(type="cat"), "act.reason", set(SHORT_REASONS)),
        (Assignment(type="mad_esat_individual"), "act.mentions", set(MENTIONS)),
        (Immersion(type="pmsmp"), "act.purposes", set(PURPOSES)),
        (Exit(), "act.destination", set(exit_table().destinations)),
        (Aid(), "act.aid_kind", {CDI_INCLUSION, PRISON, "post", "assignment", "tremplin"}),
    ],
    ids=["reason", "mentions", "purposes", "destination", "aid_kind"],
)
def test_every_code_a_rule_knows_is_offered(act: AnyAct, path: str, codes: set[str]) -> None:
    question = question_for(Document(at=AT, act=act), path)
    assert codes <= {choice.code for choice in question.choices}


def codes_told(at: date, act: AnyAct) -> Iterator[tuple[str, str]]:
    """Codes an act tells that are not among the choices of their question."""
    if isinstance(act, Enrolment):  # its codes are those of its programme
        return
    for field in fields(act):
        value = getattr(act, field.name)
        if field.name in {"kind", "derogation"} or not value:
            continue
        question = question_for(Document(at=at, act=act), f"act.{field.name}")
        if question.answer in {AnswerKind.CHOICE, AnswerKind.SEVERAL}:
            told = set(value) if question.answer is AnswerKind.SEVERAL else {value}
            codes = {choice.code for choice in question.choices}
            for code in told - codes - EMPLOYERS_THAT_MAY_NOT - RECORDED_ONLY:
                yield field.name, code


# Cases also show who may not sign: the page says « une autre structure » for all of them.
EMPLOYERS_THAT_MAY_NOT = {code for code, _ in choices_of("place_kind")}


# Reasons met in old records, no longer to be chosen.
RECORDED_ONLY = {
    reason.code
    for reasons in (suspension_reasons(), prolongation_reasons())
    for reason in reasons.values()
    if reason.historical
}


def test_kinds_of_places_are_those_of_the_directory_save_what_their_name_would_reveal() -> None:
    codes = {code for code, _ in choices_of("place_kind")}
    directory = kinds()
    assert codes <= set(directory)
    assert not codes & {code for code, kind in directory.items() if kind.sensitive}
    assert {code for code, _ in choices_of("prescriber_kind")} <= set(directory)


@pytest.mark.parametrize("code", work_kinds())
def test_every_kind_of_work_is_offered_under_plain_words(code: str) -> None:
    assert group_of_work(code)


def test_every_property_of_the_schema_is_described() -> None:
    produced = schema()
    untold = [
        f"{owner}.{name}"
        for owner, described in [("Document", produced), *produced["$defs"].items()]
        for name, field in described.get("properties", {}).items()
        if not field.get("description")
    ]
    assert untold == []


# Telling


def test_telling_one_situation_says_nothing_of_the_others() -> None:
    document = Document(at=AT, act=Contract(type="cddi"))
    document = with_answer(document, "situation.rqth", True)
    assert document.person.holds(SituationKind.RQTH, AT) is True
    assert document.person.holds(SituationKind.RSA, AT) is None
    document = with_answer(document, "situation.rsa", False)
    assert document.person.holds(SituationKind.RSA, AT) is False
    document = with_answer(document, "situation.rqth", False)
    assert document.person.holds(SituationKind.RQTH, AT) is False
    assert document.person.holds(SituationKind.AAH, AT) is None


def test_the_date_of_a_proof_goes_with_its_situation() -> None:
    document = with_answer(
        Document(at=AT, act=Contract()), "situation.rsa.proof_date", "2026-10-01"
    )
    situation = document.person.situation(SituationKind.RSA, AT)
    assert situation is not None
    assert situation.proof_date == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("act.weekly_hours", "200", "au plus 168"),
        ("act.weekly_hours", "beaucoup", "un nombre"),
        ("act.start", "2026-02-30", "une date"),
        ("act.renewals", "-1", "au moins 0"),
        ("person.diploma_level", "master", "une de ces valeurs"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_was_expected(
    path: str, value: str, expected: str
) -> None:
    with pytest.raises(NotADocument) as refused:
        with_answer(Document(at=AT, act=Contract()), path, value)
    assert expected in str(refused.value)
    assert refused.value.mistakes[0].path == path


@pytest.mark.parametrize("path", ["act.nothing", "situation.nothing", "history.0", "parameter.x"])
def test_a_path_that_does_not_exist_is_no_place_to_write(path: str) -> None:
    with pytest.raises(KeyError):
        with_answer(Document(at=AT, act=Contract()), path, "A")


def test_a_derogation_is_told_by_its_kind_then_by_its_days() -> None:
    document = with_answer(Document(at=AT, act=Contract()), "act.derogation", "individual")
    document = with_answer(document, "act.derogation.end", "2027-01-31")
    assert value_at(document, "act.derogation") == Derogation(
        type="individual", end=date(2027, 1, 31)
    )


# Asking


def test_the_kind_of_work_is_asked_first_and_not_knowing_it_is_never_a_yes() -> None:
    document = Document(at=AT, act=Contract())
    question = next_question(document)
    assert question is not None
    assert question.path == "act.type"
    assert next_question(document, {"act.type"}) is None
    answer = answer_of(document)
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.missing == ("act.type",)


def test_a_day_on_which_no_rule_is_known_is_never_a_yes() -> None:
    answer = answer_of(Document(at=date(1950, 1, 1), act=Contract(type="cddi")))
    assert answer.verdict is not Verdict.ALLOWED


def conversation(document: Document, whole: Document) -> Document:
    """Answer each question from what ``whole`` knows; what it does not know is declined."""
    declined: set[str] = set()
    for _page in range(80):
        question = next_question(document, declined)
        if question is None:
            return document
        for path in question.paths:
            value = told_by(whole, path)
            if value is None:
                declined.add(path)
            else:
                document = with_answer(document, path, value)
                declined.add(path)
    raise AssertionError("la conversation ne finit pas")


def told_by(whole: Document, path: str) -> Any:
    place, _, rest = path.partition(".")
    if place == "history":
        return None
    if place != "situation":
        value = value_at(whole, path)
        return value.type if isinstance(value, Derogation) else value
    code, _, part = rest.partition(".")
    if not part:
        return whole.person.holds(SituationKind(code), whole.act.on or whole.at)
    situation = whole.person.situation(SituationKind(code), whole.act.on or whole.at)
    name = {"from": "start", "to": "end"}.get(part, part)
    return getattr(situation, name) if situation else None


@settings(max_examples=200, deadline=None)
@given(document=documents())
def test_a_conversation_always_ends_and_leaves_nothing_known_unasked(
    document: Document,
) -> None:
    act = type(document.act)(
        **{
            name: getattr(document.act, name)
            for name in ("type", "programme", "subject")
            if name in type(document.act).__dataclass_fields__
        }
    )
    told = conversation(Document(at=document.at, act=act), document)
    answer = check(told)
    if answer.verdict is not Verdict.REFUSED:
        asked = {asked_path(told, path) for path in answer.missing if askable(told, path)}
        assert not [path for path in asked if told_by(document, path) not in (None, "")]
