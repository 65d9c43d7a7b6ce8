"""Icons as inline shapes: no emoji font needed, same picture on every machine and on paper."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_FILE = Path(__file__).with_name("icons.json")

# Emoji one may write in a template instead of a name.
EMOJI = {
    "🛤️": "path", "📈": "progress", "⭐": "wishes", "🤝": "share", "📄": "paper", "👁️": "eye",
    "👁": "eye", "👉": "next", "🔔": "bell", "👥": "people", "📅": "calendar", "📍": "place",
    "🔒": "lock", "✏️": "write", "👍": "yes", "👎": "no", "📞": "phone", "✉️": "mail",
    "🖨️": "print", "🔎": "search", "🏠": "home", "⚠️": "warning", "✅": "done", "💬": "talk",
    "🔊": "listen", "🪪": "card", "🧰": "work", "🎓": "school", "🔗": "link", "🙂": "smile",
    "😐": "neutral", "🙁": "sad", "🚪": "leave", "➕": "add", "🕒": "time", "🔑": "key",
    "👤": "user", "🗂️": "folder", "🛠️": "tools", "🧱": "wall", "💡": "idea", "🧪": "trial",
    "✍️": "sign", "📝": "note", "↩️": "back", "👣": "step", "🏢": "building",
}  # fmt: skip


@lru_cache(maxsize=1)
def shapes() -> dict[str, str]:
    """Shape of every icon by name; written by the theme's build, never by a user."""
    loaded: dict[str, str] = json.loads(_FILE.read_text(encoding="utf-8"))
    return loaded


def icon_svg(name: str) -> SafeString:
    """The icon of that name or emoji, silent for screen readers.

    Text that is no known icon is shown as it is: a figure or an emoji remains possible.
    """
    shape = shapes().get(EMOJI.get(name, name))
    if shape is None:
        return format_html('<span class="p-icon" aria-hidden="true">{}</span>', name)
    return format_html(
        '<svg class="p-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(shape),  # noqa: S308  (our own file)
    )
