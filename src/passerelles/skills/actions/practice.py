"""A day of workshop noted on one sheet, copied to each; a try at a skill."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.models import WorkSituation
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.skills import events
from passerelles.skills.models import (
    Participation,
    SkillAttempt,
    Workshop,
    WorkshopContent,
    WorkshopDay,
)
from passerelles.skills.policy import get_kept, get_visible
from passerelles.skills.queries.workshops import adopted_content
from passerelles.skills.rules.workshops import SKILL_LENGTH, AttemptResult


@dataclass(frozen=True, slots=True)
class DaySheet:
    """Who was expected, who came, and which skills of the content were worked on by those who did.

    ``starts``: when it began, if somebody said it.
    """

    on: date
    hours: Decimal
    expected: Collection[UUID]
    came: Collection[UUID]
    skills: Collection[str] = ()
    starts: time | None = None


@dataclass(frozen=True, slots=True)
class AttemptWords:
    skill: str
    result: AttemptResult
    on: date
    observed_by: str = ""
    doing: str = ""
    thinking: str = ""
    workshop_id: UUID | None = None
    situation_id: UUID | None = None


@transaction.atomic
def note_day(*, actor: Actor, workshop_id: UUID, sheet: DaySheet) -> WorkshopDay:
    """One sheet for the group; each participant's record holds their own line, and no other's."""
    workshop = get_kept(actor, workshop_id)
    content = _content_worked(workshop, sheet)
    people = sorted(set(sheet.expected) | set(sheet.came))
    if not people:
        raise Refusal(_("Personne n’est coché."), _("Cochez qui était attendu."), "came")
    day = _write_day(actor, workshop, content, sheet)
    for person_id in people:
        _note_participant(actor, day, person_id, came=person_id in sheet.came, skills=sheet.skills)
    return day


def _content_worked(workshop: Workshop, sheet: DaySheet) -> WorkshopContent:
    """The content in force that day, which works on what was ticked."""
    content = adopted_content(workshop, sheet.on)
    if content is None:
        raise Refusal(_("Aucun contenu n’est adopté."), _("Adoptez-en un d’abord."))
    if sheet.on > clock.today():
        raise Refusal(_("Ce jour n’est pas encore passé."), _("Notez la séance après."), "on")
    unknown = set(sheet.skills) - set(content.skills)
    if unknown:
        raise Refusal(
            _(
                "Ce jour-là, la version %(number)d était en vigueur : elle ne travaillait pas « %(skills)s »."
            )
            % {"number": content.number, "skills": " », « ".join(sorted(unknown))},
            _("Décochez, ou vérifiez la date."),
            "skills",
        )
    return content


def _write_day(
    actor: Actor, workshop: Workshop, content: WorkshopContent, sheet: DaySheet
) -> WorkshopDay:
    """A sheet sent twice counts once: the second waits for the first, then is refused.

    Two sheets without an hour cannot be told apart, and neither can one without and one with.
    """
    Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    same_day = WorkshopDay.objects.filter(workshop=workshop, on=sheet.on, set_aside_on=None)
    if sheet.starts is None and same_day.exists():
        raise _already(_("Une autre séance ce jour-là ? Écrivez à quelle heure elle a commencé."))
    day = WorkshopDay(
        workshop=workshop,
        content=content,
        on=sheet.on,
        starts=sheet.starts,
        hours=sheet.hours,
        author_id=actor.user_id,
    )
    if day.starts_at is not None and day.starts_at > clock.now():
        raise Refusal(_("Cette heure n’est pas encore passée."), _("Vérifiez l’heure."), "starts")
    try:
        with transaction.atomic():
            day.save(force_insert=True)
    except IntegrityError:
        raise _already(
            _("Vérifiez l’heure. Si la feuille déjà notée est fausse, écartez-la d’abord.")
        ) from None
    return day


def _already(remedy: str) -> Refusal:
    return Refusal(
        _("Cette séance est déjà notée : elle n’est pas comptée deux fois."), remedy, "starts"
    )


def _note_participant(
    actor: Actor, day: WorkshopDay, person_id: UUID, *, came: bool, skills: Collection[str]
) -> None:
    require_write(actor, person_id, Volet.SKILLS)
    signed = signature(actor)
    line: Participation = Participation.unscoped.create(
        person_id=person_id, volet=Volet.SKILLS, day=day, came=came, **signed
    )
    if came:
        SkillAttempt.unscoped.bulk_create(
            SkillAttempt(
                person_id=person_id,
                volet=Volet.SKILLS,
                workshop=day.workshop,
                participation=line,
                skill=skill,
                result=AttemptResult.TRIED,
                on=day.on,
                **signed,
            )
            for skill in skills
        )
    details = {"day": str(day.pk)}
    record(
        events.PARTICIPATION_NOTED,
        actor=actor,
        person_id=person_id,
        volets=[Volet.SKILLS],
        details=details,
    )


@transaction.atomic
def note_attempt(*, actor: Actor, person_id: UUID, words: AttemptWords) -> SkillAttempt:
    """A try, with help or alone; a validation says who saw it."""
    if actor.kind is not ActorKind.PROFESSIONAL:
        raise Hidden("only professionals note attempts")
    require_write(actor, person_id, Volet.SKILLS)
    skill = _checked_skill(words)
    attempt: SkillAttempt = SkillAttempt.unscoped.create(
        person_id=person_id,
        volet=Volet.SKILLS,
        workshop=_workshop(actor, words.workshop_id),
        situation=_situation(actor, person_id, words.situation_id),
        skill=skill,
        result=words.result.value,
        on=words.on,
        observed_by=words.observed_by.strip(),
        doing=words.doing.strip(),
        thinking=words.thinking.strip(),
        **signature(actor),
    )
    record(
        events.ATTEMPT_NOTED,
        actor=actor,
        person_id=person_id,
        volets=[Volet.SKILLS],
        details={"attempt": str(attempt.pk), "result": attempt.result},
    )
    return attempt


def _checked_skill(words: AttemptWords) -> str:
    refuse_nir_in(
        skill=words.skill,
        observed_by=words.observed_by,
        doing=words.doing,
        thinking=words.thinking,
    )
    skill = " ".join(words.skill.split())[:SKILL_LENGTH]
    if not skill:
        raise Refusal(_("Dites ce que la personne a essayé."), _("Écrivez-le."), "skill")
    if words.on > clock.today():
        raise Refusal(_("Ce jour n’est pas encore passé."), _("Vérifiez la date."), "on")
    if words.result is AttemptResult.VALIDATED and not words.observed_by.strip():
        raise Refusal(
            _("Dites qui valide."),
            _("La fonction suffit : « monitrice d’atelier »."),
            "observed_by",
        )
    return skill


def _workshop(actor: Actor, workshop_id: UUID | None) -> Workshop | None:
    return get_visible(actor, workshop_id) if workshop_id else None


def _situation(actor: Actor, person_id: UUID, situation_id: UUID | None) -> WorkSituation | None:
    return visible_entry(actor, WorkSituation, person_id, situation_id) if situation_id else None
