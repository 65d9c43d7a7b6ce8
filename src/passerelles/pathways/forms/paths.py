"""Forms about the path, its stages, what comes next, detection and notes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.actions.detection import DetectionDraft
from passerelles.pathways.actions.next_steps import NextStepDraft
from passerelles.pathways.actions.paths import PathDraft
from passerelles.pathways.actions.stages import StageDraft
from passerelles.pathways.forms.choices import (
    member_choices,
    offer,
    organisation_choices,
    split_member,
)
from passerelles.pathways.models import Path, Stage
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.paths import colleagues_beside
from passerelles.pathways.rules.detection import (
    OUTCOME_LABELS,
    SECTION_LABELS,
    DetectionOutcome,
    DetectionSection,
)
from passerelles.pathways.rules.stages import STAGE_TEXTS, STATE_LABELS, StageKind, StageState
from passerelles.people.models import Wish
from passerelles.sharing.rules.volets import VOLET_TEXTS, Volet
from passerelles.web.forms import FrenchDateField, FrenchForm

PERSON_OWNER = "person"
STATES_AT_START = (StageState.PLANNED, StageState.ONGOING, StageState.DONE)


class VersionForm(FrenchForm):
    """Carries the version that was read, so that nobody is overwritten unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))


class PathForm(FrenchForm):
    title = forms.CharField(
        label=_("Vers quoi ?"),
        max_length=160,
        help_text=_("Ex. : découvrir le nettoyage, travailler en espaces verts."),
    )
    started_on = FrenchDateField(label=_("Commencé le"), initial=clock.today)
    origin = forms.ChoiceField(label=_("Structure d’origine"))
    planned_exit_on = FrenchDateField(
        label=_("Sortie prévue de cette structure"),
        required=False,
        help_text=_(
            "Le parcours commence souvent bien avant la sortie : la personne reste dans sa "
            "structure. Cette date n’oblige à rien."
        ),
    )

    def __init__(self, *args: Any, eyes: Eyes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "origin", organisation_choices(eyes))

    def draft(self) -> PathDraft:
        data = self.cleaned_data
        return PathDraft(data["title"], data["started_on"], data["planned_exit_on"])


class PathChangeForm(VersionForm):
    title = forms.CharField(label=_("Vers quoi ?"), max_length=160)
    started_on = FrenchDateField(label=_("Commencé le"))
    planned_exit_on = FrenchDateField(
        label=_("Sortie prévue de la structure d’origine"),
        required=False,
        help_text=_("Cette date n’oblige à rien."),
    )

    def draft(self) -> PathDraft:
        data = self.cleaned_data
        return PathDraft(data["title"], data["started_on"], data["planned_exit_on"])

    @staticmethod
    def typed(path: Path) -> dict[str, Any]:
        return {
            "title": path.title,
            "started_on": path.started_on,
            "planned_exit_on": path.planned_exit_on,
            "version": path.version,
        }


class ReferentForm(FrenchForm):
    """``expected`` is the referent shown when the page was read."""

    expected = forms.UUIDField(widget=forms.HiddenInput, label=_("référent actuel"))
    referent = forms.ChoiceField(label=_("Nouvelle personne référente"))
    handover = forms.CharField(
        label=_("Ce qu’il faut savoir pour prendre le relais"),
        required=False,
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("Note partagée : la personne et les partenaires peuvent la lire."),
    )

    def __init__(self, *args: Any, eyes: Eyes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "referent", member_choices(eyes, colleagues_beside(eyes)))

    def chosen(self) -> tuple[UUID, UUID]:
        """User and organisation of the new referent."""
        return split_member(self.cleaned_data["referent"])


class StageForm(FrenchForm):
    kind = forms.ChoiceField(
        label=_("Sorte d’étape"),
        choices=[(kind.value, text.label) for kind, text in STAGE_TEXTS.items()],
    )
    title = forms.CharField(
        label=_("Intitulé"), max_length=160, help_text=_("Ex. : banc d’essai, hall et bureaux.")
    )
    place = forms.ChoiceField(label=_("Lieu"), required=False)
    state = forms.ChoiceField(
        label=_("Où en est-elle ?"),
        choices=[(state.value, STATE_LABELS[state]) for state in STATES_AT_START],
        widget=forms.RadioSelect,
        initial=StageState.PLANNED.value,
    )
    target_on = FrenchDateField(
        label=_("Date souhaitée"),
        required=False,
        help_text=_("Rien n’expire."),
    )
    started_on = FrenchDateField(label=_("Commencée le"), required=False)
    ended_on = FrenchDateField(label=_("Finie le"), required=False)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=2000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, eyes: Eyes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unknown = ("", _("Autre, ou pas encore connu"))
        offer(self, "place", [unknown, *organisation_choices(eyes)])

    def draft(self) -> StageDraft:
        data = self.cleaned_data
        return StageDraft(
            kind=StageKind(data["kind"]),
            title=data["title"],
            state=StageState(data.get("state") or StageState.PLANNED),
            place_id=UUID(data["place"]) if data["place"] else None,
            target_on=data["target_on"],
            started_on=data["started_on"],
            ended_on=data["ended_on"],
            description=data["description"],
            result=data.get("result", ""),
        )


class StageChangeForm(StageForm, VersionForm):
    result = forms.CharField(
        label=_("Résultat"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text=_(
            "Ce que l’on a constaté, ce que la personne en dit ; pour une RAE ou une VAE, ce qui "
            "est reconnu ou validé, à quel niveau, par qui."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["state"]  # it moves apart, on a day

    @staticmethod
    def typed(stage: Stage) -> dict[str, Any]:
        return {
            "kind": stage.kind,
            "title": stage.title,
            "place": str(stage.place_id or ""),
            "target_on": stage.target_on,
            "started_on": stage.started_on,
            "ended_on": stage.ended_on,
            "description": stage.description,
            "result": stage.result,
            "version": stage.version,
        }


class StageMoveForm(VersionForm):
    on = FrenchDateField(label=_("À quelle date ?"), initial=clock.today)
    result = forms.CharField(
        label=_("Ce que l’on a constaté"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text=_(
            "La personne peut lire ce texte. Pour une RAE ou une VAE : ce qui est reconnu ou "
            "validé, à quel niveau, par qui."
        ),
    )


class NextStepForm(FrenchForm):
    what = forms.CharField(label=_("Que faut-il faire ?"), max_length=200)
    owner = forms.ChoiceField(label=_("Qui s’en occupe ?"))
    due_on = FrenchDateField(label=_("Quel jour ?"), required=False)
    due_time = forms.TimeField(
        label=_("À quelle heure ?"),
        required=False,
        help_text=_("Ex. : 14:00"),
        widget=forms.TimeInput(format="%H:%M"),
    )
    where = forms.CharField(label=_("Où ?"), required=False, max_length=160)
    plain = forms.CharField(
        label=_("En mots simples, pour la personne"),
        required=False,
        max_length=300,
        help_text=_("Ex. : « Vendredi, on se voit chez Netclair pour parler de l’essai. »"),
    )

    def __init__(self, *args: Any, eyes: Eyes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = eyes.access.person.first_name
        choices = [
            ("", _("Choisissez")),
            (PERSON_OWNER, person),
            (_("Collègues"), member_choices(eyes, colleagues_beside(eyes))),
            (_("Structures"), organisation_choices(eyes)),
        ]
        offer(self, "owner", choices)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("due_time") and not data.get("due_on"):
            self.add_error("due_on", _("Indiquez aussi le jour."))
        return data

    def draft(self) -> NextStepDraft:
        data = self.cleaned_data
        owner: str = data["owner"]
        user_id, organisation_id = None, None
        if owner != PERSON_OWNER:
            user_id, organisation_id = split_member(owner) if ":" in owner else (None, UUID(owner))
        return NextStepDraft(
            what=data["what"],
            plain=data["plain"],
            owner_user_id=user_id,
            owner_organisation_id=organisation_id,
            owner_is_person=owner == PERSON_OWNER,
            due_at=self._due_at(),
            where=data["where"],
        )

    def _due_at(self) -> datetime | None:
        day = self.cleaned_data["due_on"]
        if day is None:
            return None
        hour = self.cleaned_data["due_time"] or time(0, 0)
        return datetime.combine(day, hour, tzinfo=clock.PARIS)


class DoneForm(FrenchForm):
    outcome = forms.CharField(
        label=_("Ce qui s’est passé"),
        required=False,
        max_length=300,
        help_text=_("La personne peut lire ce texte."),
    )


NO_REPRESENTATIVE = "none"


class DetectionForm(FrenchForm):
    section = forms.ChoiceField(
        label=_("Où la personne est-elle accueillie ?"),
        choices=[(section.value, label) for section, label in SECTION_LABELS.items()],
    )
    detected_on = FrenchDateField(label=_("Repéré le"), initial=clock.today, past=True)
    interest = forms.CharField(label=_("Métier qui l’intéresse"), max_length=160)
    wish = forms.ChoiceField(
        label=_("Son souhait, avec ses mots"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Pas de repérage sans le souhait de la personne."),
    )
    person_agrees = forms.TypedChoiceField(
        label=_("La personne est-elle d’accord ?"),
        choices=[
            ("yes", _("La personne est d’accord : oui")),
            ("no", _("La personne est d’accord : non")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    representative_agrees = forms.ChoiceField(
        label=_("Son représentant légal est-il d’accord ?"),
        choices=[
            ("yes", _("Le représentant légal est d’accord : oui")),
            ("no", _("Le représentant légal est d’accord : non")),
            ("", _("On ne le lui a pas encore demandé")),
            (NO_REPRESENTATIVE, _("La personne n’a pas de représentant légal")),
        ],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Nécessaire si la personne est mineure et que le parcours commence."),
    )
    outcome = forms.ChoiceField(
        label=_("Et ensuite ?"),
        choices=[(outcome.value, label) for outcome, label in OUTCOME_LABELS.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, wishes: Iterable[Wish], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "wish", [(str(wish.id), f"« {wish.words} »") for wish in wishes])

    def draft(self) -> DetectionDraft:
        data = self.cleaned_data
        said = data["representative_agrees"]
        return DetectionDraft(
            section=DetectionSection(data["section"]),
            detected_on=data["detected_on"],
            interest=data["interest"],
            wish_id=UUID(data["wish"]) if data["wish"] else None,
            person_agrees=data["person_agrees"],
            representative_agrees={"yes": True, "no": False}.get(said),
            no_representative=said == NO_REPRESENTATIVE,
            outcome=DetectionOutcome(data["outcome"]),
        )


class NoteForm(FrenchForm):
    text = forms.CharField(label=_("Votre note"), max_length=4000, widget=forms.Textarea)
    shared = forms.TypedChoiceField(
        label=_("Pour qui ?"),
        choices=[
            ("yes", _("note partagée : les partenaires qui ont l’accord de la personne, et elle")),
            ("no", _("note de travail de l’équipe : seulement votre organisation")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="yes",
        help_text=_(
            "Écrivez comme si la personne lisait par-dessus votre épaule : elle peut lire ses "
            "notes partagées, et demander à lire celles de l’équipe."
        ),
    )
    volet = forms.ChoiceField(label=_("De quoi s’agit-il ?"))

    def __init__(self, *args: Any, volets: Iterable[Volet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [volet for volet in volets if volet is not Volet.IDENTITY]
        offer(self, "volet", [(volet.value, VOLET_TEXTS[volet].label) for volet in named])
