"""May this person enter?  Age, situations, place, prescriber, and what only people can judge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from passerelles.kernel.calendar import birthday
from passerelles.kernel.periods import age_on
from passerelles.law.acts.programmes import Enrolment
from passerelles.law.person import Person
from passerelles.law.place_names import place_names
from passerelles.law.programmes.model import Entry, Programme
from passerelles.law.programmes.remarks import Remark, block, info, unknown, warn
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.law.wording import day_fr


def entry_remarks(
    enrolment: Enrolment, person: Person, at: date, programme: Programme
) -> tuple[Remark, ...]:
    """Conditions are read on the day of the entry; leaving the age later changes nothing."""
    day = enrolment.entered_on or at
    entry = programme.entry
    return (
        *_age(entry, person, day),
        *_usual_age(entry, enrolment, person, day),
        *_all_of(entry, person, day),
        *_any_of(entry, person, day),
        *_place(entry, enrolment),
        *_membership(entry, enrolment),
        *_prescriber(entry, enrolment),
        *_judgments(entry, enrolment),
    )


def period_remarks(enrolment: Enrolment, at: date, programme: Programme) -> Iterator[Remark]:
    day = enrolment.entered_on or at
    remedy = "Vérifiez auprès de ceux qui le portent."
    if programme.start is not None and day < programme.start:
        yield warn(f"Ce programme commence le {day_fr(programme.start)}.", remedy)
    if programme.end is not None and day > programme.end:
        yield warn(
            f"Ce programme est prévu jusqu’au {day_fr(programme.end)}, sauf texte plus récent.",
            remedy,
        )
    left = enrolment.left_on
    if left is not None and enrolment.entered_on is not None and left < enrolment.entered_on:
        yield block("La sortie est avant l’entrée.", "Corrigez une des deux dates.")


def notice_remarks(enrolment: Enrolment, programme: Programme) -> Iterator[Remark]:
    if not programme.notices:
        return
    told = enrolment.acknowledgements
    if told is None:
        yield unknown("Dites si la personne a été informée avant d’entrer.", "act.acknowledgements")
        return
    for notice in programme.notices:
        if notice.code not in told:
            yield warn(
                f"À dire et à faire reconnaître avant l’entrée : {notice.text}", notice.plain
            )


def barrier_remarks(enrolment: Enrolment) -> Iterator[Remark]:
    """Open barriers are told to whoever accompanies, and close nothing."""
    if enrolment.open_barriers:
        many = "s" if enrolment.open_barriers > 1 else ""
        yield info(
            f"{enrolment.open_barriers} frein{many} ouvert{many} : cela n’empêche ni l’entrée, "
            "ni le passage, ni la mise en emploi."
        )


def _age(entry: Entry, person: Person, day: date) -> Iterator[Remark]:
    if entry.age_min is None and entry.age_max is None:
        return
    born = person.birth_date
    if born is None:
        yield unknown("Il manque la date de naissance.", "person.birth_date")
        return
    years = age_on(born, day)
    if entry.age_min is not None and years < entry.age_min:
        first = birthday(born, entry.age_min)
        yield block(
            f"Trop tôt : l’entrée se fait à partir de {entry.age_min} ans.",
            f"Possible à partir du {day_fr(first)}.",
            opens_on=first,
        )
    if entry.age_max is not None and years > entry.age_max:
        yield block(
            f"L’entrée se fait jusqu’à {entry.age_max} ans inclus.",
            "Cherchez un autre programme avec la personne.",
        )


def _usual_age(entry: Entry, enrolment: Enrolment, person: Person, day: date) -> Iterator[Remark]:
    low, high = entry.usual_age_min, entry.usual_age_max
    if low is None and high is None:
        return
    if entry.usual_age_places and enrolment.place_kind not in entry.usual_age_places:
        return
    born = person.birth_date
    if born is None:
        yield unknown("Il manque la date de naissance.", "person.birth_date")
        return
    years = age_on(born, day)
    if (low is not None and years < low) or (high is not None and years > high):
        yield warn(
            f"{years} ans : d’habitude, l’entrée se fait {_between(low, high)}.",
            "L’équipe vérifie avec la personne, puis décide.",
        )


def _between(low: int | None, high: int | None) -> str:
    if low is None:
        return f"jusqu’à {high} ans"
    return f"à partir de {low} ans" if high is None else f"de {low} à {high} ans"


def _all_of(entry: Entry, person: Person, day: date) -> Iterator[Remark]:
    for kind in entry.all_of:
        held = person.holds(kind, day)
        text = SITUATION_TEXTS[kind]
        if held is None:
            yield unknown(f"À dire : {text.label}.", f"situation.{kind}")
        elif not held:
            yield block(
                f"Il faut : {text.label}.",
                f"Ce qui l’ouvre : {text.how or text.label}.",
                opens=(kind.value,),
            )


def _any_of(entry: Entry, person: Person, day: date) -> Iterator[Remark]:
    if not entry.any_of:
        return
    held = {kind: person.holds(kind, day) for kind in entry.any_of}
    if True in held.values():
        return
    words = _one_of(entry.any_of)
    if missing := [f"situation.{kind}" for kind, value in held.items() if value is None]:
        yield unknown(f"À dire : {words}.", *missing)
    else:
        yield block(
            f"Il faut au moins une de ces situations : {words}.",
            "Vérifiez avec la personne ce qui est vrai pour elle aujourd’hui.",
            opens=tuple(kind.value for kind in entry.any_of),
        )


def _one_of(kinds: tuple[SituationKind, ...]) -> str:
    return " ; ".join(SITUATION_TEXTS[kind].label for kind in kinds)


def _place(entry: Entry, enrolment: Enrolment) -> Iterator[Remark]:
    if not entry.places:
        return
    if enrolment.place_kind is None:
        yield unknown("Il manque la sorte de structure.", "act.place_kind")
    elif enrolment.place_kind not in entry.places:
        yield block(
            f"Programme porté par : {place_names(entry.places)}.",
            "Orientez la personne vers une de ces structures.",
        )


def _membership(entry: Entry, enrolment: Enrolment) -> Iterator[Remark]:
    if not entry.member_place:
        return
    if enrolment.place_is_member is None:
        yield unknown("Dites si la structure est membre du programme.", "act.place_is_member")
    elif not enrolment.place_is_member:
        yield block(
            "La structure n’est pas membre de ce programme.",
            "Demandez l’adhésion au réseau qui le porte.",
            opens=("membership",),
        )


def _prescriber(entry: Entry, enrolment: Enrolment) -> Iterator[Remark]:
    if not entry.prescribers:
        return
    who = enrolment.prescriber_kind
    if who is None:
        yield unknown("Dites qui oriente la personne.", "act.prescriber_kind")
    elif who not in entry.prescribers:
        names = ", ".join(code.replace("_", " ") for code in entry.prescribers)
        yield warn(
            f"D’habitude, l’orientation vient de : {names}.",
            "Faites confirmer l’orientation par un de ces services.",
        )


def _judgments(entry: Entry, enrolment: Enrolment) -> Iterator[Remark]:
    told = enrolment.judgments
    for judgment in entry.judgments:
        if told is None:
            yield unknown(f"À dire par l’équipe : {judgment.label}.", "act.judgments")
        elif judgment.code not in told:
            yield block(
                f"Il faut, de l’avis de l’équipe : {judgment.label}.",
                "Parlez-en avec la personne ; seule une décision humaine l’ouvre.",
                opens=(f"judgment:{judgment.code}",),
            )
