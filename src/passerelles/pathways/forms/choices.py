"""Choices that depend on who reads: colleagues and organisations at the person's side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from passerelles.organisations.models import Membership
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.paths import organisations_beside


def offer(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """Give a field of choices those of this reader."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} n’est pas un champ à choix")
    field.choices = list(choices)


def organisation_choices(eyes: Eyes) -> list[tuple[str, str]]:
    """Organisations at the person's side, the reader's own first, named as they may be."""
    beside = sorted(organisations_beside(eyes), key=lambda o: o.id != eyes.organisation_id)
    return [(str(organisation.id), eyes.name(organisation)) for organisation in beside]


def member_choices(eyes: Eyes, members: Iterable[Membership]) -> list[tuple[str, str]]:
    return [
        (f"{m.user_id}:{m.organisation_id}", f"{m.user.short_name} — {eyes.name(m.organisation)}")
        for m in members
    ]


def split_member(value: str) -> tuple[UUID, UUID]:
    """User and organisation of a choice of :func:`member_choices`."""
    user_id, _separator, organisation_id = value.partition(":")
    return UUID(user_id), UUID(organisation_id)
