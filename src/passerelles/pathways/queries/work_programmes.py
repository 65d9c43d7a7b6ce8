"""What a contract says of programmes, read from what is stored rather than from what is typed.

A person is in a programme when their enrolment says so; a place belongs to one when its adhesion
is noted.  What nobody noted is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from passerelles.law.acts.work import Contract
from passerelles.law.catalogue import the_catalogue
from passerelles.law.document import AnyAct
from passerelles.law.findings import Answer, Finding, Severity
from passerelles.law.iae.cddi import CONVERGENCE
from passerelles.law.iae.lengths import Length
from passerelles.law.parameters import Book
from passerelles.law.person import Person
from passerelles.law.programmes.model import TERM_RULES, Term
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.wording import number_fr
from passerelles.law.work_kinds import WorkFamily, work_kinds
from passerelles.pathways.law_enrolments import without_contract
from passerelles.pathways.law_questions import WorkFacts
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.pathways.rules.work import Place
from passerelles.programmes.queries import is_member

PROGRAMME, MEMBERSHIPS = "act.programme", "act.employer_programmes"
LONG_CONTRACTS = "LOW-03"  # what the programme opens past the common limit
# Kinds of contract that only exist inside a programme the law knows by its name.
_OF_PROGRAMME = {"cddi_cvg": CONVERGENCE}
NOT_IN_ANY = "none"  # the code by which the law hears « aucun »


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A programme the person is in, from a day to another; a copy counts for its origin."""

    code: str
    start: date
    end: date | None

    def on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


def enrolled_in(rows: Iterable[ProgrammeEnrolment]) -> tuple[Enrolled, ...]:
    found = []
    for row in rows:
        origin = row.own_version.programme.origin if row.own_version else ""
        found.append(Enrolled(origin or row.programme, row.entered_on, row.left_on))
    return tuple(found)


def enrolments_of(person_id: UUID) -> tuple[Enrolled, ...]:
    """Programmes of the person, among those the actor in scope may see."""
    rows = ProgrammeEnrolment.objects.filter(person_id=person_id)
    return enrolled_in(rows.select_related("own_version__programme"))


@dataclass(frozen=True, slots=True)
class ToldByTheRecord:
    """The contract with its programme as the record has it, and what is missing to believe it."""

    facts: WorkFacts
    programme: str
    findings: tuple[Finding, ...]
    unsure_member: bool = False


def told_programmes(
    facts: WorkFacts, enrolled: tuple[Enrolled, ...], today: date
) -> ToldByTheRecord:
    """``act.programme`` and ``act.employer_programmes`` of a contract, from what is stored."""
    typed = str(facts.details.get(PROGRAMME) or "") or _OF_PROGRAMME.get(facts.kind, "")
    details = {k: v for k, v in facts.details.items() if k not in (PROGRAMME, MEMBERSHIPS)}
    if typed in ("", NOT_IN_ANY) or work_kinds()[facts.kind].family is not WorkFamily.CONTRACT:
        bare = facts if MEMBERSHIPS not in facts.details else replace(facts, details=details)
        return ToldByTheRecord(bare, typed, ())
    day = facts.start or today
    if not any(one.code == typed and one.on(day) for one in enrolled):
        details[PROGRAMME] = NOT_IN_ANY
        lacks: tuple[Finding, ...] = (_no_enrolment(typed),)
        if _member(facts.employer, typed, day) is None:
            lacks += (_no_membership(typed),)  # both at once: nobody comes back twice
        return ToldByTheRecord(replace(facts, details=details), typed, lacks)
    details[PROGRAMME] = typed
    member = _member(facts.employer, typed, day)
    if member is None:
        left = replace(facts, details=details)
        return ToldByTheRecord(left, typed, (_no_membership(typed),), unsure_member=True)
    details[MEMBERSHIPS] = [typed] if member else []
    return ToldByTheRecord(replace(facts, details=details), typed, ())


def _member(employer: Place, code: str, day: date) -> bool | None:
    try:
        key = UUID(employer.word)
    except ValueError:
        return None  # a free name: nobody can note its adhesion
    return is_member(key, code, day)


def as_member(facts: WorkFacts, code: str) -> WorkFacts:
    """The same contract if the employer were a member: what even then refuses, refuses."""
    return replace(facts, details={**facts.details, MEMBERSHIPS: [code]})


def unproved_length(
    told: ToldByTheRecord, as_a_member: Answer, book: Book, day: date
) -> tuple[Finding, ...]:
    """Past the common limit, an adhesion nobody noted is never supposed: somebody says it holds.

    ``as_a_member``: the answer were the employer a member, for the length of the whole path.
    """
    if told.programme != CONVERGENCE:
        return ()
    months, days = (as_a_member.computed.get(n) for n in ("cddi_months", "cddi_days_over"))
    if not isinstance(months, int) or not isinstance(days, int):
        return ()  # without its days, the contract has no length yet
    length = Length(months, days)
    common = book.at("cddi_months_max", day)
    if not length.exceeds(common.whole):
        return ()
    rule = the_catalogue().at(LONG_CONTRACTS, date.max)
    most = f"{number_fr(common.value)} mois"
    return (
        Finding(
            LONG_CONTRACTS,
            Severity.WARN,
            f"{length} de CDDI en tout : au-delà de {most}, il faut l’adhésion de l’employeur à "
            f"{_label(told.programme)}, et personne ne l’a notée.",
            rule.article if rule else "",
            parameters=(common,),
            missing=(MEMBERSHIPS,),
            remedy=f"Notez-la d’abord. Sinon, finissez le contrat à {most}, ou dites ce qui prouve "
            "l’adhésion.",
        ),
    )


def _label(code: str) -> str:
    programme = shipped_programmes().get(code)
    return programme.label if programme else code


def _no_enrolment(code: str) -> Finding:
    return _finding(
        Term.ENTRY,
        Severity.UNKNOWN,
        f"Aucune inscription au programme {_label(code)} n’est notée pour ce jour-là.",
        "Inscrivez d’abord la personne dans le programme, sous « Programmes » de son dossier.",
        (PROGRAMME,),
    )


def _no_membership(code: str) -> Finding:
    return _finding(
        Term.ENTRY,
        Severity.UNKNOWN,
        f"Personne n’a noté si l’employeur est membre du programme {_label(code)}.",
        "Choisissez l’employeur dans l’annuaire ; un de ses administrateurs note l’adhésion, "
        "sous « Programmes ».",
        (MEMBERSHIPS,),
    )


def refused_contracts(
    told: ToldByTheRecord, contract: AnyAct, person: Person, at: date
) -> tuple[Finding, ...]:
    """A programme that makes nobody an employee refuses any contract written under its name."""
    programme = shipped_programmes().get(told.programme)
    if programme is None or programme.contract_created or not isinstance(contract, Contract):
        return ()
    named = replace(contract, programme=told.programme)
    return tuple(
        _finding(Term.CONTRACT, remark.severity, remark.message, remark.remedy)
        for remark in without_contract(programme, named, person, at)
    )


def _finding(
    term: Term, severity: Severity, message: str, remedy: str, missing: tuple[str, ...] = ()
) -> Finding:
    rule_id = TERM_RULES[term]
    rule = the_catalogue().at(rule_id, date.max)
    article = rule.article if rule else ""
    return Finding(rule_id, severity, message, article, missing=missing, remedy=remedy)
