"""What the card shows: its pictures as shapes, its address as a QR code."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage
from qrcode.main import QRCode

_FILE = Path(__file__).with_name("pictures.json")


@lru_cache(maxsize=1)
def _shapes() -> dict[str, str]:
    loaded: dict[str, str] = json.loads(_FILE.read_text(encoding="utf-8"))
    return loaded


def picture_svg(code: str) -> SafeString:
    """The drawing of a picture; its word stands beside it, so readers of screens skip it."""
    return format_html(
        '<svg class="p-picture__shape" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        "{}</svg>",
        mark_safe(_shapes()[code]),  # noqa: S308  (our own file)
    )


def entrance_url(number: str = "") -> str:
    """Where the card leads, as a whole address for paper; the number alone opens nothing."""
    path = reverse("myspace:enter_number", args=[number]) if number else reverse("myspace:enter")
    return f"{settings.PUBLIC_URL}{path}"


def qr_svg(number: str) -> SafeString:
    """QR code of the entrance with its number, as an inline picture named for screen readers."""
    code: Any = QRCode(border=2, image_factory=SvgPathImage)
    code.add_data(entrance_url(number))
    image = code.make_image()
    drawn = re.sub(r"^<svg [^>]*>", "", image.to_string(encoding="unicode"))
    box = image.pixel_size // image.box_size
    return format_html(
        '<svg class="p-qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">{2}',
        box,
        _("Code à scanner avec un téléphone"),
        mark_safe(drawn),  # noqa: S308  (drawn from our own address and digits)
    )
