"""Writing many rows at once, with identifiers that the seed decides."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models


def identifier(rng: random.Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


def insert(rows: Iterable[models.Model]) -> int:
    """Insert rows of any models, each model in one go, in the order models first appear."""
    by_model: dict[type[models.Model], list[Any]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, made in by_model.items():
        # The unfiltered manager of people's data, the only one of the others.
        model._base_manager.bulk_create(made)
    return sum(len(made) for made in by_model.values())
