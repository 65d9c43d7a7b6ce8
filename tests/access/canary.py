"""The canary organisation: everything it holds carries one marker that nobody else may see.

Rows are filled by looking at the models themselves, so that a model added tomorrow is part of
the cage without anybody thinking of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from passerelles.cooperation.models import (
    Body,
    BodyMeeting,
    BodySeat,
    Decision,
    JointOffer,
    Milestone,
    OfferPart,
    Opinion,
    Partner,
    Phase,
    Project,
    SharedMean,
)
from passerelles.documents.models import PaperVersion, Signature
from passerelles.kernel import clock
from passerelles.organisations.models import Adherent, Invitation, Membership, Organisation
from passerelles.organisations.rules.roles import Role
from passerelles.pathways.models import (
    EnrolmentChange,
    EnrolmentPhase,
    HoursStep,
    PassageDecision,
    ProgrammeDuty,
    WelcomeStep,
    WorkSession,
)
from passerelles.people.models import Person
from passerelles.programmes.models import (
    OrganisationProgramme,
    ProgrammeMembership,
    ProgrammeVersion,
)
from passerelles.rulebook.models import ParameterOverride
from passerelles.sharing.models import Agreement, ConsentRequest, GuestLink, PersonEntry
from passerelles.skills.models import Workshop, WorkshopContent, WorkshopDay, WorkshopReviewer
from passerelles.support.models import (
    BarrierAction,
    CoachExchange,
    CompanyLead,
    FundingLine,
    FundingPlan,
    PartnerSession,
    Promise,
    RequestEvent,
    Seat,
    SolutionChange,
    TimetableStep,
)
from tests.cast import Cast, make_agreement, make_organisation, make_person, make_user

MARKER = "CANARI7Q3X"


@dataclass
class Cage:
    organisation: Organisation
    person: Person
    rows: dict[str, models.Model] = field(default_factory=dict)

    def identifiers(self) -> set[str]:
        """Identifiers that must not be guessable from any page either."""
        return {str(self.person.pk), *(str(row.pk) for row in self.rows.values())}


def build_cage(cast: Cast) -> Cage:
    """An unpublished organisation, its team, its person and one row of every kind."""
    organisation = make_organisation(f"Maison {MARKER}", "aci", description=MARKER)
    user = make_user(MARKER, MARKER, organisation, *Role)
    person = make_person(
        MARKER,
        MARKER,
        organisation,
        by=user,
        phone="0600000000",
        email=f"{MARKER}@exemple.test",
        safe_contact=MARKER,
    )
    cage = Cage(organisation, person)
    cage.rows["organisation"] = organisation
    cage.rows["user"] = user
    cage.rows["membership"] = Membership.objects.get(organisation=organisation)
    # A lead is about nobody; what is taken up for a person hangs from it.
    cage.rows["companylead"] = CompanyLead.objects.create(
        organisation=organisation, company=MARKER, origin="fair", words=MARKER
    )
    _fill_workshop(cage)
    _fill_entries(cage, user)
    _fill_paper(cage)
    _fill_support(cage)
    agreement = make_agreement(person, organisation)
    cage.rows["agreement"] = agreement
    _fill_sharing(cage, agreement, user, cast)
    _fill_directory(cage)
    _fill_cooperation(cage)
    _fill_rulebook(cage, user)
    _fill_programmes(cage, user)
    return cage


def _fill_workshop(cage: Cage) -> None:
    """Before the entries: a person's day and tries hang from a workshop, which is about nobody."""
    workshop = Workshop.objects.create(
        organisation=cage.organisation,
        kind="internal",
        title=MARKER,
        trade=MARKER,
        host_name=MARKER,
        transmitter=MARKER,
    )
    content = WorkshopContent.objects.create(
        workshop=workshop,
        number=1,
        text=MARKER,
        skills=[MARKER],
        why=MARKER,
        proposed_by=cage.organisation,
        state="adopted",
        decided_at=clock.now(),
    )
    day = WorkshopDay.objects.create(workshop=workshop, content=content, on=clock.today(), hours=2)
    reviewer = WorkshopReviewer.objects.create(workshop=workshop, organisation=cage.organisation)
    cage.rows.update(workshop=workshop, workshopcontent=content, workshopday=day)
    cage.rows.update(workshopreviewer=reviewer)


def _fill_entries(cage: Cage, user: Any) -> None:
    waiting = [m for m in apps.get_models() if issubclass(m, PersonEntry)]
    while waiting:
        ready = [m for m in waiting if _dependencies(m).isdisjoint(waiting)]
        assert ready, "des modèles se désignent en rond"
        for model in ready:
            cage.rows[model._meta.model_name or ""] = _filled(model, cage, user)
            waiting.remove(model)


def _dependencies(model: type[models.Model]) -> set[Any]:
    return {
        f.related_model
        for f in model._meta.concrete_fields
        if f.is_relation and not f.null and f.related_model is not model
    }


# What the rules of a table ask together, where a first choice of each field would not hold.
_SHAPES: dict[str, dict[str, Any]] = {
    "integrationcheck": {"mood": "", "alert_answer": ""},
    "followup": {"still_in_job": "", "set_aside_why": ""},
    "worksituation": {"kind": "visit"},
    "exit": {"category": "positive"},
    "accompanimentact": {"set_aside_why": ""},
    "participation": {"set_aside_why": "", "set_aside_by": ""},
    "skillattempt": {"set_aside_why": "", "set_aside_by": ""},
    "jobadaptation": {"set_aside_why": "", "set_aside_by": ""},
    "personrequest": {"state": "sent"},
    "coachpair": {"ended_by": ""},
    "programmeenrolment": {
        "outcome": "",
        "content": {
            "code": "canari",
            "label": MARKER,
            "plain": MARKER,
            "phases": [{"code": "a", "label": MARKER}],
        },
    },
    "entrygrounds": {"told": f'{{"situations": {{}}, "judgments": ["{MARKER}"]}}'},
    "carnetversion": {"content": [{"title": MARKER, "lines": [{"title": MARKER}]}]},
}


def _filled(model: Any, cage: Cage, user: Any) -> models.Model:
    values: dict[str, Any] = {}
    for f in model._meta.concrete_fields:
        if f.primary_key or f.name == "volet" or f.has_default():
            continue
        values[f.name] = _value(f, cage, user)
    for name in [n for n in values if n.removesuffix("_name") in values.keys() - {n}]:
        values[name] = ""  # a place of the directory or a free name: its name holds the marker
    values.update(_SHAPES.get(model._meta.model_name, {}))
    values.update(person=cage.person, organisation=cage.organisation, author_name=MARKER)
    return model.unscoped.create(volet="path", shared=True, **values)


def _value(f: Any, cage: Cage, user: Any) -> Any:
    if f.is_relation:
        return _related(f, cage, user)
    if f.choices:
        return f.flatchoices[0][0]
    match f:
        case models.EmailField():
            return f"{MARKER.lower()}@exemple.test"
        case models.CharField() | models.TextField():
            return MARKER[: f.max_length]
        case models.UUIDField():
            return UUID(int=7)
        case models.DateTimeField():
            return None if f.null else clock.now()
        case models.DateField():
            return None if f.null else clock.today()
        case models.BooleanField():
            return True
        case models.IntegerField():
            return 1
        case _:
            return None if f.null else f.get_default()


def _related(f: Any, cage: Cage, user: Any) -> Any:
    name = f.related_model._meta.model_name
    if name == "user":
        return user
    if name == "organisation":
        return cage.organisation
    if name in cage.rows:
        return cage.rows[name]
    if name == "person":
        return cage.person
    if f.null:
        return None
    return f.related_model._default_manager.first()


def _fill_paper(cage: Cage) -> None:
    """The words of its paper, out for signature, and somebody who must sign them."""
    paper: Any = cage.rows["paper"]
    paper.state = "out"
    paper.save()
    version = PaperVersion.objects.create(
        paper=paper,
        number=1,
        facts={"person_name": MARKER},
        template_version="canari",
        pdf=f"%PDF-{MARKER}".encode(),
        sha256="c" * 64,
        author_name=MARKER,
    )
    Signature.objects.create(version=version, role="host", signer_kind="outside", name=MARKER)


def _fill_support(cage: Cage) -> None:
    """What is read only through a barrier, an appointment, a commitment or a place."""
    today = clock.today()
    meeting = cage.rows["appointment"]
    plan_of_welcome = cage.rows["integration"]
    step: Any = WelcomeStep.objects.create(integration=plan_of_welcome, what=MARKER, due_on=today)
    cage.rows["welcomestep"] = step
    # The group is named by this appointment's own identifier: one address, one row.
    type(meeting).unscoped.filter(pk=meeting.pk).update(group=meeting.pk)  # type: ignore[attr-defined]
    work: Any = cage.rows["worksituation"]
    type(work).unscoped.filter(pk=work.pk).update(group=work.pk)
    barrier, commitment = cage.rows["barrier"], cage.rows["mutualcommitment"]
    plan = FundingPlan.objects.create(barrier=barrier, label=MARKER, cost=100)
    made = (
        plan,
        FundingLine.objects.create(plan=plan, funder="cpf", funder_name=MARKER, asked=50),
        BarrierAction.objects.create(barrier=barrier, kind="other", what=MARKER, partner=MARKER),
        SolutionChange.objects.create(
            barrier=barrier, plan=plan, kind="corrected", before=MARKER, reason=MARKER
        ),
        Seat.objects.create(appointment=meeting, role="person", name=MARKER, words=MARKER),
        RequestEvent.objects.create(
            request=cage.rows["personrequest"], event="sent", words=MARKER, author_kind="person"
        ),
        Promise.objects.create(commitment=commitment, side="person", words=MARKER),
        CoachExchange.objects.create(pair=cage.rows["coachpair"], side="person", words=MARKER),
        TimetableStep.objects.create(
            timetable=cage.rows["worktimetable"], start=today, weekly_hours=10, times=MARKER
        ),
        PartnerSession.objects.create(
            organisation=cage.organisation, partner=MARKER, topic=MARKER, on=today
        ),
    )
    for row in made:
        cage.rows[row._meta.model_name or ""] = row


def _fill_sharing(cage: Cage, agreement: Agreement, user: Any, cast: Cast) -> None:
    later = clock.now() + timedelta(days=9)
    cage.rows["guestlink"] = GuestLink.objects.create(
        agreement=agreement,
        holder_name=MARKER,
        token_hash="canary",
        code_hash="x",
        valid_until=later,
        created_by=user,
        created_for=cage.organisation,
    )
    cage.rows["consentrequest"] = ConsentRequest.objects.create(
        person=cage.person,
        receiver=cage.organisation,
        purpose="follow_up",
        party_role="partner",
        volets=["identity"],
        valid_until=later,
        addressee_kind="person",
        token_hash="canary",
        code_hash="x",
        expires_at=later,
        requested_by=user,
        requested_for=cage.organisation,
    )
    cage.rows["accessrequest"] = apps.get_model("sharing", "AccessRequest").objects.create(
        requester=cast.esat,
        requester_person=make_person("Autre", "Dossier", cast.esat),
        holder=cage.organisation,
        holder_person=cage.person,
    )
    cage.rows["emergencyaccess"] = apps.get_model("sharing", "EmergencyAccess").objects.create(
        person=cage.person,
        user=user,
        organisation=cage.organisation,
        reason=MARKER,
        ends_at=clock.now() + timedelta(hours=1),
    )
    cage.rows["adherent"] = Adherent.objects.create(group=cage.organisation, name=MARKER)
    cage.rows["invitation"] = Invitation.objects.create(
        organisation=cage.organisation,
        email=f"{MARKER.lower()}2@exemple.test",
        token_hash="canary",
        expires_at=later,
    )


def _fill_directory(cage: Cage) -> None:
    """One row of each model that hangs from an organisation of the directory."""
    neighbour = make_organisation(f"Voisine {MARKER}", "network")
    for model in apps.get_app_config("organisations").get_models():
        name = model._meta.model_name or ""
        fields = {f.name for f in model._meta.concrete_fields}
        if name in cage.rows or "organisation" not in fields:
            continue
        values = {
            f.name: _value(f, cage, None)
            for f in model._meta.concrete_fields
            if not f.primary_key and not f.has_default() and not getattr(f, "auto_now", False)
        }
        for f in model._meta.concrete_fields:
            if f.is_relation and f.related_model is Organisation:
                values[f.name] = neighbour
        values["organisation"] = cage.organisation
        for key in ("latitude", "longitude"):
            if key in values:
                values[key] = None
        cage.rows[name] = model._default_manager.create(**values)


def _fill_rulebook(cage: Cage, user: Any) -> None:
    """Its own value of the law, whose reason and source name it."""
    cage.rows["parameteroverride"] = ParameterOverride.objects.create(
        organisation=cage.organisation,
        key="clause_eligibility_months",
        value=36,
        starts_on=clock.today(),
        reason=MARKER,
        source=MARKER,
        author=user,
    )


def _fill_programmes(cage: Cage, user: Any) -> None:
    """A programme of its own making, and the network it belongs to."""
    programme = OrganisationProgramme.objects.create(organisation=cage.organisation, code="canari")
    ProgrammeVersion.objects.create(
        programme=programme,
        number=1,
        label=MARKER,
        data={
            "code": "canari",
            "label": MARKER,
            "plain": MARKER,
            "phases": [{"code": "a", "label": MARKER}],
        },
        starts_on=clock.today(),
        author=user,
    )
    membership = ProgrammeMembership.objects.create(
        organisation=cage.organisation, code="convergence", source=MARKER, starts_on=clock.today()
    )
    cage.rows.update(organisationprogramme=programme, programmemembership=membership)
    _fill_enrolment(cage)


def _fill_enrolment(cage: Cage) -> None:
    """What is read only through an enrolment: its steps, decisions, days, duties and hours."""
    today = clock.today()
    line = {
        "enrolment": cage.rows["programmeenrolment"],
        "author_name": MARKER,
        "writer": cage.organisation,
    }
    made = (
        EnrolmentChange.objects.create(
            number=1, event="entered", effective_on=today, snapshot={}, verdict="allowed", **line
        ),
        EnrolmentPhase.objects.create(
            number=1, phase="a", started_on=today, place=cage.organisation, reason=MARKER, **line
        ),
        PassageDecision.objects.create(
            gate="a", seen_version=1, decided_on=today, passed=True, decided_by=MARKER, **line
        ),
        ProgrammeDuty.objects.create(duty="a", done_on=today, note=MARKER, **line),
        WorkSession.objects.create(day=today, attendance="present", hours=4, reason=MARKER, **line),
        HoursStep.objects.create(number=1, from_on=today, weekly=4, reason=MARKER, **line),
    )
    for row in made:
        cage.rows[row._meta.model_name or ""] = row


def _fill_cooperation(cage: Cage) -> None:
    """A project it leads, down to one milestone and one partner."""
    project = Project.objects.create(
        leader=cage.organisation,
        name=f"Projet {MARKER}",
        territory=MARKER,
        summary=MARKER,
        started_on=clock.today(),
    )
    partner = Partner.objects.create(project=project, name=MARKER, role="partner")
    phase = Phase.objects.create(project=project, title=MARKER, position=0)
    milestone = Milestone.objects.create(phase=phase, title=MARKER, position=0, owner=partner)
    body = Body.objects.create(project=project, kind="social_life", name=MARKER)
    seat = BodySeat.objects.create(body=body, function=MARKER, status="users", partner=partner)
    meeting = BodyMeeting.objects.create(
        body=body,
        planned_on=clock.today(),
        held_on=clock.today(),
        place=MARKER,
        agenda=MARKER,
        minutes=MARKER,
        plain=MARKER,
        users_present=1,
    )
    decision = Decision.objects.create(meeting=meeting, words=MARKER, plain=MARKER)
    Opinion.objects.create(decision=decision, meeting=meeting, sense="reserved", words=MARKER)
    cage.rows.update(project=project, partner=partner, milestone=milestone)
    mean = SharedMean.objects.create(
        project=project, kind="vehicle", label=MARKER, brought_by=partner, since=clock.today()
    )
    offer = JointOffer.objects.create(project=project, title=MARKER, description=MARKER)
    OfferPart.objects.create(offer=offer, partner=partner, does=MARKER)
    cage.rows.update(body=body, seat=seat, meeting=meeting, mean=mean, offer=offer)
