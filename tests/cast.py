"""The named cast: who is who *is* the access model.

- IME Les Tilleuls opened Léa's record: Inès (educator) and Karim (head of service) work there.
- GEIQ Propreté du Val: Claire accompanies Léa once Léa agrees.
- CFA du Val: Paul trains.
- ESAT L'Atelier du Pont: Mona (educator), Bruno (workshop supervisor).
- Ressourcerie des Marais is a stranger: Zoé must never learn anything about anyone here.
- Netclair is a company: its tutor has no account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.organisations.models import Membership, Organisation
from passerelles.organisations.rules.roles import Role, rights_of
from passerelles.pathways.loading import ensure_default_framework
from passerelles.people.models import Person
from passerelles.sharing.models import Agreement, AgreementVolet, Party
from passerelles.sharing.rules.volets import ORDINARY_VOLETS, Purpose, Volet


@dataclass
class Cast:
    ime: Organisation
    geiq: Organisation
    cfa: Organisation
    esat: Organisation
    company: Organisation
    stranger: Organisation
    ines: User
    karim: User
    claire: User
    paul: User
    mona: User
    bruno: User
    zoe: User
    admin: User
    lea: Person


def make_organisation(name: str, kind: str, **fields: Any) -> Organisation:
    return Organisation.objects.create(name=name, kind=kind, **fields)


def make_user(
    first_name: str, last_name: str, organisation: Organisation | None, *roles: Role, **fields: Any
) -> User:
    user = User.objects.create_user(
        email=f"{first_name}.{last_name}@exemple.test".lower().replace("é", "e").replace("è", "e"),
        password="motdepasse-de-test",
        first_name=first_name,
        last_name=last_name,
        **fields,
    )
    if organisation is not None:
        Membership.objects.create(
            user=user,
            organisation=organisation,
            roles=[role.value for role in roles],
            since=clock.now() - timedelta(days=400),
        )
    return user


def make_person(
    first_name: str,
    last_name: str,
    opened_by: Organisation,
    *,
    by: User | None = None,
    **fields: Any,
) -> Person:
    """A person whose record is held by an organisation, of its own mission."""
    fields.setdefault("birth_date", date(2009, 3, 14))
    person = Person.unscoped.create(
        first_name=first_name, last_name=last_name, created_for=opened_by, created_by=by, **fields
    )
    Party.objects.create(
        person=person,
        organisation=opened_by,
        role="origin",
        basis="mission",
        since=clock.now() - timedelta(days=300),
    )
    return person


def make_agreement(
    person: Person,
    receiver: Organisation,
    *volets: Volet,
    purpose: Purpose = Purpose.FOLLOW_UP,
    days: int = 365,
    **fields: Any,
) -> Agreement:
    """An agreement in force since yesterday on the volets (all but sensitive by default)."""
    now = clock.now()
    agreement = Agreement.objects.create(
        person=person,
        receiver=receiver,
        giver_kind="person",
        purpose=purpose.value,
        valid_from=fields.pop("valid_from", now - timedelta(days=1)),
        valid_until=fields.pop("valid_until", now + timedelta(days=days)),
        collection="paper",
        proof_reference="papier n° 1",
        notice_version="2026-11",
        **fields,
    )
    AgreementVolet.objects.bulk_create(
        AgreementVolet(agreement=agreement, volet=volet.value)
        for volet in (volets or ORDINARY_VOLETS)
    )
    Party.objects.get_or_create(
        person=person,
        organisation=receiver,
        basis="agreement",
        until=None,
        defaults={"role": "accompanies", "since": agreement.valid_from},
    )
    return agreement


def professional(user: User, organisation: Organisation) -> Actor:
    """The actor of a user acting for an organisation, with the rights of the membership."""
    membership = Membership.objects.filter(user=user, organisation=organisation).first()
    return Actor(
        kind=ActorKind.PROFESSIONAL,
        user_id=user.id,
        organisation_id=organisation.id,
        rights=rights_of(membership.roles if membership else []),
    )


def person_actor(person: Person) -> Actor:
    return Actor(kind=ActorKind.PERSON, person_id=person.id)


def give_second_factor(user: User) -> None:
    """An authenticator as after enrolment; its secret opens nothing here."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "essai"})


def build_cast() -> Cast:
    # A transactional test empties every table, the axes shipped with the product included.
    ensure_default_framework()
    admin = make_user("Alex", "Garnier", None, is_platform_admin=True)
    give_second_factor(admin)
    ime = make_organisation("IME Les Tilleuls", "ime")
    geiq = make_organisation("GEIQ Propreté du Val", "geiq")
    cfa = make_organisation("CFA du Val", "training")
    esat = make_organisation("ESAT L’Atelier du Pont", "esat")
    company = make_organisation("Netclair", "company")
    stranger = make_organisation("Ressourcerie des Marais", "aci")
    ines = make_user("Inès", "Belkacem", ime, Role.WORKER, Role.SIGNATORY)
    karim = make_user("Karim", "Duval", ime, Role.MANAGER, Role.ADMIN, Role.PRIVACY, Role.DIRECTORY)
    return Cast(
        ime=ime,
        geiq=geiq,
        cfa=cfa,
        esat=esat,
        company=company,
        stranger=stranger,
        ines=ines,
        karim=karim,
        claire=make_user("Claire", "Morel", geiq, Role.WORKER, Role.SIGNATORY),
        paul=make_user("Paul", "Lenoir", cfa, Role.WORKER, Role.SIGNATORY),
        mona=make_user("Mona", "Petit", esat, Role.WORKER, Role.SIGNATORY),
        bruno=make_user("Bruno", "Roche", esat, Role.SUPERVISOR),
        zoe=make_user("Zoé", "Martin", stranger, Role.WORKER, Role.MANAGER, Role.ADMIN),
        admin=admin,
        lea=make_person("Léa", "Marchand", ime, by=ines),
    )
