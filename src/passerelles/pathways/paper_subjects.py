"""What papers of work are about: the works and the exits of a record, offered to the papers."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from passerelles.documents.rules.kinds import paper_kinds
from passerelles.documents.subjects import Told, register_subjects
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.authorship import visible_entry
from passerelles.pathways.models import Exit, WorkSituation
from passerelles.pathways.queries.exit_paper import exits_with_support, told_by_exit
from passerelles.pathways.queries.eyes import own_eyes
from passerelles.pathways.queries.header import name_for
from passerelles.pathways.queries.work import work_lines
from passerelles.pathways.queries.work_paper_facts import told_by_work
from passerelles.pathways.rules.work import WorkState
from passerelles.pathways.rules.work_papers import (
    EXIT_SUBJECT,
    PAPER_OF_KIND,
    SUPPORT_AGREEMENT,
    WORK_SUBJECT,
    paper_for,
)
from passerelles.pathways.work_policy import may_change, may_correct_exit, require_change
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.web import french


class WorksOfARecord:
    """Those going on or ahead that ask this paper, and that the actor may change."""

    subject_kind = WORK_SUBJECT
    question = _("Pour quel travail ?")
    none_yet = _("Un travail qui n’est pas noté ici")

    def offered(self, actor: Actor, person_id: UUID, code: str) -> list[tuple[UUID, str]]:
        access = require_write(actor, person_id, Volet.PATH)
        return [
            (line.situation.id, f"{line.title}, {line.when[:1].lower()}{line.when[1:]}")
            for line in work_lines(own_eyes(actor, access))
            if paper_for(line.situation.kind) == code
            and line.situation.state != WorkState.CANCELLED
            and may_change(actor, line.situation)
        ]

    def told(self, actor: Actor, person_id: UUID, code: str, subject_id: UUID) -> Told:
        situation = visible_entry(actor, WorkSituation, person_id, subject_id)
        require_change(actor, situation)
        return told_by_work(actor, require_write(actor, person_id, Volet.PATH), situation)


class ExitsOfARecord:
    """Exits from an ESAT, for the support that follows: by who may correct them."""

    subject_kind = EXIT_SUBJECT
    question = _("Après quelle sortie ?")
    none_yet = _("Une sortie qui n’est pas notée ici")

    def offered(self, actor: Actor, person_id: UUID, code: str) -> list[tuple[UUID, str]]:
        return [(left.id, _exit_words(actor, left)) for left in _exits(actor, person_id)]

    def told(self, actor: Actor, person_id: UUID, code: str, subject_id: UUID) -> Told:
        for left in _exits(actor, person_id):
            if left.id == subject_id:
                return told_by_exit(actor, left)
        raise Hidden("no such exit of ours")


def _exits(actor: Actor, person_id: UUID) -> list[Exit]:
    require_write(actor, person_id, Volet.PATH)
    return [left for left in exits_with_support(person_id) if may_correct_exit(actor, left)]


def _exit_words(actor: Actor, left: Exit) -> str:
    place = name_for(left.place, actor.organisation_id) or left.place_name
    day = french.short_date(left.left_on)
    return f"Sortie de : {place}, {day}" if place else f"Sortie, {day}"


def register() -> None:
    works = WorksOfARecord()
    for code in paper_kinds():
        if code in PAPER_OF_KIND.values():
            register_subjects(code, works)
    register_subjects(SUPPORT_AGREEMENT, ExitsOfARecord())
