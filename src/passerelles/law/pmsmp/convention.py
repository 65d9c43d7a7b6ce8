"""A PMSMP: its one object, who prescribes it, its month, and the conditions of the host."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.kernel.calendar import birthday
from passerelles.law.acts.work import Immersion
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.parameters import Confidence
from passerelles.law.person import Status
from passerelles.law.pmsmp.prescribers import prescribers
from passerelles.law.wording import number_fr

PURPOSES: dict[str, str] = {
    "discover": "découvrir un métier ou un secteur",
    "confirm": "confirmer un projet",
    "recruit": "engager un recrutement",
}
_WITHOUT_LAW = ("trial_bench", "visit")


@rule("PMSMP-01", Immersion, ("pmsmp",))
def one_purpose(check: Check[Immersion]) -> Iterator[Finding]:
    told = check.act.purposes
    listed = ", ".join(PURPOSES.values())
    if told is None:
        yield check.unknown(f"Dites à quoi sert l’immersion : {listed}.", "act.purposes")
    elif len(set(told)) != 1 or told[0] not in PURPOSES:
        yield check.block(
            f"Choisir un seul objet : {listed}.",
            remedy="Pour un autre objet, faites une autre convention.",
        )


@rule("PMSMP-01", Immersion, _WITHOUT_LAW)
def without_law(check: Check[Immersion]) -> Iterator[Finding]:
    yield check.info(
        "Le droit ne fixe rien de propre à une visite ou à un banc d’essai."
        " Si la personne travaille chez l’hôte, le cadre est une PMSMP, une MISPE ou un stage."
    )


@rule("PMSMP-02", Immersion, ("pmsmp",))
def prescriber(check: Check[Immersion]) -> Iterator[Finding]:
    act = check.act
    kind = act.prescriber_kind
    if kind is None:
        yield check.unknown("Dites qui prescrit l’immersion.", "act.prescriber_kind")
        return
    known = prescribers("pmsmp").get(kind)
    if known is not None:
        if known.own_people:
            yield check.info("Prescription pour les personnes que la structure accompagne.")
        if known.confidence is not Confidence.CERTAIN:
            yield check.info(f"Prescripteur probable. {known.note}")
    elif act.delegation:
        yield check.info("Prescription par convention de délégation.")
    elif act.delegation is None and kind != "etti":
        yield check.unknown(
            "Dites si cette structure a une convention de délégation pour prescrire.",
            "act.delegation",
        )
    else:
        yield check.block(
            "Sans délégation, cette structure ne peut pas prescrire de PMSMP.",
            remedy="Faites prescrire par France Travail, Cap emploi ou la mission locale.",
            opens=("prescription",),
        )


@rule("PMSMP-03", Immersion, ("pmsmp",))
def days_in_order(check: Check[Immersion]) -> Iterator[Finding]:
    act = check.act
    if act.start is not None and act.end is not None and act.end < act.start:
        yield check.block("La fin de l’immersion précède son début.")


@rule("PMSMP-06", Immersion, ("pmsmp",))
def age(check: Check[Immersion]) -> Iterator[Finding]:
    act, born, years = check.act, check.person.birth_date, check.age()
    if born is None or years is None:
        yield check.unknown("Il manque la date de naissance.", "person.birth_date")
        return
    least = check.parameter("pmsmp_age_min")
    adult = check.parameter("pmsmp_representative_age")
    if years < least.value:
        yield check.block(
            f"Une PMSMP est possible à partir de {number_fr(least.value)} ans.",
            least,
            remedy="Avant, c’est un stage de type scolaire.",
            opens_on=birthday(born, least.whole),
        )
    elif years < adult.value and not act.legal_representative:
        if act.legal_representative is None:
            yield check.unknown(
                "Dites si le représentant légal signe la convention.", "act.legal_representative"
            )
        else:
            yield check.block(
                f"Avant {number_fr(adult.value)} ans, le représentant légal signe la convention.",
                adult,
                remedy="Faites signer le représentant légal.",
            )


@rule("PMSMP-06", Immersion, ("pmsmp",))
def conditions(check: Check[Immersion]) -> Iterator[Finding]:
    act = check.act
    if act.tutor_is_beneficiary:
        yield check.block(
            "Le tuteur doit être une autre personne que le bénéficiaire.",
            remedy="Nommez un tuteur chez l’hôte.",
        )
    if (
        act.weekly_hours is not None
        and act.weekly_hours > (row := check.parameter("pmsmp_weekly_hours_max")).value
    ):
        yield check.warn(
            f"Plus de {number_fr(row.value)} h par semaine : les horaires légaux de l’hôte"
            " s’appliquent.",
            row,
        )
    yield check.info(
        "Sans paie de l’hôte ; ni poste permanent, ni remplacement, ni emploi saisonnier ; un"
        " tuteur. Accident : l’hôte prévient sous 24 h, déclaration sous 48 h."
    )


@rule("PMSMP-07", Immersion, ("pmsmp",))
def esat_worker(check: Check[Immersion]) -> Iterator[Finding]:
    status, in_esat = check.person.status, check.act.host_kind == "esat"
    if status in {Status.ESAT_WORKER, Status.ESAT_AND_ORDINARY}:
        if in_esat:
            yield check.warn(
                "La PMSMP d’une personne en ESAT se passe hors de l’ESAT.",
                remedy="Choisissez un hôte en milieu ordinaire ou une entreprise adaptée.",
            )
        else:
            yield check.info(
                "L’orientation de la CDAPH n’est pas touchée et la rémunération est maintenue."
            )
    elif status is None and in_esat:
        yield check.unknown("Dites si la personne travaille déjà en ESAT.", "person.status")
