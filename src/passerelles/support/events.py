"""Journal events of the accompaniment: codes and identifiers, never a name or a text."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register

BARRIER_OPENED = Event(
    "support:barrier:opened",
    EventKind.WRITE,
    "a noté avec vous quelque chose qui vous bloque",
    keeps=("barrier",),
    sentence_officer="a noté un frein avec la personne",
)
BARRIER_CHANGED = Event(
    "support:barrier:changed",
    EventKind.WRITE,
    "a mis à jour ce qui vous bloque",
    keeps=("barrier", "state"),
    sentence_officer="a mis à jour un frein",
)
BARRIER_ACTION = Event(
    "support:barrier:action",
    EventKind.WRITE,
    "a noté une action sur ce qui vous bloque",
    keeps=("barrier", "action"),
    sentence_officer="a noté une action sur un frein",
)
FUNDING_CHANGED = Event(
    "support:funding:changed",
    EventKind.WRITE,
    "a mis à jour un financement pour vous",
    keeps=("plan", "line", "state"),
    sentence_officer="a mis à jour un financement",
)
APPOINTMENT_PLANNED = Event(
    "support:appointment:planned",
    EventKind.WRITE,
    "a prévu un rendez-vous avec vous",
    keeps=("appointment", "kind"),
    sentence_officer="a prévu une rencontre avec la personne",
)
APPOINTMENT_CHANGED = Event(
    "support:appointment:changed",
    EventKind.WRITE,
    "a déplacé, annulé ou raconté un rendez-vous avec vous",
    keeps=("appointment", "event"),
    sentence_officer="a déplacé, annulé ou raconté une rencontre",
)
RHYTHM_SET = Event(
    "support:rhythm:set",
    EventKind.WRITE,
    "a fixé ou arrêté le rythme de vos rendez-vous",
    keeps=("rhythm", "every_months"),
    sentence_officer="a fixé ou arrêté le rythme des rencontres",
)
COMMITMENT_MADE = Event(
    "support:commitment:made",
    EventKind.WRITE,
    "a écrit avec vous ce que chacun promet",
    keeps=("commitment", "number"),
    sentence_officer="a écrit un engagement réciproque",
)
PROMISE_REVIEWED = Event(
    "support:promise:reviewed",
    EventKind.WRITE,
    "a dit si une promesse est tenue",
    keeps=("promise", "side", "kept"),
)
OBJECTIVE_CHANGED = Event(
    "support:objective:changed",
    EventKind.WRITE,
    "a noté ou revu un de vos objectifs",
    keeps=("objective", "state"),
    sentence_officer="a noté ou revu un objectif",
)
PARTNER_CONTACT = Event(
    "support:partner:contact",
    EventKind.WRITE,
    "a noté que vous avez rencontré un partenaire",
    keeps=("contact",),
    sentence_officer="a noté une rencontre avec un partenaire",
)
ACT_WRITTEN = Event(
    "support:act:written",
    EventKind.WRITE,
    "a noté ce qui a été fait avec vous",
    keeps=("act", "kind"),
    sentence_officer="a noté un accompagnement",
)
ACT_SET_ASIDE = Event(
    "support:act:set-aside",
    EventKind.WRITE,
    "a écarté une ligne notée par erreur",
    keeps=("act",),
    sentence_officer="a écarté un accompagnement noté par erreur",
)
ACT_INTEREST = Event(
    "support:act:interest",
    EventKind.WRITE,
    "a noté si un métier vous intéresse",
    keeps=("act", "interest"),
    sentence_officer="a noté si un métier intéresse la personne",
)
REQUEST_SENT = Event(
    "support:request:sent",
    EventKind.WRITE,
    "Vous avez envoyé une demande",
    keeps=("request", "kind"),
    sentence_officer="a reçu une demande de la personne",
)
REQUEST_READ = Event(
    "support:request:read",
    EventKind.WRITE,
    "a lu votre demande",
    keeps=("request",),
    sentence_officer="a lu une demande de la personne",
)
REQUEST_ANSWERED = Event(
    "support:request:answered",
    EventKind.WRITE,
    "a répondu à votre demande",
    keeps=("request", "outcome"),
    sentence_officer="a répondu à une demande de la personne",
)
REQUEST_OFFERED = Event(
    "support:request:offered",
    EventKind.WRITE,
    "a proposé de passer votre demande à quelqu’un d’autre",
    keeps=("request", "to"),
    sentence_officer="a proposé de passer une demande à une autre structure",
)
REQUEST_SAID = Event(
    "support:request:said",
    EventKind.WRITE,
    "Vous avez dit la suite de votre demande",
    keeps=("request", "event"),
    sentence_officer="a dit la suite de sa demande",
)
COACH_PROPOSED = Event(
    "support:coach:proposed",
    EventKind.WRITE,
    "vous a proposé un coach",
    keeps=("pair",),
    sentence_officer="a proposé un coach bénévole à la personne",
)
COACH_AGREED = Event(
    "support:coach:agreed",
    EventKind.WRITE,
    "a noté que vous voulez un coach",
    keeps=("pair", "consent"),
    sentence_officer="a noté l’accord de la personne pour un coach",
)
COACH_SHOWN = Event(
    "support:coach:shown",
    EventKind.WRITE,
    "a changé ce que votre coach peut lire",
    keeps=("pair",),
    sentence_officer="a changé les objectifs montrés au coach",
)
COACH_WROTE = Event(
    "support:coach:wrote",
    EventKind.WRITE,
    "a écrit un message entre vous et votre coach",
    keeps=("pair", "side"),
    sentence_officer="a écrit un message entre la personne et son coach",
)
COACH_ENDED = Event(
    "support:coach:ended",
    EventKind.WRITE,
    "a arrêté avec un coach",
    keeps=("pair", "side"),
    sentence_officer="a refusé ou terminé un parrainage",
)
COACH_LINK_GIVEN = Event(
    "support:coach:link-given",
    EventKind.SECURITY,
    "a donné un lien à votre coach",
    keeps=("pair", "link"),
    sentence_officer="a donné un lien à un coach bénévole",
)
COACH_LINK_OPENED = Event(
    "support:coach:link-opened",
    EventKind.SECURITY,
    "a ouvert sa page de coach",
    keeps=("pair", "link"),
)
COACH_READ = Event(
    "support:coach:read",
    EventKind.READ,
    "a lu votre page de coach, avec le lien et le code du coach",
    sentence_officer="a lu la page de coach de la personne, avec le lien et le code",
)
COACH_LINK_REFUSED = Event(
    "support:coach:link-refused",
    EventKind.SECURITY,
    "a tapé un mauvais code pour la page de votre coach",
    keeps=("link", "attempts"),
    sentence_officer="a tapé un mauvais code pour la page d’un coach",
)
PLAN_WRITTEN = Event(
    "support:plan:written",
    EventKind.WRITE,
    "a écrit votre plan en trois parties",
    keeps=("plan", "number"),
    sentence_officer="a écrit un plan en trois parties",
)
TIMETABLE_WRITTEN = Event(
    "support:timetable:written",
    EventKind.WRITE,
    "a écrit vos heures de travail, pas à pas",
    keeps=("timetable", "number"),
    sentence_officer="a écrit un emploi du temps progressif",
)
LEAD_TAKEN_UP = Event(
    "support:lead:taken-up",
    EventKind.WRITE,
    "a pensé à une entreprise pour vous",
    keeps=("lead", "outcome"),
    sentence_officer="a suivi une piste d’entreprise pour la personne",
)
FEED_OPENED = Event(
    "support:calendar:opened",
    EventKind.SECURITY,
    "Une adresse d’agenda a été ouverte",
    keeps=("feed",),
    erasure=Erasure.NO_PERSON,
)
FEED_CLOSED = Event(
    "support:calendar:closed",
    EventKind.SECURITY,
    "Une adresse d’agenda a été fermée",
    keeps=("feed",),
    erasure=Erasure.NO_PERSON,
)

register(
    BARRIER_OPENED,
    BARRIER_CHANGED,
    BARRIER_ACTION,
    FUNDING_CHANGED,
    APPOINTMENT_PLANNED,
    APPOINTMENT_CHANGED,
    RHYTHM_SET,
    COMMITMENT_MADE,
    PROMISE_REVIEWED,
    OBJECTIVE_CHANGED,
    PARTNER_CONTACT,
    ACT_WRITTEN,
    ACT_SET_ASIDE,
    ACT_INTEREST,
    PLAN_WRITTEN,
    TIMETABLE_WRITTEN,
    LEAD_TAKEN_UP,
    REQUEST_SENT,
    REQUEST_READ,
    REQUEST_ANSWERED,
    REQUEST_OFFERED,
    REQUEST_SAID,
    COACH_PROPOSED,
    COACH_AGREED,
    COACH_SHOWN,
    COACH_WROTE,
    COACH_ENDED,
    COACH_READ,
    COACH_LINK_GIVEN,
    COACH_LINK_OPENED,
    COACH_LINK_REFUSED,
    FEED_OPENED,
    FEED_CLOSED,
)
