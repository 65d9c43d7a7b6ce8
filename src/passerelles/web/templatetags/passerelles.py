"""Components and French words, available in every template without loading anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.periods import Period
from passerelles.law import wording
from passerelles.web import french
from passerelles.web.forms import error_summary_links
from passerelles.web.icons import icon_svg

register = template.Library()

# A colour is always said twice: by a sign and by the word beside it.
SIGNS = {"leaf": "●", "coral": "▲", "sky": "○", "plum": "■", "teal": "◆", "muted": "–"}


@register.filter
def date_fr(value: date | datetime | None, style: str = "long") -> str:
    """``vendredi 4 décembre 2026``; with ``"court"``: ``4 décembre 2026``."""
    if not value:
        return ""
    return french.short_date(value) if style == "court" else french.long_date(value)


@register.filter
def hour_fr(value: datetime | None) -> str:
    return french.hour(value) if value else ""


@register.filter
def number_fr(value: Decimal | int | None) -> str:
    """``3,5``; nothing when it is not known."""
    return wording.number_fr(value) if value is not None else ""


@register.filter
def euros_fr(value: Decimal | None) -> str:
    """``40 €``; nothing when it is not known."""
    return wording.euros(value) if value is not None else ""


@register.filter
def since(value: date | datetime | None) -> str:
    return french.since(value, clock.now()) if value else ""


@register.filter
def period_text(value: Period[Any] | None) -> str:
    """A half-open :class:`Period`, said with its last day included."""
    if value is None:
        return ""
    return french.period(french.as_day(value.start), french.last_day(value.end))


@register.simple_tag
def period_fr(start: date | datetime | None, last: date | datetime | None = None) -> str:
    """From a day to a *last day included*; use ``|period_text`` for a half-open period."""
    first = french.as_day(start) if start else None
    return french.period(first, french.as_day(last) if last else None)


def _colour(name: str) -> str:
    if name not in SIGNS:
        raise template.TemplateSyntaxError(
            f"couleur « {name} » inconnue ; attendu : {', '.join(SIGNS)}"
        )
    return name


@register.simple_tag
def tag(colour: str, word: str, sign: str = "") -> SafeString:
    """``{% tag "leaf" "En cours" %}``: colour, sign and word."""
    shown = sign or SIGNS[_colour(colour)]
    return format_html(
        '<strong class="govuk-tag p-tag--{}"><span aria-hidden="true">{}</span> {}</strong>',
        colour,
        shown,
        word,
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A name of ``web/icons.json`` (``path``, ``eye``…) or an emoji; silent for screen readers."""
    return icon_svg(name)


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    icon: str = "",
    colour: str = "",
    level: int = 2,
    id: str = "",
) -> SafeString:
    """``{% card title="Son parcours" %}…{% endcard %}``; one primary button at most inside."""
    sign = format_html("{} ", icon_svg(icon)) if icon else ""
    heading = format_html("<h{0}>{1}{2}</h{0}>", level, sign, title) if title else ""
    return format_html(
        '<section class="p-card{}"{}>{}{}</section>',
        f" p-card--{_colour(colour)}" if colour else "",
        format_html(' id="{}"', id) if id else "",
        heading,
        content,
    )


@register.simple_block_tag
def scope(content: str, colour: str = "sky") -> SafeString:
    """The banner that says what the reader sees, and on which agreement."""
    return format_html('<div class="p-scope p-scope--{}">{}</div>', _colour(colour), content)


@register.simple_block_tag
def timeline(content: str, label: str = "") -> SafeString:
    """``{% timeline %}{% step … %}…{% endstep %}{% endtimeline %}``, latest first."""
    named = format_html(' aria-label="{}"', label) if label else ""
    return format_html('<ol class="p-line"{}>{}</ol>', named, content)


@register.simple_block_tag
def step(
    content: str, when: str = "", title: str = "", state: str = "past", tag_word: str = "",
    tag_colour: str = "", level: int = 3,
) -> SafeString:  # fmt: skip
    """One moment of a timeline; ``state`` is ``plan``, ``now`` or ``past``."""
    default = {"plan": "sky", "now": "leaf", "past": "muted"}
    if state not in default:
        raise template.TemplateSyntaxError(f"état « {state} » inconnu : plan, now ou past")
    colour = {"plan": "sky", "now": "teal", "past": "plum"}[state]
    badge = tag(tag_colour or default[state], tag_word) if tag_word else ""
    return format_html(
        '<li class="p-line__item p-line__item--{0} p-line__item--{1}">'
        '<span class="p-when">{2}</span> {3}{4}{5}</li>',
        state,
        colour,
        when,
        badge,
        format_html("<h{0}>{1}</h{0}>", level, title) if title else "",
        content,
    )


@register.simple_tag
def tile(url: str, icon: str, label: str, badge: str | int = "", note: str = "") -> SafeString:
    """A big target of the person's pages; goes inside ``<ul class="p-tiles">``."""
    return format_html(
        '<li><a class="p-tile" href="{}"><span class="p-tile__icon">{}</span>'
        "<span>{}{}{}</span></a></li>",
        url,
        icon_svg(icon),
        label,
        format_html(" {}", tag("coral", str(badge))) if badge else "",
        format_html('<br><span class="p-when">{}</span>', note) if note else "",
    )


big_tile = register.simple_tag(tile, name="big_tile")


@register.simple_tag
def summary_row(key: str, value: Any, url: str = "", action: str = "") -> SafeString:
    """One row inside ``<dl class="govuk-summary-list">``; an empty value says so."""
    shown = (
        value
        if value not in (None, "")
        else format_html('<span class="p-muted">{}</span>', _("non renseigné"))
    )
    link = (
        format_html(
            '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{}">{}'
            '<span class="govuk-visually-hidden"> ({})</span></a></dd>',
            url,
            action or _("Modifier"),
            key,
        )
        if url
        else ""
    )
    return format_html(
        '<div class="govuk-summary-list__row{}"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd>{}</div>',
        "" if url else " govuk-summary-list__row--no-actions",
        key,
        shown,
        link,
    )


@register.simple_tag
def summary_list(rows: Iterable[Sequence[Any]]) -> SafeString:
    """Rows of ``(key, value)`` or ``(key, value, url, action)``."""
    lines = format_html_join("", "{}", ((summary_row(*row),) for row in rows))
    return format_html('<dl class="govuk-summary-list">{}</dl>', lines)


@register.simple_tag
def chart(url: str, alt: str, narrow_url: str = "") -> SafeString:
    """A picture served by a route, with another drawn for phones; put its table under it."""
    narrow = (
        format_html('<source media="(max-width: 640px)" srcset="{}">', narrow_url)
        if narrow_url
        else ""
    )
    return format_html(
        '<picture class="p-chart">{}<img src="{}" alt="{}" loading="lazy"></picture>',
        narrow,
        url,
        alt,
    )


@register.simple_tag
def back_link(url: str, label: str = "") -> SafeString:
    return format_html('<a class="govuk-back-link" href="{}">{}</a>', url, label or _("Retour"))


@register.inclusion_tag("web/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the other pages; keeps the rest of the query (filters)."""
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "pages": list(pages), "request": context.get("request")}


@register.inclusion_tag("web/forms/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    return {"links": error_summary_links(form) if form.errors else []}


@register.simple_tag
def optional_mark() -> SafeString:
    return format_html('<span class="p-optional">{}</span>', _("(facultatif)"))


@register.inclusion_tag("web/forms/form.html", takes_context=True)
def render_form(
    context: Context, form: forms.BaseForm, submit: str = "", action: str = "",
    method: str = "post", cancel: str = "", cancel_label: str = "",
) -> dict[str, Any]:  # fmt: skip
    """A whole form: summary of errors, fields, one button, and a way out if ``cancel``."""
    return {
        "form": form,
        "submit": submit or _("Enregistrer"),
        "action": action,
        "method": method,
        "cancel": cancel,
        "cancel_label": cancel_label or _("Annuler"),
        "csrf_token": context.get("csrf_token"),
    }
