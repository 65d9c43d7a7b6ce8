"""The page shown when somebody changed the same thing in the meantime."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Conflict
from passerelles.web.forms import FrenchForm
from passerelles.web.french import short_date

CONFLICT = 409


def conflict_page(
    request: HttpRequest,
    conflict: Conflict,
    form: FrenchForm,
    current_url: str = "",
    written: Sequence[tuple[Any, Any]] = (),
) -> HttpResponse:
    """Nothing was written; what was typed is shown in words, so that it can be taken up again.

    ``current_url``: where the version of now is read, the same page when not said; ``written``:
    what the other person wrote meanwhile.
    """
    context = {
        "refusal": conflict,
        "typed": list(typed_in(form)),
        "written": written,
        "current_url": current_url or request.path,
    }
    return render(request, "web/conflict.html", context, status=CONFLICT)


def typed_in(form: FrenchForm) -> Iterator[tuple[Any, str]]:
    """Each label and what was answered, as somebody reads it; what was left empty is left out."""
    for bound in form:
        if not bound.is_hidden and (words := _words(bound)):
            yield bound.label, words


def _words(bound: BoundField) -> str:
    clean = getattr(bound.form, "cleaned_data", {})
    held = clean[bound.name] if bound.name in clean else bound.value()
    if held in (None, "", False):
        return ""
    choices = getattr(bound.field, "choices", None)
    if choices is not None and not isinstance(bound.field, forms.NullBooleanField):
        return _labels(choices, bound.value())
    if held is True:
        return _("oui")
    if isinstance(held, (date, datetime)):
        return short_date(held)
    return str(held)


def _labels(choices: Iterable[Any], value: Any) -> str:
    chosen = {str(one) for one in (value if isinstance(value, (list, tuple)) else [value])}
    return ", ".join(str(label) for code, label in _flat(choices) if str(code) in chosen)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for code, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield code, label
