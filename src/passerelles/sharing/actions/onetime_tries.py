"""Counting tries on a one-time code so that parallel guesses never get a sixth one."""

from __future__ import annotations

from typing import Any, Protocol

from django.db.models import F, QuerySet

from passerelles.sharing.onetime import MAX_TRIES, code_matches


class CodedLink(Protocol):
    """A row that opens with a link and its code, and counts its ``failed_attempts``."""

    pk: Any
    token_hash: Any
    code_hash: Any


def spend_try(rows: QuerySet[Any], row: CodedLink, code: str) -> bool:
    """Take one try in the database first, then compare; a right code gives the tries back.

    Call it outside any transaction that a refusal would roll back.
    """
    mine = rows.filter(pk=row.pk)
    if not mine.filter(failed_attempts__lt=MAX_TRIES).update(
        failed_attempts=F("failed_attempts") + 1
    ):
        return False
    if not code_matches(row.token_hash, code, row.code_hash):
        return False
    mine.update(failed_attempts=0)
    return True
