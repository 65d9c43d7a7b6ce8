"""Who may give an agreement: the person, the legal representative, or both.

A minor's agreement needs whoever holds parental authority (Code civil, article 371-1).  An
adult decides alone on personal matters as far as their state allows, even under tutelle
(article 459); a curateur assists and never decides in the person's place.
"""

from __future__ import annotations

from enum import StrEnum

from passerelles.kernel.errors import Refusal

MAJORITY = 18


class Giver(StrEnum):
    PERSON = "person"
    REPRESENTATIVE = "representative"
    BOTH = "both"


FOR_A_MINOR = frozenset({"parent", "guardian_of_minor"})
IN_THE_PLACE_OF_AN_ADULT = frozenset({"tutelle", "habilitation", "mandate"})
BESIDE_AN_ADULT = IN_THE_PLACE_OF_AN_ADULT | {"curatelle", "curatelle_renforcee"}


def allowed_givers(*, age: int | None, representative: str | None) -> frozenset[Giver]:
    """Ways an agreement may be given, for an age and one kind of representative.

    With an unknown age the person may sign alone: asking for a birth date must never be the
    price of an agreement; a representative named for a minor says that there is one.
    """
    if age is not None and age < MAJORITY:
        if representative in FOR_A_MINOR:
            return frozenset({Giver.REPRESENTATIVE, Giver.BOTH})
        return frozenset()
    if representative in IN_THE_PLACE_OF_AN_ADULT:
        return frozenset(Giver)
    if representative in BESIDE_AN_ADULT:
        return frozenset({Giver.PERSON, Giver.BOTH})
    if age is None and representative in FOR_A_MINOR:
        return frozenset({Giver.REPRESENTATIVE, Giver.BOTH})
    return frozenset({Giver.PERSON})


def check_giver(giver: Giver, *, age: int | None, representative: str | None) -> None:
    """Raise a refusal that says who must sign; ``representative`` is the kind named, if any."""
    if giver is not Giver.PERSON and representative is None:
        raise Refusal(
            "Aucun représentant légal n’est choisi.",
            "Choisissez-le dans la liste, ou ajoutez-le d’abord au dossier.",
            field="representative",
        )
    named = representative if giver is not Giver.PERSON else None
    if giver in allowed_givers(age=age, representative=named):
        return
    if age is not None and age < MAJORITY:
        raise Refusal(
            "La personne est mineure : son parent ou son tuteur doit donner l’accord.",
            "Choisissez « les deux » : la personne dit aussi ce qu’elle veut.",
            field="giver",
        )
    if representative in BESIDE_AN_ADULT:
        raise Refusal(
            "Le curateur ne donne pas l’accord à la place de la personne.",
            "La personne signe seule, ou avec son curateur.",
            field="giver",
        )
    raise Refusal(
        "Ce représentant ne peut pas donner l’accord à la place de la personne.",
        "La personne est majeure : elle donne son accord elle-même.",
        field="giver",
    )
