"""How complete a profile is, and what to fill next; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from passerelles.organisations.rules.kinds import Family, Kind

# Past this, a number of open places no longer says anything.
PLACES_FRESH_FOR = timedelta(days=90)

# Kinds that answer to social clauses: the facilitator must know them.
_KNOWN_BY_FACILITATORS = frozenset({Family.IAE, Family.ADAPTED, Family.PROTECTED, Family.GEIQ})


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What the rule needs to know of a profile."""

    description: bool
    place: bool
    siret: bool
    website: bool
    activities: int
    contacts: int
    zones: int
    commitments: int
    networks: int
    listings: int
    facilitators: int
    places_as_of: date | None
    has_places: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to fill: where (``part`` is a section of the profile), and why it helps."""

    key: str
    label: str
    why: str
    part: str
    weight: int
    done: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    items: tuple[Item, ...]

    @property
    def percent(self) -> int:
        total = sum(item.weight for item in self.items)
        return round(100 * sum(item.weight for item in self.items if item.done) / total)

    @property
    def missing(self) -> tuple[Item, ...]:
        """What to fill, the most useful first."""
        return tuple(
            sorted((item for item in self.items if not item.done), key=lambda item: -item.weight)
        )


def completeness(facts: ProfileFacts, kind: Kind, *, today: date) -> Completeness:
    """Only what makes sense for this kind is counted: a company is not asked for places."""
    items = [
        Item("place", "Adresse et commune", "Sans commune, la recherche autour d’un lieu ne vous "
             "trouve pas.", "sites", 3, facts.place),
        Item("activities", "Activités", "On vous cherche par ce que vous faites.", "activites", 3,
             facts.activities > 0),
        Item("contacts", "Contact", "Pour que les professionnels sachent qui appeler.", "contacts",
             3, facts.contacts > 0),
        Item("description", "Présentation", "Quelques phrases pour dire qui vous êtes.", "identite",
             2, facts.description),
        Item("zones", "Zones d’intervention", "Là où vous êtes prêts à travailler.", "zones", 2,
             facts.zones > 0),
        Item("siret", "SIRET du site principal", "Pour être reconnu sans erreur.", "sites", 1,
             facts.siret),
        Item("website", "Site internet", "Pour en savoir plus.", "identite", 1, facts.website),
        Item("commitments", "Engagements, labels, conventions", "Les acheteurs les demandent.",
             "engagements", 1, facts.commitments > 0),
        Item("networks", "Réseaux", "On vous cherche aussi par réseau.", "reseaux", 1,
             facts.networks > 0),
    ]  # fmt: skip
    if kind.places:
        fresh = (
            facts.has_places
            and facts.places_as_of is not None
            and today - facts.places_as_of <= PLACES_FRESH_FOR
        )
        items.append(
            Item("places", "Places disponibles, à jour", "Un chiffre de plus de trois mois ne sert "
                 "plus.", "places", 2, fresh)
        )  # fmt: skip
    if kind.family in _KNOWN_BY_FACILITATORS:
        items += [
            Item("facilitators", "Connu du facilitateur de clauses", "C’est lui qui met en "
                 "relation avec les acheteurs.", "facilitateurs", 2, facts.facilitators > 0),
            Item("listings", "Référencement ailleurs", "Marché de l’inclusion, annuaires de "
                 "réseaux.", "references", 1, facts.listings > 0),
        ]  # fmt: skip
    return Completeness(tuple(items))
