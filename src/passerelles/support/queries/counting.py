"""Open main barriers of some persons, among those the actor in scope may read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Count

from passerelles.support.models import Barrier
from passerelles.support.rules.barriers import BarrierState, Weight


def open_main_barriers(person_ids: Collection[UUID]) -> Mapping[UUID, int]:
    rows = Barrier.objects.filter(person_id__in=person_ids, main=True, state=BarrierState.OPEN)
    counted = rows.order_by().values_list("person_id").annotate(open=Count("pk"))
    return dict(counted)


def open_heavy_barriers(person_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Each sort once: two organisations may both have written that somebody has no home."""
    rows = Barrier.objects.filter(
        person_id__in=person_ids,
        state=BarrierState.OPEN,
        weight__in=(Weight.HEAVY, Weight.BLOCKING),
    )
    counted = rows.order_by().values_list("person_id").annotate(open=Count("kind", distinct=True))
    return dict(counted)
