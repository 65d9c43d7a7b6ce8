"""Pictures of the card, dots of a level."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from passerelles.myspace.drawing import picture_svg

register = template.Library()
register.simple_tag(picture_svg, name="picture")


@register.simple_tag
def level_dots(level: int, maximum: int = 4) -> SafeString:
    """``●●●○``: a level one sees at a glance; the word stands beside it."""
    dots = format_html_join(
        "",
        '<span class="{}"></span>',
        (("p-level__full" if rank < level else "",) for rank in range(maximum)),
    )
    return format_html('<span class="p-level" aria-hidden="true">{}</span>', dots)
