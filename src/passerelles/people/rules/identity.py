"""What an identity must hold to be recorded."""

from __future__ import annotations

from datetime import date

from passerelles.kernel.errors import Refusal
from passerelles.kernel.periods import age_on

OLDEST_AGE = 120


def check_birth_date(birth_date: date | None, today: date) -> None:
    """Refuse a birth to come, or an age nobody reaches; an unknown date is allowed."""
    if birth_date is None:
        return
    if birth_date > today:
        raise Refusal(
            "Cette date de naissance est dans l’avenir.", "Vérifiez l’année.", field="birth_date"
        )
    if age_on(birth_date, today) > OLDEST_AGE:
        raise Refusal(
            f"Cette date donnerait plus de {OLDEST_AGE} ans.",
            "Vérifiez l’année.",
            field="birth_date",
        )


def check_contact(*, phone: str, email: str, no_contact: bool) -> None:
    """A way to reach the person, or the plain statement that there is none."""
    if no_contact and (phone or email):
        raise Refusal(
            "Vous avez coché « aucun moyen de la joindre », mais un contact est écrit.",
            "Décochez la case, ou effacez le contact.",
            field="no_contact",
        )
    if not (no_contact or phone or email):
        raise Refusal(
            "Dites comment joindre la personne.",
            "Un téléphone ou une adresse ; sinon cochez « aucun moyen de la joindre ».",
            field="phone",
        )


def check_names(*, first_name: str, last_name: str) -> None:
    for field, value, said in (
        ("first_name", first_name, "le prénom"),
        ("last_name", last_name, "le nom de naissance"),
    ):
        if not any(character.isalpha() for character in value):
            raise Refusal(f"Il manque {said}.", "Écrivez-le en lettres.", field=field)
