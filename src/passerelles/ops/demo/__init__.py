"""The demonstration: an invented territory where several paths are told.

Nothing here is real: places, structures, persons and stories are made up.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from passerelles.kernel.actors import acting_as, system_actor
from passerelles.ops.demo import accounts

__all__ = ["accounts", "build", "is_built"]

CROWD_SIZE = 60


def is_built() -> bool:
    return accounts.marker().exists()


def build(*, progress: Callable[[str], None] = lambda words: None) -> None:
    """Build the whole territory at once: all of it or nothing."""
    from passerelles.ops.demo import asked, cast, crowd, lists, places, programmes, stories

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with acting_as(system_actor("démonstration")), transaction.atomic():
        places.invent()
        progress("Le Val-de-Lune et ses communes")
        players = cast.hire()
        progress("Les structures et leurs équipes")
        programmes.run(players)
        secrets = stories.tell(players)
        asked.ask(players)
        progress("Les parcours de Léa, David, Sofia et Amine")
        crowd.grow(
            crowd.Size(people=CROWD_SIZE, seed=22), organisations=players.organisations_with_team()
        )
        progress("D’autres personnes accompagnées")
    lists.import_present(progress)
    accounts.write(players, secrets)
