"""The first accounts of an installation, from the command line."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from passerelles.accounts.models import User
from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.kernel.text import fold
from passerelles.organisations.member_events import JOINED, ORGANISATION_OPENED
from passerelles.organisations.models import Membership, Organisation
from passerelles.organisations.rules.kinds import is_kind, kinds
from passerelles.organisations.rules.roles import Role


@dataclass(frozen=True, slots=True)
class AccountWanted:
    """What was asked; ``password`` is used only when the account does not exist yet."""

    email: str
    password: str
    first_name: str
    last_name: str
    organisation: str | None = None
    kind: str = "association"
    roles: tuple[str, ...] = ()
    platform_admin: bool = False


def add_account(*, actor: Actor, wanted: AccountWanted) -> User:
    """Create the account, or add an organisation and roles to the one that exists."""
    if actor.kind is not ActorKind.SYSTEM:
        raise Hidden("réservé à la ligne de commande")
    _check(wanted)
    with transaction.atomic():
        user = _account(wanted)
        if wanted.organisation:
            organisation = _organisation(actor, wanted.organisation, wanted.kind)
            _join(actor, user, organisation, wanted.roles)
    return user


def _check(wanted: AccountWanted) -> None:
    unknown = sorted(set(wanted.roles) - set(Role))
    if unknown:
        raise Refusal(
            f"Rôle inconnu : {', '.join(unknown)}.", f"Rôles possibles : {', '.join(Role)}."
        )
    if wanted.organisation and not wanted.roles:
        raise Refusal("Il faut au moins un rôle dans l’organisation.", "Ajoutez --role worker.")
    if wanted.roles and not wanted.organisation:
        raise Refusal("Un rôle s’exerce dans une organisation.", "Ajoutez --organisation.")
    if not is_kind(wanted.kind):
        raise Refusal(
            f"Sorte d’organisation inconnue : {wanted.kind}.",
            f"Sortes possibles : {', '.join(kinds())}.",
        )
    try:
        validate_email(wanted.email)
    except ValidationError as error:
        raise Refusal("Cette adresse électronique n’est pas valable.") from error


def _account(wanted: AccountWanted) -> User:
    existing = User.objects.filter(email__iexact=wanted.email).first()
    if existing is not None:
        if wanted.platform_admin and not existing.is_platform_admin:
            existing.is_platform_admin = True
            existing.save(update_fields=["is_platform_admin"])
        return existing
    try:
        validate_password(wanted.password, User(email=wanted.email, first_name=wanted.first_name))
    except ValidationError as error:
        raise Refusal("Mot de passe refusé : " + " ".join(error.messages)) from error
    return User.objects.create_user(
        email=wanted.email,
        password=wanted.password,
        first_name=wanted.first_name,
        last_name=wanted.last_name,
        is_platform_admin=wanted.platform_admin,
    )


def _organisation(actor: Actor, name: str, kind: str) -> Organisation:
    found = list(Organisation.objects.filter(folded_name=fold(name))[:2])
    if len(found) > 1:
        raise Refusal(
            f"Plusieurs organisations s’appellent « {name} ».",
            "Invitez la personne depuis la page des membres de la bonne.",
        )
    if found:
        return found[0]
    organisation = Organisation.objects.create(name=name, kind=kind)
    record(
        ORGANISATION_OPENED,
        actor=actor,
        organisation_id=organisation.id,
        details={"organisation": str(organisation.id), "kind": kind},
    )
    return organisation


def _join(actor: Actor, user: User, organisation: Organisation, roles: tuple[str, ...]) -> None:
    membership = Membership.objects.in_force().filter(user=user, organisation=organisation).first()
    if membership is None:
        membership = Membership(user=user, organisation=organisation, roles=[])
    membership.roles = sorted({*membership.roles, *roles})
    membership.save()
    record(
        JOINED,
        actor=actor,
        organisation_id=organisation.id,
        details={"membership": str(membership.id), "roles": list(membership.roles)},
    )
