"""« Je voudrais… »: what the person asks, and the answer that is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from passerelles.kernel import clock

# A promise of the product, not a rule of law: an organisation that wants another delay changes
# this number, and docs/guides/personne.md with it.
ANSWER_WITHIN_DAYS = 7
MOST_OPEN = 10


class RequestKind(StrEnum):
    TALK = "talk"
    MOVE_MEETING = "move-meeting"
    TRY_JOB = "try-job"
    COME_BACK = "come-back"
    CHANGE_REFERENT = "change-referent"
    UNDERSTAND = "understand"
    STOP = "stop"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RequestText:
    """``plain``: as the person says it after « Je voudrais »; ``label``: for professionals."""

    plain: str
    label: str
    icon: str


REQUEST_TEXTS: dict[RequestKind, RequestText] = {
    RequestKind.TALK: RequestText("parler à quelqu’un", "Parler à quelqu’un", "talk"),
    RequestKind.MOVE_MEETING: RequestText(
        "changer un rendez-vous", "Changer un rendez-vous", "calendar"
    ),
    RequestKind.TRY_JOB: RequestText("essayer un métier", "Essayer un métier", "trial"),
    RequestKind.COME_BACK: RequestText("revenir dans mon ESAT", "Revenir dans son ESAT", "home"),
    RequestKind.CHANGE_REFERENT: RequestText(
        "changer la personne qui me suit", "Changer de référent", "people"
    ),
    RequestKind.UNDERSTAND: RequestText("comprendre un papier", "Comprendre un papier", "paper"),
    RequestKind.STOP: RequestText("arrêter", "Arrêter", "no"),
    RequestKind.OTHER: RequestText("autre chose", "Autre demande", "write"),
}
# Where the professional goes to do what is asked, once it is answered: the page of the record.
DONE_ON: dict[RequestKind, tuple[str, str]] = {
    RequestKind.MOVE_MEETING: ("support:appointments", "Déplacer un rendez-vous"),
    RequestKind.TRY_JOB: ("planning:record", "Voir les passerelles possibles"),
    RequestKind.COME_BACK: ("pathways:work", "Voir son droit au retour et le noter"),
    RequestKind.CHANGE_REFERENT: ("pathways:path", "Passer le relais"),
    RequestKind.UNDERSTAND: ("documents:papers", "Voir ses papiers"),
}
REQUEST_LABELS: dict[RequestKind, str] = {kind: text.label for kind, text in REQUEST_TEXTS.items()}


class RequestState(StrEnum):
    SENT = "sent"
    READ = "read"
    ANSWERED = "answered"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


REQUEST_STATE_LABELS: dict[RequestState, str] = {
    RequestState.SENT: "Envoyée",
    RequestState.READ: "Lue, pas encore répondue",
    RequestState.ANSWERED: "Répondue",
    RequestState.SETTLED: "Réglée, dit la personne",
    RequestState.WITHDRAWN: "Reprise par la personne",
}
REQUEST_COLOURS: dict[RequestState, str] = {
    RequestState.SENT: "coral",
    RequestState.READ: "coral",
    RequestState.ANSWERED: "sky",
    RequestState.SETTLED: "leaf",
    RequestState.WITHDRAWN: "muted",
}
WAITING = (RequestState.SENT, RequestState.READ)


class RequestEventKind(StrEnum):
    SENT = "sent"
    READ = "read"
    ANSWERED = "answered"
    SETTLED = "settled"
    AGAIN = "again"
    WITHDRAWN = "withdrawn"
    OFFERED = "offered"
    HANDED = "handed"
    KEPT = "kept"


REQUEST_EVENT_LABELS: dict[RequestEventKind, str] = {
    RequestEventKind.SENT: "demande envoyée",
    RequestEventKind.READ: "demande lue",
    RequestEventKind.ANSWERED: "réponse donnée",
    RequestEventKind.SETTLED: "ça va à la personne",
    RequestEventKind.AGAIN: "la personne veut en reparler",
    RequestEventKind.WITHDRAWN: "demande reprise",
    RequestEventKind.OFFERED: "passage de relais proposé",
    RequestEventKind.HANDED: "relais passé, avec l’accord de la personne",
    RequestEventKind.KEPT: "relais refusé par la personne",
}

# What each act makes of each state; what is not written here is not possible.
REQUEST_MOVES: dict[tuple[RequestState, RequestEventKind], RequestState] = {
    (RequestState.SENT, RequestEventKind.READ): RequestState.READ,
    **{(state, RequestEventKind.ANSWERED): RequestState.ANSWERED for state in WAITING},
    **{(state, RequestEventKind.WITHDRAWN): RequestState.WITHDRAWN for state in WAITING},
    **{(state, RequestEventKind.OFFERED): state for state in WAITING},
    **{(state, RequestEventKind.KEPT): state for state in WAITING},
    **{(state, RequestEventKind.HANDED): RequestState.SENT for state in WAITING},
    (RequestState.ANSWERED, RequestEventKind.SETTLED): RequestState.SETTLED,
    (RequestState.ANSWERED, RequestEventKind.AGAIN): RequestState.SENT,
}


class RequestOutcome(StrEnum):
    """What happens next, always said with the answer."""

    APPOINTMENT = "appointment"
    KNOWN_APPOINTMENT = "known-appointment"
    NEXT_STEP = "next-step"
    NO = "no"


OUTCOME_LABELS: dict[RequestOutcome, str] = {
    RequestOutcome.APPOINTMENT: "Un nouveau rendez-vous",
    RequestOutcome.KNOWN_APPOINTMENT: "Un rendez-vous déjà prévu",
    RequestOutcome.NEXT_STEP: "Une prochaine étape",
    RequestOutcome.NO: "Non, parce que…",
}


def after(state: RequestState, event: RequestEventKind) -> RequestState | None:
    """The state after an act; ``None`` when the act is not possible."""
    return REQUEST_MOVES.get((state, event))


def answer_due_on(waits_since: datetime) -> date:
    """Last day of the delay; handing over does not make the person wait anew."""
    return waits_since.astimezone(clock.PARIS).date() + timedelta(days=ANSWER_WITHIN_DAYS)


def late_before(today: date) -> datetime:
    """Requests that wait since before this moment are late today."""
    first_day_in_time = today - timedelta(days=ANSWER_WITHIN_DAYS)
    return datetime.combine(first_day_in_time, datetime.min.time(), tzinfo=clock.PARIS)


def is_late(state: RequestState, waits_since: datetime, today: date) -> bool:
    return state in WAITING and today > answer_due_on(waits_since)
