"""A write that began before a withdrawal: it either came before, or is refused."""

from __future__ import annotations

import pytest
from django.db import transaction

from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden
from passerelles.sharing import policy
from passerelles.sharing.models import Agreement
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, professional


def test_an_agreement_withdrawn_between_the_decision_and_the_write_refuses_the_write(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = make_agreement(cast.lea, cast.geiq)
    claire = professional(cast.claire, cast.geiq)
    decided_before = policy.peek_record(claire, cast.lea.id)
    answers = [decided_before]
    original = policy.peek_record
    monkeypatch.setattr(
        policy, "peek_record", lambda *args: answers.pop() if answers else original(*args)
    )
    Agreement.objects.filter(pk=agreement.pk).update(withdrawn_at=clock.now())
    with transaction.atomic(), pytest.raises(Hidden):
        policy.require_write(claire, cast.lea.id, Volet.PATH)


def test_another_agreement_still_in_force_lets_the_write_through(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_agreement(cast.lea, cast.geiq)
    claire = professional(cast.claire, cast.geiq)
    answers = [policy.peek_record(claire, cast.lea.id)]
    original = policy.peek_record
    monkeypatch.setattr(
        policy, "peek_record", lambda *args: answers.pop() if answers else original(*args)
    )
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    Agreement.objects.filter(pk=first.pk).update(withdrawn_at=clock.now())
    with transaction.atomic():
        access = policy.require_write(claire, cast.lea.id, Volet.PATH)
    assert access.writes[Volet.PATH].reference != first.pk
