"""Les programmes du terrain, racontés pas à pas : ce que le droit et le programme répondent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from passerelles.law.acts.programmes import DutyDone, Enrolment, GateDecision, PhaseEntry, Session
from passerelles.law.acts.work import Contract
from passerelles.law.answering import check
from passerelles.law.document import AnyAct, Document
from passerelles.law.findings import Answer, Verdict
from passerelles.law.person import Person, Situation
from passerelles.law.programmes.duties import DutyStatus
from passerelles.law.programmes.model import Rhythm
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.programmes.standing import Standing, standing
from passerelles.law.situations import SituationKind

JUNE = date(2026, 6, 1)


def someone(*kinds: SituationKind, born: date | None = None) -> Person:
    return Person(birth_date=born, situations=tuple(Situation(kind=kind) for kind in kinds))


def ask(enrolment: Enrolment, person: Person, at: date, *history: AnyAct) -> Answer:
    return check(Document(at=at, person=person, act=enrolment, history=history))


def stands(enrolment: Enrolment, person: Person, at: date) -> Standing:
    return standing(enrolment, person, at, shipped_programmes()[enrolment.programme])


def said(answer: Answer) -> str:
    return " ".join(f"{finding.message} {finding.remedy}" for finding in answer.findings)


def test_tapaj_du_premier_chantier_au_contrat_d_insertion() -> None:
    person = someone(SituationKind.ADDICTION, SituationKind.STREET_LIFE, born=date(2004, 1, 10))
    path = Enrolment(
        programme="tapaj", entered_on=JUNE, phases=(PhaseEntry(phase="p1", start=JUNE),)
    )
    # Un chantier de quatre heures par semaine, payé le jour même : cinq présences sur six.
    sessions = tuple(
        Session(day=JUNE + timedelta(days=7 * week + 2), hours=Decimal(4), attended=week != 3)
        for week in range(6)
    )
    path = replace(path, sessions=sessions)
    six_weeks = date(2026, 7, 13)
    state = stands(path, person, six_weeks)
    assert [week.pay for week in state.weeks if week.attended] == [Decimal(40)] * 5
    assert state.pay == Decimal(200)
    # Sans décision d’assiduité, la phase 2 attend ; l’équipe décide, elle s’ouvre.
    wanted = replace(path, move_to="p2")
    assert ask(wanted, person, six_weeks).verdict is Verdict.REFUSED
    assert "Qui décide : l’équipe" in said(ask(wanted, person, six_weeks))
    decided = replace(wanted, decisions=(GateDecision(gate="assiduity", decided_on=six_weeks),))
    assert ask(decided, person, six_weeks).verdict is Verdict.ALLOWED
    # Phase 3 : une formation ou un contrat d’insertion, au choix de la personne.
    second = replace(
        decided,
        move_to=None,
        phases=(
            PhaseEntry(phase="p1", start=JUNE, end=date(2026, 7, 13)),
            PhaseEntry(phase="p2", start=date(2026, 7, 14)),
        ),
        decisions=(
            *decided.decisions,
            GateDecision(gate="to_training", decided_on=date(2026, 10, 1)),
            GateDecision(gate="to_cddi", decided_on=date(2026, 10, 1)),
        ),
    )
    codes = {move.phase.code for move in stands(second, person, date(2026, 10, 2)).allowed}
    assert codes == {"p1", "p3_training", "p3_cddi"}


@pytest.mark.parametrize(
    ("born", "verdict"),
    [
        (date(2008, 6, 2), Verdict.REFUSED),  # 17 ans
        (date(2008, 6, 1), Verdict.ALLOWED),  # 18 ans ce jour
        (date(2000, 6, 2), Verdict.ALLOWED),  # 25 ans
        (date(2000, 6, 1), Verdict.REFUSED),  # 26 ans ce jour
    ],
)
def test_tapaj_entre_18_et_25_ans(born: date, verdict: Verdict) -> None:
    entry = Enrolment(programme="tapaj", entered_on=JUNE)
    assert ask(entry, someone(SituationKind.STREET_LIFE, born=born), JUNE).verdict is verdict


@pytest.mark.parametrize(
    ("hours", "verdict"),
    [
        (0, Verdict.REFUSED),
        (1, Verdict.ALLOWED),
        (4, Verdict.ALLOWED),
        (8, Verdict.ALLOWED),
        (16, Verdict.ALLOWED),
        (20, Verdict.ALLOWED),
        (21, Verdict.REFUSED),
    ],
)
def test_premieres_heures_de_une_a_vingt_heures(hours: int, verdict: Verdict) -> None:
    path = Enrolment(
        programme="phc",
        entered_on=JUNE,
        place_kind="aci",
        weekly_hours=Decimal(hours),
        derogation_on=JUNE,
        duties=(DutyDone(duty="hours_plan", done_on=JUNE),),
    )
    assert ask(path, someone(SituationKind.STREET_LIFE), JUNE).verdict is verdict


def test_la_bascule_des_premieres_heures_n_affirme_aucun_contrat() -> None:
    phc = shipped_programmes()["phc"]
    (measure,) = phc.measures
    assert "douteux" in measure.historic
    assert any(item.what == "Contrat d’arrivée" for item in phc.to_settle)


def convergence(months_end: date, member: bool) -> Enrolment:
    return Enrolment(
        programme="convergence",
        entered_on=JUNE,
        planned_end=months_end,
        place_kind="aci",
        place_is_member=member,
        open_barriers=4,
    )


def test_convergence_va_jusqu_a_soixante_mois_pour_les_membres_seulement() -> None:
    person = someone(SituationKind.NO_FIXED_HOME)
    sixty, sixty_one = date(2031, 5, 31), date(2031, 6, 1)
    assert ask(convergence(sixty, True), person, JUNE).verdict is Verdict.ALLOWED
    assert ask(convergence(sixty_one, True), person, JUNE).verdict is Verdict.REFUSED
    assert ask(convergence(sixty, False), person, JUNE).verdict is Verdict.REFUSED
    # Le logement se règle avec la personne, et n’empêche pas le travail.
    assert "n’empêche" in said(ask(convergence(sixty, True), person, JUNE))


def test_vingt_cinq_mois_hors_du_programme_sont_refuses_au_contrat() -> None:
    contract = Contract(
        type="cddi",
        employer_kind="aci",
        start=JUNE,
        end=date(2028, 6, 30),
        weekly_hours=Decimal(26),
        programme=None,
    )
    assert check(Document(at=JUNE, act=contract)).verdict is Verdict.REFUSED


def tremplin(**fields: Any) -> Enrolment:
    given = {
        "entered_on": JUNE,
        "place_kind": "ea",
        "prescriber_kind": "mission_locale",
        "judgments": ("adequacy",),
        "acknowledgements": ("no_hire_at_the_end",),
        **fields,
    }
    return Enrolment(programme="cdd_tremplin", **given)


def test_cdd_tremplin_de_l_orientation_au_mois_sans_rendez_vous() -> None:
    person = someone(SituationKind.RQTH)
    assert ask(tremplin(), person, JUNE).verdict is Verdict.ALLOWED
    assert ask(tremplin(), someone(), JUNE).verdict is Verdict.REFUSED
    untold = ask(tremplin(acknowledgements=()), person, JUNE)
    assert untold.verdict is Verdict.WARNINGS
    assert "une autre entreprise" in said(untold)
    # Six mois, renouvelés une fois : permis, au-delà de la durée conseillée.
    renewed = ask(tremplin(planned_end=date(2027, 5, 31)), person, JUNE)
    assert renewed.verdict is Verdict.ALLOWED
    assert "durée conseillée" in said(renewed)
    # Juin a eu son rendez-vous, pas juillet : l’équipe est prévenue le 1er août.
    met = tremplin(duties=(DutyDone(duty="monthly_meeting", done_on=date(2026, 6, 18)),))
    late = stands(met, person, date(2026, 8, 1))
    assert [state.due_on for state in late.overdue] == [date(2026, 7, 31)]
    assert ask(met, person, date(2026, 8, 1)).verdict is Verdict.WARNINGS


def test_eiti_sans_contrat_deux_ans_et_les_freins_au_sixieme_mois() -> None:
    person = someone(SituationKind.SELF_EMPLOYED)
    path = Enrolment(
        programme="eiti",
        entered_on=JUNE,
        place_kind="eiti",
        acknowledgements=("no_subordination",),
        duties=(
            DutyDone(duty="diagnosis", done_on=date(2026, 5, 12)),
            DutyDone(duty="three_sides_planned", done_on=date(2026, 6, 18)),
        ),
        open_barriers=3,
    )
    assert ask(path, someone(), JUNE).verdict is Verdict.REFUSED
    assert ask(path, person, JUNE).verdict is Verdict.ALLOWED
    sixth = stands(path, person, date(2026, 11, 15))
    assert [state.duty.code for state in sixth.due] == ["barriers_reviewed"]
    assert sixth.due[0].due_on == date(2026, 11, 30)
    after = stands(path, person, date(2026, 12, 1))
    assert [state.duty.code for state in after.overdue] == ["barriers_reviewed"]
    assert ask(path, person, date(2026, 12, 1)).verdict is Verdict.WARNINGS
    # Le vingt-cinquième mois est refusé, à l’avance comme le jour venu.
    assert ask(replace(path, planned_end=date(2028, 6, 1)), person, JUNE).verdict is Verdict.REFUSED
    assert ask(path, person, date(2028, 6, 1)).verdict is Verdict.REFUSED
    hired = Contract(type="cdd", programme="eiti", start=JUNE)
    assert ask(path, person, JUNE, hired).verdict is Verdict.REFUSED
    assert len(shipped_programmes()["eiti"].dimensions) == 3


def test_enouma_trois_compteurs_d_heures_avant_l_ecole() -> None:
    hours = {"classes": 500, "tutored": 500, "individual": 90}
    sessions = tuple(
        Session(day=JUNE + timedelta(days=day), hours=Decimal(10), counter=counter)
        for counter, total in hours.items()
        for day in range(total // 10)
    )
    path = Enrolment(
        programme="enouma",
        entered_on=JUNE,
        place_kind="aci",
        judgments=("french_to_strengthen",),
        phases=(PhaseEntry(phase="learning", start=JUNE),),
        decisions=(GateDecision(gate="to_school", decided_on=date(2026, 12, 1)),),
        sessions=sessions,
        move_to="school",
    )
    day = date(2026, 12, 15)
    assert ask(path, Person(), day).verdict is Verdict.ALLOWED
    short = replace(path, sessions=sessions[:-1])
    assert "Il manque 10 h sur 90 h" in said(ask(short, Person(), day))


def test_expertises_partagees_on_avance_on_revient_rien_n_expire() -> None:
    path = Enrolment(
        programme="expertises_partagees",
        entered_on=date(2024, 1, 8),
        place_kind="ime",
        judgments=("wish",),
        phases=(
            PhaseEntry(phase="spotting", start=date(2024, 1, 8), end=date(2024, 9, 1)),
            PhaseEntry(phase="workshop", start=date(2024, 9, 2), end=date(2025, 6, 30)),
            PhaseEntry(phase="trial", start=date(2025, 9, 1)),
        ),
        move_to="workshop",
    )
    young = someone(born=date(2007, 5, 3))
    years_later = date(2031, 3, 1)
    answer = ask(path, young, years_later)
    assert answer.verdict is Verdict.ALLOWED
    assert "toujours possible" in said(answer)
    state = stands(path, young, years_later).lasting
    assert state.left is None
    assert state.ends_on is None


def test_compethance_le_rythme_du_suivi_reste_a_regler() -> None:
    path = Enrolment(
        programme="compethance",
        entered_on=JUNE,
        place_kind="ea",
        judgments=("wish",),
        phases=(PhaseEntry(phase="follow_up", start=JUNE),),
    )
    state = stands(path, Person(), date(2027, 1, 1))
    assert [duty.status for duty in state.duties] == [DutyStatus.TO_SETTLE]
    # Deux ans passés, l’équipe est prévenue, et rien n’est fermé.
    answer = ask(path, Person(), JUNE.replace(year=2028))
    assert answer.verdict is Verdict.WARNINGS
    assert "24 mois" in said(answer)


def test_un_suivi_de_deux_ans_dont_l_equipe_a_fixe_le_rythme() -> None:
    compethance = shipped_programmes()["compethance"]
    (contact,) = compethance.duties
    every_quarter = replace(
        contact, rhythm=Rhythm.REPEATED, every_months=3, to_months=3, until_months=24, grace_days=7
    )
    ours = replace(compethance, duties=(every_quarter,))
    path = Enrolment(
        programme="compethance",
        entered_on=JUNE,
        phases=(PhaseEntry(phase="follow_up", start=JUNE),),
        duties=(DutyDone(duty="contact", done_on=date(2026, 8, 20)),),
    )
    in_grace = standing(path, Person(), date(2026, 12, 7), ours)
    assert [state.due_on for state in in_grace.due] == [date(2026, 11, 30), date(2027, 2, 28)]
    late = standing(path, Person(), date(2026, 12, 8), ours)
    assert [state.due_on for state in late.overdue] == [date(2026, 11, 30)]
    # Huit contacts en deux ans, pas un de plus.
    assert len(standing(path, Person(), date(2030, 1, 1), ours).duties) == 8
