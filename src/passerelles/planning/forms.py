"""What one may change before looking: the goal, what matters, and what nobody told yet.

Nothing typed here is kept: it only changes the routes shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.law.bridges import statuses
from passerelles.law.person import Person, Situation, Status
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.pathways.actions.stages import StageDraft
from passerelles.pathways.forms.choices import offer
from passerelles.pathways.rules.stages import StageKind
from passerelles.planning.rules.routes import (
    DEFAULT_PRIORITIES,
    GOAL_TEXTS,
    PRIORITY_TEXTS,
    Goal,
    Priority,
    RouteRequest,
)
from passerelles.web.forms import FrenchDateField, FrenchForm

ASKED = "situation_"
YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = ((YES, _("Oui")), (NO, _("Non")), (UNKNOWN, _("Je ne sais pas")))
MAX_WISHES, MAX_WISH_LENGTH = 5, 60


class RoutesForm(FrenchForm):
    """For professionals; starts from what the record tells the reader."""

    goal = forms.ChoiceField(label=_("Vers quoi ?"), initial=Goal.OPEN_ENDED_CONTRACT.value)
    priority = forms.ChoiceField(
        label=_("Ce qui compte le plus pour la personne"), initial=DEFAULT_PRIORITIES[0].value
    )
    status = forms.ChoiceField(label=_("Où en est la personne aujourd’hui ?"))
    reach_km = forms.IntegerField(
        label=_("Jusqu’où elle peut aller"),
        help_text=_("En kilomètres, aller simple. Laissez vide si on ne sait pas."),
        min_value=0,
        max_value=500,
        required=False,
    )
    hours_min = forms.IntegerField(
        label=_("Heures par semaine : au moins"), min_value=0, max_value=48, required=False
    )
    hours_max = forms.IntegerField(
        label=_("Heures par semaine : au plus"), min_value=0, max_value=48, required=False
    )
    wishes = forms.CharField(
        label=_("Ce qu’elle veut faire"),
        help_text=_("Des mots (nettoyage, jardin…) ou des codes ROME, séparés par des virgules."),
        max_length=300,
        required=False,
    )

    plain = False

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, person: Person, asked: Iterable[str] = ()
    ) -> None:
        super().__init__(data, initial=self.told(person))
        self.person = person
        texts = statuses()
        offer(self, "goal", ((g.value, self._word(t)) for g, t in GOAL_TEXTS.items()))
        offer(self, "priority", ((p.value, self._word(t)) for p, t in PRIORITY_TEXTS.items()))
        offer(self, "status", ((s.value, self._word(texts[s])) for s in Status if s in texts))
        self.ask(asked)

    @staticmethod
    def told(person: Person) -> dict[str, Any]:
        """What the form shows first: what is known."""
        fewest, most = person.weekly_hours or (None, None)
        return {
            "goal": Goal.OPEN_ENDED_CONTRACT.value,
            "priority": DEFAULT_PRIORITIES[0].value,
            "status": person.status.value if person.status else None,
            "reach_km": person.reach_km,
            "hours_min": fewest,
            "hours_max": most,
            "wishes": ", ".join(person.wishes),
        }

    def ask(self, kinds: Iterable[str]) -> None:
        """Add a question for each situation nobody told; a code that does not exist is left out."""
        known = {kind.value: kind for kind in SituationKind}
        for code in kinds:
            name = f"{ASKED}{code}"
            if code in known and name not in self.fields:
                text = SITUATION_TEXTS[known[code]]
                self.fields[name] = forms.ChoiceField(
                    label=text.plain if self.plain else text.label,
                    choices=ANSWERS,
                    widget=forms.RadioSelect,
                    required=False,
                    initial=UNKNOWN,
                )

    def questions(self) -> list[Any]:
        """The fields that ask for a situation."""
        return [self[name] for name in self.fields if name.startswith(ASKED)]

    def clean_wishes(self) -> tuple[str, ...]:
        words = [word.strip() for word in self.cleaned_data["wishes"].split(",")]
        return tuple(word[:MAX_WISH_LENGTH] for word in words if word)[:MAX_WISHES]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        fewest, most = data.get("hours_min"), data.get("hours_max")
        if fewest is not None and most is not None and fewest > most:
            self.add_error(
                "hours_max",
                _("« Au plus » est plus petit que « au moins » : changez l’un des deux."),
            )
        return data

    def wanted(self, at: date) -> RouteRequest | None:
        """What to look for: what was sent, or what the record tells when the page is opened;
        nothing when what was sent is refused, or when nobody said where the person stands."""
        if self.is_bound:
            return self.request(at) if self.is_valid() else None
        return first_request(self.person, at) if self.person.status is not None else None

    def request(self, at: date) -> RouteRequest:
        """The question to the planner: what the record tells, with what was typed above it."""
        data = self.cleaned_data
        person = _with_answers(self.person, data, at)
        fewest, most = data["hours_min"], data["hours_max"]
        hours = None if fewest is None and most is None else (fewest or 0, most or 48)
        return RouteRequest(
            at=at,
            person=replace(
                person,
                status=Status(data["status"]),
                reach_km=data["reach_km"],
                weekly_hours=hours,
                wishes=data["wishes"],
            ),
            goal=Goal(data["goal"]),
            priorities=(Priority(data["priority"]),),
        )

    def _word(self, text: Any) -> str:
        word: str = text.plain if self.plain else text.label
        return word


class MyRoutesForm(RoutesForm):
    """The same for the person, in very plain words and with fewer questions."""

    goal = forms.ChoiceField(label=_("Je voudrais"))
    priority = forms.ChoiceField(label=_("Le plus important pour moi"), widget=forms.RadioSelect)
    status = forms.ChoiceField(label=_("Aujourd’hui"))
    reach_km = forms.IntegerField(
        label=_("Je peux aller jusqu’à (kilomètres)"), min_value=0, max_value=500, required=False
    )
    wishes = forms.CharField(
        label=_("Ce que j’aime faire"),
        help_text=_("Par exemple : nettoyage, jardin."),
        max_length=300,
        required=False,
    )
    hours_min = forms.IntegerField(widget=forms.HiddenInput, required=False)
    hours_max = forms.IntegerField(widget=forms.HiddenInput, required=False)

    plain = True


def _with_answers(person: Person, data: Mapping[str, Any], at: date) -> Person:
    """Situations answered « oui » or « non » on the page stop being unknown."""
    answered = {
        SituationKind(name.removeprefix(ASKED)): value
        for name, value in data.items()
        if name.startswith(ASKED) and value in {YES, NO}
    }
    held = tuple(Situation(kind=kind, start=at) for kind, v in answered.items() if v == YES)
    kept = tuple(s for s in person.situations or () if s.kind not in answered)
    return replace(
        person,
        situations=kept + held,
        unknown=tuple(kind for kind in person.unknown if kind not in answered),
    )


def first_request(person: Person, at: date) -> RouteRequest:
    """What is asked before anybody chose anything: a lasting job, in the usual order."""
    return RouteRequest(at=at, person=person, goal=Goal.OPEN_ENDED_CONTRACT)


def asked_in(data: Mapping[str, Any] | None) -> list[str]:
    """Codes of the situations a posted form answers."""
    return [name.removeprefix(ASKED) for name in data or () if name.startswith(ASKED)]


class StepForm(FrenchForm):
    """A step of a route, about to become a stage of the path: nothing is written before it is
    sent with ``save``."""

    path = forms.ChoiceField(label=_("Dans quel parcours ?"))
    title = forms.CharField(label=_("Intitulé"), max_length=160)
    place = forms.ChoiceField(label=_("Où ?"), widget=forms.RadioSelect, required=False)
    target_on = FrenchDateField(
        label=_("Date souhaitée"), required=False, help_text=_("Rien n’expire.")
    )
    description = forms.CharField(
        label=_("À préparer"),
        help_text=_("La personne peut lire ce texte."),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
    )
    bridge = forms.CharField(widget=forms.HiddenInput)
    places = forms.CharField(widget=forms.HiddenInput, required=False)
    save = forms.CharField(widget=forms.HiddenInput, initial="oui")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        paths: Iterable[tuple[str, str]],
        places: Iterable[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer(self, "path", paths)
        offer(self, "place", [*places, ("", _("Pas encore choisi"))])

    def draft(self, kind: StageKind) -> StageDraft:
        data = self.cleaned_data
        return StageDraft(
            kind=kind,
            title=data["title"],
            place_id=UUID(data["place"]) if data["place"] else None,
            target_on=data["target_on"],
            description=data["description"],
        )
