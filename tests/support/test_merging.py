"""Joining two records of the same person keeps what each of them said."""

from __future__ import annotations

import pytest

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.pathways.queries.eyes import own_eyes
from passerelles.people.actions.merge import merge_records
from passerelles.sharing.policy import open_record
from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.actions.minutes import set_rhythm
from passerelles.support.models import Barrier, MeetingRhythm
from passerelles.support.queries.barriers import open_barriers
from tests.cast import Cast, make_person, professional
from tests.support.scenes import mobility


@pytest.mark.django_db
def test_the_same_barrier_in_both_records_is_kept_twice_and_counted_once(cast: Cast) -> None:
    karim = professional(cast.karim, cast.ime)
    twin = make_person("Léa", "Marchand", cast.ime, by=cast.ines)
    mobility(cast)
    open_barrier(actor=karim, person_id=twin.id, kind="mobility", draft=BarrierDraft())
    for person in (cast.lea, twin):
        set_rhythm(actor=karim, person_id=person.id, every_months=1, since=clock.today())
    with acting_as(karim):
        merge_records(actor=karim, kept_id=cast.lea.id, absorbed_id=twin.id)
        assert Barrier.objects.filter(person=cast.lea).count() == 2
        assert MeetingRhythm.objects.filter(person=cast.lea, until=None).count() == 2
        eyes = own_eyes(karim, open_record(karim, cast.lea.id))
        assert open_barriers(eyes) == 1
