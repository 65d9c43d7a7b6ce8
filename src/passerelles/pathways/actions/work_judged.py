"""What people judged before a contract is kept with who said it, when, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.kernel.errors import Refusal
from passerelles.law.work_kinds import work_kinds
from passerelles.pathways.actions.authorship import refuse_nir_in, signature
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work_judged import judged_at_entry
from passerelles.pathways.rules.work import JUDGED_WORDS, JUDGMENTS


def judged_fields(
    actor: Actor,
    person_id: UUID,
    kind: str,
    details: Mapping[str, Any],
    words: str,
    before: WorkSituation | None = None,
) -> dict[str, Any]:
    """Columns of what was judged: kept as they were, taken from the programme, or said now."""
    refuse_nir_in(**{JUDGED_WORDS: words})
    words, given = words.strip(), details.get(JUDGMENTS)
    if given is None:
        if words:
            raise Refusal(
                "Ces mots vont avec un avis.", "Dites d’abord oui ou non.", field=JUDGED_WORDS
            )
        return _columns("", "", None)
    same = before is not None and before.details.get(JUDGMENTS) == given
    if before is not None and same and words == before.judged_words:
        return _columns(words, before.judged_by, before.judged_on)
    with acting_as(actor):
        known = judged_at_entry(person_id, work_kinds()[kind])
    if known is not None and set(known.codes) == set(given) and not words:
        return _columns("", known.by, known.on)
    if not words:
        raise Refusal(
            "Il manque ce qui fait dire cet avis.", "Écrivez-le en quelques mots.", JUDGED_WORDS
        )
    return _columns(words, str(signature(actor)["author_name"]), clock.today())


def _columns(words: str, by: str, on: date | None) -> dict[str, Any]:
    return {JUDGED_WORDS: words, "judged_by": by, "judged_on": on}
