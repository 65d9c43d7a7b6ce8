"""URLs of the accompaniment."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern
from django.views.decorators.http import require_POST, require_safe

from passerelles.kernel.actors import Right
from passerelles.support.views import (
    acts,
    agenda,
    appointments,
    barriers,
    coach,
    coaching,
    commitments,
    correcting,
    funding,
    leads,
    own,
    own_coach,
    plans,
    requests,
    sessions,
)
from passerelles.web.routes import Audience, Audit, professional_page, route

app_name = "support"

BARRIERS = "dossier/<uuid:person_id>/freins/"
BARRIER = BARRIERS + "<uuid:barrier_id>/"
MEETINGS = "dossier/<uuid:person_id>/rendez-vous/"
ACTS = "dossier/<uuid:person_id>/accompagnement/"
COACH = "dossier/<uuid:person_id>/coach/"
PLAN = "dossier/<uuid:person_id>/plan/"
LEADS = "dossier/<uuid:person_id>/pistes/"
COMMITMENTS = "dossier/<uuid:person_id>/engagements/"
OBJECTIVES = COMMITMENTS + "objectifs/"
REQUESTS = "dossier/<uuid:person_id>/demandes/"
REQUEST = REQUESTS + "<uuid:asked_id>/"
MEETING = MEETINGS + "<uuid:appointment_id>/"


_record = professional_page


_writing = partial(_record, right=Right.WRITE_PEOPLE)
_posting = partial(_record, right=Right.WRITE_PEOPLE, audit=Audit.WRITE)
_WRITE_BARRIERS = "sharing:write:barriers-or-sensitive"

_ACTION = BARRIER + "action/<uuid:action_id>/"
_FUNDED = BARRIER + "financement/<uuid:plan_id>/"
_ASKED = BARRIER + "financement/ligne/<uuid:line_id>/"

_correcting = [
    _writing(_ACTION + "corriger/", correcting.correct_action, "correct_action", _WRITE_BARRIERS),
    _writing(_ACTION + "annuler/", correcting.cancel_action, "cancel_action", _WRITE_BARRIERS),
    _writing(_FUNDED + "corriger/", correcting.correct_plan, "correct_funding", _WRITE_BARRIERS),
    _writing(_FUNDED + "annuler/", correcting.cancel_plan, "cancel_funding", _WRITE_BARRIERS),
    _writing(_FUNDED + "resultat/", correcting.plan_result, "funding_result", _WRITE_BARRIERS),
    _writing(_ASKED + "corriger/", correcting.correct_line, "correct_line", _WRITE_BARRIERS),
    _writing(_ASKED + "annuler/", correcting.cancel_line, "cancel_line", _WRITE_BARRIERS),
]

_barriers = [
    _record(BARRIERS, barriers.show_barriers, "barriers", "sharing:read:barriers-or-sensitive"),
    _writing(BARRIERS + "nouveau/", barriers.new_barrier, "open_barrier", _WRITE_BARRIERS),
    _writing(BARRIER + "modifier/", barriers.edit_barrier, "edit_barrier", "support:own-barrier"),
    _writing(BARRIER + "action/", barriers.new_action, "add_action", _WRITE_BARRIERS),
    _writing(
        BARRIER + "action/<uuid:action_id>/fait/",
        barriers.action_done,
        "finish_action",
        _WRITE_BARRIERS,
    ),
    _writing(BARRIER + "financement/", funding.new_funding, "plan_funding", _WRITE_BARRIERS),
    _writing(
        BARRIER + "financement/<uuid:plan_id>/demande/",
        funding.new_funding_line,
        "ask_funding",
        _WRITE_BARRIERS,
    ),
    _writing(
        BARRIER + "financement/reponse/<uuid:line_id>/",
        funding.funding_answer,
        "answer_funding",
        _WRITE_BARRIERS,
    ),
    *_correcting,
    _writing(
        BARRIER + "etat/<slug:move>/", barriers.set_barrier_state, "move_barrier", _WRITE_BARRIERS
    ),
]

STAGE_FUNDING = "dossier/<uuid:person_id>/etape/<uuid:stage_id>/financement/"
_STAGE_PLAN = STAGE_FUNDING + "<uuid:plan_id>/"
_STAGE_LINE = STAGE_FUNDING + "ligne/<uuid:line_id>/"
_WRITE_PATH = "sharing:write:path"

_stage_funding = [
    _record(STAGE_FUNDING, funding.show_stage_funding, "stage_funding", "sharing:read:path"),
    _writing(STAGE_FUNDING + "nouveau/", funding.new_funding, "stage_plan_funding", _WRITE_PATH),
    _writing(_STAGE_PLAN + "demande/", funding.new_funding_line, "stage_ask_funding", _WRITE_PATH),
    _writing(
        _STAGE_PLAN + "corriger/", correcting.correct_plan, "stage_correct_funding", _WRITE_PATH
    ),
    _writing(_STAGE_PLAN + "annuler/", correcting.cancel_plan, "stage_cancel_funding", _WRITE_PATH),
    _writing(
        _STAGE_PLAN + "resultat/", correcting.plan_result, "stage_funding_result", _WRITE_PATH
    ),
    _writing(_STAGE_LINE + "reponse/", funding.funding_answer, "stage_answer_funding", _WRITE_PATH),
    _writing(_STAGE_LINE + "corriger/", correcting.correct_line, "stage_correct_line", _WRITE_PATH),
    _writing(_STAGE_LINE + "annuler/", correcting.cancel_line, "stage_cancel_line", _WRITE_PATH),
]

_appointments = [
    _record(MEETINGS, appointments.show_appointments, "appointments", "sharing:read:path"),
    _writing(
        MEETINGS + "nouveau/",
        appointments.new_appointment,
        "plan_appointment",
        "sharing:write:path",
    ),
    _writing(MEETINGS + "rythme/", appointments.rhythm, "set_rhythm", "sharing:write:path"),
    _posting(
        MEETINGS + "rythme/<uuid:rhythm_id>/arreter/",
        require_POST(appointments.end_rhythm),
        "stop_rhythm",
        "sharing:write:path",
    ),
    _writing(
        MEETING + "deplacer/", appointments.move, "move_appointment", "support:own-appointment"
    ),
    _writing(
        MEETING + "annuler/", appointments.cancel, "cancel_appointment", "support:own-appointment"
    ),
    _writing(
        MEETING + "compte-rendu/", appointments.minutes, "write_minutes", "support:own-appointment"
    ),
]

_acts = [
    _record(ACTS, acts.show_acts, "acts", "sharing:read:path"),
    _writing(ACTS + "nouveau/", acts.new_act, "write_act", "sharing:write:path"),
    _writing(ACTS + "<uuid:act_id>/ecarter/", acts.aside, "set_act_aside", "support:own-act"),
    _writing(ACTS + "<uuid:act_id>/interet/", acts.interest, "act_interest", "sharing:write:path"),
    _record("accompagnement/", acts.show_team, "team_acts", "support:own-place", audit=Audit.NONE),
    _writing(
        "accompagnement/collectif/",
        acts.new_group_act,
        "write_group_act",
        "sharing:write:path",
        audit=Audit.PEOPLE_READ,
    ),
]

_OWN_PAIR = "support:own-pair"

_coach = [
    _record(COACH, coaching.show_pairs, "coach", "sharing:read:project"),
    _writing(COACH + "proposer/", coaching.propose, "coach_propose", "sharing:write:project"),
    _writing(COACH + "<uuid:pair_id>/papier/", coaching.paper, "coach_paper", _OWN_PAIR),
    _writing(COACH + "<uuid:pair_id>/objectifs/", coaching.shown, "coach_shown", _OWN_PAIR),
    _record(
        COACH + "<uuid:pair_id>/lien/", coaching.give_link, "coach_link", _OWN_PAIR,
        right=Right.SHARE,
    ),
    _posting(
        COACH + "<uuid:pair_id>/arreter/", require_POST(coaching.end), "coach_end", _OWN_PAIR
    ),
    *(
        route(
            f"coach/<str:token>/{pattern}",
            view,
            name=name,
            audience=Audience.PUBLIC,
            policy="support:coach-link",
            audit=Audit.SECURITY,
        )
        for pattern, view, name in (
            ("", coach.enter, "coach_enter"),
            ("suivi/", coach.page, "coach_page"),
            ("arreter/", coach.leave, "coach_leave"),
        )
    ),
]  # fmt: skip

_plans = [
    _record(PLAN, plans.show_plan, "plan", "sharing:read:path-or-project"),
    _record(PLAN + "imprimer/", plans.print_plan, "print_plan", "sharing:read:path"),
    _writing(PLAN + "ecrire/", plans.new_plan, "write_plan", "sharing:write:path"),
    _writing(PLAN + "horaires/", plans.new_timetable, "write_timetable", "sharing:write:path"),
    _writing(LEADS + "suivre/", plans.take_up, "take_up_lead", "sharing:write:project"),
    _writing(LEADS + "<uuid:taken_id>/", plans.outcome, "lead_outcome", "support:own-lead"),
    _record("pistes/", leads.show_leads, "leads", "support:own-place", audit=Audit.NONE),
    _record("pistes/nouvelle/", leads.new_lead, "log_lead", "support:own-place", audit=Audit.NONE),
    _record(
        "pistes/<uuid:lead_id>/corriger/",
        leads.edit_lead,
        "correct_lead",
        "support:own-place",
        audit=Audit.NONE,
    ),
    _record(
        "pistes/<uuid:lead_id>/annuler/",
        leads.remove_lead,
        "cancel_lead",
        "support:own-place",
        audit=Audit.NONE,
    ),
]

_agenda = [
    _record(
        "agenda/", agenda.show_agenda, "agenda", "support:own-agenda", audit=Audit.PEOPLE_READ
    ),
    _record(
        "agenda/imprimer/", agenda.print_agenda, "print_agenda", "support:own-agenda",
        audit=Audit.PEOPLE_READ,
    ),
    _writing(
        "agenda/collectif/",
        agenda.new_group,
        "plan_group",
        "sharing:write:path",
        audit=Audit.PEOPLE_READ,
    ),
    _writing(
        "agenda/collectif/<uuid:group>/",
        agenda.show_group,
        "group",
        "support:own-group",
        audit=Audit.PEOPLE_READ,
    ),
    _record(
        "agenda/adresse/", agenda.open_calendar, "open_calendar", "support:own-agenda",
        audit=Audit.SECURITY,
    ),
    _record(
        "agenda/adresse/fermer/", require_POST(agenda.close_calendar), "close_calendar",
        "support:own-agenda", audit=Audit.SECURITY,
    ),
    route(
        "agenda/<str:token>.ics",
        require_safe(agenda.calendar),
        name="calendar",
        audience=Audience.PUBLIC,
        policy="support:secret-address",
        audit=Audit.SECURITY,
    ),
]  # fmt: skip

_commitments = [
    _record(
        COMMITMENTS, commitments.show_commitments, "commitments", "sharing:read:path-or-project"
    ),
    _writing(
        COMMITMENTS + "nouveau/",
        commitments.new_commitment,
        "make_commitment",
        "sharing:write:path",
    ),
    _writing(
        COMMITMENTS + "<uuid:commitment_id>/avenant/",
        commitments.amend,
        "amend_commitment",
        "support:own-commitment",
    ),
    _posting(
        COMMITMENTS + "<uuid:commitment_id>/terminer/",
        require_POST(commitments.end),
        "end_commitment",
        "support:own-commitment",
    ),
    _writing(
        COMMITMENTS + "promesse/<uuid:promise_id>/",
        commitments.review,
        "review_promise",
        "sharing:write:path",
    ),
    _record(
        "dossier/<uuid:person_id>/programmes/<uuid:enrolment_id>/plan/",
        commitments.show_dimension_plan,
        "dimension_plan",
        "sharing:read:path-and-project",
    ),
    _writing(
        OBJECTIVES + "nouveau/", commitments.new_objective, "set_objective", "sharing:write:project"
    ),
    _writing(
        OBJECTIVES + "<uuid:objective_id>/revoir/",
        commitments.revise,
        "revise_objective",
        "sharing:write:project",
    ),
    _writing(
        OBJECTIVES + "<uuid:objective_id>/suite/",
        commitments.settle,
        "settle_objective",
        "sharing:write:project",
    ),
    _writing(
        OBJECTIVES + "<uuid:objective_id>/preuve/",
        commitments.evidence,
        "add_evidence",
        "sharing:write:project",
    ),
]

_sessions = [
    _writing(
        "partenaires/", sessions.show_sessions, "sessions", "support:own-place", audit=Audit.NONE
    ),
    _writing(
        "partenaires/nouvelle/",
        sessions.new_session,
        "plan_session",
        "support:own-place",
        audit=Audit.WRITE,
    ),
    _writing(
        "partenaires/<uuid:session_id>/",
        sessions.show_session,
        "session",
        "support:own-place",
        audit=Audit.PEOPLE_READ,
    ),
    _writing(
        "partenaires/<uuid:session_id>/pas-eu-lieu/",
        sessions.not_held,
        "session_not_held",
        "support:own-place",
        audit=Audit.WRITE,
    ),
]

_requests = [
    _record(REQUESTS, requests.show_requests, "requests", "sharing:read:path"),
    _writing(REQUEST, requests.answer, "answer_request", "support:asked-of-us"),
    _writing(REQUEST + "passer/", requests.hand_over, "hand_over_request", "support:asked-of-us"),
]

_own = [
    route(
        f"mon-espace/{pattern}",
        view,
        name=name,
        audience=Audience.PERSON,
        policy="myspace:own-record",
        audit=Audit.PERSON_READ,
    )
    for pattern, view, name in (
        ("rendez-vous/", own.my_appointments, "my_appointments"),
        ("engagements/", own.my_commitments, "my_commitments"),
        ("engagements/<uuid:promise_id>/", own.my_review, "my_review"),
        ("coach/", own_coach.my_coach, "my_coach"),
        ("coach/<uuid:pair_id>/repondre/", own_coach.my_answer, "my_coach_answer"),
        ("coach/<uuid:pair_id>/objectifs/", own_coach.my_shown, "my_coach_shown"),
        ("coach/<uuid:pair_id>/message/", own_coach.my_message, "my_coach_message"),
        ("coach/<uuid:pair_id>/arreter/", own_coach.my_stop, "my_coach_stop"),
        ("plan/", own.my_plan, "my_plan"),
        ("accompagnement/", own.my_acts, "my_acts"),
        ("accompagnement/<uuid:act_id>/interet/", own.my_interest, "my_interest"),
    )
]

urlpatterns: list[URLPattern] = [
    *_barriers,
    *_stage_funding,
    *_appointments,
    *_commitments,
    *_acts,
    *_coach,
    *_plans,
    *_agenda,
    *_sessions,
    *_requests,
    *_own,
]
