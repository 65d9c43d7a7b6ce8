"""What the record already knows of a paper of work: its boxes, and who signs."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from passerelles.documents.actions.signers import Signer
from passerelles.documents.models import Paper, Signature
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import SignatoryRole, paper_kind
from passerelles.documents.subjects import Told
from passerelles.kernel.actors import Actor, acting_as
from passerelles.kernel.text import fold
from passerelles.law.bridges import statuses
from passerelles.law.question_words import words_for
from passerelles.law.wording import number_fr
from passerelles.organisations.models import Adherent, Organisation, Site
from passerelles.organisations.policy import knows_name
from passerelles.pathways.law_questions import blank_document
from passerelles.pathways.models import Integration, WorkSituation
from passerelles.pathways.queries.header import name_for
from passerelles.pathways.queries.told import person_told
from passerelles.pathways.rules.work import WorkState, supervision_words
from passerelles.pathways.rules.work_papers import (
    ALONE,
    WORK_SUBJECT,
    paper_for,
    person_signs,
    place_signing,
)
from passerelles.pathways.work_policy import wrote
from passerelles.sharing.policy import RecordAccess

_SCHOOLS = ("ime", "sipfp", "training")


def told_by_work(actor: Actor, access: RecordAccess, situation: WorkSituation) -> Told:
    """Boxes whose words the record knows; a box the paper does not have is left out."""
    with acting_as(actor):
        facts = _facts(actor, access, situation)
        known = paper_kind(paper_for(situation.kind)).facts
        told = {key: value for key, value in facts.items() if value and key in known}
        return Told(told, _signers(actor, situation), _former(actor, situation))


def _former(actor: Actor, situation: WorkSituation) -> UUID | None:
    """The paper of ours that this one takes over from, once everybody has signed it."""
    rows = Paper.objects.filter(
        person_id=situation.person_id,
        organisation_id=actor.organisation_id,
        subject_kind=WORK_SUBJECT,
        subject_id=situation.id,
        kind=paper_for(situation.kind),
        state__in=(PaperState.SIGNED.value, PaperState.REFUSED.value),
    )
    former: Paper | None = rows.order_by("-recorded_at").first()
    return former.pk if former else None


def _facts(actor: Actor, access: RecordAccess, situation: WorkSituation) -> dict[str, str]:
    host, employer, prescriber = (
        _place_name(actor, situation, role) for role in ("host", "employer", "prescriber")
    )
    return {
        "person_status": _status(actor, access),
        "host_name": host,
        **_address(actor, situation),
        "employer_name": employer,
        "prescriber_name": prescriber,
        "esat_name": host if situation.kind == "mispe" else employer,
        "school_name": _school(actor, situation),
        "start": situation.start.isoformat(),
        "end": situation.end.isoformat() if situation.end else "",
        "schedule": _hours(situation),
        "object": _purpose(situation) or situation.objective,
        "goals": situation.objective,
        "tasks": _tasks(situation),
        "tutor_name": _tutor(situation),
        "headcount": _headcount(actor, situation),
    }


def _place_name(actor: Actor, situation: WorkSituation, role: str) -> str:
    organisation: Organisation | None = getattr(situation, role)
    return name_for(organisation, actor.organisation_id) or str(getattr(situation, f"{role}_name"))


def _status(actor: Actor, access: RecordAccess) -> str:
    """Where the person stands today, as far as this reader may know it."""
    status = person_told(actor, access).person.status
    return statuses()[status].label if status else ""


def _address(actor: Actor, situation: WorkSituation) -> dict[str, str]:
    """Address and SIRET that the directory publishes; of an adherent known by its name, its SIRET."""
    host = situation.host
    if host is None:
        return {"host_siret": _siret_of_adherent(actor, situation.host_name)}
    if not knows_name(actor, host):
        return {}
    site = (
        Site.objects.filter(organisation=host).select_related("commune").order_by("-main").first()
    )
    if site is None:
        return {}
    town = f"{site.postal_code} {site.commune.name if site.commune else ''}".strip()
    return {
        "host_address": ", ".join(part for part in (site.address, town) if part),
        "host_siret": site.siret,
    }


def _siret_of_adherent(actor: Actor, name: str) -> str:
    rows = Adherent.objects.filter(group=actor.organisation_id, company=None).in_force()
    found = rows.filter(folded_name=fold(name)[:180]).values_list("siret", flat=True).first()
    return found or ""


def _school(actor: Actor, situation: WorkSituation) -> str:
    """The establishment that writes a placement of its own."""
    writer = situation.organisation
    if writer is None or writer.kind not in _SCHOOLS:
        return ""
    return name_for(writer, actor.organisation_id)


def _hours(situation: WorkSituation) -> str:
    hours = situation.weekly_hours
    return f"{number_fr(hours)} heures par semaine" if hours is not None else ""


def _tasks(situation: WorkSituation) -> str:
    """The work, and that the company supervises alone when it does: the paper tells it too."""
    if not situation.activity or situation.supervised is not False:
        return situation.activity
    alone = supervision_words(supervised=False)
    return f"{situation.activity} ({alone[:1].lower()}{alone[1:]})"


def _tutor(situation: WorkSituation) -> str:
    """Who welcomes, when the plan of the welcome says it and the reader may read it."""
    plan: Integration | None = Integration.objects.filter(
        person_id=situation.person_id, situation=situation
    ).first()
    return plan.tutor if plan else ""


def _headcount(actor: Actor, situation: WorkSituation) -> str:
    """How many are lent by this contract: the law asks the persons or their number, and the number
    names nobody.  Who did not write the group does not know it."""
    if situation.kind == ALONE:
        return "1"
    if situation.group is None or not wrote(actor, situation):
        return ""
    together = WorkSituation.unscoped.filter(
        group=situation.group, organisation_id=situation.organisation_id
    )
    return str(together.exclude(state__in=(WorkState.CANCELLED, WorkState.ENDED)).count() or "")


def _purpose(situation: WorkSituation) -> str:
    said = situation.details.get("act.purposes") or []
    if not said:
        return ""
    words = words_for(blank_document(situation.kind).act, "act.purposes")
    return ", ".join(label for code, label in words.choices if code in said)


def _signers(actor: Actor, situation: WorkSituation) -> dict[SignatoryRole, Signer]:
    """Our structure in its own capacity; elsewhere, who signed our last paper with that place."""
    kind = paper_kind(paper_for(situation.kind))
    named: dict[SignatoryRole, Signer] = {}
    for role in kind.roles:
        place = place_signing(role, situation.kind)
        if not place:
            continue
        if actor.organisation_id in (getattr(situation, f"{place}_id"), None):
            named[role] = Signer(organisation_id=actor.organisation_id)
        elif name := _signed_before(actor, situation, place, role):
            named[role] = Signer(name)
    if SignatoryRole.TRAINING in kind.roles and _school(actor, situation):
        named[SignatoryRole.TRAINING] = Signer(organisation_id=situation.organisation_id)
    if SignatoryRole.PERSON in kind.optional and person_signs(situation.kind):
        named[SignatoryRole.PERSON] = Signer()
    return named


def _signed_before(actor: Actor, situation: WorkSituation, place: str, role: str) -> str:
    """Named on a paper of ours that was really signed: somebody of the place, not of the person."""
    organisation_id = getattr(situation, f"{place}_id")
    name = getattr(situation, f"{place}_name")
    if organisation_id is None and not name:
        return ""
    same = (
        Q(**{f"{place}_id": organisation_id}) if organisation_id else Q(**{f"{place}_name": name})
    )
    works = WorkSituation.objects.filter(same, organisation_id=actor.organisation_id)
    papers = Paper.objects.filter(
        organisation_id=actor.organisation_id,
        subject_kind=WORK_SUBJECT,
        subject_id__in=works.across_people().values("id"),
    )
    line = (
        Signature.objects.filter(
            version__paper__in=papers.across_people(), role=role, state=Signature.State.SIGNED
        )
        .exclude(name="")
        .order_by("-answered_at")
        .first()
    )
    return line.name if line else ""
