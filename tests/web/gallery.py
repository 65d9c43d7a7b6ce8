"""What the component gallery shows: one of each, filled with invented things."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from passerelles.kernel.actors import ANONYMOUS, Actor, ActorKind, Right
from passerelles.web.charts import AxisSeries, Bar, ProgressPoint, bars, small_multiples
from passerelles.web.forms import FrenchDateField, FrenchForm

SERIES = (
    AxisSeries(
        "Gestes techniques",
        (
            ProgressPoint(date(2026, 6, 12), 1),
            ProgressPoint(date(2026, 9, 3), 2),
            ProgressPoint(date(2026, 11, 20), 4),
            ProgressPoint(date(2026, 11, 2), 3, "person"),
        ),
        "▲ en progrès (+3)",
    ),
    AxisSeries("Sécurité & produits <dangereux>", (ProgressPoint(date(2026, 9, 3), 2, "person"),)),
    AxisSeries("Trajets", ()),
)


class EveryWidget(FrenchForm):
    name = forms.CharField(label="Nom", help_text="Comme sur la carte d’identité")
    email = forms.EmailField(label="Adresse électronique", required=False)
    age = forms.IntegerField(label="Âge", required=False)
    born = FrenchDateField(label="Né le", past=True)
    kind = forms.ChoiceField(label="Sorte", choices=[("esat", "ESAT"), ("geiq", "GEIQ")])
    answer = forms.ChoiceField(
        label="Réponse", choices=[("o", "Oui"), ("n", "Non")], widget=forms.RadioSelect
    )
    volets = forms.MultipleChoiceField(
        label="Volets",
        choices=[("i", "Identité"), ("p", "Parcours")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="D’accord", help_text="Vous pouvez changer d’avis.")
    text = forms.CharField(
        label="Texte", widget=forms.Textarea, max_length=200, help_text="Lu par la personne"
    )
    paper = forms.FileField(label="Papier", required=False)
    secret = forms.CharField(
        label="Mot de passe", widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def request_of(actor: Actor = ANONYMOUS, path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.actor = actor
    return request


def professional() -> Actor:
    return Actor(kind=ActorKind.PROFESSIONAL, rights=frozenset(Right))


def gallery_page() -> str:
    """The gallery, with a form that was sent full of mistakes."""
    return render_to_string(
        "web/gallery.html",
        {
            "form": EveryWidget({"born_day": "31", "born_month": "11", "born_year": "2020"}),
            "page": Paginator(range(200), 10).page(4),
            "chart": small_multiples(SERIES),
            "bars": bars([Bar("ESAT", 12), Bar("GEIQ", None)], title="Organisations par sorte"),
            "rows": [("Prénom", "Léa"), ("Commune", "", "/commune", "Compléter")],
        },
        request_of(),
    )
