"""Templates, states and progress, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from passerelles.cooperation.rules.partners import PARTNER_ROLE_LABELS, PartnerRole
from passerelles.cooperation.rules.progress import (
    MILESTONE_STATE_LABELS,
    MilestoneState,
    Progress,
    milestone_state,
    progress,
)
from passerelles.cooperation.rules.templates import (
    TemplateError,
    project_templates,
    read_templates,
)

DAY = date(2026, 11, 23)


def test_shared_expertise_has_three_phases_and_eleven_named_milestones() -> None:
    template = project_templates()["shared_expertise"]
    assert template.label == "Expertises partagées"
    assert {phase.title: phase.milestones for phase in template.phases} == {
        "Lancement": (
            "Prise de contact",
            "Présentation & adhésion des ESMS",
            "Identification des publics",
        ),
        "Milieu": (
            "Premiers parcours personnalisés",
            "Bancs d’essai/stages",
            "Ateliers",
            "Implication des adhérents",
            "Sensibilisations mutuelles",
        ),
        "Fin": ("Bilan", "Pérennisation", "Colloque"),
    }
    assert template.milestone_count == 11


def test_the_blank_template_has_phases_and_no_milestone() -> None:
    blank = project_templates()["blank"]
    assert len(blank.phases) == 3
    assert blank.milestone_count == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a]\nlabel='A'\nhint=''\nphases=[]", "au moins une phase"),
        ("[a]\nlabel='A'\nphases=[]", "hint"),
        (
            "[a]\nlabel='A'\nhint=''\n[[a.phases]]\ntitle='P'\nmilestones=['x','x']",
            "deux fois",
        ),
        ("[a]\nlabel='A'\nhint=''\n[[a.phases]]\ntitle=''\nmilestones=[]", "lettres"),
    ],
)
def test_a_wrong_template_is_refused_with_its_key(text: str, said: str) -> None:
    with pytest.raises(TemplateError, match=said) as refused:
        read_templates(text)
    assert str(refused.value).startswith("a : ")


@pytest.mark.parametrize(
    ("planned", "done", "expected"),
    [
        (None, None, MilestoneState.UNDATED),
        (DAY, None, MilestoneState.PLANNED),
        (date(2026, 11, 22), None, MilestoneState.LATE),
        (date(2026, 11, 22), DAY, MilestoneState.DONE),
        (None, DAY, MilestoneState.DONE),
    ],
)
def test_the_planned_day_itself_is_not_late(
    planned: date | None, done: date | None, expected: MilestoneState
) -> None:
    assert milestone_state(planned_on=planned, done_on=done, on=DAY) is expected


def test_nothing_to_do_has_no_rate() -> None:
    assert progress([]) == Progress(0, 0)
    assert progress([]).percent is None
    assert progress([]).words == "aucun jalon pour l’instant"


@pytest.mark.parametrize(
    ("done", "total", "percent", "words"),
    [
        (0, 1, 0, "le jalon reste à faire"),
        (1, 1, 100, "le jalon est fait"),
        (0, 3, 0, "aucun des 3 jalons n’est fait"),
        (1, 3, 33, "1 jalon fait sur 3"),
        (2, 5, 40, "2 jalons faits sur 5"),
        (3, 3, 100, "les 3 jalons sont faits"),
    ],
)
def test_progress_is_said_in_words(done: int, total: int, percent: int, words: str) -> None:
    assert Progress(done, total).percent == percent
    assert Progress(done, total).words == words


def test_every_role_and_every_state_has_its_french_word() -> None:
    assert set(PARTNER_ROLE_LABELS) == set(PartnerRole)
    assert set(MILESTONE_STATE_LABELS) == set(MilestoneState)
