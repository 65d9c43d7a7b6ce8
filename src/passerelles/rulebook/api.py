"""The law over HTTP: its rules, a question to them, the shape of a question.

No account, no cookie, nothing kept: the answer only depends on what is asked.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from passerelles.kernel.clock import today
from passerelles.law.answering import check
from passerelles.law.answers import answer_data
from passerelles.law.asking import question_schema, read_question
from passerelles.law.catalogue import FAMILIES, RuleState, the_catalogue
from passerelles.law.findings import Severity, Verdict
from passerelles.law.listing import rule_data
from passerelles.law.parameters import Confidence, the_book
from passerelles.law.person import Day
from passerelles.law.reading import Mistake, NotADocument
from passerelles.web.api import AddressThrottle, Problems, body_of
from passerelles.web.routes import Audience, Audit, Route

PUBLIC = Route(Audience.PUBLIC, "public: nothing stored, limited by address", Audit.NONE)
LEDGER: dict[str, Route] = {"law_check": PUBLIC, "law_rules": PUBLIC, "law_schema": PUBLIC}

pace = AddressThrottle(60)
router = Router(tags=["Droit"], throttle=[pace])

WORDS_LENGTH = 200


class RulesAsked(Schema):
    at: Day | None = Field(None, description="Jour dont on lit le droit ; aujourd’hui sinon.")
    q: str = Field("", max_length=WORDS_LENGTH, description="Mots que la règle contient tous.")
    family: str = Field("", description=f"Famille : {', '.join(FAMILIES)}.")


class ValueRow(Schema):
    """A value of the law that was read; ``owner``: the organisation that set it, if any."""

    key: str
    label: str
    value: Any = Field(description="Un nombre.")
    unit: str
    start: date | None = Field(alias="from")
    end: date | None = Field(alias="to")
    source: str
    confidence: Confidence
    owner: str


class Reason(Schema):
    """One finding: the rule that speaks, how serious it is, what is missing, what to do."""

    rule: str
    severity: Severity
    message: str
    article: str
    parameters: list[ValueRow]
    missing: list[str]
    remedy: str
    opens: list[str]
    opens_on: date | None
    confidence: str


class LawAnswer(Schema):
    at: date
    verdict: Verdict
    findings: list[Reason]
    computed: dict[str, Any]
    checked: list[str]
    parameters: list[ValueRow]


class SourceRow(Schema):
    tag: str
    title: str
    state: str


class RuleRow(Schema):
    """One rule as it stands on the day asked."""

    id: str
    family: str
    family_label: str
    title: str
    statement: str
    article: str
    start: date | None = Field(alias="from")
    end: date | None = Field(alias="to")
    since: str
    confidence: Confidence
    confidence_label: str
    state: RuleState
    state_label: str
    parameters: list[ValueRow]
    without_value: list[str]
    sources: list[SourceRow]
    note: str


class RuleList(Schema):
    at: date
    count: int
    rules: list[RuleRow]


REFUSALS: dict[int, Any] = {422: Problems, 429: Problems}
_BODY = {
    "requestBody": {
        "required": True,
        "description": "Une question : un jour, une personne, un acte, les actes d’avant.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Question"}}},
    }
}


@router.post(
    "/check",
    response={200: LawAnswer, 413: Problems, **REFUSALS},
    summary="Interroger le droit",
    description="Un document JSON entre, un verdict et ses raisons sortent. Rien n’est gardé.",
    openapi_extra=_BODY,
    by_alias=True,
    url_name="law_check",
    operation_id="law_check",
)
def law_check(request: HttpRequest) -> dict[str, Any]:
    return answer_data(check(read_question(body_of(request), today=today())))


@router.get(
    "/rules",
    response={200: RuleList, **REFUSALS},
    summary="Lire les règles d’un jour",
    by_alias=True,
    url_name="law_rules",
    operation_id="law_rules",
)
def law_rules(request: HttpRequest, asked: Query[RulesAsked]) -> dict[str, Any]:
    wanted = asked.family.upper()
    if wanted and wanted not in FAMILIES:
        expected = f"une de ces valeurs : {', '.join(FAMILIES)}"
        raise NotADocument((Mistake("family", expected),))
    day = asked.at or today()
    book = the_book()
    rows = [
        rule_data(rule, book, day) for rule in the_catalogue().on(day, words=asked.q, family=wanted)
    ]
    return {"at": day, "count": len(rows), "rules": rows}


@router.get(
    "/schema",
    response={200: dict[str, Any], 429: Problems},
    summary="Lire le schéma d’une question",
    description="JSON Schema (2020-12) de ce que lit « Interroger le droit ».",
    url_name="law_schema",
    operation_id="law_schema",
)
def law_schema(request: HttpRequest) -> dict[str, Any]:
    return question_schema()
