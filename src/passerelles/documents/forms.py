"""Forms of papers: what each kind says, who signs, and the few words an answer asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.documents.actions import Signer
from passerelles.documents.rules.completeness import LONGEST, FactValue
from passerelles.documents.rules.kinds import (
    ROLE_LABELS,
    FactShape,
    PaperFact,
    PaperKind,
    SignatoryRole,
)
from passerelles.kernel import clock
from passerelles.web.forms import FrenchDateField, FrenchForm

_FOUND_IN_THE_RECORD = (SignatoryRole.PERSON, SignatoryRole.LEGAL_REPRESENTATIVE)
SIGNER = "signer_"
SUBJECT = "subject"
REPRESENTATIVE = "representative"
LARGEST_FILE = 5 * 1024 * 1024


class PaperForm(FrenchForm):
    """The facts of a kind, then who signs.  A draft may have holes: only sending needs all."""

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        kind: PaperKind,
        own: UUID,
        representatives: Iterable[tuple[str, str]] = (),
        subjects: tuple[Any, list[tuple[str, str]]] = ("", []),
        **kwargs: Any,
    ) -> None:
        """``subjects``: the question that says what the paper is for, and its choices."""
        self.kind, self.own = kind, own
        # Fields of this form alone, laid down before the base gives them their French words.
        question, choices = subjects
        self.base_fields = {  # type: ignore[misc]
            **({SUBJECT: _subject_field(question, choices)} if choices else {}),
            **_fields_of(kind, list(representatives)),
        }
        super().__init__(*args, **kwargs)

    def facts(self) -> dict[str, FactValue]:
        return {key: self.cleaned_data[key] for key in self.kind.facts}

    def signers(self) -> dict[SignatoryRole, Signer]:
        data = self.cleaned_data
        ours = data.get("ours", "")
        named = {
            role: Signer(data.get(SIGNER + role, ""), self.own if ours == role.value else None)
            for role in SignatoryRole
            if SIGNER + role in data and (data[SIGNER + role] or ours == role.value)
        }
        if data.get("person_signs"):
            named[SignatoryRole.PERSON] = Signer()
        if chosen := data.get(REPRESENTATIVE):
            named[SignatoryRole.LEGAL_REPRESENTATIVE] = Signer(representative_id=UUID(chosen))
        return named


def _subject_field(question: Any, choices: list[tuple[str, str]]) -> forms.Field:
    return forms.ChoiceField(label=question, choices=choices, widget=forms.RadioSelect)


def _fields_of(kind: PaperKind, representatives: list[tuple[str, str]]) -> dict[str, forms.Field]:
    asked = [r for r in (*kind.roles, *kind.optional) if r not in _FOUND_IN_THE_RECORD]
    fields: dict[str, forms.Field] = {fact.key: _field(fact) for fact in kind.facts.values()}
    fields |= {SIGNER + role: _name_field(role, kind) for role in asked}
    if asked:
        fields["ours"] = forms.ChoiceField(
            label=_("Notre structure signe en qualité de"),
            choices=[("", _("aucune")), *((role.value, ROLE_LABELS[role]) for role in asked)],
            required=False,
        )
    if SignatoryRole.PERSON in kind.optional:
        fields["person_signs"] = forms.BooleanField(
            label=_("La personne signe aussi"), required=False
        )
    # With one representative there is nothing to choose; with none, nobody to name here.
    if len(representatives) > 1:
        fields[REPRESENTATIVE] = forms.ChoiceField(
            label=_("Représentant légal qui signe, s’il le faut"), choices=representatives
        )
    return fields


def _field(fact: PaperFact) -> forms.Field:
    words: dict[str, Any] = {"label": fact.label, "required": False, "help_text": _hint(fact)}
    match fact.shape:
        case FactShape.DAY:
            return FrenchDateField(**words)
        case FactShape.TEXT:
            return forms.CharField(max_length=300, **words)
        case _:
            return forms.CharField(max_length=LONGEST, widget=forms.Textarea, **words)


def _hint(fact: PaperFact) -> str:
    needed = "" if fact.required else str(_("Facultatif."))
    return " ".join(part for part in (fact.hint, needed) if part)


def _name_field(role: SignatoryRole, kind: PaperKind) -> forms.Field:
    hint = _("Prénom, nom et fonction.")
    if role in kind.optional:
        hint = _("Facultatif : prénom, nom et fonction de qui signe aussi.")
    return forms.CharField(
        label=_("Qui signe pour %(role)s") % {"role": ROLE_LABELS[role]},
        max_length=120,
        required=False,
        help_text=hint,
    )


class ReasonForm(FrenchForm):
    mark_optional = False

    reason = forms.CharField(
        label=_("Pourquoi ?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class OwnReasonForm(FrenchForm):
    """The reason of a "no" stays with whoever says it."""

    reason = forms.CharField(
        label=_("Vous pouvez dire pourquoi"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OutsideReasonForm(FrenchForm):
    """A structure that says no says why; whoever signs writes nothing here."""

    mark_optional = False

    reason = forms.CharField(
        label=_("Si vous dites non, pourquoi ?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SheetForm(FrenchForm):
    """A signature made on the printed paper."""

    signed_on = FrenchDateField(label=_("Signé le"), past=True)
    reference = forms.CharField(
        label=_("Où est la feuille signée"),
        max_length=120,
        help_text=_("Ex. : classeur 4, n° 12."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"signed_on": clock.today()})
        super().__init__(*args, **kwargs)


class LinkForm(FrenchForm):
    email = forms.EmailField(
        label=_("Envoyer le lien à cette adresse"),
        required=False,
        help_text=_(
            "Sans adresse, vous donnez le lien vous-même. Le code se donne toujours à part."
        ),
    )


class FileForm(FrenchForm):
    mark_optional = False

    file = forms.FileField(label=_("Le fichier PDF"), help_text=_("5 Mo au plus."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Le fichier dépasse 5 Mo."))
        return file
