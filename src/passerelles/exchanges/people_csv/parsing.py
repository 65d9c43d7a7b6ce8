"""One line of the file understood: names, dates and places as people write them in France."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from passerelles.exchanges.reading import Row
from passerelles.kernel import clock
from passerelles.kernel.errors import Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.kernel.text import fold, title_case_fr
from passerelles.people.rules.facts import FACTS, FactKind
from passerelles.people.rules.identity import check_birth_date, check_names
from passerelles.people.rules.lookalikes import Identity
from passerelles.territories.models import Commune
from passerelles.territories.queries import Gazetteer, suggest
from passerelles.web.forms import FrenchDateField

LENGTHS = {
    "reference": 60,
    "first_name": 80,
    "last_name": 80,
    "usage_name": 80,
    "phone": 30,
    "safe_contact": 240,
    "wish": 2000,
}
FACT_FIELDS = (
    FactKind.FRENCH_LEVEL,
    FactKind.LANGUAGES,
    FactKind.DIPLOMA_LEVEL,
    FactKind.TRANSPORT,
)
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")


@dataclass(slots=True)
class Understood:
    """A line read: what it says, what was mended, what somebody must look at."""

    reference: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    facts: dict[FactKind, str] = field(default_factory=dict)
    wish: str = ""
    repairs: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def identity(self) -> Identity:
        return Identity(
            self.values["first_name"],
            self.values["last_name"],
            self.values.get("usage_name", ""),
            self.values.get("birth_date"),
        )

    @property
    def shown(self) -> str:
        return f"{self.values['first_name']} {self.values['last_name']}"


def understand(row: Row, gazetteer: Gazetteer) -> Understood:
    """Read one line; a :class:`Refusal` says why it cannot be taken."""
    said = Understood(reference=_text(row, "reference"))
    for name in ("first_name", "last_name", "usage_name"):
        _name(row, name, said)
    check_names(
        first_name=said.values.get("first_name", ""), last_name=said.values.get("last_name", "")
    )
    if born := _birth_date(_text(row, "birth_date")):
        said.values["birth_date"] = born
    for name in ("phone", "safe_contact"):
        if text := _text(row, name):
            said.values[name] = text
    _email(row, said)
    _commune(row, said, gazetteer)
    for kind in FACT_FIELDS:
        _fact(row, kind, said)
    said.wish = _text(row, "wish")
    return said


def _text(row: Row, name: str) -> str:
    text = refuse_nir(row.text(name))
    if len(text) > LENGTHS.get(name, 500):
        raise Refusal(
            _("Une case dépasse %(limit)d caractères.") % {"limit": LENGTHS.get(name, 500)},
            _("Raccourcissez-la dans le fichier."),
        )
    return text


def _name(row: Row, name: str, said: Understood) -> None:
    written = _text(row, name)
    if not written:
        return
    usual = title_case_fr(written, keep=frozenset())
    if usual != written:
        said.repairs.append(_("« %(old)s » écrit « %(new)s ».") % {"old": written, "new": usual})
    said.values[name] = usual


def _birth_date(text: str) -> date | None:
    if not text:
        return None
    try:
        born = FrenchDateField(past=True).to_python(_MIDNIGHT.sub("", text))
    except ValidationError as error:
        raise Refusal(
            _("Date de naissance « %(text)s » : %(why)s")
            % {"text": text, "why": " ".join(error.messages)},
            _("Corrigez-la, ou laissez la case vide."),
        ) from error
    check_birth_date(born, clock.today())
    return born


def _email(row: Row, said: Understood) -> None:
    text = _text(row, "email")
    if not text:
        return
    try:
        validate_email(text)
    except ValidationError:
        said.doubts.append(
            _("« %(text)s » n’est pas une adresse électronique : laissée de côté.") % {"text": text}
        )
    else:
        said.values["email"] = text


def _commune(row: Row, said: Understood, gazetteer: Gazetteer) -> None:
    name, postal_code = _text(row, "commune"), _text(row, "postal_code")
    if postal_code.isdigit() and len(postal_code) == 4:
        said.repairs.append(
            _("Code postal « %(old)s » complété par un zéro.") % {"old": postal_code}
        )
        postal_code = f"0{postal_code}"
    if not name and not postal_code:
        return
    commune, doubt = _place(name, postal_code, gazetteer)
    if commune is not None:
        said.values["commune"] = commune
    if doubt:
        said.doubts.append(doubt)


def _place(name: str, postal_code: str, gazetteer: Gazetteer) -> tuple[Commune | None, str]:
    if postal_code:
        found = gazetteer.resolve(postal_code=postal_code, name=name)
        doubt = found.doubt
        if found.commune is None:
            doubt = f"{doubt} " + _("La commune reste vide : écrivez le code postal et le nom.")
        return found.commune, doubt
    named = [place for place in suggest(name) if fold(place.name) == fold(name)]
    if len(named) == 1:
        return named[0], ""
    return None, _(
        "« %(name)s » : commune inconnue ou plusieurs du même nom ; ajoutez son code "
        "postal. La commune reste vide."
    ) % {"name": name}


def _fact(row: Row, kind: FactKind, said: Understood) -> None:
    text = _text(row, kind.value)
    if not text:
        return
    choices = FACTS[kind].choices
    if not choices:
        said.facts[kind] = text
        return
    code = choice_of(text, choices)
    if code is None:
        said.doubts.append(
            _("%(question)s : « %(text)s » n’est pas un choix connu, laissé de côté.")
            % {"question": FACTS[kind].question, "text": text}
        )
    else:
        said.facts[kind] = code


def choice_of(text: str, choices: tuple[tuple[str, str], ...]) -> str | None:
    """Code of a choice from its code, its words, or words found in only one of them."""
    typed = fold(text)
    for code, label in choices:
        if typed in (fold(code), fold(label)):
            return code
    words = set(typed.split())
    within = [code for code, label in choices if words and words <= set(fold(label).split())]
    return within[0] if len(within) == 1 else None
