"""What changes sharing: one function per verb, the actor first."""

from passerelles.sharing.actions.agreements import give_agreement, give_own_agreement
from passerelles.sharing.actions.consents import (
    accept_consent,
    ask_consent,
    cancel_consent,
    open_consent,
    refuse_consent,
)
from passerelles.sharing.actions.emergencies import review_emergency, start_emergency
from passerelles.sharing.actions.guests import (
    create_guest_link,
    open_guest_link,
    renew_guest_code,
    revoke_guest_link,
)
from passerelles.sharing.actions.parties import end_mission, take_over
from passerelles.sharing.actions.proofs import (
    GiverNamed,
    OnPaper,
    WithCard,
    WithWitness,
    register_card_check,
)
from passerelles.sharing.actions.withdrawals import withdraw_agreement

__all__ = [
    "GiverNamed",
    "OnPaper",
    "WithCard",
    "WithWitness",
    "accept_consent",
    "ask_consent",
    "cancel_consent",
    "create_guest_link",
    "end_mission",
    "give_agreement",
    "give_own_agreement",
    "open_consent",
    "open_guest_link",
    "refuse_consent",
    "register_card_check",
    "renew_guest_code",
    "review_emergency",
    "revoke_guest_link",
    "start_emergency",
    "take_over",
    "withdraw_agreement",
]
