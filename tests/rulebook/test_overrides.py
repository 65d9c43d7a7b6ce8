"""An organisation's own values: who sets them, when they hold, what the answer says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from passerelles.journal.models import JournalEntry
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.answering import check
from passerelles.law.answers import answer_data
from passerelles.law.findings import Answer
from passerelles.law.parameters import the_book
from passerelles.law.reading import read_data
from passerelles.rulebook import actions
from passerelles.rulebook.actions import OwnValue
from passerelles.rulebook.models import ParameterOverride
from passerelles.rulebook.queries.overrides import book_for, uncertain_values
from tests.cast import Cast, professional

KEY = "clause_eligibility_months"  # CL-02: 24 months as shipped, uncertain
SURE_BEFORE = "aid_base_ei"  # sure from August to December 2022, uncertain since
LIST = "/organisation/reglages/droit/"
PAGE = f"{LIST}{KEY}/"
OWN = OwnValue(Decimal(36), date(2026, 7, 1), None, "Convention de 2026", "Convention, article 4")


@pytest.fixture
def karim(cast: Cast) -> Actor:
    """He administers the IME."""
    return professional(cast.karim, cast.ime)


def _ask(cast_book: Any, on: date) -> Answer:
    """Thirty months after the first hire: over with 24 months, not with 36."""
    act = {
        "kind": "clause_hours",
        "on_day": on.isoformat(),
        "first_hired_on": (on - timedelta(days=913)).isoformat(),
        "validated_on": "2022-01-01",
        "contract_type": "cddi",
    }
    return check(read_data({"at": on.isoformat(), "act": act}), book=cast_book)


def _said(answer: Answer) -> Any:
    return next(f for f in answer.findings if f.rule == "CL-02")


def test_an_own_value_changes_the_answer_from_its_first_day_and_says_whose_it_is(
    cast: Cast, karim: Actor
) -> None:
    before = _ask(book_for(cast.ime.pk), OWN.starts_on)
    actions.set_override(actor=karim, key=KEY, own=OWN)
    book = book_for(cast.ime.pk)
    eve = OWN.starts_on - timedelta(days=1)
    assert _said(before).severity == _said(_ask(book, eve)).severity == "warn"
    after = _ask(book, OWN.starts_on)
    assert _said(after).severity == "info"
    assert "IME Les Tilleuls" in {row.owner for row in _said(after).parameters}
    row = next(row for row in after.parameters if row.key == KEY)
    assert (row.value, row.owner, row.start) == (36, "IME Les Tilleuls", OWN.starts_on)
    shown = next(p for p in answer_data(after)["parameters"] if p["key"] == KEY)
    assert (shown["owner"], shown["value"], shown["confidence"]) == (
        "IME Les Tilleuls", 36, "uncertain",
    )  # fmt: skip
    eve_row = next(row for row in _ask(book, eve).parameters if row.key == KEY)
    assert (eve_row.value, eve_row.owner) == (24, "")


def test_others_and_the_public_read_the_law_as_shipped(cast: Cast, karim: Actor) -> None:
    actions.set_override(actor=karim, key=KEY, own=OWN)
    for organisation_id in (cast.stranger.pk, None):
        assert book_for(organisation_id) is the_book()
    body = {"at": "2026-11-22", "act": {"kind": "clause_hours", "first_hired_on": "2024-05-01",
            "on_day": "2026-11-22", "validated_on": "2024-04-01", "contract_type": "cddi"}}  # fmt: skip
    answer = Client().post("/api/v1/law/check", body, content_type="application/json").json()
    assert {row["owner"] for row in answer["parameters"]} == {""}


def test_it_is_journalled_and_signed(cast: Cast, karim: Actor) -> None:
    override = actions.set_override(actor=karim, key=KEY, own=OWN)
    assert (override.author, override.organisation) == (cast.karim, cast.ime)
    line = JournalEntry.objects.get(event="rulebook:parameter:set")
    assert line.details == {"override": str(override.pk), "key": KEY}
    actions.end_override(
        actor=karim, override_id=override.pk, last_day=date(2026, 12, 31), version=1
    )
    actions.withdraw_override(actor=karim, override_id=override.pk, version=2)
    tags = JournalEntry.objects.filter(event__startswith="rulebook:").values_list(
        "event", flat=True
    )
    assert [tag.rpartition(":")[2] for tag in tags.order_by("id")] == ["set", "ended", "withdrawn"]


def _closed(cast: Cast, who: str) -> Actor:
    return {
        "member without the right": professional(cast.ines, cast.ime),
        "administrator of another organisation": professional(cast.zoe, cast.stranger),
        "nobody": Actor(kind=ActorKind.ANONYMOUS),
    }[who]


@pytest.mark.parametrize(
    "who", ["member without the right", "administrator of another organisation", "nobody"]
)
def test_nobody_else_ends_or_withdraws(cast: Cast, karim: Actor, who: str) -> None:
    override = actions.set_override(actor=karim, key=KEY, own=OWN)
    actor = _closed(cast, who)
    for act in (
        lambda: actions.end_override(
            actor=actor, override_id=override.pk, last_day=OWN.starts_on, version=1
        ),
        lambda: actions.withdraw_override(actor=actor, override_id=override.pk, version=1),
    ):
        with pytest.raises(Hidden):
            act()
    override.refresh_from_db()
    assert (override.version, override.ends_on, override.withdrawn_at) == (1, None, None)
    if who != "administrator of another organisation":  # who may set their own, elsewhere
        with pytest.raises(Hidden):
            actions.set_override(actor=actor, key=KEY, own=OWN)


def test_what_the_law_is_sure_of_cannot_be_set(cast: Cast, karim: Actor) -> None:
    for key in ("cddi_months_max", "smic_hourly", "inconnue"):
        with pytest.raises(Hidden):
            actions.set_override(actor=karim, key=key, own=OWN)
    own = replace(OWN, value=Decimal(12000), starts_on=date(2022, 9, 1))
    with pytest.raises(Refusal, match="Le droit est sûr sur une partie de ces jours"):
        actions.set_override(actor=karim, key=SURE_BEFORE, own=own)
    later = replace(own, starts_on=date(2023, 1, 1))
    assert actions.set_override(actor=karim, key=SURE_BEFORE, own=later).pk


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"value": Decimal("2.5")}, "value", "nombre entier"),
        ({"value": Decimal(-1)}, "value", "positif"),
        ({"ends_on": date(2026, 6, 30)}, "ends_on", "précède le premier"),
        ({"reason": "  "}, "reason", "Il manque une explication"),
        ({"source": ""}, "source", "Il manque une explication"),
        ({"reason": "1850578006084"}, "reason", "sécurité sociale"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_a_sentence(
    cast: Cast, karim: Actor, changed: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        actions.set_override(actor=karim, key=KEY, own=replace(OWN, **changed))
    assert refused.value.field == field
    assert sentence in str(refused.value)
    assert not ParameterOverride.objects.exists()


def test_two_values_never_hold_on_the_same_day(cast: Cast, karim: Actor) -> None:
    first = actions.set_override(actor=karim, key=KEY, own=replace(OWN, ends_on=date(2026, 12, 31)))
    for start, end in ((date(2026, 12, 31), None), (date(2026, 1, 1), date(2026, 7, 1))):
        with pytest.raises(Refusal, match="a déjà une valeur sur ces jours"):
            actions.set_override(
                actor=karim, key=KEY, own=replace(OWN, starts_on=start, ends_on=end)
            )
    actions.set_override(actor=karim, key=KEY, own=replace(OWN, starts_on=date(2027, 1, 1)))
    other = professional(cast.zoe, cast.stranger)
    actions.set_override(actor=other, key=KEY, own=OWN)
    actions.withdraw_override(actor=karim, override_id=first.pk, version=1)
    again = replace(OWN, ends_on=date(2026, 12, 31), value=Decimal(30))
    actions.set_override(actor=karim, key=KEY, own=again)
    assert book_for(cast.ime.pk).at(KEY, OWN.starts_on).value == 30


def test_an_end_stops_the_value_the_day_after(cast: Cast, karim: Actor) -> None:
    override = actions.set_override(actor=karim, key=KEY, own=OWN)
    with pytest.raises(Refusal, match="précède le premier jour"):
        actions.end_override(
            actor=karim, override_id=override.pk, last_day=date(2026, 6, 30), version=1
        )
    last = date(2026, 9, 30)
    actions.end_override(actor=karim, override_id=override.pk, last_day=last, version=1)
    book = book_for(cast.ime.pk)
    assert book.at(KEY, last).owner == "IME Les Tilleuls"
    assert book.at(KEY, last + timedelta(days=1)).owner == ""
    with pytest.raises(Refusal, match="s’arrête déjà"):
        actions.end_override(
            actor=karim, override_id=override.pk, last_day=date(2026, 10, 1), version=2
        )
    with pytest.raises(Conflict):
        actions.end_override(actor=karim, override_id=override.pk, last_day=last, version=1)


def test_a_row_is_never_rewritten_nor_deleted(cast: Cast, karim: Actor) -> None:
    override = actions.set_override(actor=karim, key=KEY, own=OWN)
    rows = ParameterOverride.objects.filter(pk=override.pk)
    for change in ({"value": 1}, {"starts_on": date(2020, 1, 1)}, {"reason": "autre"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_every_uncertain_value_is_listed_with_its_doubt(cast: Cast, karim: Actor) -> None:
    listed = {value.key: value for value in uncertain_values(karim)}
    assert KEY in listed
    assert "cddi_months_max" not in listed
    value = listed[KEY]
    assert value.shipped_words == "24 mois"
    assert "CL-02" in [rule.id for rule in value.rules]
    with pytest.raises(Hidden):
        uncertain_values(professional(cast.ines, cast.ime))


# On screen


def _text(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def _typed(**changed: str) -> dict[str, str]:
    typed = {"value": "36", "reason": "Convention de 2026", "source": "Article 4"}
    start = {"starts_on_day": "1", "starts_on_month": "7", "starts_on_year": "2026"}
    return {**typed, **start, **changed}


@pytest.fixture
def screen(cast: Cast, as_user: Callable[..., Client]) -> Client:
    return as_user(cast.karim, cast.ime)


def test_a_value_is_set_then_ended_on_screen(cast: Cast, screen: Client) -> None:
    assert "24 mois" in _text(screen.get(LIST))
    assert screen.post(PAGE, _typed())["Location"] == PAGE
    page = _text(screen.get(PAGE))
    assert "36 mois" in page
    assert "Convention de 2026" in page
    assert "Karim Duval" in page
    override = ParameterOverride.objects.get()
    assert "réglée par votre structure" in _text(screen.get(LIST))
    end = f"{LIST}fin/{override.pk}/"
    refused = screen.post(end, {"how": "ended", "version": "1"})
    assert refused.status_code == 422
    assert "Indiquez le dernier jour" in _text(refused)
    assert screen.post(end, {"how": "mistake", "version": "1"})["Location"] == PAGE
    assert "retirée : erreur" in _text(screen.get(PAGE))
    assert screen.get(end).status_code == 404


def test_a_french_comma_is_read(cast: Cast, screen: Client) -> None:
    screen.post(f"{LIST}clause_hourly_cost/", _typed(value="31,55"))
    assert ParameterOverride.objects.get().value == Decimal("31.55")


def test_a_refused_form_keeps_what_was_typed(cast: Cast, screen: Client) -> None:
    response = screen.post(PAGE, _typed(value="2,5"))
    assert response.status_code == 422
    page = _text(response)
    assert "se compte en mois" in page
    assert 'value="2,5"' in page
    assert "Convention de 2026</textarea>" in page
    assert 'value="2026"' in page
    assert not ParameterOverride.objects.exists()


def test_a_change_made_meanwhile_is_said(cast: Cast, screen: Client, karim: Actor) -> None:
    override = actions.set_override(actor=karim, key=KEY, own=OWN)
    response = screen.post(f"{LIST}fin/{override.pk}/", {"how": "mistake", "version": "9"})
    assert response.status_code == 409


def test_a_member_without_the_right_and_a_stranger_find_nothing(
    cast: Cast, karim: Actor, as_user: Callable[..., Client]
) -> None:
    override = actions.set_override(actor=karim, key=KEY, own=OWN)
    ines, zoe = as_user(cast.ines, cast.ime), as_user(cast.zoe, cast.stranger)
    for url in (LIST, PAGE, f"{LIST}fin/{override.pk}/"):
        assert ines.get(url).status_code == 404
        assert ines.post(url, _typed()).status_code == 404
        assert Client().get(url).status_code == 302
    assert zoe.get(f"{LIST}fin/{override.pk}/").status_code == 404
    assert "Convention de 2026" not in _text(zoe.get(PAGE))
    assert as_user(cast.karim, cast.ime).get(f"{LIST}cddi_months_max/").status_code == 404


def test_a_yes_or_a_no_is_chosen_rather_than_typed(screen: Client) -> None:
    page = PAGE.replace(KEY, "passerelle_reopened")
    asked = screen.get(page).content.decode()
    assert asked.count('type="radio" name="value"') == 2
    assert "1 pour oui" not in asked
    assert screen.post(page, _typed(value="2")).status_code == 422
    assert screen.post(page, _typed(value="1"))["Location"] == page
    assert "oui" in _text(screen.get(page))
    assert ParameterOverride.objects.get(key="passerelle_reopened").value == 1
