"""An invented directory round Dunkerque, and the persons of the scenarios."""

from __future__ import annotations

from datetime import date

from passerelles.law.person import Person, Situation, Status
from passerelles.law.situations import SituationKind
from passerelles.organisations.models import Activity, Organisation
from passerelles.planning.rules.routes import Route, RouteAnswer
from passerelles.territories.models import Commune
from tests.organisations.directory import listed, make_places

AT = date(2026, 11, 22)

# Communes are public places; every organisation is invented.
COMMUNES = (
    ("59183", "Dunkerque", 51.0347, 2.3772),
    ("59271", "Grande-Synthe", 51.0138, 2.3022),
    ("59588", "Téteghem-Coudekerque-Village", 51.0186, 2.4445),
    ("59064", "Bergues", 50.9693, 2.4335),
    ("59295", "Hazebrouck", 50.7236, 2.5373),
)

PLACES = (
    ("Les Jardins de la Digue", "aci", "59271", "Maraîchage"),
    ("Chantier du Beffroi", "aci", "59064", "Nettoyage de locaux"),
    ("Coup de main du Littoral", "ai", "59183", "Ménage, jardin"),
    ("Propre et Net Insertion", "ei", "59183", "Nettoyage"),
    ("Flandre Services Adaptés", "ea", "59588", "Nettoyage de locaux K2204"),
    ("Parcours Compétences Propreté", "training", "59183", "Formation aux métiers du nettoyage"),
    ("Ateliers des Dunes", "esat", "59271", "Blanchisserie"),
    ("GEIQ des Flandres", "geiq", "59295", "Propreté"),
)


def make_territory() -> dict[str, Organisation]:
    """Communes and published places, by name."""
    make_places()
    for insee, name, lat, lon in COMMUNES:
        Commune.objects.get_or_create(
            insee=insee,
            defaults={
                "name": name,
                "folded_name": name.lower(),
                "departement_id": "59",
                "latitude": lat,
                "longitude": lon,
            },
        )
    return {name: listed(name, kind, insee, activity=does) for name, kind, insee, does in PLACES}


def rename_activity(organisation: Organisation, label: str, rome: str = "") -> None:
    Activity.objects.filter(organisation=organisation).delete()
    Activity.objects.create(organisation=organisation, label=label, rome=rome)


def holds(*kinds: SituationKind) -> tuple[Situation, ...]:
    return tuple(Situation(kind=kind) for kind in kinds)


DAVID = Person(
    birth_date=date(1980, 3, 5),
    diploma_level="none",
    status=Status.WITHOUT_EMPLOYMENT,
    situations=holds(SituationKind.ASS),
    commune="59183",
    reach_km=25,
    wishes=("nettoyage", "K2204"),
)


def codes(route: Route) -> list[str]:
    return [step.code for step in route.steps]


def found(answer: RouteAnswer, *wanted: str) -> Route | None:
    """The first route with exactly these bridges, in this order."""
    return next((route for route in answer.routes if codes(route) == list(wanted)), None)
