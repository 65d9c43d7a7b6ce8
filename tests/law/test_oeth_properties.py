"""What holds for any company: the contribution against a slow reading of the law, and its sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.law.acts.money import Beneficiary, Oeth
from passerelles.law.answering import check
from passerelles.law.document import Document
from passerelles.law.findings import Verdict

SMIC = Decimal("11.88")  # on 31 December 2025
TODAY = date(2026, 11, 22)
_MANY = settings(max_examples=150, deadline=None, derandomize=True)

_quantities = st.integers(min_value=0, max_value=500_000).map(Decimal)
_beneficiaries = st.builds(
    Beneficiary,
    age=st.integers(min_value=16, max_value=70),
    presence=st.integers(min_value=0, max_value=100).map(lambda part: Decimal(part) / 100),
)
_companies = st.builds(
    Oeth,
    year=st.just(2025),
    headcount=st.integers(min_value=0, max_value=200_000).map(lambda many: Decimal(many) / 100),
    years_at_threshold=st.integers(min_value=0, max_value=12),
    beneficiaries=st.lists(_beneficiaries, max_size=12).map(tuple),
    purchases_labour_cost=_quantities,
    ecap=st.integers(min_value=0, max_value=400).map(Decimal),
    expenses=_quantities,
    years_without_action=st.integers(min_value=0, max_value=6),
)


def _net(company: Oeth) -> Decimal:
    answer = check(Document(at=TODAY, act=company))
    assert answer.verdict in {Verdict.ALLOWED, Verdict.WARNINGS}
    net = answer.computed["net"]
    assert isinstance(net, Decimal)
    return net


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _by_hand(company: Oeth) -> Decimal:
    """The contribution read from the articles, one after the other, with no parameter."""
    headcount = company.headcount or Decimal(0)
    if headcount < 20 or (company.years_at_threshold or 0) < 5:
        return Decimal(0)
    units = Decimal(0)
    for one in company.beneficiaries or ():
        units += one.presence * (Decimal("1.5") if one.age >= 50 else 1)
    missing = max(int(headcount * 6 / 100) - units, Decimal(0))
    coefficient = 400 if headcount < 250 else 500 if headcount < 750 else 600
    purchases = company.purchases_labour_cost or Decimal(0)
    if units == 0 and purchases == 0 and (company.years_without_action or 0) > 3:
        coefficient = 1500
    gross = _cents(missing * coefficient * SMIC)
    cap = Decimal("0.75") if units / headcount >= Decimal("0.03") else Decimal("0.50")
    net = gross - min(_cents(purchases * Decimal("0.30")), _cents(gross * cap))
    net -= _cents((company.ecap or Decimal(0)) * 17 * SMIC)
    net -= min(company.expenses or Decimal(0), _cents(gross / 10))
    return max(net, Decimal(0))


@given(_companies)
@_MANY
def test_the_contribution_is_the_one_read_by_hand(company: Oeth) -> None:
    assert _net(company) == _by_hand(company)


@given(_companies, _beneficiaries)
@_MANY
def test_one_more_beneficiary_never_costs(company: Oeth, one: Beneficiary) -> None:
    told = company.beneficiaries or ()
    assert _net(replace(company, beneficiaries=(*told, one))) <= _net(company)


@given(_companies)
@_MANY
def test_the_order_of_beneficiaries_changes_nothing(company: Oeth) -> None:
    assert _net(replace(company, beneficiaries=(company.beneficiaries or ())[::-1])) == _net(
        company
    )


@given(_companies)
@_MANY
def test_an_unknown_is_never_a_zero(company: Oeth) -> None:
    """Without one figure, the amount is either the same whatever it is, or not said."""
    for name in ("beneficiaries", "purchases_labour_cost", "ecap", "expenses"):
        unsaid: dict[str, Any] = {name: None}
        answer = check(Document(at=TODAY, act=replace(company, **unsaid)))
        if "net" in answer.computed:
            assert answer.computed["net"] == 0
            assert _net(company) == 0
        else:
            assert f"act.{name}" in answer.missing
