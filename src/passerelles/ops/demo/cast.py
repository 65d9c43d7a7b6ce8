"""Structures and teams of the demonstration: one account for each role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.text import fold
from passerelles.organisations.models import Activity, Capacity, Membership, Organisation, Site
from passerelles.organisations.rules.roles import Role, rights_of
from passerelles.territories.models import Commune

PASSWORD = "passerelles-demo"  # noqa: S105 — printed on screen: this territory is public
DOMAIN = "val-de-lune.test"


@dataclass(frozen=True, slots=True)
class Structure:
    """``places``: authorised places, 0 when the kind has none."""

    key: str
    kind: str
    name: str
    insee: str
    address: str
    activities: tuple[str, ...] = ()
    places: int = 0
    description: str = ""
    sensitive_label: str = ""
    published: bool = True


STRUCTURES = (
    Structure(
        "ime",
        "ime",
        "IME Les Tilleuls",
        "99L03",
        "4 allée des Tilleuls",
        ("Pré-professionnalisation propreté", "Cuisine", "Espaces verts"),
        64,
        "Accueille des jeunes de 6 à 20 ans, avec une section SIPFP à partir de 16 ans.",
    ),
    Structure(
        "esat",
        "esat",
        "ESAT L’Atelier du Pont",
        "99L02",
        "12 rue du Moulin",
        ("Conditionnement", "Propreté de locaux", "Espaces verts", "Blanchisserie"),
        85,
        "Travail accompagné, mises à disposition en entreprise, droit au retour.",
    ),
    Structure(
        "geiq",
        "geiq",
        "GEIQ Propreté du Val",
        "99L01",
        "3 quai de la Lune",
        ("Propreté", "Bionettoyage"),
        0,
        "Contrats en alternance chez 24 adhérents.",
    ),
    Structure(
        "cfa",
        "training",
        "CFA du Val",
        "99L01",
        "18 avenue des Écoles",
        ("CAP agent de propreté et d’hygiène", "Français professionnel"),
        120,
        "Formation en alternance, référent handicap.",
    ),
    Structure(
        "company",
        "company",
        "Netclair",
        "99L01",
        "7 rue des Artisans",
        ("Nettoyage de bureaux", "Vitrerie"),
        0,
        "Entreprise adhérente du GEIQ.",
    ),
    Structure(
        "aci",
        "aci",
        "Jardins de la Lune",
        "99L05",
        "Chemin des Marais",
        ("Maraîchage", "Vente de légumes", "Entretien de sentiers"),
        24,
        "Chantier d’insertion en maraîchage biologique.",
    ),
    Structure(
        "ea",
        "ea",
        "Lune Services (entreprise adaptée)",
        "99L08",
        "2 rue du Phare",
        ("Nettoyage", "Numérisation de documents", "Logistique"),
        40,
        "Entreprise adaptée de 46 salariés.",
    ),
    Structure(
        "ei",
        "ei",
        "Ressourcerie des Marais",
        "99L05",
        "1 place du Marché",
        ("Tri et réemploi", "Vente", "Réparation de meubles"),
        18,
    ),
    Structure(
        "ai",
        "ai",
        "Coup de Main Lunaire",
        "99L01",
        "9 rue Basse",
        ("Ménage chez les particuliers", "Jardinage", "Manutention"),
        0,
    ),
    Structure(
        "ei_hidden",
        "ei",
        "Atelier Mirabelle",
        "99L09",
        "5 rue du Four",
        ("Couture", "Repassage"),
        12,
        published=False,
    ),
    Structure("capemploi", "cap_emploi", "Cap emploi Val-de-Lune", "99L01", "20 quai de la Lune"),
    Structure("ml", "mission_locale", "Mission locale de Port-Lune", "99L08", "6 cours des Dunes"),
    Structure(
        "facilitator",
        "facilitator",
        "Maison des clauses du Val",
        "99L01",
        "1 place Haute",
        ("Clauses sociales",),
    ),
    Structure("funder", "funder", "Fonds d’insertion de Lune", "99L01", "2 place Haute"),
    Structure("network", "network", "Réseau des passerelles du Val", "99L02", "12 rue du Moulin"),
    Structure(
        "csapa",
        "barrier_partner",
        "Centre de soins Le Phare",
        "99L08",
        "11 rue du Phare",
        ("Accompagnement",),
        0,
        "",
        "service partenaire",
    ),
)

# key of the structure, first name, last name, job, roles
TEAM = (
    ("ime", "Inès", "Belkacem", "éducatrice spécialisée", (Role.WORKER, Role.SIGNATORY)),
    (
        "ime",
        "Karim",
        "Duval",
        "chef de service",
        (Role.MANAGER, Role.ADMIN, Role.PRIVACY, Role.DIRECTORY),
    ),
    ("esat", "Mona", "Petit", "éducatrice", (Role.WORKER, Role.SIGNATORY)),
    ("esat", "Bruno", "Roche", "moniteur d’atelier", (Role.SUPERVISOR,)),
    (
        "geiq",
        "Claire",
        "Morel",
        "conseillère d’insertion",
        (Role.WORKER, Role.SIGNATORY, Role.DIRECTORY),
    ),
    ("cfa", "Paul", "Lenoir", "formateur", (Role.WORKER, Role.SIGNATORY)),
    ("aci", "Sarah", "Kone", "conseillère en insertion (CIP)", (Role.WORKER, Role.SIGNATORY)),
    ("aci", "Julie", "Vasseur", "directrice", (Role.MANAGER, Role.ADMIN, Role.PRIVACY)),
    ("ea", "Thomas", "Girard", "chargé d’accompagnement", (Role.WORKER, Role.MANAGER)),
    ("capemploi", "Nadia", "Faure", "conseillère", (Role.WORKER, Role.SIGNATORY)),
    ("facilitator", "Hugo", "Blanc", "facilitateur des clauses", (Role.DIRECTORY,)),
    ("funder", "Élise", "Perrin", "chargée de mission", (Role.DIRECTORY,)),
)


@dataclass
class Players:
    organisations: dict[str, Organisation] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    memberships: list[Membership] = field(default_factory=list)

    def actor(self, first_name: str) -> Actor:
        """The actor of a member of the cast, acting for their (first) organisation."""
        user = self.users[first_name]
        membership = next(m for m in self.memberships if m.user_id == user.id)
        return Actor(
            kind=ActorKind.PROFESSIONAL,
            user_id=user.id,
            organisation_id=membership.organisation_id,
            rights=rights_of(membership.roles),
        )

    def organisations_with_team(self) -> list[tuple[Organisation, User]]:
        """Structures that accompany people, each with someone who does."""
        team = {"ime": "Inès", "esat": "Mona", "aci": "Sarah", "ea": "Thomas", "geiq": "Claire"}
        return [(self.organisations[key], self.users[name]) for key, name in team.items()]


def hire() -> Players:
    """Create structures, accounts and memberships."""
    players = Players()
    for structure in STRUCTURES:
        players.organisations[structure.key] = _open(structure)
    for key, first_name, last_name, job, roles in TEAM:
        user = _account(first_name, last_name, job)
        players.users[first_name] = user
        players.memberships.append(_membership(user, players.organisations[key], roles))
    # Mona also helps the network one day a week: she acts for one at a time, visibly.
    players.memberships.append(
        _membership(players.users["Mona"], players.organisations["network"], (Role.DIRECTORY,))
    )
    players.users["Alex"] = _account("Alex", "Garnier", "plateforme", is_platform_admin=True)
    return players


def _open(structure: Structure) -> Organisation:
    commune = Commune.objects.get(pk=structure.insee)
    organisation = Organisation.objects.create(
        kind=structure.kind,
        name=structure.name,
        description=structure.description,
        sensitive=bool(structure.sensitive_label),
        neutral_label=structure.sensitive_label,
        published_at=clock.now() if structure.published else None,
    )
    Site.objects.create(
        organisation=organisation,
        address=structure.address,
        postal_code=commune.postal_codes.first().code,  # type: ignore[union-attr]
        commune=commune,
        latitude=commune.latitude,
        longitude=commune.longitude,
        main=True,
    )
    for label in structure.activities:
        Activity.objects.create(organisation=organisation, label=label)
    if structure.places:
        Capacity.objects.create(
            organisation=organisation,
            label="Places",
            total=structure.places,
            available=structure.places // 12,
            as_of=clock.today(),
        )
    return organisation


def _account(first_name: str, last_name: str, job: str, **fields: bool) -> User:
    return User.objects.create_user(
        email=f"{fold(first_name)}@{DOMAIN}",
        password=PASSWORD,
        first_name=first_name,
        last_name=last_name,
        job_title=job,
        **fields,
    )


def _membership(user: User, organisation: Organisation, roles: tuple[Role, ...]) -> Membership:
    return Membership.objects.create(
        user=user,
        organisation=organisation,
        roles=[role.value for role in roles],
        since=clock.now() - timedelta(days=420),
    )
