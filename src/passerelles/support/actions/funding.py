"""What a solution or a training costs, and who pays for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature
from passerelles.support.actions.funded import Funded, Where, journal_funding, writable_funded
from passerelles.support.actions.solutions import ONCE, not_in_future, same_words
from passerelles.support.models import FundingLine, FundingPlan
from passerelles.support.rules.funding import (
    FUNDER_LABELS,
    FUNDING_MOVES,
    Funder,
    FundingState,
    euros,
)

HIGHEST_AMOUNT = Decimal(1_000_000)
CHANGED_MEANWHILE = "Un collègue vient de modifier ce financement."
CANCELLED_MEANWHILE = "Un collègue vient d’annuler ce financement."


def plan_funding(*, actor: Actor, where: Where, label: str, cost: Decimal) -> FundingPlan:
    """Say what is to be paid and what it costs; who pays comes line by line."""
    with transaction.atomic():
        funded = writable_funded(actor, where)
        refuse_nir_in(label=label)
        check_amount(cost, "cost")
        refuse_twin_plan(funded, label, cost)
        plan = FundingPlan.objects.create(
            **funded.columns,
            label=label.strip(),
            cost=cost,
            author_name=signature(actor)["author_name"],
        )
        journal_funding(actor, funded, plan, None)
    return plan


@dataclass(frozen=True, slots=True)
class FundingDraft:
    funder: Funder
    asked: Decimal
    funder_name: str = ""
    on: date | None = None


def ask_funding(*, actor: Actor, where: Where, plan_id: UUID, draft: FundingDraft) -> FundingLine:
    """A funder was asked for an amount."""
    with transaction.atomic():
        funded = writable_funded(actor, where)
        rows = FundingPlan.objects.select_for_update().filter(pk=plan_id, **funded.columns)
        plan = rows.first()
        if plan is None:
            raise Hidden("no such plan")
        if plan.set_aside_on is not None:
            raise Conflict(CANCELLED_MEANWHILE)
        refuse_nir_in(funder_name=draft.funder_name)
        check_amount(draft.asked, "asked")
        day = draft.on or clock.today()
        not_in_future(day, "on")
        refuse_twin_line(plan, draft.funder, draft.funder_name, draft.asked)
        line = FundingLine.objects.create(
            plan=plan,
            funder=draft.funder,
            funder_name=draft.funder_name.strip(),
            asked=draft.asked,
            state_on=day,
            author_name=signature(actor)["author_name"],
        )
        journal_funding(actor, funded, plan, line)
    return line


def answer_funding(
    *,
    actor: Actor,
    where: Where,
    line_id: UUID,
    version: int,
    state: FundingState,
    granted: Decimal | None = None,
    on: date | None = None,
) -> FundingLine:
    """Granted, refused, paid; the amount granted is the one asked unless said otherwise."""
    with transaction.atomic():
        funded = writable_funded(actor, where)
        rows = FundingLine.objects.select_for_update().filter(pk=line_id, **funded.of_lines)
        line = rows.first()
        if line is None:
            raise Hidden("no such line")
        if line.set_aside_on is not None or line.plan.set_aside_on is not None:
            raise Conflict(CANCELLED_MEANWHILE)
        if line.version != version:
            raise Conflict(CHANGED_MEANWHILE, "Relisez-le avant de répondre.")
        if state not in FUNDING_MOVES[FundingState(line.state)]:
            raise Refusal("Ce financement n’en est plus là.", "Relisez le plan.", field="state")
        day = on or clock.today()
        not_in_future(day, "on")
        if state is FundingState.REFUSED:
            granted = None
        elif granted is None:
            granted = line.asked if line.granted is None else line.granted
        else:
            check_amount(granted, "granted")
        line.state, line.state_on, line.granted = state, day, granted
        line.version += 1
        line.save(update_fields=["state", "state_on", "granted", "version"])
        journal_funding(actor, funded, line.plan, line)
    return line


def refuse_twin_plan(
    funded: Funded, label: str, cost: Decimal, *, but: FundingPlan | None = None
) -> None:
    """A form sent twice writes once.  The words are encrypted: they are compared here, under the
    lock of the barrier, so that the second sending waits for the first."""
    funded.lock()
    rows = FundingPlan.objects.filter(**funded.columns, cost=cost, set_aside_on=None)
    if any(same_words(row.label, label) for row in rows if row != but):
        raise Refusal(f"« {label.strip()} » est déjà noté ici, à {euros(cost)}.", ONCE, "label")


def refuse_twin_line(
    plan: FundingPlan, funder: Funder, name: str, asked: Decimal, *, but: FundingLine | None = None
) -> None:
    """A request refused may be made again; one that waits, or was granted, is there already.
    The plan is locked by the caller."""
    rows = FundingLine.objects.filter(plan=plan, funder=funder, asked=asked, set_aside_on=None)
    rows = rows.exclude(state=FundingState.REFUSED)
    if any(same_words(row.funder_name, name) for row in rows if row != but):
        raise Refusal(
            f"{FUNDER_LABELS[funder]} : {euros(asked)} déjà demandés sur ce financement.",
            "Le même montant n’est pas compté deux fois. Pour une autre demande, écrivez le nom de "
            "ce financeur ; pour une erreur, corrigez la première.",
            "asked",
        )


def check_amount(amount: Decimal, field: str) -> None:
    if not 0 < amount < HIGHEST_AMOUNT:
        raise Refusal(
            "Ce montant n’est pas possible.", "Écrivez-le en euros, par exemple 450.", field=field
        )
