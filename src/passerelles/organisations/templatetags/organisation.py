"""Pages about one's own organisation: ``{% organisation_tabs as tabs %}``."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelles.kernel.actors import Right, current_actor

register = template.Library()


@dataclass(frozen=True, slots=True)
class Tab:
    """``rights``: any one of them opens the page, as its own view decides again."""

    key: str
    label: str | Promise
    route: str
    rights: tuple[Right, ...]

    @property
    def url(self) -> str:
        return reverse(self.route)


TABS = (
    Tab("members", _("Membres"), "organisations:members", (Right.MANAGE_MEMBERS,)),
    Tab("settings", _("Réglages"), "organisations:settings", (Right.MANAGE_SETTINGS,)),
    Tab("law", _("Réglages du droit"), "rulebook:settings", (Right.MANAGE_SETTINGS,)),
    Tab("programmes", _("Programmes"), "programmes:list", (Right.MANAGE_SETTINGS,)),
    Tab(
        "frameworks",
        _("Ce qu’on observe"),
        "pathways:frameworks",
        (Right.MANAGE_SETTINGS, Right.IMPORT_PEOPLE),
    ),
    Tab(
        "prospects",
        _("Établissements à rencontrer"),
        "organisations:prospects",
        (Right.EDIT_DIRECTORY,),
    ),
)


@register.simple_tag
def organisation_tabs() -> list[Tab]:
    """The pages the actor in scope may open."""
    actor = current_actor()
    return [tab for tab in TABS if any(actor.may(right) for right in tab.rights)]
