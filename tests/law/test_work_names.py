"""The same situation has the name its structure gives it, with or without somebody on the spot."""

from __future__ import annotations

from datetime import date

import pytest

from passerelles.law.acts.work import Assignment
from passerelles.law.document import Document
from passerelles.law.findings import Severity
from passerelles.law.questions import answer_of
from passerelles.law.work_kinds import work_kinds

DAY = date(2025, 6, 2)
UNSUPERVISED = "prestation non encadrée"


@pytest.mark.parametrize("employer", ["ei", "aci", "regie"])
def test_in_a_structure_of_insertion_it_is_a_contrat_passerelle(employer: str) -> None:
    kind = work_kinds()["passerelle"]
    assert kind.called(employer).label == "Contrat passerelle"
    assert "sans l’encadrant" in kind.called(employer, supervised=False).plain
    assert "avec un encadrant" in kind.called(employer, supervised=True).plain


@pytest.mark.parametrize("code", ["mad_esat_individual", "mad_esat_collective"])
def test_in_an_esat_it_is_an_assignment_or_an_unsupervised_service(code: str) -> None:
    alone = work_kinds()[code].called("esat", supervised=False)
    assert UNSUPERVISED in alone.label
    assert "sans encadrant" in alone.plain
    unsaid = work_kinds()[code].called("esat")
    assert UNSUPERVISED not in unsaid.label
    assert "encadrant" not in unsaid.plain


def test_the_plain_words_of_a_team_are_true_whoever_supervises() -> None:
    team = work_kinds()["mad_esat_collective"]
    assert "avec un encadrant de l’ESAT" in team.called("esat", supervised=True).plain
    assert "sans encadrant" in team.called("esat", supervised=False).plain


def test_every_other_name_of_the_catalogue_stands_in_some_structure_that_may_use_it() -> None:
    for kind in work_kinds().values():
        for name in kind.names:
            assert name.employers <= kind.employers, kind.code
        for place, code in kind.elsewhere.items():
            assert place not in kind.employers, kind.code
            assert place in work_kinds()[code].employers, kind.code


def test_an_esat_that_asks_for_a_contrat_passerelle_is_told_its_own_form() -> None:
    act = Assignment(type="passerelle", employer_kind="esat", start=DAY)
    blocks = answer_of(Document(at=DAY, act=act)).of(Severity.BLOCK)
    said = [finding.remedy for finding in blocks]
    assert any(UNSUPERVISED in remedy for remedy in said), said
