"""Pytest plugin that removes one defence before the tests run: ``-p tests.access.mutations``.

The defence is named by the variable ``PASSERELLES_REMOVED_DEFENCE``.  A suite that still passes
without a defence does not show that defence.
"""

from __future__ import annotations

import os
from typing import Any


def pytest_collection_finish() -> None:
    MUTATIONS[os.environ["PASSERELLES_REMOVED_DEFENCE"]]()


def _queryset_scope() -> None:
    """Managers no longer filter by what the actor may see."""
    from django.db.models import Q

    from passerelles.people.models import person
    from passerelles.sharing.models import entries

    entries.entries_visible = lambda *args, **kwargs: Q()  # type: ignore[assignment]
    person.persons_visible = lambda *args, **kwargs: Q()  # type: ignore[assignment]


def _decision() -> None:
    """The door lets everybody in."""
    from passerelles.sharing import policy
    from passerelles.sharing.rules.decision import Decision, Ground, Scope

    def yes(*args: Any) -> Decision:
        return Decision(True, Scope.SHARED, Ground.AGREEMENT, "mutation")

    policy.decide = yes  # type: ignore[assignment]


def _withdrawal() -> None:
    """A withdrawn agreement still counts."""
    from dataclasses import replace

    from passerelles.sharing.rules.decision import AgreementFacts

    original = AgreementFacts.in_force
    AgreementFacts.in_force = lambda self, at: original(  # type: ignore[method-assign]
        replace(self, withdrawn_at=None), at
    )


def _gate() -> None:
    """Pages open to anybody, whatever the ledger says."""
    from passerelles.config import gate

    gate._refused = lambda request, entry: None  # type: ignore[assignment]


def _read_lines() -> None:
    """Reads are no longer journalled."""
    from passerelles.config import gate

    gate.record_all = lambda lines, *, actor: []  # type: ignore[assignment]


MUTATIONS = {
    "queryset scope": _queryset_scope,
    "decision": _decision,
    "withdrawal": _withdrawal,
    "gate": _gate,
    "read lines": _read_lines,
}
