"""Giving an agreement: proved, dated, for one organisation and one purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.organisations.models import Organisation
from passerelles.sharing.actions.proofs import GiverNamed, Proof, check_named, prove
from passerelles.sharing.companions import require_companion
from passerelles.sharing.events import AGREED, FORGERY_ALERT, PARTY_JOINED
from passerelles.sharing.mails import alert_privacy_officers
from passerelles.sharing.models import Agreement, AgreementVolet, Party
from passerelles.sharing.models.agreements import Collection, LegalGround
from passerelles.sharing.models.parties import PartyBasis, PartyRole
from passerelles.sharing.notice_texts import CURRENT
from passerelles.sharing.policy import peek_record
from passerelles.sharing.rules.terms import Terms, check_terms
from passerelles.sharing.rules.volets import Volet

BURST = 20
BURST_WINDOW = timedelta(hours=1)
JOURNAL_PATH = "/organisation/journal/"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How an agreement was collected, by whom and for whom."""

    collection: Collection
    reference: str
    user_id: UUID | None = None
    organisation_id: UUID | None = None


def give_agreement(
    *, actor: Actor, person_id: UUID, terms: Terms, giver: GiverNamed, proof: Proof
) -> Agreement:
    """Record an agreement collected by a professional at the person's side, with its proof."""
    check_named(require_companion(actor, person_id), giver)
    check_terms(terms, clock.today())
    proved = prove(actor, person_id, proof)
    with transaction.atomic():
        require_companion(actor, person_id)
        agreement = write_agreement(
            actor=actor,
            person_id=person_id,
            terms=terms,
            giver=giver,
            evidence=Evidence(
                proved.collection, proved.reference, actor.user_id, actor.organisation_id
            ),
        )
        if proved.scan is not None:
            _keep_scan(agreement, proved.scan)
    return agreement


def give_own_agreement(*, actor: Actor, terms: Terms) -> Agreement:
    """The person agrees in their own space: being there, behind card or account, is the proof."""
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        raise Hidden("only the person")
    access = peek_record(actor, actor.person_id)
    giver = GiverNamed()
    check_named(access, giver)
    with transaction.atomic():
        return write_agreement(
            actor=actor,
            person_id=actor.person_id,
            terms=terms,
            giver=giver,
            evidence=Evidence(Collection.OWN_SPACE, _("dans son espace personnel")),
        )


def write_agreement(
    *, actor: Actor, person_id: UUID, terms: Terms, giver: GiverNamed, evidence: Evidence
) -> Agreement:
    """Write what has been decided and proved; the caller holds the transaction."""
    moment = clock.now()
    check_terms(terms, moment.date())
    if not Organisation.objects.filter(pk=terms.receiver_id).exists():
        raise Hidden("no such organisation")
    if terms.party_role not in PartyRole.values:
        raise Refusal(_("Choisissez le rôle de l’organisation."), field="party_role")
    sensitive = Volet.SENSITIVE in terms.agreed
    agreement: Agreement = Agreement.objects.create(
        person_id=person_id,
        receiver_id=terms.receiver_id,
        giver_kind=giver.kind.value,
        representative_id=giver.representative_id,
        purpose=terms.purpose.value,
        party_role=terms.party_role,
        valid_from=moment,
        valid_until=terms.ends_at,
        legal_ground=LegalGround.EXPLICIT_CONSENT if sensitive else LegalGround.CONSENT,
        collection=evidence.collection,
        proof_reference=evidence.reference,
        notice_version=CURRENT,
        collected_by_id=evidence.user_id,
        collected_for_id=evidence.organisation_id,
    )
    AgreementVolet.objects.bulk_create(
        AgreementVolet(agreement=agreement, volet=volet.value) for volet in terms.agreed
    )
    _journal_agreement(actor, agreement, terms, giver)
    _join(actor, agreement)
    if evidence.user_id is not None:
        _watch_bursts(actor, agreement, evidence.user_id)
    return agreement


def _keep_scan(agreement: Agreement, scan: ContentFile[bytes]) -> None:
    # Last, so that a refusal before it leaves no file behind.
    agreement.proof_scan.save(str(scan.name), scan, save=False)
    Agreement.objects.filter(pk=agreement.pk).update(proof_scan=agreement.proof_scan.name)


def _journal_agreement(actor: Actor, agreement: Agreement, terms: Terms, giver: GiverNamed) -> None:
    record(
        AGREED,
        actor=actor,
        person_id=agreement.person_id,
        volets=[volet.value for volet in terms.agreed],
        ground=agreement.legal_ground,
        details={
            "agreement": str(agreement.id),
            "receiver": str(agreement.receiver_id),
            "purpose": agreement.purpose,
            "collection": agreement.collection,
            "giver": giver.kind.value,
            "until": agreement.valid_until.isoformat(),
        },
    )


def _join(actor: Actor, agreement: Agreement) -> None:
    """The organisation stands at the person's side; one party at a time for agreements."""
    party, joined = Party.objects.get_or_create(
        person_id=agreement.person_id,
        organisation_id=agreement.receiver_id,
        basis=PartyBasis.AGREEMENT,
        until=None,
        defaults={"role": agreement.party_role, "since": agreement.valid_from},
    )
    if joined:
        record(
            PARTY_JOINED,
            actor=actor,
            person_id=agreement.person_id,
            organisation_id=agreement.receiver_id,
            details={"party": str(party.id), "role": party.role, "basis": party.basis},
        )


def _watch_bursts(actor: Actor, agreement: Agreement, user_id: UUID) -> None:
    """Many agreements by one worker in an hour: shown to the privacy officer, once an hour."""
    since = agreement.recorded_at - BURST_WINDOW
    mine = Agreement.objects.filter(collected_by_id=user_id, recorded_at__gt=since)
    count = mine.count()
    if count < BURST or agreement.collected_for_id is None:
        return
    told = JournalEntry.objects.filter(
        event=FORGERY_ALERT.tag, at__gt=since, details__user=str(user_id)
    )
    if told.exists():
        return
    record(
        FORGERY_ALERT,
        actor=actor,
        organisation_id=agreement.collected_for_id,
        details={"user": str(user_id), "count": count},
    )
    alert_privacy_officers(agreement.collected_for_id, JOURNAL_PATH)
