from __future__ import annotations

import pytest

from passerelles.organisations.rules.kinds import (
    Market,
    PersonStatus,
    ProjectReach,
    TableError,
    is_sensitive,
    kind,
    kinds,
    name_reveals,
    read_table,
)

GOOD = """
[other]
label = "Autre"
plain = "une organisation"
family = "partner"
person = "none"
project = "none"
exit = false
bounded = false
market = "none"
authorities = []
places = false
ess = false
colour = "muted"
sign = "x"
"""


def test_the_shipped_table_holds_every_kind_of_the_field() -> None:
    expected = {
        "esat", "ime", "sipfp", "esms", "aci", "ei", "ai", "etti", "eiti", "ea", "eatt", "geiq",
        "regie", "ebe", "training", "company", "buyer", "collectivite", "bailleur", "network",
        "france_travail", "cap_emploi", "mission_locale", "mdph", "funder", "facilitator",
        "barrier_partner", "ptce", "ges", "association", "other",
    }  # fmt: skip
    assert expected <= set(kinds())


def test_an_esat_and_an_aci_differ_as_the_field_says() -> None:
    esat, aci = kind("esat"), kind("aci")
    assert (esat.person, aci.person) == (PersonStatus.USER, PersonStatus.EMPLOYEE)
    assert (esat.exit, aci.exit) == (False, True)
    assert (esat.bounded, aci.bounded) == (False, True)
    assert (esat.project, aci.project) == (ProjectReach.WHOLE_LIFE, ProjectReach.EMPLOYMENT)
    assert (esat.market, aci.market) == (Market.SHELTERED, Market.FRAMED)
    assert esat.authorities == ("ARS",)
    assert aci.duration


def test_an_unknown_kind_reads_as_other() -> None:
    assert kind("vintage") is kinds()["other"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('label = "Autre"', "label"),
        ('family = "partner"', "family"),
        ("bounded = false", "bounded"),
    ],
)
def test_a_table_that_lacks_a_field_is_refused_at_load(change: str, said: str) -> None:
    with pytest.raises(TableError, match=said):
        read_table(GOOD.replace(change, ""))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("bounded = false", "bounded = true"),
        ('colour = "muted"', 'colour = "mauve"'),
        ('market = "none"', 'market = "bazar"'),
        ("exit = false", 'exit = "non"'),
        ("ess = false", "ess = false\nhumeur = 1"),
        ("[other]", "[Autre]"),
        ("[other]", "[another]"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_at_load(before: str, after: str) -> None:
    read_table(GOOD)
    with pytest.raises(TableError):
        read_table(GOOD.replace(before, after))


@pytest.mark.parametrize(
    "name",
    ["CSAPA Horizon", "Centre d’addictologie du Val", "SPIP de l’Aisne", "CMP Les Lilas",
     "Accueil des victimes de violences"],
)  # fmt: skip
def test_a_name_that_tells_of_health_or_justice_is_sensitive(name: str) -> None:
    assert name_reveals(name)
    assert is_sensitive("other", name)


@pytest.mark.parametrize("name", ["ESAT L’Atelier du Pont", "Régie du Compas", "Netclair"])
def test_an_ordinary_name_is_not(name: str) -> None:
    assert not name_reveals(name)


def test_some_kinds_are_sensitive_whatever_their_name() -> None:
    assert is_sensitive("addiction", "Le Phare")
