"""What changes an account, outside the organisations it works for."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.accounts.adapter import actor_of_user
from passerelles.accounts.events import (
    OWN_ACCOUNT_ASKED,
    OWN_ACCOUNT_OPENED,
    PROFILE_CHANGED,
)
from passerelles.accounts.letters import absolute, send_letter
from passerelles.accounts.models import OwnAccountLink, User
from passerelles.accounts.queries import account_with, own_account_of, own_link
from passerelles.accounts.tokens import new_token
from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.kernel.nir import refuse_nir


def open_account(
    *, email: str, password: str, first_name: str, last_name: str, job_title: str = ""
) -> User:
    """Create an account once a one-time link has proved the address; its caller journals why.

    Raises ``Refusal`` when the address has an account or the password is too weak.
    """
    for field, text in (("first_name", first_name), ("last_name", last_name)):
        refuse_nir(text, field=field)
    refuse_nir(job_title, field="job_title")
    if account_with(email) is not None:
        raise Refusal(
            _("Un compte utilise déjà cette adresse."), _("Connectez-vous, puis reprenez le lien.")
        )
    candidate = User(
        email=email.lower(), first_name=first_name, last_name=last_name, job_title=job_title
    )
    try:
        validate_password(password, user=candidate)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), field="password") from error
    candidate.set_password(password)
    candidate.save()
    return candidate


def change_profile(*, actor: Actor, first_name: str, last_name: str, job_title: str) -> User:
    """One's own name and job title, nothing else, nobody else's."""
    if actor.user_id is None:
        raise Hidden("no account behind this actor")
    wanted = {"first_name": first_name, "last_name": last_name, "job_title": job_title}
    with transaction.atomic():
        user = User.objects.select_for_update().filter(pk=actor.user_id, is_active=True).first()
        if user is None:
            raise Hidden("no account behind this actor")
        changed = [name for name, text in wanted.items() if getattr(user, name) != text]
        for name in changed:
            setattr(user, name, refuse_nir(wanted[name], field=name))
        if changed:
            user.save(update_fields=changed)
            record(PROFILE_CHANGED, actor=actor, details={"fields": changed})
        return user


def open_own_account(
    *, actor: Actor, person_id: UUID, email: str, first_name: str, last_name: str = ""
) -> None:
    """The person asks for their own account: a one-time link leaves to the address given.

    The answer is the same whether or not an account already uses the address; only its owner
    reads the difference, in the letter.
    """
    if actor.kind is not ActorKind.PERSON or actor.person_id != person_id:
        raise Hidden("only the person opens their own account")
    if own_account_of(person_id) is not None:
        raise Refusal(
            _("Vous avez déjà un compte."), _("Entrez avec votre adresse et votre mot de passe.")
        )
    address = email.strip().lower()
    token, token_digest = new_token()
    with transaction.atomic():
        OwnAccountLink.objects.pending().filter(person_id=person_id).update(
            cancelled_at=clock.now()
        )
        link = OwnAccountLink.objects.create(
            person_id=person_id,
            email=address,
            first_name=first_name,
            last_name=last_name,
            token_hash=token_digest,
        )
        record(OWN_ACCOUNT_ASKED, actor=actor, person_id=person_id, details={"link": str(link.id)})
    taken = account_with(address) is not None
    send_letter(
        address,
        subject=_("votre lien"),
        template="accounts/letters/own_taken.txt" if taken else "accounts/letters/own.txt",
        url=absolute(reverse("accounts:own_open", args=[token])),
    )


def accept_own_account(*, token: str, password: str) -> User:
    """Open the account behind a one-time link; the link is spent in the same transaction."""
    with transaction.atomic():
        link = own_link(token, for_update=True)
        if link is None:
            raise Hidden("link unknown, used, cancelled or too old")
        if own_account_of(link.person_id) is not None:
            raise Refusal(_("Vous avez déjà un compte."))
        user = open_account(
            email=link.email,
            password=password,
            first_name=link.first_name,
            last_name=link.last_name,
        )
        user.own_person_id = link.person_id
        user.save(update_fields=["own_person_id"])
        link.used_at = clock.now()
        link.save(update_fields=["used_at"])
        record(
            OWN_ACCOUNT_OPENED,
            actor=actor_of_user(user),
            person_id=link.person_id,
            details={"link": str(link.id)},
        )
        return user
