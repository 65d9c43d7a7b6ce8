"""Writes of the area: prepare, send, sign, refuse, hand a link, cancel."""

from passerelles.documents.actions.answers import (
    ask_to_talk,
    record_paper_signature,
    refuse_on_screen,
    sign_on_screen,
)
from passerelles.documents.actions.links import (
    LinkGiven,
    ask_to_talk_by_link,
    give_signing_link,
    open_signing_link,
    refuse_by_link,
    sign_by_link,
)
from passerelles.documents.actions.prepare import Corrected, correct_paper, prepare_paper
from passerelles.documents.actions.sending import cancel_paper, send_paper
from passerelles.documents.actions.signers import Signer

__all__ = [
    "Corrected",
    "LinkGiven",
    "Signer",
    "ask_to_talk",
    "ask_to_talk_by_link",
    "cancel_paper",
    "correct_paper",
    "give_signing_link",
    "open_signing_link",
    "prepare_paper",
    "record_paper_signature",
    "refuse_by_link",
    "refuse_on_screen",
    "send_paper",
    "sign_by_link",
    "sign_on_screen",
]
