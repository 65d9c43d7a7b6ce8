"""Reads of what is to do: one question per kind of thing, over everybody the reader follows."""

from passerelles.worklist.queries.board import Board, board
from passerelles.worklist.queries.choices import digest_choice, silence_limit
from passerelles.worklist.queries.reach import Reach, reach
from passerelles.worklist.queries.team import TeamPage, team_page

__all__ = [
    "Board",
    "Reach",
    "TeamPage",
    "board",
    "digest_choice",
    "reach",
    "silence_limit",
    "team_page",
]
