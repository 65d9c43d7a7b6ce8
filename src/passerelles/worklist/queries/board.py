"""The list of one reader: everything that waits, in order, and what is shown of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse

from passerelles.sharing.reading import note_listing
from passerelles.worklist.queries.accompaniment import (
    coming_items,
    commitment_items,
    meeting_items,
    rhythm_items,
)
from passerelles.worklist.queries.dated import dated_items
from passerelles.worklist.queries.papers import paper_items
from passerelles.worklist.queries.paths import path_items
from passerelles.worklist.queries.place import Place, partner_items, place_of
from passerelles.worklist.queries.programmes import programme_items
from passerelles.worklist.queries.reach import MOST, MOST_OF_ONE, Reach
from passerelles.worklist.queries.shared import sharing_items
from passerelles.worklist.queries.steps import right_items, step_items, wish_items
from passerelles.worklist.queries.work import work_items
from passerelles.worklist.rules.items import (
    SUBJECTS,
    URGENCY_COUNTED,
    URGENCY_TITLES,
    Item,
    Subject,
    Urgency,
    counted,
    in_order,
)

SHOWN = 20  # of each urgency, until one asks for the rest
PER_PAGE = 100

Source = Callable[[Reach], Iterator[Item]]
# Areas add their own question here; each is one query, whatever the number of persons.
SOURCES: tuple[Source, ...] = (
    step_items,
    dated_items,
    meeting_items,
    rhythm_items,
    commitment_items,
    coming_items,
    paper_items,
    work_items,
    programme_items,
    path_items,
    wish_items,
    right_items,
    sharing_items,
)


@dataclass(frozen=True, slots=True)
class Line:
    """An item as the page shows it."""

    item: Item
    url: str
    icon: str
    subject: str


@dataclass(frozen=True, slots=True)
class Section:
    urgency: Urgency
    title: str
    key: str
    lines: tuple[Line, ...]
    count: int
    page: Page[Item] | None = None

    @property
    def hidden(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Count:
    """A number one may follow; ``key`` is what the address carries."""

    key: str
    number: int
    words: str
    current: bool = False
    more: bool = False  # there are others, which were not read


@dataclass(frozen=True, slots=True)
class Board:
    """``repeated`` is ``None`` for who follows nobody: the count would mean nothing to them.

    ``at_most``: how many things of a kind were read, when there were more.
    """

    sections: tuple[Section, ...]
    summary: tuple[Count, ...]
    subjects: tuple[Count, ...]
    repeated: int | None
    at_most: int | None = None

    @property
    def total(self) -> int:
        return sum(count.number for count in self.summary)


def gathered(reach: Reach, place: Place | None = None) -> list[Item]:
    """Everything, in order; the names are not noted as read: whoever shows them does it.

    Who has not been met is said once, by the rhythm one promised rather than by the silence.
    """
    items = [item for source in SOURCES for item in source(reach)]
    items += partner_items(place or place_of(reach))
    promised = {item.person_id for item in items if _is_rhythm(item)}
    return in_order(
        (item for item in items if not (_is_silence(item) and item.person_id in promised)),
        reach.standpoint,
    )


def _is_rhythm(item: Item) -> bool:
    return item.subject is Subject.SILENCE and item.urgency is Urgency.LATE


def _is_silence(item: Item) -> bool:
    return item.subject is Subject.SILENCE and item.urgency is not Urgency.LATE


def board(reach: Reach, *, when: Urgency | None = None, page: str = "1") -> Board:
    """What the page shows, narrowed as asked; the names shown are noted as read."""
    about = reach.about
    place = place_of(reach)
    items = gathered(reach, place)
    kept = [item for item in items if about in (None, item.subject)]
    sections = tuple(_sections(kept, when, page))
    names = {line.item.person_id for section in sections for line in section.lines}
    note_listing(reach.actor, sorted(name for name in names if name))
    return Board(
        sections,
        _summary(kept, when),
        _subjects(items, reach),
        place.repeated,
        _at_most(reach),
    )


def _at_most(reach: Reach) -> int | None:
    """Of one kind, much more is read: only a very large team still finds the end of it."""
    if reach.about is None:
        return MOST if reach.cut else None
    return MOST_OF_ONE if reach.about in reach.cut else None


def _sections(items: list[Item], when: Urgency | None, number: str) -> Iterable[Section]:
    for urgency in Urgency:
        same = [item for item in items if item.urgency is urgency]
        if same and when in (None, urgency):
            page = Paginator(same, PER_PAGE).get_page(number) if when else None
            shown = list(page) if page is not None else same[:SHOWN]
            lines = tuple(map(_line, shown))
            yield Section(urgency, URGENCY_TITLES[urgency], urgency.value, lines, len(same), page)


def _line(item: Item) -> Line:
    text = SUBJECTS[item.subject]
    return Line(item, reverse(item.route, args=item.args), text.icon, text.title)


def _summary(items: list[Item], when: Urgency | None) -> tuple[Count, ...]:
    return tuple(
        Count(urgency.value, number, URGENCY_COUNTED[urgency], urgency is when)
        for urgency, number in counted(items).items()
    )


def _subjects(items: list[Item], reach: Reach) -> tuple[Count, ...]:
    about = reach.about
    found = dict.fromkeys(Subject, 0)
    for item in items:
        found[item.subject] += 1
    return tuple(
        Count(
            subject.value, number, SUBJECTS[subject].title, subject is about, subject in reach.cut
        )
        for subject, number in found.items()
        if number or subject is about
    )
