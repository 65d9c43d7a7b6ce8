"""Journal events of the path, of progress and of notes."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register

PATH_STARTED = Event(
    "pathways:path:started",
    EventKind.WRITE,
    "a commencé un parcours avec vous",
    keeps=("path",),
    sentence_officer="a commencé un parcours avec la personne",
)
PATH_CHANGED = Event(
    "pathways:path:changed", EventKind.WRITE, "a modifié votre parcours", keeps=("path",)
)
PATH_MOVED = Event(
    "pathways:path:moved",
    EventKind.WRITE,
    "a mis en pause, repris ou terminé votre parcours",
    keeps=("path", "state"),
)
REFERENT_CHANGED = Event(
    "pathways:referent:changed",
    EventKind.WRITE,
    "a changé la personne référente de votre parcours",
    keeps=("path", "user", "organisation"),
)
STAGE_ADDED = Event(
    "pathways:stage:added",
    EventKind.WRITE,
    "a ajouté une étape à votre parcours",
    keeps=("stage", "kind"),
)
STAGE_CHANGED = Event(
    "pathways:stage:changed",
    EventKind.WRITE,
    "a modifié une étape de votre parcours",
    keeps=("stage",),
)
STAGE_MOVED = Event(
    "pathways:stage:moved",
    EventKind.WRITE,
    "a fait avancer une étape de votre parcours",
    keeps=("stage", "state"),
)
NEXT_STEP_SET = Event(
    "pathways:next-step:set",
    EventKind.WRITE,
    "a noté la prochaine chose à faire",
    keeps=("next_step",),
)
NEXT_STEP_DONE = Event(
    "pathways:next-step:done",
    EventKind.WRITE,
    "a noté qu’une chose prévue est faite",
    keeps=("next_step",),
)
DETECTED = Event(
    "pathways:detection:recorded",
    EventKind.WRITE,
    "a noté votre souhait d’aller vers le travail",
    keeps=("detection", "outcome"),
    sentence_officer="a noté le souhait d’aller vers le travail",
)
PROGRESS_ADDED = Event(
    "pathways:progress:added",
    EventKind.WRITE,
    "a noté des observations sur vos progrès",
    keeps=("points", "count"),
    sentence_officer="a noté des observations sur les progrès",
)
PROGRESS_CORRECTED = Event(
    "pathways:progress:corrected",
    EventKind.WRITE,
    "a corrigé une observation sur vos progrès",
    keeps=("point", "corrects"),
    sentence_officer="a corrigé une observation sur les progrès",
)
NOTE_WRITTEN = Event(
    "pathways:note:written",
    EventKind.WRITE,
    "a écrit une note à votre sujet",
    keeps=("note", "shared"),
    sentence_officer="a écrit une note sur la personne",
)
ANSWERED = Event(
    "pathways:answer:written",
    EventKind.WRITE,
    "Vous avez répondu à côté d’une note",
    keeps=("answer", "entry_kind", "entry", "correction"),
    sentence_officer="a répondu à côté d’une note",
)
ANSWER_HANDLED = Event(
    "pathways:answer:handled",
    EventKind.WRITE,
    "a pris en compte votre réponse",
    keeps=("answer",),
    sentence_officer="a pris en compte la réponse de la personne",
)
WELL_BEING_SAID = Event(
    "pathways:well-being:said",
    EventKind.WRITE,
    "a dit comment ça se passe au travail",
    keeps=("well_being",),
)
FRAMEWORK_CREATED = Event(
    "pathways:framework:created",
    EventKind.WRITE,
    "Un cadre d’observation a été créé",
    keeps=("framework",),
    erasure=Erasure.NO_PERSON,
)
FRAMEWORK_ARCHIVED = Event(
    "pathways:framework:archived",
    EventKind.WRITE,
    "Un cadre d’observation a été rangé",
    keeps=("framework",),
    erasure=Erasure.NO_PERSON,
)

WORK_OPENED = Event(
    "pathways:work:opened",
    EventKind.WRITE,
    "a noté un contrat, une immersion ou un autre travail",
    keeps=("work", "kind"),
)
WORK_CHANGED = Event(
    "pathways:work:changed",
    EventKind.WRITE,
    "a modifié, renouvelé, suspendu ou terminé un travail noté dans votre dossier",
    keeps=("work", "event"),
    sentence_officer="a modifié, renouvelé, suspendu ou terminé une situation de travail",
)
EXIT_RECORDED = Event(
    "pathways:exit:recorded",
    EventKind.WRITE,
    "a noté votre départ d’une structure",
    keeps=("exit", "category", "rule_version"),
    sentence_officer="a noté une sortie",
)
RETURN_EXERCISED = Event(
    "pathways:return:exercised",
    EventKind.WRITE,
    "a noté votre retour",
    keeps=("right", "work"),
    sentence_officer="a noté un retour",
)
FOLLOW_UP_PLANNED = Event(
    "pathways:follow-up:planned",
    EventKind.WRITE,
    "a prévu de prendre de vos nouvelles",
    keeps=("count",),
    sentence_officer="a prévu un suivi dans l’emploi",
)
FOLLOW_UP_DONE = Event(
    "pathways:follow-up:done",
    EventKind.WRITE,
    "a pris de vos nouvelles",
    keeps=("follow_up",),
    sentence_officer="a noté un suivi dans l’emploi",
)
FOLLOW_UP_SET_ASIDE = Event(
    "pathways:follow-up:set-aside",
    EventKind.WRITE,
    "a noté que prendre de vos nouvelles n’a plus lieu d’être",
    keeps=("count",),
    sentence_officer="a mis de côté un suivi dans l’emploi",
)
FOLLOW_UP_CORRECTED = Event(
    "pathways:follow-up:corrected",
    EventKind.WRITE,
    "a corrigé ce qui était noté de vos nouvelles",
    keeps=("follow_up", "corrects"),
    sentence_officer="a corrigé un suivi dans l’emploi",
)
ADAPTATION_NOTED = Event(
    "pathways:adaptation:noted",
    EventKind.WRITE,
    "a noté ce qu’il faut adapter à votre poste",
    keeps=("adaptation",),
    sentence_officer="a noté un aménagement de poste",
)
ADAPTATION_CHANGED = Event(
    "pathways:adaptation:changed",
    EventKind.WRITE,
    "a corrigé ou annulé ce qu’il faut adapter à votre poste",
    keeps=("adaptation", "corrects"),
    sentence_officer="a corrigé ou annulé un aménagement de poste",
)
PROGRAMME_ENTERED = Event(
    "pathways:programme:entered",
    EventKind.WRITE,
    "a noté votre entrée dans un programme",
    keeps=("enrolment",),
    sentence_officer="a noté une entrée dans un programme",
)
PROGRAMME_NOTED = Event(
    "pathways:programme:noted",
    EventKind.WRITE,
    "a noté une étape, une décision, des heures ou une séance de votre programme",
    keeps=("enrolment", "what"),
    sentence_officer="a noté une étape, une décision, des heures ou une séance d’un programme",
)
PROGRAMME_LEFT = Event(
    "pathways:programme:left",
    EventKind.WRITE,
    "a noté votre sortie d’un programme",
    keeps=("enrolment", "outcome"),
    sentence_officer="a noté une sortie d’un programme",
)
WORK_REVIEWED = Event(
    "pathways:work:reviewed",
    EventKind.WRITE,
    "a dit comment un essai ou un travail s’est passé",
    keeps=("review", "side"),
)
INTEGRATION_PLANNED = Event(
    "pathways:integration:planned",
    EventKind.WRITE,
    "a préparé votre accueil dans une entreprise",
    keeps=("plan",),
    sentence_officer="a préparé une intégration dans une entreprise",
)
INTEGRATION_CHECK_ANSWERED = Event(
    "pathways:integration:answered",
    EventKind.WRITE,
    "a dit comment ça va dans une entreprise",
    keeps=("check",),
)
INTEGRATION_ALERT_SETTLED = Event(
    "pathways:integration:settled",
    EventKind.WRITE,
    "a prévu ce qu’on fait quand ça ne va pas au travail",
    keeps=("check", "answer"),
)

register(
    PATH_STARTED,
    PATH_CHANGED,
    PATH_MOVED,
    REFERENT_CHANGED,
    STAGE_ADDED,
    STAGE_CHANGED,
    STAGE_MOVED,
    NEXT_STEP_SET,
    NEXT_STEP_DONE,
    DETECTED,
    PROGRESS_ADDED,
    PROGRESS_CORRECTED,
    NOTE_WRITTEN,
    ANSWERED,
    ANSWER_HANDLED,
    WELL_BEING_SAID,
    FRAMEWORK_CREATED,
    FRAMEWORK_ARCHIVED,
    WORK_OPENED,
    WORK_CHANGED,
    EXIT_RECORDED,
    RETURN_EXERCISED,
    FOLLOW_UP_PLANNED,
    FOLLOW_UP_DONE,
    FOLLOW_UP_SET_ASIDE,
    FOLLOW_UP_CORRECTED,
    ADAPTATION_NOTED,
    ADAPTATION_CHANGED,
    PROGRAMME_ENTERED,
    PROGRAMME_NOTED,
    PROGRAMME_LEFT,
    WORK_REVIEWED,
    INTEGRATION_PLANNED,
    INTEGRATION_CHECK_ANSWERED,
    INTEGRATION_ALERT_SETTLED,
)
