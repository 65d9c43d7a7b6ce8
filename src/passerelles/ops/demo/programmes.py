"""Programmes of the demonstration: the insertion site runs its own version of one of them."""

from __future__ import annotations

from datetime import timedelta

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.ops.demo.cast import Players
from passerelles.programmes.actions import copy_programme, declare_membership


def run(players: Players) -> None:
    """The director of the insertion site copied « Premières heures » and joined Convergence."""
    julie = players.actor("Julie")
    since = clock.today() - timedelta(days=200)
    with acting_as(julie):
        copy_programme(
            actor=julie, code="phc", label="Premières heures aux Jardins", starts_on=since
        )
        declare_membership(
            actor=julie,
            code="convergence",
            source="Convention de démonstration",
            starts_on=since,
        )
