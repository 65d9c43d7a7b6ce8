"""Any number of invented organisations, on real communes, each with a team."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate

from django.contrib.auth.hashers import make_password

from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.kernel.text import fold
from passerelles.ops.demo.crowd import words
from passerelles.ops.demo.crowd.sowing import identifier, insert
from passerelles.organisations.models import (
    Activity,
    Capacity,
    Contact,
    Membership,
    Organisation,
    Site,
)
from passerelles.organisations.rules.roles import Role
from passerelles.territories.models import Commune

# kind, first words of the name, weight
KINDS = (
    ("esat", "ESAT", 22), ("ime", "IME", 14), ("aci", "Chantier", 16), ("ei", "Entreprise", 8),
    ("ea", "EA", 9), ("geiq", "GEIQ", 3), ("training", "CFA", 7), ("ai", "Entraide", 6),
    ("etti", "Intérim", 4), ("cap_emploi", "Cap emploi", 2), ("company", "Société", 5),
    ("mission_locale", "Mission locale", 4),
)  # fmt: skip
NAMES = (
    "du Moulin", "des Quatre-Vents", "de la Source", "des Tilleuls", "du Gué", "de l’Étang",
    "des Horizons", "de la Passerelle", "du Pré-Vert", "des Chênes", "de la Mirandole", "du Halage",
    "des Sittelles", "de la Garenne", "du Vieux-Pont", "des Alouettes", "de la Colline",
)  # fmt: skip
TEAM = (
    (Role.WORKER, Role.SIGNATORY),
    (Role.WORKER,),
    (Role.SUPERVISOR,),
    (Role.MANAGER, Role.ADMIN),
)


@dataclass
class _Rows:
    organisations: list[Organisation] = field(default_factory=list)
    lines: list[Site | Activity | Capacity | Contact] = field(default_factory=list)
    users: list[User] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)


def organisations(n: int, seed: int) -> list[tuple[Organisation, User]]:
    """Create ``n`` published organisations; each comes with one of its workers.

    Nobody knows a password of these accounts: a benchmark opens their sessions itself.
    """
    rng = random.Random(seed)  # noqa: S311 — repeatable, not secret
    communes = _places(rng, n)
    rows = _Rows()
    pairs = [_structure(rng, rows, number, place) for number, place in enumerate(communes)]
    for made in (rows.organisations, rows.lines, rows.users, rows.memberships):
        insert(made)
    return pairs


def _places(rng: random.Random, n: int) -> list[Commune]:
    known = Commune.objects.filter(latitude__isnull=False, is_current=True).order_by("insee")
    communes = list(known.prefetch_related("postal_codes"))
    if not communes:
        raise LookupError("Aucune commune en base : lancez « passerelles migrate » d’abord.")
    weights = accumulate((commune.population or 100) ** 0.7 for commune in communes)
    return rng.choices(communes, cum_weights=list(weights), k=n)


def _structure(
    rng: random.Random, rows: _Rows, number: int, commune: Commune
) -> tuple[Organisation, User]:
    kind, first, _weight = rng.choices(KINDS, weights=[k[2] for k in KINDS])[0]
    organisation = Organisation(
        id=identifier(rng),
        kind=kind,
        name=f"{first} {rng.choice(NAMES)} — {commune.name} {number + 1}",
        manager_name=f"Association {rng.choice(NAMES)}",
        description="Structure inventée, pour les mesures.",
        published_at=clock.now() - timedelta(days=rng.randint(10, 900)),
    )
    organisation.fold_names()
    rows.organisations.append(organisation)
    _profile(rng, rows, organisation, commune)
    team = [_member(rng, rows, organisation, number, roles) for roles in TEAM]
    return organisation, team[0]


def _profile(rng: random.Random, rows: _Rows, organisation: Organisation, commune: Commune) -> None:
    codes = list(commune.postal_codes.all())
    for rank in range(1 + (rng.random() < 0.15)):
        rows.lines.append(
            Site(
                id=identifier(rng),
                organisation=organisation,
                label="" if rank == 0 else "Annexe",
                address=f"{rng.randint(1, 90)} rue {rng.choice(NAMES)}",
                postal_code=codes[0].code if codes else "",
                commune=commune,
                latitude=(commune.latitude or 0) + rng.uniform(-0.02, 0.02),
                longitude=(commune.longitude or 0) + rng.uniform(-0.02, 0.02),
                main=rank == 0,
            )
        )
    for job in rng.sample(words.JOBS, rng.randint(1, 4)):
        activity = Activity(id=identifier(rng), organisation=organisation, label=job.capitalize())
        activity.fold_label()
        rows.lines.append(activity)
    total = rng.randint(8, 120)
    rows.lines.append(
        Capacity(
            id=identifier(rng),
            organisation=organisation,
            label="Places",
            total=total,
            available=rng.randint(0, total // 10),
            as_of=clock.today(),
        )
    )


def _member(
    rng: random.Random,
    rows: _Rows,
    organisation: Organisation,
    number: int,
    roles: tuple[Role, ...],
) -> User:
    first_name, last_name = rng.choice(words.FIRST_NAMES), words.last_name(rng)
    rank = len(rows.users)
    user = User(
        id=identifier(rng),
        email=f"{fold(first_name).replace(' ', '')}.{number}.{rank}@exemple.test",
        first_name=first_name,
        last_name=last_name,
        job_title="accompagne",
        password=make_password(None),
    )
    rows.users.append(user)
    rows.memberships.append(
        Membership(
            id=identifier(rng),
            user=user,
            organisation=organisation,
            roles=[role.value for role in roles],
            since=clock.now() - timedelta(days=300),
        )
    )
    return user
