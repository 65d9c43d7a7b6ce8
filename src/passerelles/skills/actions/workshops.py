"""A workshop is opened, its contents proposed and decided, partners invited to read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.kernel.text import fold
from passerelles.organisations.actions.recruiting import establishment_named
from passerelles.organisations.models import Organisation
from passerelles.organisations.policy import own_organisation
from passerelles.pathways.actions.authorship import signature
from passerelles.skills import events
from passerelles.skills.models import Workshop, WorkshopContent, WorkshopReviewer
from passerelles.skills.models.aside import WHY_LENGTH
from passerelles.skills.policy import get_kept, get_visible
from passerelles.skills.rules.workshops import (
    SKILL_LENGTH,
    SKILLS_MAX,
    ContentState,
    WorkshopKind,
)


@dataclass(frozen=True, slots=True)
class WorkshopWords:
    kind: WorkshopKind
    title: str
    trade: str
    host_name: str = ""
    transmitter: str = ""
    idle_times: bool = False


@dataclass(frozen=True, slots=True)
class ContentWords:
    """``skills``: one on each line; ``why``: what this version changes."""

    text: str
    skills: Sequence[str]
    why: str = ""


@transaction.atomic
def open_workshop(*, actor: Actor, words: WorkshopWords, content: ContentWords) -> Workshop:
    """With its first content, adopted at once: a workshop without content teaches nothing."""
    owner = own_organisation(actor, Right.WRITE_PEOPLE, lock=True)
    title = _said(words.title, "title")
    others = Workshop.objects.filter(organisation=owner).values_list("title", flat=True)
    if fold(title) in {fold(other) for other in others}:
        raise Refusal(
            _("Vous avez déjà un atelier de cet intitulé."), _("Changez l’intitulé."), "title"
        )
    if words.kind is WorkshopKind.INTERNAL and not words.transmitter.strip():
        raise Refusal(
            _("Dites qui transmet, dans l’entreprise."),
            _("La fonction suffit : « agente de propreté expérimentée »."),
            "transmitter",
        )
    workshop = Workshop.objects.create(
        organisation=owner,
        kind=words.kind.value,
        title=title,
        trade=_said(words.trade, "trade"),
        host_name=_said(words.host_name, "host_name"),
        transmitter=_said(words.transmitter, "transmitter"),
        idle_times=words.idle_times,
    )
    first = _propose(actor, workshop, content)
    _decide(first, ContentState.ADOPTED, "")
    record(events.WORKSHOP_SAVED, actor=actor, details={"workshop": str(workshop.pk)})
    return workshop


@transaction.atomic
def propose_content(*, actor: Actor, workshop_id: UUID, words: ContentWords) -> WorkshopContent:
    """The establishment, or a partner it invited; nothing changes before it is adopted."""
    workshop = get_visible(actor, workshop_id)
    if not actor.may(Right.WRITE_PEOPLE):
        raise Hidden("lit sans proposer")
    Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    if not words.why.strip():
        raise Refusal(_("Dites ce que cette version change."), _("Quelques mots suffisent."), "why")
    content = _propose(actor, workshop, words)
    details = {"workshop": str(workshop.pk), "number": str(content.number)}
    record(events.CONTENT_PROPOSED, actor=actor, details=details)
    return content


@transaction.atomic
def decide_content(
    *, actor: Actor, workshop_id: UUID, number: int, adopted: bool, reason: str = ""
) -> WorkshopContent:
    """Adopted, it is what the next days use; set aside, it stays readable with its reason."""
    workshop = get_kept(actor, workshop_id)
    rows = WorkshopContent.objects.select_for_update(of=("self",)).filter(workshop=workshop)
    content = rows.filter(number=number).first()
    if content is None:
        raise Hidden("version absente")
    if content.state != ContentState.PROPOSED:
        raise Conflict(
            _("Cette version vient d’être décidée par quelqu’un d’autre."), _("Rechargez la page.")
        )
    if not adopted and not reason.strip():
        raise Refusal(_("Dites pourquoi elle est mise de côté."), _("Écrivez-le."), "reason")
    _decide(content, ContentState.ADOPTED if adopted else ContentState.SET_ASIDE, reason)
    details = {"workshop": str(workshop.pk), "number": str(number), "state": content.state}
    record(events.CONTENT_DECIDED, actor=actor, details=details)
    return content


@transaction.atomic
def invite_reviewer(*, actor: Actor, workshop_id: UUID, named: str) -> WorkshopReviewer:
    """An organisation of the directory reads the contents from now on; never who took part."""
    workshop = get_kept(actor, workshop_id)
    partner: Organisation = establishment_named(actor, " ".join(named.split()))
    if partner.pk == workshop.organisation_id:
        raise Refusal(
            _("C’est votre organisation."), _("Choisissez un partenaire."), "organisation"
        )
    try:
        with transaction.atomic():
            invited = WorkshopReviewer.objects.create(workshop=workshop, organisation=partner)
    except IntegrityError:
        raise Refusal(
            _("Cette organisation relit déjà cet atelier."),
            _("Il n’y a rien à faire."),
            "organisation",
        ) from None
    details = {"workshop": str(workshop.pk), "organisation": str(partner.pk)}
    record(events.REVIEWER_INVITED, actor=actor, details=details)
    return invited


@transaction.atomic
def remove_reviewer(
    *, actor: Actor, workshop_id: UUID, reviewer_id: UUID, why: str
) -> WorkshopReviewer:
    """It reads nothing more from now on; what it proposed stays, and so does the line, with why."""
    workshop = get_kept(actor, workshop_id)
    reviewer = workshop.reviewers.filter(pk=reviewer_id).first()
    if reviewer is None:
        raise Hidden("ne relit pas cet atelier")
    said = _said(why, "why")[:WHY_LENGTH]
    if not said:
        raise Refusal(_("Dites pourquoi."), _("Quelques mots suffisent."), "why")
    changed = WorkshopReviewer.objects.filter(pk=reviewer.pk, removed_on=None).update(
        removed_on=clock.today(), removed_by=signature(actor)["author_name"], removed_why=said
    )
    if changed != 1:
        raise Conflict(_("Un collègue vient de retirer ce partenaire."), _("Relisez la liste."))
    details = {"workshop": str(workshop.pk), "organisation": str(reviewer.organisation_id)}
    record(events.REVIEWER_REMOVED, actor=actor, details=details)
    reviewer.refresh_from_db()
    return reviewer


def _propose(actor: Actor, workshop: Workshop, words: ContentWords) -> WorkshopContent:
    if actor.organisation_id is None:
        raise Hidden("propose pour personne")
    skills = [_said(skill, "skills") for skill in words.skills]
    if not skills:
        raise Refusal(_("Dites ce qu’on y travaille."), _("Une compétence par ligne."), "skills")
    if len(skills) > SKILLS_MAX or any(len(skill) > SKILL_LENGTH for skill in skills):
        raise Refusal(
            _("La liste est trop longue."),
            _("Au plus %(most)d lignes, courtes.") % {"most": SKILLS_MAX},
            "skills",
        )
    last = workshop.contents.order_by("-number").first()
    return WorkshopContent.objects.create(
        workshop=workshop,
        number=last.number + 1 if last else 1,
        text=refuse_nir(words.text, field="text").strip(),
        skills=skills,
        why=_said(words.why, "why"),
        proposed_by_id=actor.organisation_id,
        author_id=actor.user_id,
    )


def _decide(content: WorkshopContent, state: ContentState, reason: str) -> None:
    content.state = state
    content.decided_at = clock.now()
    content.reason = _said(reason, "reason")
    content.save(update_fields=["state", "decided_at", "reason"])


def _said(text: str, field: str) -> str:
    return " ".join(refuse_nir(text, field=field).split())
