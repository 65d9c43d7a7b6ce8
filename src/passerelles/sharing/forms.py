"""Forms of sharing: what is asked, in plain words; the rules are in the actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from passerelles.journal.catalogue import EventKind
from passerelles.kernel import clock
from passerelles.sharing.actions.proofs import GiverNamed, OnPaper, Proof, WithCard, WithWitness
from passerelles.sharing.models.agreements import PURPOSE_CHOICES, GiverKind
from passerelles.sharing.models.parties import PartyRole
from passerelles.sharing.rules.givers import Giver
from passerelles.sharing.rules.terms import Terms, default_until
from passerelles.sharing.rules.volets import ORDINARY_VOLETS, VOLET_TEXTS, Purpose, Volet
from passerelles.web.forms import FrenchDateField, FrenchForm

VOLET_CHOICES = [
    (volet.value, f"{VOLET_TEXTS[volet].label} : {VOLET_TEXTS[volet].content}")
    for volet in ORDINARY_VOLETS
    if volet is not Volet.IDENTITY
]


class Way:
    """How the agreement will be collected."""

    CARD = "card"
    WITNESS = "witness"
    PAPER = "paper"
    LINK = "link"
    CHOICES = (
        (WITNESS, _("À l’écran, devant un témoin")),
        (CARD, _("À l’écran, avec la carte d’accès de la personne")),
        (PAPER, _("Sur papier signé")),
        (LINK, _("Par un lien : la personne répond plus tard, seule")),
    )


class ReceiverSearchForm(FrenchForm):
    mark_optional = False

    q = forms.CharField(
        label=_("Nom de la structure"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class TermsForm(FrenchForm):
    """Why, what, until when, who gives, and how it will be collected."""

    mark_optional = False

    purpose = forms.ChoiceField(
        label=_("Pourquoi ?"), choices=PURPOSE_CHOICES, widget=forms.RadioSelect
    )
    volets = forms.MultipleChoiceField(
        label=_("Quelles parties du dossier ?"),
        choices=VOLET_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("L’identité est toujours comprise. Ne cochez que ce qui sert à la raison."),
    )
    sensitive = forms.BooleanField(
        label=_("Partager aussi le volet sensible (santé, addiction, justice, psychique)"),
        required=False,
    )
    explicit = forms.BooleanField(
        label=_("La personne a dit en toutes lettres qu’elle veut partager ce volet sensible"),
        required=False,
        help_text=_("Consentement explicite : RGPD, article 9.2.a."),
    )
    until = FrenchDateField(
        label=_("Dernier jour du partage"),
        help_text=_("Un an est proposé, trois ans au plus. Il peut être retiré à tout moment."),
    )
    party_role = forms.ChoiceField(
        label=_("Que fait cette structure pour la personne ?"),
        choices=PartyRole.choices,
        initial=PartyRole.ACCOMPANIES,
    )
    giver = forms.ChoiceField(
        label=_("Qui donne l’accord ?"), choices=GiverKind.choices, widget=forms.RadioSelect
    )
    representative = forms.ChoiceField(
        label=_("Représentant légal"),
        required=False,
        help_text=_("Obligatoire pour une personne mineure."),
    )
    way = forms.ChoiceField(
        label=_("Comment l’accord est-il donné ?"), choices=Way.CHOICES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, person_id: UUID, minor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = default_until(clock.today())
        self.fields["giver"].initial = GiverKind.BOTH if minor else GiverKind.PERSON
        field = self.fields["representative"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 — narrows the type
        field.choices = [("", _("aucun")), *_representatives(person_id)]

    def terms(self, receiver_id: UUID) -> Terms:
        data = self.cleaned_data
        chosen = {Volet(value) for value in data["volets"]}
        if data["sensitive"]:
            chosen.add(Volet.SENSITIVE)
        return Terms(
            receiver_id=receiver_id,
            purpose=Purpose(data["purpose"]),
            volets=frozenset(chosen),
            until=data["until"],
            party_role=data["party_role"],
            explicit=data["explicit"],
        )

    def named(self) -> GiverNamed:
        data = self.cleaned_data
        kind = Giver(data["giver"])
        chosen = data["representative"] if kind is not Giver.PERSON else ""
        return GiverNamed(kind, UUID(chosen) if chosen else None)


def _representatives(person_id: UUID) -> list[tuple[str, str]]:
    """Representatives of the record that the actor in scope may see."""
    model: Any = apps.get_model("people", "LegalRepresentative")
    today = clock.today()
    rows = model.objects.filter(person_id=person_id, since__lte=today)
    return [
        (str(row.id), f"{row.name} ({row.link or row.get_kind_display()})")
        for row in rows
        if row.until is None or row.until >= today
    ]


class CardForm(FrenchForm):
    secret = forms.CharField(
        label=_("Le code secret de sa carte"),
        max_length=120,
        widget=forms.PasswordInput,
        help_text=_("La personne le tape elle-même : les mots de ses images, dans l’ordre."),
    )

    def proof(self) -> Proof:
        return WithCard(self.cleaned_data["secret"])


class WitnessForm(FrenchForm):
    witness = forms.CharField(
        label=_("Prénom et nom du témoin"),
        max_length=100,
        help_text=_("Une personne présente, autre que vous."),
    )

    def proof(self) -> Proof:
        return WithWitness(self.cleaned_data["witness"])


class PaperForm(FrenchForm):
    reference = forms.CharField(
        label=_("Référence du papier signé"),
        max_length=120,
        help_text=_("Ex. : classeur accords 2026, n° 12."),
    )
    scan = forms.FileField(
        label=_("Papier numérisé"),
        required=False,
        help_text=_("PDF, PNG ou JPEG, 5 Mo au plus."),
    )

    def proof(self) -> Proof:
        return OnPaper(self.cleaned_data["reference"], self.cleaned_data["scan"])


class LinkForm(FrenchForm):
    email = forms.EmailField(
        label=_("Envoyer le lien à cette adresse"),
        required=False,
        help_text=_("Le message ne contient que le lien. L’adresse n’est pas gardée."),
    )


PROOF_FORMS: dict[str, type[FrenchForm]] = {
    Way.CARD: CardForm,
    Way.WITNESS: WitnessForm,
    Way.PAPER: PaperForm,
    Way.LINK: LinkForm,
}


class CodeForm(FrenchForm):
    """The six digits given apart from a one-time link."""

    code = forms.CharField(
        label=_("Le code à 6 chiffres"),
        max_length=12,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "govuk-input--width-10",
            }
        ),
    )


class WithdrawForm(FrenchForm):
    said_by = forms.ChoiceField(
        label=_("Qui retire l’accord ?"),
        choices=GiverKind.choices,
        initial=GiverKind.PERSON,
        widget=forms.RadioSelect,
        help_text=_("Aucune raison n’est demandée. C’est effectif tout de suite."),
    )


class GuestLinkForm(FrenchForm):
    holder_name = forms.CharField(label=_("Prénom et nom du tuteur"), max_length=120)
    until = FrenchDateField(
        label=_("Dernier jour du lien"), help_text=_("Au plus tard la fin de l’accord.")
    )
    email = forms.EmailField(
        label=_("Envoyer le lien à cette adresse"),
        required=False,
        help_text=_("Le code se donne à part, de vive voix."),
    )


class EmergencyForm(FrenchForm):
    reason = forms.CharField(
        label=_("Que se passe-t-il ?"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=_(
            "La personne et le référent données personnelles liront cette raison. "
            "Ne nommez personne d’autre."
        ),
    )
    minutes = forms.TypedChoiceField(
        label=_("Pendant combien de temps ?"),
        choices=[
            (30, _("30 minutes")),
            (60, _("1 heure")),
            (120, _("2 heures")),
            (180, _("3 heures")),
        ],
        initial=60,
        coerce=int,
        widget=forms.RadioSelect,
    )

    def length(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["minutes"])


class ReviewForm(FrenchForm):
    review = forms.CharField(
        label=_("Votre avis"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("L’accès était-il justifié ? Que faut-il changer ?"),
    )


class EndMissionForm(FrenchForm):
    nobody_follows = forms.BooleanField(
        label=_("Je sais que plus personne n’accompagnera cette personne ici"), required=False
    )


class ExplicitForm(FrenchForm):
    """The sentence the person ticks when very personal things are proposed."""

    explicit = forms.BooleanField(
        label=_("Oui, je veux partager aussi ce qui est très personnel."), required=False
    )


class JournalFilterForm(FrenchForm):
    mark_optional = False

    kind = forms.ChoiceField(
        label=_("Sorte"),
        required=False,
        choices=[
            ("", _("toutes")),
            (EventKind.READ.value, _("lectures")),
            (EventKind.WRITE.value, _("écritures")),
            (EventKind.SECURITY.value, _("sécurité")),
        ],
    )
    member = forms.ChoiceField(label=_("Collègue"), required=False)
    since = FrenchDateField(label=_("Du"), required=False)
    until = FrenchDateField(label=_("Au"), required=False)

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 — narrows the type
        field.choices = [("", _("tous")), *members]
