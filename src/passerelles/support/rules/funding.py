"""Who pays what of a cost: what is secured, what is awaited, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class Funder(StrEnum):
    DEPARTMENT = "department"
    SOCIAL_DRIVING_SCHOOL = "social_driving_school"
    CPF = "cpf"
    FRANCE_TRAVAIL = "france_travail"
    REGION = "region"
    OPCO = "opco"
    AGEFIPH = "agefiph"
    EMPLOYER = "employer"
    CCAS = "ccas"
    PERSON = "person"
    CARE_HOME = "care_home"
    PIC_IAE = "pic_iae"
    PIC_EA = "pic_ea"
    OTHER = "other"


FUNDER_LABELS: dict[Funder, str] = {
    Funder.DEPARTMENT: "Département",
    Funder.SOCIAL_DRIVING_SCHOOL: "Auto-école sociale",
    Funder.CPF: "CPF (compte formation de la personne)",
    Funder.FRANCE_TRAVAIL: "France Travail",
    Funder.REGION: "Région",
    Funder.OPCO: "OPCO",
    Funder.AGEFIPH: "Agefiph, FIPHFP",
    Funder.EMPLOYER: "Employeur",
    Funder.CCAS: "CCAS, mairie",
    Funder.PERSON: "La personne elle-même",
    Funder.CARE_HOME: "EHPAD, hôpital, service à domicile",
    Funder.PIC_IAE: "PIC IAE (formation des salariés en insertion)",
    Funder.PIC_EA: "PIC EA (formation des salariés des entreprises adaptées)",
    Funder.OTHER: "Autre",
}


class FundingState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    PAID = "paid"


FUNDING_LABELS: dict[FundingState, str] = {
    FundingState.ASKED: "Demandé",
    FundingState.GRANTED: "Accordé",
    FundingState.REFUSED: "Refusé",
    FundingState.PAID: "Versé",
}
FUNDING_MOVES: dict[FundingState, frozenset[FundingState]] = {
    FundingState.ASKED: frozenset({FundingState.GRANTED, FundingState.REFUSED, FundingState.PAID}),
    FundingState.GRANTED: frozenset({FundingState.PAID, FundingState.REFUSED}),
    FundingState.REFUSED: frozenset({FundingState.ASKED}),
    FundingState.PAID: frozenset(),
}


class PlanResult(StrEnum):
    """What the money was for: there, not there this time, or no longer wanted."""

    OBTAINED = "obtained"
    NOT_OBTAINED = "not_obtained"
    GIVEN_UP = "given_up"


PLAN_RESULT_LABELS: dict[PlanResult, str] = {
    PlanResult.OBTAINED: "Obtenu",
    PlanResult.NOT_OBTAINED: "Pas obtenu cette fois",
    PlanResult.GIVEN_UP: "Abandonné",
}
ANSWERED_WITH_AN_AMOUNT = frozenset({FundingState.GRANTED, FundingState.PAID})


@dataclass(frozen=True, slots=True)
class Share:
    """One line: what was asked, and what was granted once somebody answered."""

    state: FundingState
    asked: Decimal
    granted: Decimal | None = None

    @property
    def secured(self) -> Decimal:
        if self.state in ANSWERED_WITH_AN_AMOUNT:
            return self.asked if self.granted is None else self.granted
        return ZERO

    @property
    def awaited(self) -> Decimal:
        return self.asked if self.state is FundingState.ASKED else ZERO


@dataclass(frozen=True, slots=True)
class Balance:
    """The cost and who covers it; ``missing`` is what nobody was even asked for."""

    cost: Decimal
    secured: Decimal
    paid: Decimal
    awaited: Decimal

    @property
    def to_find(self) -> Decimal:
        """Cost not secured yet, what is awaited included."""
        return max(ZERO, self.cost - self.secured)

    @property
    def missing(self) -> Decimal:
        return max(ZERO, self.cost - self.secured - self.awaited)

    @property
    def beyond(self) -> Decimal:
        """More was secured than the thing costs: to tell the funders."""
        return max(ZERO, self.secured - self.cost)

    @property
    def complete(self) -> bool:
        return self.to_find == ZERO

    @property
    def sentence(self) -> str:
        if self.beyond:
            return f"Le coût est couvert, et {euros(self.beyond)} de trop : prévenez un financeur."
        if self.complete:
            return "Le coût est entièrement couvert."
        if self.missing:
            return f"Il manque {euros(self.missing)} : aucune demande ne les couvre."
        return f"Il reste {euros(self.to_find)} en attente de réponse."


def balance(cost: Decimal, shares: Iterable[Share]) -> Balance:
    lines = list(shares)
    return Balance(
        cost=cost,
        secured=sum((line.secured for line in lines), ZERO),
        paid=sum((line.secured for line in lines if line.state is FundingState.PAID), ZERO),
        awaited=sum((line.awaited for line in lines), ZERO),
    )


def euros(amount: Decimal) -> str:
    """``1 250 €``, ``87,50 €``: as one writes it in French."""
    whole = amount == amount.to_integral_value()
    text = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    return text.replace(",", "\u202f").replace(".", ",") + "\u00a0€"
