"""Dates as people write them in France: three boxes, or a whole date pasted in one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.kernel.clock import today
from passerelles.web import french

_WHOLE = re.compile(r"^\s*(\d{1,2})(?:er)?[\s./-]+([^\W\d]+\.?|\d{1,2})[\s./-]+(\d{2,4})\s*$")
_ISO = re.compile(r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$")
_PLAIN = str.maketrans("éèêûùôà", "eeeuuoa")
_MONTH_NAMES = tuple(name.translate(_PLAIN) for name in french.MONTHS)

SHORTEST_MONTH = 3  # letters: « déc », « sept » ; « jui » stays in doubt
OLDEST_YEAR = 1900
YEARS_AHEAD = 30


def split_date(text: str) -> list[str] | None:
    """``["04", "12", "2026"]`` from ``04/12/2026``, ``4 décembre 2026`` or ``2026-12-04``."""
    if found := _ISO.match(text):
        year, month, day = found.groups()
        return [day, month, year]
    if found := _WHOLE.match(text):
        return list(found.groups())
    return None


class DateWidget(forms.MultiWidget):
    """Day, month and year in three text boxes named ``<field>_day``, ``_month``, ``_year``.

    A whole date sent under the field's own name is read too (links, imports, pasted text).
    """

    PARTS: ClassVar[tuple[str, str, str]] = ("day", "month", "year")
    template_name = "web/forms/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, birth_date: bool = False) -> None:
        self.birth_date = birth_date
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput(attrs={"inputmode": "numeric"}) for part in self.PARTS
        }
        super().__init__(widgets=boxes, attrs=attrs)

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        if isinstance(value, str) and value.strip():
            return split_date(value) or [value, "", ""]
        return ["", "", ""]

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> list[str]:
        typed = [str(data.get(f"{name}_{part}", "") or "").strip() for part in self.PARTS]
        if not any(typed):
            return self.decompress(data.get(name, ""))
        if not typed[1] and not typed[2]:
            return split_date(typed[0]) or typed
        return typed

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part in self.PARTS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        id_ = context["widget"]["attrs"].get("id", "")
        labels = (_("Jour"), _("Mois"), _("Année"))
        boxes = context["widget"]["subwidgets"]
        for box, part, label in zip(boxes, self.PARTS, labels, strict=True):
            box["attrs"]["class"] = (
                f"{box['attrs'].get('class', '')} govuk-input--width-{4 if part == 'year' else 2}"
            ).strip()
            if id_:
                box["attrs"]["id"] = f"{id_}_{part}"
            if self.birth_date:
                box["attrs"]["autocomplete"] = f"bday-{part}"
            box["label"] = label
        return context

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""


class FrenchDateField(forms.DateField):
    """A day, typed in any usual way; each mistake gets a sentence that says what to change."""

    widget = DateWidget
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Indiquez une date, par exemple 4 12 2026."),
    }

    def __init__(
        self,
        *,
        min_date: date | None = None,
        max_date: date | None = None,
        min_year: int = OLDEST_YEAR,
        max_year: int | None = None,
        past: bool = False,
        **kwargs: Any,
    ) -> None:
        """``past`` refuses the days to come; ``min_date`` and ``max_date`` are included."""
        self.min_date, self.max_date = min_date, max_date
        self.min_year, self.max_year, self.past = min_year, max_year, past
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        parts = self._parts(value)
        if not any(parts):
            return None
        day = self._real_day(*self._numbers(parts))
        self._refuse_out_of_bounds(day)
        return day

    def _parts(self, value: Any) -> list[str]:
        if isinstance(value, str):
            if not value.strip():
                return ["", "", ""]
            parts = split_date(value)
            if parts is None:
                raise ValidationError(
                    _("Écrivez la date comme 4 12 2026 ou 04/12/2026."), code="invalid"
                )
            return parts
        return [str(part or "").strip() for part in value] if value else ["", "", ""]

    def _numbers(self, parts: Sequence[str]) -> tuple[int, int, int]:
        names = (_("le jour"), _("le mois"), _("l’année"))
        missing = [name for name, part in zip(names, parts, strict=True) if not part]
        if missing:
            raise ValidationError(
                _("Il manque %(parts)s.") % {"parts": _(" et ").join(missing)},
                code="incomplete",
            )
        day_text, month_text, year_text = parts
        day = day_text.removesuffix("er")
        if not (day.isascii() and day.isdigit()):
            raise ValidationError(_("Le jour s’écrit en chiffres, de 1 à 31."), code="invalid")
        if not (year_text.isascii() and year_text.isdigit() and len(year_text) == 4):
            raise ValidationError(
                _("Écrivez l’année avec quatre chiffres, par exemple 2026."),
                code="invalid",
            )
        return int(day), self._month(month_text), int(year_text)

    @staticmethod
    def _month(text: str) -> int:
        plain = text.lower().translate(_PLAIN).rstrip(".")
        number = int(plain) if plain.isascii() and plain.isdigit() else 0
        if not number and len(plain) >= SHORTEST_MONTH:
            meant = [i for i, name in enumerate(_MONTH_NAMES, 1) if name.startswith(plain)]
            number = meant[0] if len(meant) == 1 else 0
        if not 1 <= number <= 12:
            raise ValidationError(
                _("Le mois s’écrit en chiffres, de 1 à 12, ou en lettres."),
                code="invalid",
            )
        return number

    def _real_day(self, day: int, month: int, year: int) -> date:
        last = self.max_year or today().year + YEARS_AHEAD
        if not self.min_year <= year <= last:
            raise ValidationError(
                _("L’année doit être comprise entre %(first)s et %(last)s.")
                % {"first": self.min_year, "last": last},
                code="year",
            )
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(
                _("Le %(day)s %(month)s %(year)s n’existe pas. Vérifiez le jour et le mois.")
                % {"day": day, "month": french.MONTHS[month - 1], "year": year},
                code="invalid",
            ) from None

    def _refuse_out_of_bounds(self, day: date) -> None:
        if self.past and day > today():
            raise ValidationError(
                _("Cette date est dans l’avenir. Indiquez une date passée."),
                code="future",
            )
        if self.min_date and day < self.min_date:
            raise ValidationError(
                _("La date ne peut pas être avant le %(limit)s.")
                % {"limit": self.min_date.strftime("%d/%m/%Y")},
                code="min_date",
            )
        if self.max_date and day > self.max_date:
            raise ValidationError(
                _("La date ne peut pas être après le %(limit)s.")
                % {"limit": self.max_date.strftime("%d/%m/%Y")},
                code="max_date",
            )
