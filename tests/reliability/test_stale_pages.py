"""Two people change the same thing at once: the second one loses nothing of what was typed.

Forms that carry a version are found by looking at the code; each is posted from a page that is
no longer up to date.  A form added tomorrow is part of the test without anybody thinking of it.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import passerelles
from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.organisations.rules.roles import Role
from passerelles.organisations.sections import SECTIONS
from passerelles.people.rules.situations import SituationKind
from passerelles.web.dates import DateWidget
from passerelles.web.forms import FrenchForm
from tests.access.canary import Cage, build_cage
from tests.access.test_canary import _canary_urls
from tests.cast import Cast, make_user

pytestmark = pytest.mark.django_db
TYPED = "Mots tapés à reprendre"
STALE = 7
LOOKED_UP = {"commune", "rome"}  # what is typed there is looked for in a list
BUTTONS_ONLY = ["cooperation/views/projects.py"]

# Forms that the cage cannot send whole, and why the others answer for them.
ELSEWHERE: dict[str, str] = {
    "SiteForm": "même vue que ActivityForm ; veut une commune chargée",
    "ZoneForm": "même vue que ActivityForm ; veut une zone chargée",
    "NetworkForm": "même vue que ActivityForm ; veut un réseau publié",
    "MeanForm": "répondu par cooperation.views.answering, comme MilestoneForm",
    "OfferForm": "répondu par cooperation.views.answering, comme MilestoneForm",
    "SilenceForm": "un nombre, sur la page de l’équipe dont le contexte n’est pas une fiche",
    "StageMoveForm": "répondu par answer_form, comme StageChangeForm",
    "RenewForm": "répondu par answer_form, comme CancelForm ; veut un contrat qui se renouvelle",
    "HandOverForm": "répondu comme les autres demandes ; veut une autre structure à qui passer",
    "IntegrationForm": "répondu par answer_form ; ses champs viennent du contrat choisi",
    "OwnCheckForm": "mon espace ou lien : la page appartient à la personne, pas à la structure",
    "PassageForm": "répondu par answer_form ; veut une transmission en cours",
    "CorrectContactForm": "veut un contact déjà pris ; sa page périmée est dans test_contacts",
    "EndAdherentForm": "veut un groupement et son adhérent ; le conflit est dans test_adherents",
    "SentForm": "répondu par answer_form, comme CancelForm ; veut un contrat d’ESAT signé",
    "StepForm": "veut un prospect ; voir l’essai des portes ci-dessous",
    "RemoveForm": "un bouton, sans rien de tapé",
}


def versioned_forms() -> set[type[FrenchForm]]:
    """Every form of the product that carries the version of what it changes."""
    for module in pkgutil.walk_packages(passerelles.__path__, "passerelles."):
        if "form" in module.name and "migrations" not in module.name:
            importlib.import_module(module.name)
    return {form for form in _below(FrenchForm) if _carries_version(form)}


def _below(form: type[FrenchForm]) -> Iterator[type[FrenchForm]]:
    for child in form.__subclasses__():
        yield child
        yield from _below(child)


def _carries_version(form: type[FrenchForm]) -> bool:
    return "version" in form.base_fields or 'fields["version"]' in inspect.getsource(form)


def filled(form: Any) -> dict[str, Any]:
    """What a hurried colleague would send: every box filled, from a page read a while ago."""
    sent: dict[str, Any] = {}
    for name, field in form.fields.items():
        sent |= _typed(form.add_prefix(name), field, form[name].value())
    return sent | {form.add_prefix("version"): int(form["version"].value()) + STALE}


def _typed(name: str, field: forms.Field, held: Any) -> dict[str, Any]:
    match field:
        case forms.DateField() if isinstance(field.widget, DateWidget):
            day = held if hasattr(held, "year") else clock.today()
            return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
        case forms.MultipleChoiceField():
            return {name: [value for value, _label in field.choices][:1]}
        case forms.ChoiceField():
            return {name: held or next((v for v, _l in _flat(field.choices) if v), "")}
        case forms.BooleanField():
            return {}
        case forms.EmailField():
            return {name: "colegue@exemple.test"}
        case _ if field.widget.attrs.get("inputmode") == "decimal":
            return {name: "26"}
        case forms.URLField():
            return {name: "https://exemple.test/"}
        case forms.CharField() if (field.max_length or 99) < len(TYPED):
            return {name: ""}
        case forms.TimeField():
            return {name: "14:00"}
        case forms.IntegerField() | forms.DecimalField():
            return {name: "1" if held in (None, "") else held}
        case _:
            return {} if name in LOOKED_UP else {name: TYPED}


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield value, label


@pytest.fixture
def cage(cast: Cast) -> Cage:
    return build_cage(cast)


def test_a_page_out_of_date_writes_nothing_and_gives_back_what_was_typed(
    cast: Cast, cage: Cage, as_user: Callable[..., Client]
) -> None:
    client = as_user(_colleague(cage), cage.organisation)
    client.raise_request_exception = False
    wanted, reached, wrong = versioned_forms(), set(), []
    for name, url in _pages(cage):
        page = client.get(url)
        form = page.context.get("form") if page.context else None
        if type(form) not in wanted or "version" not in form.fields:
            continue
        if not form["version"].value():
            continue  # the page that writes it for the first time
        said = _post_late(client, url, form)
        if said:
            if type(form).__name__ not in ELSEWHERE:
                wrong.append(f"{name} ({type(form).__name__}) : {said}")
        else:
            reached |= {one.__name__ for one in type(form).__mro__}
    assert wrong == [], "\n".join(wrong)
    left = sorted({form.__name__ for form in wanted} - reached - ELSEWHERE.keys())
    assert left == [], f"formulaires jamais envoyés d’une page périmée : {', '.join(left)}"


def _pages(cage: Cage) -> Iterator[tuple[str, str]]:
    """Every page that names a row of the cage, every list of its sheet, every fact of its person."""
    for name, url, _entry in _canary_urls(cage):
        yield name, url
    for section in SECTIONS.values():
        part = cage.rows[section.model._meta.model_name or ""]
        yield "part_edit", reverse("organisations:part_edit", args=[section.slug, part.pk])
    for kind in SituationKind:
        yield "situation", reverse("people:situation", args=[cage.person.pk, kind.value])
    for name in ("profile_edit", "settings"):
        yield name, reverse(f"organisations:{name}")


def _colleague(cage: Cage) -> User:
    """Somebody of the cage with every role, who may also change those of the other member."""
    return make_user("Colègue", "Inventé", cage.organisation, *Role)


def test_a_view_that_holds_a_form_never_drops_what_was_typed() -> None:
    """A conflict raised past the form would show a page without the words: only buttons do."""
    root = Path(passerelles.__path__[0])
    dropped = [
        str(path.relative_to(root))
        for path in sorted(root.rglob("*views*")) + sorted(root.rglob("views/*.py"))
        if path.is_file() and re.search(r"except Conflict:\n\s+raise\n", path.read_text())
    ]
    assert sorted(set(dropped)) == BUTTONS_ONLY


def _post_late(client: Client, url: str, form: Any) -> str:
    """What is wrong with the answer; empty when it is the conflict page, with the words typed."""
    sent = filled(form) | {"go": "save"}
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(url, sent)
    text = unescape(answer.content.decode())
    if answer.status_code != 409:
        errors = getattr(answer.context.get("form"), "errors", "") if answer.context else ""
        return f"répond {answer.status_code} {dict(errors) if errors else ''}"
    if TYPED in sent.values() and TYPED not in text:
        return "perd ce qui était tapé"
    written = _left([q["sql"] for q in captured.captured_queries])
    return f"écrit : {written}" if written else ""


def _left(statements: list[str]) -> list[str]:
    """Lines written and not taken back: a conflict undoes what its action had begun."""
    kept: list[str] = []
    for sql in statements:
        if sql.startswith("SAVEPOINT"):
            kept.append(sql)
        elif sql.startswith("ROLLBACK TO SAVEPOINT"):
            point = sql.removeprefix("ROLLBACK TO ")
            kept = kept[: kept.index(point)] if point in kept else kept
        elif _writes(sql):
            kept.append(sql)
    return [sql for sql in kept if not sql.startswith("SAVEPOINT")]


def _writes(sql: str) -> bool:
    """A line written anywhere but in the session and the journal of reads.

    An update that names the version it expects touches no line: that version is not there.
    """
    if not sql.startswith(("INSERT", "UPDATE", "DELETE")):
        return False
    if re.search(r"WHERE .*\"version\" = \d+", sql):
        return False
    return not any(table in sql for table in ("django_session", "journal_journalentry"))
