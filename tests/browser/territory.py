"""The territory of the journeys: the demonstration itself, built afresh for each journey.

What a journey shows is then what somebody who opens the demonstration sees, role by role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles.kernel.actors import acting_as, system_actor
from passerelles.ops.demo import cast, places, stories
from passerelles.pathways.loading import ensure_default_framework
from passerelles.people.models import Person

PASSWORD = cast.PASSWORD


@dataclass(frozen=True)
class Territory:
    players: cast.Players
    secrets: dict[str, str]

    def email(self, first_name: str) -> str:
        return self.players.users[first_name].email

    def organisation(self, key: str) -> str:
        return self.players.organisations[key].name

    def person(self, first_name: str) -> Person:
        """For an address only: what the person's record holds is read on the pages."""
        return Person.unscoped.get(first_name=first_name)

    @property
    def tutor_link(self) -> tuple[str, str]:
        """Address and code of the personal link of Netclair's tutor."""
        address, words = next(item for item in self.secrets.items() if item[0].startswith("/lien/"))
        found = re.search(r"Code : (\d{6})", words)
        assert found, words
        return address, found.group(1)

    @property
    def card(self) -> tuple[str, list[str]]:
        """Number of Léa's card and the words of its pictures, in order."""
        way_in, words = next(item for item in self.secrets.items() if "carte" in item[0])
        number = way_in.rpartition(" ")[2]
        return number, words.rpartition("Images : ")[2].split(", ")


def build_territory() -> Territory:
    ensure_default_framework()
    with acting_as(system_actor("parcours dans un navigateur")):
        places.invent()
        players = cast.hire()
        secrets = stories.tell(players)
    return Territory(players, secrets)
