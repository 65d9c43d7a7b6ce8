"""The table of papers and the words made from it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelles.documents.rules import kinds
from passerelles.documents.rules.completeness import FactValues, clean_facts, missing_facts
from passerelles.documents.rules.kinds import FactShape, PaperKind, paper_kind, paper_kinds
from passerelles.documents.rules.wording import easy_sentences
from passerelles.kernel.errors import Refusal
from passerelles.sharing.rules.volets import Volet

ALL = list(paper_kinds().values())
each_kind = pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)


@each_kind
def test_a_kind_has_a_plain_page_mentions_and_signatories(kind: PaperKind) -> None:
    assert kind.roles
    assert set(kind.roles).isdisjoint(kind.optional)
    assert 4 <= len(kind.easy) <= 8
    assert all(len(sentence) <= 110 for sentence in kind.easy)
    assert all(fact.mention and fact.label for fact in kind.facts.values())
    assert kind.volet is not Volet.SENSITIVE
    assert bool(kind.official_form) == bool(kind.official_note)
    assert kind.official_form in kind.official_note


def test_the_compulsory_mentions_of_a_mise_a_disposition_are_all_there() -> None:
    asked = {fact.mention for fact in paper_kind("mad").facts.values() if fact.required}
    for mention in (
        "Identité des travailleurs mis à disposition",
        "Effectif des travailleurs mis à disposition",
        "Nature de l’activité",
        "Lieu du travail",
        "Horaires de travail",
        "Base de facturation du travail fourni",
        "Conditions du soutien assuré par l’ESAT",
        "Conditions de la surveillance médicale",
        "Adaptations du poste",
    ):
        assert mention in asked


@each_kind
def test_what_is_missing_is_said_in_the_order_of_the_paper(kind: PaperKind) -> None:
    missing = [item.fact.key for item in missing_facts(kind, {})]
    assert missing == [fact.key for fact in kind.facts.values() if fact.required]
    full = {
        key: ["x"] if kind.facts[key].shape is FactShape.LIST else "2027-01-04" for key in missing
    }
    assert missing_facts(kind, full) == ()


@each_kind
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_typed_is_kept_as_text_or_refused_in_words(
    kind: PaperKind, data: st.DataObject
) -> None:
    typed = data.draw(
        st.dictionaries(st.sampled_from(sorted(kind.facts)), st.text(max_size=60), max_size=6)
    )
    kept, refusal = _kept_or_refused(kind, typed)
    if refusal is not None:
        assert refusal.message
        assert refusal.field in kind.facts
        return
    assert clean_facts(kind, kept) == kept
    assert set(kept) <= set(typed)
    for sentence in easy_sentences(kind, kept):
        assert sentence


def _kept_or_refused(kind: PaperKind, typed: dict[str, str]) -> tuple[FactValues, Refusal | None]:
    try:
        return clean_facts(kind, typed), None
    except Refusal as refusal:
        return {}, refusal


def test_a_period_upside_down_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        clean_facts(paper_kind("stage"), {"start": "2027-02-01", "end": "2027-01-01"})
    assert refusal.value.field == "end"


def test_a_table_that_contradicts_itself_is_found_when_read() -> None:
    row = {
        "label": "x",
        "title": "x",
        "plain": "x",
        "volet": "path",
        "act": "daily",
        "roles": ["person"],
        "articles": "",
        "easy": ["Vous irez chez {host}."],
        "sections": [{"title": "x", "facts": [{"key": "host", "label": "x", "mention": "x"}]}],
        "clauses": [],
    }
    with pytest.raises(kinds.WrongPaperTable, match="première page"):
        kinds._kind("x", row)
    with pytest.raises(kinds.WrongPaperTable, match="sensible"):
        kinds._kind("x", row | {"volet": "sensitive"})
    row["sections"] = row["sections"] * 2
    with pytest.raises(kinds.WrongPaperTable, match="deux fois"):
        kinds._kind("x", row)


def test_a_long_list_is_named_on_the_first_page_and_read_further_on() -> None:
    kind = paper_kind("commitment")
    many = [f"Promesse numéro {number}, avec tous ses détails" for number in range(12)]
    facts = {"person_promises": many, "structure_promises": ["Vous prêter un vélo."]}
    said = easy_sentences(kind, facts)
    assert "Ce que promet la structure : Vous prêter un vélo." in said
    assert "Ce que vous promettez : voir plus loin, à « Ce que promet la personne »." in said
