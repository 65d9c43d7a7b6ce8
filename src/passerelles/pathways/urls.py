"""URLs of the path, of progress, of notes, and of a company tutor."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern
from django.views.decorators.http import require_POST

from passerelles.kernel.actors import Right
from passerelles.pathways.views import (
    adaptations,
    enrolment_own,
    enrolment_sheet,
    enrolment_steps,
    enrolments,
    frameworks,
    guest,
    hosts,
    integration,
    leaving,
    notes,
    paths,
    progress,
    record,
    stages,
    voices,
    work,
    work_group,
    work_life,
)
from passerelles.web.routes import Audience, Audit, View, professional_page, route

app_name = "pathways"

RECORD = "dossier/<uuid:person_id>/"
PATH = RECORD + "parcours/"
PROGRESS = RECORD + "progres/"
WORK = RECORD + "travail/"
ONE = WORK + "<uuid:situation_id>/"
PROGRAMMES = RECORD + "programmes/"
IN = PROGRAMMES + "<uuid:enrolment_id>/"


_record = professional_page


def _guest(pattern: str, view: View, name: str, policy: str) -> URLPattern:
    return route(
        pattern,
        view,
        name=name,
        audience=Audience.GUEST,
        policy=policy,
        audit=Audit.PERSON_READ,
    )


def _own(pattern: str, view: View, name: str) -> URLPattern:
    return route(
        f"mon-espace/{pattern}",
        view,
        name=name,
        audience=Audience.PERSON,
        policy="myspace:own-record",
        audit=Audit.PERSON_READ,
    )


_writing = partial(_record, right=Right.WRITE_PEOPLE)
_posting = partial(_record, right=Right.WRITE_PEOPLE, audit=Audit.WRITE)

_RUNS = "pathways:runs-programme"

_programmes = [
    _record(PROGRAMMES, enrolments.show_programmes, "programmes", "sharing:read:path"),
    _writing(
        PROGRAMMES + "nouveau/", enrolments.choose_programme, "enrol_choice", "sharing:write:path"
    ),
    _writing(
        PROGRAMMES + "nouveau/<slug:code>/", enrolments.new_enrolment, "enrol", "sharing:write:path"
    ),
    _record(IN, enrolments.show_enrolment, "enrolment", "sharing:read:path"),
    _record(IN + "imprimer/", enrolments.print_enrolment, "enrolment_print", "sharing:read:path"),
    _writing(IN + "corriger/", enrolments.edit_enrolment, "correct_enrolment", _RUNS),
    _writing(IN + "passage/<slug:gate>/", enrolment_steps.decide, "decide_passage", _RUNS),
    _writing(IN + "etape/<slug:phase>/", enrolment_steps.step, "enter_phase", _RUNS),
    _writing(IN + "heures/", enrolment_steps.hours, "plan_hours", _RUNS),
    _writing(IN + "seance/", enrolment_steps.new_session, "note_session", "sharing:write:path"),
    _writing(
        IN + "seance/<uuid:day_id>/corriger/",
        enrolment_steps.edit_session,
        "correct_session",
        "sharing:write:path",
    ),
    _writing(IN + "paiement/", enrolment_steps.pay, "pay_sessions", "sharing:write:path"),
    _writing(IN + "fait/<slug:code>/", enrolment_steps.duty, "note_duty", "sharing:write:path"),
    _writing(IN + "sortie/", enrolment_steps.leave, "leave_programme", _RUNS),
    # The sheet of a work site: everybody of one programme, for the team alone.
    _writing(
        "seances/",
        enrolment_sheet.choose_sheet,
        "sheets",
        "pathways:own-programmes",
        audit=Audit.NONE,
    ),
    _writing(
        "seances/<slug:code>/",
        enrolment_sheet.show_sheet,
        "sheet",
        "pathways:own-programmes",
        audit=Audit.PEOPLE_READ,
    ),
    route(
        "mon-espace/programme/",
        enrolment_own.my_programmes,
        name="my_programmes",
        audience=Audience.PERSON,
        policy="myspace:own-record",
        audit=Audit.PERSON_READ,
    ),
]

GROUPS = "mises-a-disposition/collective/"
_OURS = "pathways:own-work-groups"

# Several persons lent together: for the team of the organisation that wrote it alone.
_work_groups = [
    _writing(GROUPS, work_group.list_groups, "work_groups", _OURS, audit=Audit.NONE),
    _writing(
        GROUPS + "nouvelle/", work_group.new_group, "new_work_group", _OURS, audit=Audit.PEOPLE_READ
    ),
    _writing(
        GROUPS + "<uuid:work_group>/",
        work_group.show_group,
        "work_group",
        _OURS,
        audit=Audit.PEOPLE_READ,
    ),
    _writing(
        GROUPS + "<uuid:work_group>/ajouter/",
        work_group.add_to_group,
        "join_work_group",
        _OURS,
        audit=Audit.PEOPLE_READ,
    ),
    _writing(
        GROUPS + "<uuid:work_group>/terminer/",
        work_group.end_for_group,
        "end_work_group",
        _OURS,
        audit=Audit.PEOPLE_READ,
    ),
]

urlpatterns = [
    *_programmes,
    *_work_groups,
    _record(RECORD, record.show_synthesis, "synthesis", "sharing:read:identity"),
    _record(RECORD + "imprimer/", record.print_synthesis, "print", "sharing:read:identity"),
    _record(
        RECORD + "apercu/",
        record.preview,
        "preview",
        "sharing:read:identity",
        right=Right.SHARE,
    ),
    # The path
    _record(PATH, paths.show_path, "path", "sharing:read:path"),
    _writing(PATH + "nouveau/", paths.begin_path, "start_path", "sharing:write:path"),
    _writing(PATH + "<uuid:path_id>/modifier/", paths.edit_path, "edit_path", "pathways:steers"),
    _posting(
        PATH + "<uuid:path_id>/etat/",
        require_POST(paths.set_path_state),
        "move_path",
        "pathways:steers",
    ),
    _writing(
        PATH + "<uuid:path_id>/relais/", paths.edit_referent, "change_referent", "pathways:steers"
    ),
    _writing(PATH + "<uuid:path_id>/etape/", stages.new_stage, "add_stage", "sharing:write:path"),
    _writing(
        PATH + "etape/<uuid:stage_id>/modifier/",
        stages.edit_stage,
        "edit_stage",
        "pathways:own-stage",
    ),
    _writing(
        PATH + "etape/<uuid:stage_id>/<slug:state>/",
        stages.set_stage_state,
        "move_stage",
        "pathways:own-stage-or-steers",
    ),
    _writing(
        PATH + "<uuid:path_id>/prochaine/", paths.plan_step, "plan_step", "sharing:write:path"
    ),
    _writing(
        PATH + "prochaine/<uuid:step_id>/fait/",
        paths.finish_step,
        "finish_step",
        "pathways:may-settle",
    ),
    _writing(RECORD + "reperage/", paths.detect, "detect", "sharing:write:project"),
    # Progress
    _record(PROGRESS, progress.show_progress, "progress", "sharing:read:progress"),
    _record(PROGRESS + "courbes.svg", record.progress_picture, "picture", "sharing:read:progress"),
    _writing(
        PROGRESS + "ajouter/", progress.new_observations, "add_progress", "sharing:write:progress"
    ),
    _writing(
        PROGRESS + "<uuid:point_id>/corriger/",
        progress.correct,
        "correct_progress",
        "pathways:own-point",
    ),
    _writing(
        PROGRESS + "bien-etre/", progress.tell_well_being, "well_being", "sharing:write:progress"
    ),
    # Notes
    _record(RECORD + "notes/", notes.show_notes, "notes", "sharing:read+write:volet"),
    _record(
        RECORD + "reponses/<uuid:answer_id>/", notes.show_answer, "answer", "sharing:read:volet"
    ),
    # Work
    _record(WORK, work.show_work, "work", "sharing:read:path"),
    _record(WORK + "frise.svg", work.picture_of_work, "work_picture", "sharing:read:path"),
    _writing(WORK + "nouveau/", work.choose_kind, "work_kinds", "sharing:write:path"),
    _writing(WORK + "nouveau/<slug:kind>/", work.new_work, "new_work", "sharing:write:path"),
    _record(ONE, work.show_one, "work_one", "sharing:read:path"),
    _writing(ONE + "corriger/", work.correct, "correct_work", "pathways:may-change-work"),
    _writing(ONE + "renouveler/", work_life.renew, "renew_work", "pathways:may-change-work"),
    _writing(ONE + "suspendre/", work_life.suspend, "suspend_work", "pathways:may-change-work"),
    _writing(ONE + "reprendre/", work_life.resume, "resume_work", "pathways:may-change-work"),
    _writing(
        ONE + "envoi-mdph/", work_life.sent_to_mdph, "sent_to_mdph", "pathways:may-change-work"
    ),
    _writing(ONE + "annuler/", work_life.cancel, "cancel_work", "pathways:may-change-work"),
    _writing(ONE + "terminer/", work_life.end, "end_work", "pathways:may-change-work"),
    _posting(
        ONE + "papier/<uuid:paper_id>/rattacher/",
        require_POST(work_life.attach_paper_of),
        "attach_work_paper",
        "pathways:may-change-work",
    ),
    _posting(
        ONE + "papier/",
        require_POST(work_life.prepare_paper_of),
        "paper_of_work",
        "pathways:may-change-work",
    ),
    _writing(
        ONE + "avis/<slug:side>/", voices.review, "review_work", "pathways:may-speak-for-side"
    ),
    _writing(
        ONE + "integration/", integration.plan, "plan_integration", "pathways:may-change-work"
    ),
    _posting(
        ONE + "integration/<uuid:step_id>/fait/",
        require_POST(integration.step_done),
        "welcome_step_done",
        "pathways:may-change-work",
    ),
    _writing(
        WORK + "point/<uuid:check_id>/",
        integration.answer,
        "answer_check",
        "pathways:may-answer-check",
    ),
    _writing(
        WORK + "point/<uuid:check_id>/suite/",
        integration.settle,
        "settle_alert",
        "pathways:may-change-work",
    ),
    _writing(WORK + "sortie/", leaving.new_exit, "new_exit", "sharing:write:path"),
    _writing(
        WORK + "sortie/<uuid:exit_id>/corriger/",
        leaving.edit_exit,
        "correct_exit",
        "pathways:may-correct-exit",
    ),
    _writing(
        WORK + "sortie/<uuid:exit_id>/contact/",
        leaving.plan_contact,
        "plan_contact",
        "sharing:write:path",
    ),
    _writing(
        WORK + "retour/<uuid:right_id>/", leaving.come_back, "come_back", "sharing:write:path"
    ),
    _writing(
        WORK + "contact/<uuid:follow_up_id>/",
        leaving.note_contact,
        "note_contact",
        "sharing:write:path",
    ),
    _writing(
        WORK + "contact/<uuid:follow_up_id>/sans-objet/",
        leaving.set_aside,
        "set_contact_aside",
        "pathways:may-change-contact",
    ),
    _writing(
        WORK + "contact/<uuid:follow_up_id>/corriger/",
        leaving.edit_contact,
        "correct_contact",
        "pathways:may-change-contact",
    ),
    _writing(
        WORK + "amenagement/",
        adaptations.new_adaptation,
        "adapt_job",
        "sharing:write:support_needs",
    ),
    _writing(
        WORK + "amenagement/<uuid:adaptation_id>/en-place/",
        adaptations.adaptation_done,
        "adaptation_done",
        "sharing:write:support_needs",
    ),
    _writing(
        WORK + "amenagement/<uuid:adaptation_id>/modifier/",
        adaptations.edit_adaptation,
        "change_adaptation",
        "sharing:write:support_needs",
    ),
    _writing(
        WORK + "amenagement/<uuid:adaptation_id>/annuler/",
        adaptations.remove_adaptation,
        "cancel_adaptation",
        "sharing:write:support_needs",
    ),
    # Axes of an organisation
    professional_page(
        "organisation/accueils/",
        hosts.show_hosts,
        "hosts",
        "sharing:visible-to",
        audit=Audit.PEOPLE_READ,
    ),
    route(
        "organisation/observation/",
        frameworks.list_frameworks,
        name="frameworks",
        audience=Audience.PROFESSIONAL,
        policy="pathways:may-define-axes",
        audit=Audit.NONE,
    ),
    route(
        "organisation/observation/nouveau/",
        frameworks.new_framework,
        name="new_framework",
        audience=Audience.PROFESSIONAL,
        policy="pathways:may-define-axes",
        audit=Audit.WRITE,
    ),
    route(
        "organisation/observation/<uuid:framework_id>/ranger/",
        require_POST(frameworks.put_away),
        name="archive_framework",
        audience=Audience.PROFESSIONAL,
        policy="pathways:may-define-axes",
        audit=Audit.WRITE,
    ),
    # A company tutor
    _guest("tutorat/", guest.guest_home, "guest_home", "sharing:link:read"),
    _guest("tutorat/courbes.svg", guest.guest_picture, "guest_picture", "sharing:link:progress"),
    _guest(
        "tutorat/observation/", guest.guest_observations, "guest_progress", "sharing:link:progress"
    ),
    _guest(
        "tutorat/bien-etre/", guest.guest_well_being, "guest_well_being", "sharing:link:progress"
    ),
    _guest(
        "tutorat/travail/<uuid:situation_id>/avis/",
        voices.guest_review,
        "guest_review",
        "pathways:welcomes-here",
    ),
    _guest(
        "tutorat/point/<uuid:check_id>/",
        integration.guest_answer,
        "guest_check",
        "pathways:welcomes-here",
    ),
    # The person's own work
    _own("point/<uuid:check_id>/", integration.my_answer, "my_check"),
    _own("travail/<uuid:situation_id>/avis/", voices.my_review, "my_review"),
]
