"""Entering a place and being eligible to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from pydantic import ConfigDict

from passerelles.law.acts.work import Count
from passerelles.law.person import STRICT, Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Admission to an ESAT and its first deadlines.

    ``cdaph_exception``: the CDAPH allowed the entry before twenty; ``trial_end``: last day of the
    trial, its renewals and absences included; ``amendment_on``: the one that sets the goals.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["admission"] = "admission"
    place_kind: Literal["esat"] = "esat"
    admitted_on: Day | None = None
    cdaph_exception: bool | None = None
    still_in_ime: bool | None = None
    trial_start: Day | None = None
    trial_end: Day | None = None
    trial_renewals: Count | None = None
    absence_days: Count | None = None
    contract_handed_on: Day | None = None
    contract_signed_on: Day | None = None
    amendment_on: Day | None = None
    orientation_decided_on: Day | None = None
    france_travail_proposal: bool | None = None
    france_travail_proposal_on: Day | None = None

    @property
    def on(self) -> date | None:
        return self.admitted_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """May this person enter that programme or kind of place, on whose word?

    ``author``: who makes the diagnosis (a prescriber entitled to, or the employer itself).
    ``pass_start``: first day of the PASS IAE held or hoped for; ``had_pass_before``: whether there
    was an earlier one, ``pass_ended_on`` its last day; ``diploma_proof_on``: date of the diploma, or of the declaration that there is none.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["eligibility"] = "eligibility"
    programme: str = "iae"
    employer_kind: str | None = None
    author: Literal["prescriber", "employer"] | None = None
    author_kind: str | None = None
    decided_on: Day | None = None
    diagnosed_on: Day | None = None
    pass_start: Day | None = None
    had_pass_before: bool | None = None
    pass_ended_on: Day | None = None
    diploma_proof_on: Day | None = None
    proposed_by_public_service: bool | None = None
    control_notice_on: Day | None = None
    days_in_year: Count | None = None
    already_granted: bool | None = None

    @property
    def on(self) -> date | None:
        return self.decided_on
